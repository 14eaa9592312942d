import { command } from '#kernel/command.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads, withDeputies } from '#modules/clock/commands/ring.ts'
import { lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { GoodsDueSoon, GoodsLate } from '../events.ts'

interface Due { readonly id: string; readonly complaint_id: string; readonly number: string; readonly holder_id: string | null }

const ring = async (tx: Tx, item: Due, late: boolean) => {
  const complaint = await lockComplaint(tx, item.complaint_id)
  const subject = subjectOf(complaint)
  const near = await withDeputies(tx, complaint.unit_id, [...(item.holder_id ? [item.holder_id] : []), ...(complaint.owner_id ? [complaint.owner_id] : [])])
  await tx.record(late ? GoodsLate : GoodsDueSoon, { subject, payload: { complaintId: complaint.id, itemId: item.id, receipt: item.number } })
  if (late) await tell(tx, { to: [...near, ...await whoLeads(tx, complaint.unit_id, complaint)], name: 'goodsLate', subject, payload: { number: item.number } })
  else await tell(tx, { to: near, name: 'goodsDueSoon', subject, payload: { number: item.number } })
}

const held = (tx: Tx, ids: readonly string[]) => tx.db.selectFrom('custody.item').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'held').forUpdate().skipLocked()

/** To be back before long, or not back in time: told once each. Rows another node is at are skipped. */
export const noteDue = command('custody.noteDue', async (tx, { ids }: { ids: readonly string[] }) => {
  const late = (await held(tx, ids).where('late_at', 'is', null).where('return_by', '<=', tx.now).execute()).map((r) => r.id)
  const soon = (await held(tx, ids).where('warned_at', 'is', null).where('warn_at', '<=', tx.now).where('return_by', '>', tx.now).execute()).map((r) => r.id)
  const mark = async (found: readonly string[], set: Record<string, unknown>) => (found.length ? tx.db.updateTable('custody.item').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...found]).returning(['id', 'complaint_id', 'number', 'holder_id']).execute() : [])
  for (const item of await mark(late, { late_at: tx.now, warned_at: tx.now })) await ring(tx, item, true)
  for (const item of await mark(soon, { warned_at: tx.now })) await ring(tx, item, false)
  return { told: late.length + soon.length }
})
