import { reportMissing } from '#contract/proceeding-refusals.ts'
import type { Words } from '#contract/common.ts'
import { type Gate, guard } from '#kernel/guard.ts'
import { isOwed, latest } from '../rules.ts'

/** G5: whoever passed the case on, or hears it, has been told what came of it. */
export const guards = [guard('complaint.close', async (db, complaintId): Promise<Gate[]> => {
  const rows = await db.selectFrom('proceeding.proceeding').select(['id', 'label', 'reference', 'owed', 'waived_at', 'asked_at']).where('complaint_id', '=', complaintId).where('owed', '=', true).where('waived_at', 'is', null).orderBy('id').execute()
  if (!rows.length) return []
  const [complaint, agreement, sent] = await Promise.all([
    db.selectFrom('complaint.complaint').select('last_reopened_at').where('id', '=', complaintId).executeTakeFirstOrThrow(),
    db.selectFrom('settlement.agreement').select('agreed_at').where('complaint_id', '=', complaintId).where('cancelled_at', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirst(),
    db.selectFrom('proceeding.report').select(['proceeding_id', 'at']).where('complaint_id', '=', complaintId).where('state', '=', 'sent').where('kind', '=', 'outcome').execute(),
  ])
  const since = latest(complaint.last_reopened_at, agreement?.agreed_at ?? null)
  const [open] = rows.filter((row) => isOwed({ ...row, reportedFrom: latest(...sent.filter((r) => r.proceeding_id === row.id).map((r) => r.at)) }, latest(since, row.asked_at)))
  return open ? [{ name: 'proceeding', refusal: reportMissing, params: { body: (open.label as Words)['zh-CN'], reference: open.reference ?? '' }, always: true }] : []
})]
