import type { TFunction } from 'i18next'
import type { Case } from '#contract/casefile.ts'
import type { Finding } from '#contract/investigation.ts'
import type { CloseGates } from '../../modules/complaint/CloseForm.tsx'
import { holdingFinding, pointsWithoutFinding, remedyIn } from './next.ts'
import type { Panel } from './scene.ts'

interface Rule { readonly key: string; readonly met: boolean; readonly panel?: Panel; readonly on?: string | undefined; readonly applies?: boolean }

const isNotOurs = (finding: Finding | undefined) => finding !== undefined && finding.liability !== 'ours' && finding.liability !== 'shared'

const unkind = (it: Case) => it.points.filter((point) => {
  const finding = holdingFinding(it, point.id)
  return isNotOurs(finding) && !(finding?.explanation && finding.alternativeHelp)
})

const rulesOf = (it: Case): readonly Rule[] => {
  const unfound = pointsWithoutFinding(it)
  const cold = unkind(it)
  const openTasks = it.tasks.filter((task) => task.state === 'open' || task.state === 'begun')
  const openPromises = it.promises.filter((promise) => promise.state === 'open')
  const followUp = it.followUps.at(-1)
  const pending = remedyIn(it, 'awaitingApproval', 'approved', 'offered', 'countered')
  return [
    { key: 'acknowledged', met: it.acknowledgement !== null, panel: 'acknowledge' },
    { key: 'findings', met: unfound.length === 0, panel: 'finding', on: unfound[0]?.id },
    { key: 'kind', met: cold.length === 0, panel: 'finding', on: cold[0]?.id, applies: it.points.some((point) => isNotOurs(holdingFinding(it, point.id))) },
    { key: 'answered', met: pending === undefined, applies: it.remedies.length > 0 },
    { key: 'tasks', met: openTasks.length === 0, panel: 'task', on: openTasks[0]?.id, applies: it.tasks.length > 0 },
    { key: 'notice', met: it.notice !== null, panel: 'notice' },
    { key: 'promises', met: openPromises.length === 0, panel: 'promise', on: openPromises[0]?.id },
    { key: 'handover', met: !it.handovers.some((handover) => handover.state === 'pending') },
    { key: 'followUp', met: followUp !== undefined && followUp.state === 'done' && followUp.satisfied !== false, panel: 'followUp', on: followUp?.state === 'due' ? followUp.id : undefined, applies: it.agreement !== null || followUp !== undefined },
  ]
}

/** H5: the server names every gate that still stands; the page shows what is done and leads to what is left. */
export const gatesOf = (t: TFunction, it: Case, open: (panel: Panel, on?: string) => void): CloseGates => {
  const rules = rulesOf(it).filter((rule) => rule.applies !== false)
  const left = it.closeGates.length > 0 ? rules.filter((rule) => !rule.met) : []
  return {
    met: rules.filter((rule) => rule.met).map((rule) => t(`case:gate.${rule.key}`)), standing: it.closeGates,
    ways: left.flatMap(({ key, panel, on }) => (panel && (panel !== 'followUp' || on) ? [{ key, words: t(`case:gate.go.${key}`), onGo: () => open(panel, on) }] : [])),
  }
}
