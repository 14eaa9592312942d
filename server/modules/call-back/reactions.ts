import { sql } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import { ComplaintRegistered } from '#modules/complaint/events.ts'
import { CallEnded } from './events.ts'

export const reactions = [
  // Whoever has told us in another way does not wait for our call any more.
  whenever(ComplaintRegistered, async (tx, events) => {
    const ids = events.map(({ payload }) => payload.complaintId)
    const { rows } = await sql<{ id: string; unit_id: string; complaint_id: string }>`select * from call_back.end_by_cases(${ids}::uuid[], ${tx.now})`.execute(tx.db)
    if (rows.length) await tx.record(CallEnded, rows.map((task) => ({ subject: { type: 'call', id: task.id, unitId: task.unit_id }, payload: { taskId: task.id, callResult: 'cameIn', complaintId: task.complaint_id } })))
  }),
]
