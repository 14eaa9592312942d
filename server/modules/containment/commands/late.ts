import { command } from '#kernel/command.ts'
import { groupBy } from '#kernel/group.ts'
import { whoLeads } from '#modules/clock/commands/ring.ts'
import { tell } from '#modules/notification/commands.ts'
import { HoldLate } from '../events.ts'
import { payloadOf, subjectOf } from './lock.ts'

/** Units that have not confirmed in time: who ordered it and who leads there hear of it, once. Rows another node is at are skipped. */
export const noteLate = command('containment.noteLate', async (tx, { ids }: { ids: readonly string[] }) => {
  const own = tx.actor.organizationId
  const late = await tx.db.selectFrom('containment.told').select(['hold_id', 'unit_id']).where('organization_id', '=', own).where('hold_id', 'in', [...ids]).where('confirmed_at', 'is', null).where('late_at', 'is', null).forUpdate().skipLocked().execute()
  for (const [holdId, units] of groupBy(late, (row) => row.hold_id)) {
    const hold = await tx.db.selectFrom('containment.hold').selectAll().where('organization_id', '=', own).where('id', '=', holdId).where('state', '<>', 'lifted').where('confirm_by', '<=', tx.now).executeTakeFirst()
    if (!hold) continue
    const here = units.map((row) => row.unit_id)
    await tx.db.updateTable('containment.told').set({ late_at: tx.now }).where('organization_id', '=', own).where('hold_id', '=', holdId).where('unit_id', 'in', here).execute()
    const leads = await Promise.all(here.map((unitId) => whoLeads(tx, unitId, { confidential: false, accused: null })))
    await tx.record(HoldLate, { subject: subjectOf(hold), payload: { ...payloadOf(hold), units: here.length } })
    await tell(tx, { to: [...(hold.ordered_by ? [hold.ordered_by] : []), ...leads.flat()], name: 'holdLate', subject: subjectOf(hold), payload: { number: hold.number } })
  }
  return { told: late.length }
})
