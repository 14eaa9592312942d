import type { TFunction } from 'i18next'
import type { Case } from '#contract/casefile.ts'
import type { Gate } from '../../modules/complaint/CloseForm.tsx'
import { holdingFinding, pointsWithoutFinding, remedyIn } from './next.ts'
import type { Panel } from './scene.ts'

interface Rule { readonly key: string; readonly met: boolean; readonly count?: number; readonly panel?: Panel; readonly on?: string | undefined; readonly applies?: boolean }

const unkind = (it: Case) => it.points.filter((point) => {
  const finding = holdingFinding(it, point.id)
  return finding !== undefined && !['ours', 'shared'].includes(finding.liability) && !(finding.explanation && finding.alternativeHelp)
})

const rulesOf = (it: Case): readonly Rule[] => {
  const unfound = pointsWithoutFinding(it)
  const cold = unkind(it)
  const openTasks = it.tasks.filter((task) => task.state !== 'done')
  const openPromises = it.promises.filter((promise) => promise.state === 'open')
  const followUp = it.followUps.at(-1)
  const pending = remedyIn(it, 'awaitingApproval', 'approved', 'offered', 'countered')
  return [
    { key: 'acknowledged', met: it.acknowledgement !== null, panel: 'acknowledge' },
    { key: 'findings', met: unfound.length === 0, count: unfound.length, panel: 'finding', on: unfound[0]?.id },
    { key: 'kind', met: cold.length === 0, count: cold.length, panel: 'finding', on: cold[0]?.id, applies: it.findings.length > 0 },
    { key: 'answered', met: pending === undefined, applies: it.remedies.length > 0 },
    { key: 'tasks', met: openTasks.length === 0, count: openTasks.length, panel: 'task', on: openTasks[0]?.id, applies: it.tasks.length > 0 },
    { key: 'notice', met: it.notice !== null, panel: 'notice' },
    { key: 'promises', met: openPromises.length === 0, count: openPromises.length, panel: 'promise', on: openPromises[0]?.id },
    { key: 'handover', met: !it.handovers.some((handover) => handover.state === 'pending') },
    { key: 'followUp', met: followUp !== undefined && followUp.state === 'done' && followUp.satisfied !== false, panel: 'followUp', on: followUp?.state === 'due' ? followUp.id : undefined, applies: it.agreement !== null || followUp !== undefined },
  ]
}

/** H5: what must be true before closing, as the page sees it. The server has the last word, its first reason stands on the button. */
export const gatesOf = (t: TFunction, it: Case, open: (panel: Panel, on?: string) => void): readonly Gate[] =>
  rulesOf(it).filter((rule) => rule.applies !== false).map((rule) => {
    const { panel, on } = rule
    const reachable = panel && (panel !== 'followUp' || on)
    return { key: rule.key, words: t(`case:gate.${rule.key}`), met: rule.met, ...(!rule.met && rule.count && { note: t('case:gate.left', { count: rule.count }) }), ...(reachable && { onGo: () => open(panel, on) }) }
  })
