import { HOUR, instant } from '#kernel/time.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { type Plan, type ReadRow, type RowReader, beginRow } from './row.ts'

/** The unit whose number was dialled, else the one that was named for the rest, else the head of the house. */
const unitOf = (row: RowReader, { calls, mapping, reach }: Plan): string => {
  const to = row.text('callTo') ?? ''
  const unitId = calls.unitOf(to) ?? mapping.unitId ?? calls.otherwise ?? ''
  if (reach !== 'all' && !reach.includes(unitId)) row.fault('callTo', to, 'unitNotYours')
  return unitId
}

/** Understands one row of a list of calls. What cannot be called back is worth a remark: it is counted. */
export const readCall = (plan: Plan, cells: readonly string[]): ReadRow => {
  const row = beginRow(plan, cells)
  const before = row.faults.length
  const unitId = unitOf(row, plan)
  const at = row.moment('calledAt', plan.zones.get(unitId) ?? plan.headquartersZone)
  if (at === null && row.faults.length === before) row.fault('calledAt', '', 'required')
  const [from, callId] = [row.text('callFrom')?.trim() ?? null, row.text('callId')?.trim() ?? null]
  const kind = row.known('callKind') === 'answered' ? 'answered' as const : 'missed' as const
  const call = at === null ? null : { callId, kind, at, from, to: row.text('callTo')?.trim() ?? '', unitId }
  if (call && kind === 'missed') remark(row, plan, call)
  return { externalId: callId, told: null, call, order: null, faults: row.faults, unmatched: row.unmatched }
}

const remark = (row: RowReader, { calls, now }: Plan, { from, at }: { readonly from: string | null; readonly at: string }) => {
  if (!from || !phoneKey(from)) row.fault('callFrom', from ?? '', 'withheld', { remark: true })
  else if (now.getTime() - instant(at).getTime() > calls.windowHours * HOUR) row.fault('calledAt', row.text('calledAt') ?? '', 'oldCall', { remark: true })
}
