import { sql } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import { instant } from '#kernel/time.ts'
import { ComplaintRegistered } from '#modules/complaint/events.ts'
import { WorkPassed } from '#modules/identity/events.ts'
import { CallEnded, CallReleased } from './events.ts'

export const reactions = [
  // What somebody has taken who is away when it is due, or has left, anybody may call back again.
  whenever(WorkPassed, async (tx, events) => {
    for (const { payload: { fromId, before } } of events) {
      const taken = tx.db.updateTable('call_back.task').set((eb) => ({ taken_by: null, taken_at: null, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('taken_by', '=', fromId).where('state', '=', 'open')
      const free = await (before ? taken.where('due_at', '<', instant(before)) : taken).returning(['id', 'unit_id']).execute()
      await tx.record(CallReleased, free.map((task) => ({ subject: { type: 'call', id: task.id, unitId: task.unit_id }, payload: { taskId: task.id } })))
    }
  }),
  // Whoever has told us in another way does not wait for our call any more.
  whenever(ComplaintRegistered, async (tx, events) => {
    const ids = events.map(({ payload }) => payload.complaintId)
    const { rows } = await sql<{ id: string; unit_id: string; complaint_id: string }>`select * from call_back.end_by_cases(${ids}::uuid[], ${tx.now})`.execute(tx.db)
    if (rows.length) await tx.record(CallEnded, rows.map((task) => ({ subject: { type: 'call', id: task.id, unitId: task.unit_id }, payload: { taskId: task.id, callResult: 'cameIn', complaintId: task.complaint_id } })))
  }),
]
