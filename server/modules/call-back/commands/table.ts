import type { PhoneCall } from '#contract/call-back.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { type Instant, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { CallTakenBack } from '../events.ts'
import { dueFor, ruleOf } from '../rule.ts'
import type { TableCall } from '../rules.ts'
import { type Taken, takeIn } from './tell.ts'

const keyOf = ({ from }: TableCall) => (from ? phoneKey(from) : null)

/** Without an id of its own, a call is one of a number at a moment. */
const idOf = (call: TableCall): string => call.callId ?? `${keyOf(call) ?? 'withheld'} ${iso(instant(call.at))} ${phoneKey(call.to) ?? ''}`

const momentOf = (key: string | null, at: Instant) => `${key} ${iso(at)}`

/** Which of these were told before, by the telephone system or by another table. */
export const knownCalls = async (tx: Tx, calls: readonly TableCall[]): Promise<ReadonlySet<TableCall>> => {
  if (!calls.length) return new Set()
  const { rows } = await sql<{ external_id: string; number: string | null; at: Instant }>`select external_id, number, at from call_back.call where organization_id = ${tx.actor.organizationId} and external_id = any (${calls.map(idOf)}::text[])
    union all select '', number, at from call_back.call where organization_id = ${tx.actor.organizationId} and number = any (${calls.flatMap((call) => (call.callId === null ? keyOf(call) ?? [] : []))}::text[])`.execute(tx.db)
  const ids = new Set(rows.map((r) => r.external_id))
  const moments = new Set(rows.map((r) => momentOf(r.number, r.at)))
  return new Set(calls.filter((call) => ids.has(idOf(call)) || (call.callId === null && keyOf(call) !== null && moments.has(momentOf(keyOf(call), instant(call.at))))))
}

/** Calls of a table by the rules of those that the telephone system tells of. @returns what became of each, in the order of the calls. */
export const takeCalls = async (tx: Tx, calls: readonly TableCall[]): Promise<Taken[]> => {
  const rule = await ruleOf(readerOf(tx.db), tx.actor.organizationId)
  const known = await knownCalls(tx, calls)
  const taken = new Map<TableCall, Taken>()
  for (const call of [...calls].sort((a, b) => instant(a.at).getTime() - instant(b.at).getTime())) {
    const { unitId, ...rest } = call
    const told: PhoneCall = { ...rest, callId: idOf(call) }
    taken.set(call, known.has(call) ? { rowId: '', outcome: 'known', taskId: null } : await takeIn(tx, rule, { id: unitId }, told))
  }
  return calls.map((call) => taken.get(call) ?? { rowId: '', outcome: 'known', taskId: null })
}

interface Task { readonly id: string; readonly unit_id: string }

/** A task that has lost calls: it goes with the last of them, else it is about those that are left. */
const shrink = async (tx: Tx, task: Task) => {
  const { rows: [left] } = await sql<{ calls: number; first_at: Instant | null; last_at: Instant | null }>`select count(*) as calls, min(at) as first_at, max(at) as last_at from call_back.call where organization_id = ${tx.actor.organizationId} and task_id = ${task.id}`.execute(tx.db)
  if (!left?.first_at || !left.last_at) {
    await tx.db.deleteFrom('call_back.task').where('organization_id', '=', tx.actor.organizationId).where('id', '=', task.id).execute()
    await tx.record(CallTakenBack, { subject: { type: 'call', id: task.id, unitId: task.unit_id }, payload: { taskId: task.id } })
    return
  }
  const read = readerOf(tx.db)
  const due_at = await dueFor(read, tx.actor.organizationId, await ruleOf(read, tx.actor.organizationId), task.unit_id, left.first_at)
  await tx.db.updateTable('call_back.task').set({ calls: left.calls, first_at: left.first_at, last_at: left.last_at, due_at }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', task.id).execute()
}

/** Calls that a table brought, as far as nobody has done anything about them. @returns the ids of those that are gone. */
export const takeBackCalls = async (tx: Tx, ids: readonly string[]): Promise<string[]> => {
  if (!ids.length) return []
  const calls = await tx.db.selectFrom('call_back.call').select(['id', 'task_id']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute()
  const taskIds = [...new Set(calls.flatMap((call) => call.task_id ?? []))].sort()
  const tasks = taskIds.length ? await tx.db.selectFrom('call_back.task').select(['id', 'unit_id', 'state', 'version']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', taskIds).orderBy('id').forUpdate().execute() : []
  // Counting calls leaves the version as it is; whatever somebody does changes it.
  const untouched = tasks.filter((task) => task.state === 'open' && task.version === 1)
  const gone = calls.filter((call) => call.task_id === null || untouched.some((task) => task.id === call.task_id))
  if (gone.length) await tx.db.deleteFrom('call_back.call').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', gone.map((call) => call.id)).execute()
  for (const task of untouched) if (gone.some((call) => call.task_id === task.id)) await shrink(tx, task)
  return gone.map((call) => call.id)
}
