import type { Case } from '#contract/casefile.ts'
import type { StageDates } from '../../modules/complaint/Steps.tsx'

const last = (dates: readonly (string | null | undefined)[]) => dates.filter((date): date is string => Boolean(date)).toSorted().at(-1)

/** When each step of the case was done, as far as its facts tell. */
export const stageDates = (it: Case): StageDates => {
  const found = last(it.findings.map((finding) => finding.at))
  const dates = {
    intake: it.acknowledgement?.at ?? it.registeredAt, investigation: last([it.verification?.at, found]), liability: found,
    remedy: it.remedies.at(-1)?.proposedAt, approval: last(it.remedies.flatMap((remedy) => remedy.approvals.map((approval) => approval.at))) ?? it.remedies.at(-1)?.proposedAt,
    negotiation: it.agreement?.agreedAt, execution: last([...it.tasks.map((task) => task.doneAt), it.notice?.sentAt]), closing: it.closedAt,
  }
  return Object.fromEntries(Object.entries(dates).filter(([, date]) => date)) as StageDates
}
