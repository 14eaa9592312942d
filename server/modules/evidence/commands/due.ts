import { command } from '#kernel/command.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads, withDeputies } from '#modules/clock/commands/ring.ts'
import { lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { EvidenceExpired, EvidenceExpiring } from '../events.ts'
import { daysLeft, nextWarning } from '../rules.ts'
import { zoneOf } from './take.ts'

const running = (tx: Tx, ids: readonly string[]) => tx.db.selectFrom('evidence.item').select(['id', 'complaint_id', 'unit_id', 'number', 'holder_id', 'kept_until', 'warn_days']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'held').where('secured_at', 'is', null).forUpdate().skipLocked()
type Due = Awaited<ReturnType<ReturnType<typeof running>['execute']>>[number]

const mark = (tx: Tx, id: string, set: Record<string, unknown>) => tx.db.updateTable('evidence.item').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

const ring = async (tx: Tx, item: Due, days: number | null) => {
  const complaint = await lockComplaint(tx, item.complaint_id)
  const subject = subjectOf(complaint)
  const near = await withDeputies(tx, complaint.unit_id, [...(item.holder_id ? [item.holder_id] : []), ...(complaint.owner_id ? [complaint.owner_id] : [])])
  const payload = { complaintId: complaint.id, evidenceId: item.id, evidence: item.number }
  if (days === null) {
    await tx.record(EvidenceExpired, { subject, payload })
    await tell(tx, { to: [...near, ...await whoLeads(tx, complaint.unit_id, complaint)], name: 'evidenceExpired', subject, payload: { number: item.number } })
    return
  }
  await tx.record(EvidenceExpiring, { subject, payload: { ...payload, days } })
  await tell(tx, { to: near.length ? near : await whoLeads(tx, complaint.unit_id, complaint), name: 'evidenceExpiring', subject, payload: { number: item.number, days } })
}

/** Evidence that will not be there much longer, or is not any more without having been secured: each is told once. Rows another node is at are skipped. */
export const noteDue = command('evidence.noteDue', async (tx, { ids }: { ids: readonly string[] }) => {
  const over = await running(tx, ids).where('expired_at', 'is', null).where('kept_until', '<=', tx.now).execute()
  const soon = await running(tx, ids).where('warn_at', '<=', tx.now).where('kept_until', '>', tx.now).execute()
  for (const item of over) {
    await mark(tx, item.id, { expired_at: tx.now, warn_at: null })
    await ring(tx, item, null)
  }
  for (const item of soon) {
    if (!item.kept_until) continue
    const zone = await zoneOf(tx, item.unit_id)
    await mark(tx, item.id, { warn_at: nextWarning(item.kept_until, item.warn_days as number[], zone, tx.now) })
    await ring(tx, item, daysLeft(item.kept_until, zone, tx.now))
  }
  return { told: over.length + soon.length }
})
