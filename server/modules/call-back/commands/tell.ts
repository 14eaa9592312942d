import type { z } from 'zod'
import type * as contract from '#contract/call-back.ts'
import { receivedInFuture, unitNotYours, unitUnknown } from '#contract/complaint.ts'
import type { CallOutcome, PhoneCall } from '#contract/call-back.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, MINUTE, inOurTimes, instant, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { CallEnded, CallMissed, CallMissedAgain } from '../events.ts'
import { unitsByLine } from '../queries.ts'
import { type Ruled, dueFor, ruleOf } from '../rule.ts'
import { isOld } from '../rules.ts'

interface Context { readonly rule: Ruled; readonly unitOf: (to: string) => Unit }
interface Unit { readonly id: string }
interface Told { readonly outcome: CallOutcome; readonly taskId: string | null }
/** With the row that was kept of the call. */
export interface Taken extends Told { readonly rowId: string }

/** A clock a little ahead on the telephone's side is no future. */
const SKEW_MS = 5 * MINUTE

/** The unit whose number was dialled; what is nobody's number is for the head of the house. */
const contextOf = async (tx: Tx): Promise<Context> => {
  const read = readerOf(tx.db)
  const { unitOf, head } = await unitsByLine(read, tx.actor.organizationId)
  return {
    rule: await ruleOf(read, tx.actor.organizationId),
    unitOf: (to) => {
      const id = unitOf(to) ?? head
      if (!id) throw new Problem(unitUnknown)
      return { id }
    },
  }
}

/** Told for the first time. The telephone system may repeat itself: the index lets one pass. */
const isFresh = async (tx: Tx, call: PhoneCall, unitId: string, number: string | null, id: string): Promise<boolean> => {
  const made = await tx.db.insertInto('call_back.call').values({ organization_id: tx.actor.organizationId, id, external_id: call.callId, kind: call.kind, at: instant(call.at), unit_id: unitId, number, told_at: tx.now })
    .onConflict((c) => c.columns(['organization_id', 'external_id']).doNothing()).returning('id').execute()
  return made.length > 0
}

/** They were on the line after this call, or have told us in another way. */
const isSettled = async (tx: Tx, key: string, at: Instant): Promise<boolean> => {
  const { rows: [row] } = await sql<{ settled: boolean }>`select exists (select from call_back.call a where a.organization_id = ${tx.actor.organizationId} and a.kind = 'answered' and a.number = ${key} and a.at > ${at})
    or exists (select from customer.customer u join complaint.complaint c on c.organization_id = u.organization_id and c.customer_id = u.id where u.organization_id = ${tx.actor.organizationId} and u.phone_key = ${key} and c.received_at > ${at}) as settled`.execute(tx.db)
  return row?.settled ?? false
}

const endAnswered = async (tx: Tx, key: string, at: Instant): Promise<string | null> => {
  const done = await tx.db.updateTable('call_back.task').set((eb) => ({ state: 'done', result: 'answered', ended_at: tx.now, ended_by: tx.actor.id, version: eb('version', '+', 1) }))
    .where('organization_id', '=', tx.actor.organizationId).where('number_key', '=', key).where('state', '=', 'open').where('first_at', '<=', at).returning(['id', 'unit_id']).execute()
  if (done.length) await tx.record(CallEnded, done.map((task) => ({ subject: { type: 'call', id: task.id, unitId: task.unit_id }, payload: { taskId: task.id, callResult: 'answered', complaintId: null } })))
  return done[0]?.id ?? null
}

/** A task begins, or one that waits counts one more: one statement, so that calls at once meet in the index. */
const wait = async (tx: Tx, rule: Ruled, unit: Unit, call: PhoneCall, key: string): Promise<Told> => {
  const at = instant(call.at)
  const due = await dueFor(readerOf(tx.db), tx.actor.organizationId, rule, unit.id, at)
  const known = await tx.db.selectFrom('customer.customer').select('id').where('organization_id', '=', tx.actor.organizationId).where('phone_key', '=', key).where('merged_into', 'is', null).executeTakeFirst()
  const task = await tx.db.insertInto('call_back.task').values({
    organization_id: tx.actor.organizationId, id: newId(), unit_id: unit.id, number: call.from ?? '', number_key: key, customer_id: known?.id ?? null, calls: 1, first_at: at, last_at: at, due_at: due, most_tries: rule.tries, again_minutes: rule.againMinutes,
  }).onConflict((c) => c.columns(['organization_id', 'unit_id', 'number_key']).where('state', '=', sql.lit('open')).doUpdateSet({
    calls: sql<number>`task.calls + 1`, first_at: sql<Instant>`least(task.first_at, excluded.first_at)`, last_at: sql<Instant>`greatest(task.last_at, excluded.last_at)`, due_at: sql<Instant>`least(task.due_at, excluded.due_at)`,
  })).returning(['id', 'calls', 'due_at']).executeTakeFirstOrThrow()
  await tx.db.updateTable('call_back.call').set({ task_id: task.id }).where('organization_id', '=', tx.actor.organizationId).where('external_id', '=', call.callId).execute()
  const subject = { type: 'call', id: task.id, unitId: unit.id }
  if (task.calls > 1) await tx.record(CallMissedAgain, { subject, payload: { taskId: task.id, calls: task.calls } })
  else await tx.record(CallMissed, { subject, payload: { taskId: task.id, unitId: unit.id, dueAt: iso(task.due_at) } })
  return { outcome: task.calls > 1 ? 'counted' : 'new', taskId: task.id }
}

/** A call that is fresh: what it begins, adds to or ends. */
const settle = async (tx: Tx, rule: Ruled, unit: Unit, call: PhoneCall, key: string | null): Promise<Told> => {
  const at = instant(call.at)
  if (call.kind === 'answered') {
    const taskId = key && await endAnswered(tx, key, at)
    if (taskId) await tx.db.updateTable('call_back.call').set({ task_id: taskId }).where('organization_id', '=', tx.actor.organizationId).where('external_id', '=', call.callId).execute()
    return { outcome: 'answered', taskId }
  }
  if (!key) return { outcome: 'withheld', taskId: null }
  if (isOld(at, rule.windowHours, tx.now)) return { outcome: 'old', taskId: null }
  return await isSettled(tx, key, at) ? { outcome: 'answered', taskId: null } : wait(tx, rule, unit, call, key)
}

/** One call for a unit. @throws Problem where the unit is not the teller's. */
export const takeIn = async (tx: Tx, rule: Ruled, unit: Unit, call: PhoneCall): Promise<Taken> => {
  if (tx.actor.units !== 'all' && !tx.actor.units.includes(unit.id)) throw new Problem(unitNotYours)
  // What is no number at all (a name, `anonymous`) is a number withheld.
  const key = call.from ? phoneKey(call.from) : null
  const rowId = newId()
  return { rowId, ...(await isFresh(tx, call, unit.id, key, rowId) ? await settle(tx, rule, unit, call, key) : { outcome: 'known', taskId: null }) }
}

/** Calls as the telephone system tells of them, in the order in which they came. */
export const tellCalls = command('call-back.tell', async (tx, { items }: z.output<typeof contract.tellCalls.input>) => {
  const context = await contextOf(tx)
  for (const [i, { at }] of items.entries()) if (!inOurTimes(at) || instant(at) > plusMs(tx.now, SKEW_MS)) throw new Problem(receivedInFuture, {}, `items/${i}/at`)
  const told = new Map<string, Told>()
  for (const call of [...items].sort((a, b) => instant(a.at).getTime() - instant(b.at).getTime())) {
    if (!told.has(call.callId)) told.set(call.callId, await takeIn(tx, context.rule, context.unitOf(call.to), call))
  }
  const first = (callId: string, i: number) => items.findIndex((each) => each.callId === callId) === i
  return { items: items.map(({ callId }, i) => {
    const { outcome, taskId } = (first(callId, i) && told.get(callId)) || { outcome: 'known' as const, taskId: null }
    return { callId, outcome, taskId }
  }) }
})
