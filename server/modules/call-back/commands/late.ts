import { command } from '#kernel/command.ts'
import { withDeputies } from '#modules/clock/commands/ring.ts'
import { whoLeads } from '#modules/feedback/commands.ts'
import { whoReceives } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { CallLate } from '../events.ts'

/** Calls that nobody has called back in time: told once, to who took it or the unit's people, and to who leads them. It can still be done, late. */
export const noteLate = command('call-back.noteLate', async (tx, { ids }: { ids: readonly string[] }) => {
  const late = await tx.db.updateTable('call_back.task').set({ late_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'open').where('late_at', 'is', null).where('due_at', '<=', tx.now)
    .returning(['id', 'unit_id', 'taken_by', 'number']).execute()
  for (const task of late) {
    const subject = { type: 'call', id: task.id, unitId: task.unit_id }
    await tx.record(CallLate, { subject, payload: { taskId: task.id } })
    const near = [...(task.taken_by ? [task.taken_by] : await whoReceives(tx, task.unit_id)), ...await whoLeads(tx, task.unit_id)]
    await tell(tx, { to: await withDeputies(tx, task.unit_id, near), name: 'callLate', subject, payload: {} })
  }
  return { late: late.length }
})
