import type { z } from 'zod'
import { notTaken, taken } from '#contract/call-back.ts'
import type * as contract from '#contract/call-back.ts'
import type { CallResult } from '#contract/call-back.ts'
import { notFound } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { newId } from '#kernel/id.ts'
import { nextTry } from '#kernel/ringing.ts'
import type { Tx } from '#kernel/tx.ts'
import { enterFeedback } from '#modules/feedback/commands.ts'
import { register } from '#modules/intake/commands.ts'
import { CallEnded, CallReleased, CallTaken, CallTried } from '../events.ts'
import { whyNotHandle } from '../rules.ts'

const lock = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('call_back.task').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}
type Locked = Awaited<ReturnType<typeof lock>>

/** Locked, open, and nobody else's. */
const lockMine = async (tx: Tx, { id, version }: { id: string; version: number }): Promise<Locked> => {
  const task = await lock(tx, id)
  const refusal = whyNotHandle(task, tx.actor.id, version)
  if (refusal) throw new Problem(refusal)
  return task
}

const subjectOf = (task: { id: string; unit_id: string }) => ({ type: 'call', id: task.id, unitId: task.unit_id })

const change = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('call_back.task').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

const end = async (tx: Tx, task: Locked, result: CallResult, { complaint_id, ...more }: { note?: string | null; complaint_id?: string; feedback_id?: string } = {}) => {
  await change(tx, task.id, { state: 'done', result, ended_at: tx.now, ended_by: tx.actor.id, next_at: null, taken_by: task.taken_by ?? tx.actor.id, taken_at: task.taken_at ?? tx.now, ...more })
  await tx.record(CallEnded, { subject: subjectOf(task), payload: { taskId: task.id, callResult: result, complaintId: complaint_id ?? null }, reason: more.note ?? undefined })
  if (complaint_id) await sql`select call_back.tie(${task.id}::uuid, ${complaint_id}::uuid)`.execute(tx.db)
}

export const takeCall = command('call-back.take', async (tx, input: z.output<typeof contract.takeCall.input>) => {
  const task = await lockMine(tx, input)
  await change(tx, task.id, { taken_by: tx.actor.id, taken_at: tx.now })
  await tx.record(CallTaken, { subject: subjectOf(task), payload: { taskId: task.id } })
  return { id: task.id }
})

/** Back to everybody: by who took it, or by who leads the work when they are away. */
export const releaseCall = command('call-back.take', async (tx, { id, version }: z.output<typeof contract.giveCallBack.input>) => {
  const task = await lock(tx, id)
  const refusal = whyNotHandle({ ...task, taken_by: null }, tx.actor.id, version)
  if (refusal) throw new Problem(refusal)
  if (!task.taken_by) throw new Problem(notTaken)
  if (task.taken_by !== tx.actor.id && !tx.actor.may('call-back.release')) throw new Problem(taken)
  await change(tx, id, { taken_by: null, taken_at: null })
  await tx.record(CallReleased, { subject: subjectOf(task), payload: { taskId: id } })
  return { id }
})

/** Nobody answered. Whoever tried is free again: the next try may be another's. */
export const tryCall = command('call-back.try', async (tx, { note, ...input }: z.output<typeof contract.tryCall.input>) => {
  const task = await lockMine(tx, input)
  await tx.db.insertInto('call_back.try').values({ organization_id: tx.actor.organizationId, id: newId(), task_id: task.id, unit_id: task.unit_id, by_id: tx.actor.id, at: tx.now, note: note || null }).execute()
  await tx.record(CallTried, { subject: subjectOf(task), payload: { taskId: task.id, tries: task.tries + 1 }, reason: note || undefined })
  const next = nextTry({ tries: task.tries, most: task.most_tries, waitMinutes: task.again_minutes }, tx.now)
  await change(tx, task.id, { tries: task.tries + 1, next_at: next, taken_by: null, taken_at: null })
  if (!next) await end(tx, task, 'unreachable', { note: note || null })
  return { id: task.id }
})

export const endCall = command('call-back.end', async (tx, { result, note, ...input }: z.output<typeof contract.endCall.input>) => {
  const task = await lockMine(tx, input)
  await end(tx, task, result, { note })
  return { id: task.id }
})

/** Ended before it is registered: otherwise the registration itself would end it as one that came in by another way. */
export const registerCall = command('call-back.register', async (tx, { complaint, ...input }: z.output<typeof contract.registerCall.input>) => {
  const task = await lockMine(tx, input)
  await change(tx, task.id, { state: 'done' })
  const registered = await register.run(tx, complaint)
  await end(tx, task, 'complaint', { complaint_id: registered.id })
  return registered
})

export const praiseCall = command('call-back.end', async (tx, { id, version, ...told }: z.output<typeof contract.praiseCall.input>) => {
  const task = await lockMine(tx, { id, version })
  const feedback = await enterFeedback.run(tx, { ...told, unitId: task.unit_id, channel: 'phone', phone: told.phone ?? task.number })
  await end(tx, task, 'feedback', { feedback_id: feedback.id })
  return { id }
})
