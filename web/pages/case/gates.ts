import type { TFunction } from 'i18next'
import type { Case } from '#contract/casefile.ts'
import type { Finding } from '#contract/investigation.ts'
import type { RemedyState } from '#contract/remedy.ts'
import type { CloseGates, Ending } from '../../modules/complaint/CloseForm.tsx'
import { holdingFinding, pointsWithoutFinding, remedyIn } from './next.ts'
import type { Panel } from './scene.ts'

type Shown = Case['endings'][number]
type Gate = Shown['gates'][number]['gate']
interface Way { readonly panel: Panel; readonly on?: string | undefined }
interface Rule {
  /** Where to go on while it stands; null when nothing here can be done about it. */
  readonly way: (it: Case) => Way | null
  /** Said as done only where there was something to do. */
  readonly applies?: (it: Case) => boolean
}

const isOurs = (finding: Finding | undefined) => finding?.liability === 'ours' || finding?.liability === 'shared'
const found = (it: Case) => it.points.flatMap((point) => { const finding = holdingFinding(it, point.id); return finding ? [{ point, finding }] : [] })

/** A point without a finding, else one that is not ours and was not kindly explained. */
const toFind = (it: Case): Way => ({ panel: 'finding', on: (pointsWithoutFinding(it)[0] ?? found(it).find(({ finding }) => !isOurs(finding) && !(finding.explanation && finding.alternativeHelp))?.point)?.id })
const toFindCause = (it: Case): Way => ({ panel: 'finding', on: (found(it).find(({ finding }) => isOurs(finding) && !finding.rootCause)?.point ?? pointsWithoutFinding(it)[0])?.id })
const toProve = (it: Case): Way => ({ panel: 'finding', on: (found(it)[0]?.point ?? it.points[0])?.id })

const HANGING: Readonly<Partial<Record<RemedyState, Panel>>> = { awaitingApproval: 'decide', approved: 'offer', offered: 'answer', countered: 'declineCounter' }
const toSettle = (it: Case): Way | null => {
  const hanging = remedyIn(it, 'awaitingApproval', 'approved', 'offered', 'countered')
  const panel = hanging && HANGING[hanging.state]
  return panel ? { panel, on: hanging.id } : null
}

const openPromise = (it: Case) => it.promises.find((promise) => promise.state === 'open' || promise.state === 'broken')
const openTask = (it: Case) => it.tasks.find((task) => task.state === 'open' || task.state === 'begun')
const dueFollowUp = (it: Case) => it.followUps.find((followUp) => followUp.state === 'due')
const waitingReview = (it: Case) => it.reviews.find((review) => review.state === 'wanted')
/** Of a thing that is there; null when there is none. */
const on = (panel: Panel, thing: { readonly id: string } | undefined): Way | null => (thing ? { panel, on: thing.id } : null)

const RULES: Readonly<Record<Gate, Rule>> = {
  acknowledged: { way: () => ({ panel: 'acknowledge' }) },
  findings: { way: toFind },
  causes: { way: toFindCause, applies: (it) => it.findings.length > 0 },
  evidence: { way: toProve },
  offers: { way: toSettle, applies: (it) => it.remedies.length > 0 },
  promises: { way: (it) => on('promise', openPromise(it)), applies: (it) => it.promises.length > 0 },
  handover: { way: () => null, applies: (it) => it.handovers.length > 0 },
  tasks: { way: (it) => on('task', openTask(it)), applies: (it) => it.tasks.length > 0 },
  review: { way: (it) => on('review', waitingReview(it)), applies: (it) => it.reviews.length > 0 },
  agreement: { way: () => ({ panel: 'propose' }) },
  signature: { way: (it) => on('sign', it.agreements.find((one) => one.holds && !one.signed)) },
  notice: { way: () => ({ panel: 'notice' }), applies: (it) => it.notice !== null },
  grounds: { way: (it) => on('declineCounter', remedyIn(it, 'countered')) ?? { panel: it.may['remedy.declineDemand'] === null ? 'declineDemand' : 'notice' } },
  attempts: { way: (it) => on('attempt', dueFollowUp(it)) ?? { panel: 'write', on: 'call' } },
  followUp: { way: (it) => on('followUp', dueFollowUp(it)), applies: (it) => it.followUps.length > 0 },
  custody: { way: (it) => on('goods', it.goods.find((one) => one.state === 'held')), applies: (it) => it.goods.length > 0 },
  opinions: { way: () => null },
  money: { way: (it) => on('task', openTask(it)), applies: (it) => it.tasks.length > 0 },
  inquiries: { way: (it) => on('inquiry', it.inquiries.find((one) => one.state === 'open')), applies: (it) => it.inquiries.length > 0 },
  proceeding: { way: () => null },
  reason: { way: () => null },
  publicAnswer: { way: () => ({ panel: 'write', on: 'reply' }) },
  resultReported: { way: () => ({ panel: 'write', on: 'reply' }) },
  liaison: { way: () => null },
  law: { way: () => ({ panel: 'propose' }) },
}

type Open = (panel: Panel, on?: string) => void

const gatesBefore = (t: TFunction, it: Case, { gates }: Shown, open: Open): CloseGates => {
  // What the form itself asks for is no gate to pass beforehand.
  const asked = gates.filter(({ gate }) => gate !== 'reason')
  const left = asked.filter(({ words }) => words !== null)
  return {
    met: asked.filter(({ gate, words }) => words === null && (RULES[gate].applies?.(it) ?? true)).map(({ gate }) => t(`case:gate.${gate}`)),
    standing: left.flatMap(({ words }) => words ?? []),
    ways: left.flatMap(({ gate }) => {
      const way = RULES[gate].way(it)
      return way ? [{ key: gate, words: t(`case:gate.go.${gate}`), onGo: () => open(way.panel, way.on) }] : []
    }),
  }
}

/** H5: each way in which the case may end; the server names every gate that still stands before it, the page leads to what is left. */
export const endingsOf = (t: TFunction, it: Case, open: Open): readonly Ending[] =>
  it.endings.map((ending) => ({ outcome: ending.outcome, gates: gatesBefore(t, it, ending, open), reason: ending.gates.some(({ gate }) => gate === 'reason') }))

/** The end that the server takes when nobody names another: what is agreed, else that it was explained. */
export const usualEnding = (it: Case, endings: readonly Ending[]): Ending | undefined => endings.find(({ outcome }) => outcome === (it.outcome ?? 'explained')) ?? endings[0]

/** Why nobody of this post closes it; what stands before an end is told with the end. */
export const whyNeverClose = (it: Case): string | null => {
  const why = it.may['complaint.close'] ?? null
  return why !== null && !it.closeGates.includes(why) ? why : null
}
