import type { InquiryKind } from '#contract/inquiry-kinds.ts'
import { type Finding, causeMissing, evidenceWanting } from '#contract/investigation.ts'
import type { Reader } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { iso } from '#kernel/time.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { isNotOurs, whyNotFinished } from './rules.ts'

export const findingsOf = async (read: Reader, organizationId: string, complaintId: string): Promise<Finding[]> => {
  const rows = await read.selectFrom('investigation.finding').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id').execute()
  const evidence = await read.selectFrom('investigation.evidence').select(['finding_id', 'file_id']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).execute()
  const files = await filesById(read, organizationId, evidence.map((e) => e.file_id))
  const cited = await read.selectFrom('investigation.cited as k').innerJoin('inquiry.task as i', (j) => j.onRef('i.organization_id', '=', 'k.organization_id').onRef('i.id', '=', 'k.task_id')).select(['k.finding_id', 'i.id', 'i.number', 'i.kind']).where('k.organization_id', '=', organizationId).where('k.complaint_id', '=', complaintId).orderBy('i.id').execute()
  const name = await namesOf(read, organizationId, rows.map((r) => r.by_id))
  return rows.map((r) => ({
    id: r.id, pointId: r.point_id, text: r.body, liability: r.liability as Finding['liability'], rootCause: r.root_cause, causeDetail: r.cause_detail, method: r.method, explanation: r.explanation, alternativeHelp: r.alternative_help,
    evidence: refsOf(files, evidence.filter((e) => e.finding_id === r.id).map(({ file_id }) => file_id)),
    inquiries: cited.filter((k) => k.finding_id === r.id).map(({ id, number, kind }) => ({ id, number, kind: kind as InquiryKind })), by: name(r.by_id) ?? { id: r.by_id ?? r.id, name: '' }, at: iso(r.at), superseded: r.superseded_at !== null,
  }))
}

export const verificationOf = async (read: Reader, organizationId: string, complaintId: string) => {
  const row = await read.selectFrom('investigation.verification').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!row) return null
  const name = await namesOf(read, organizationId, [row.by_id])
  return { exists: row.exists_here, ours: row.ours, note: row.note, by: name(row.by_id) ?? { id: row.id, name: '' }, at: iso(row.at) }
}

/** Every point has its finding and who is told "not ours" has been told kindly; every cause is known; something backs what was found. */
export const guards = [guard('complaint.close', async (db, complaintId) => {
  const [points, findings, evidence, cited] = await Promise.all([
    db.selectFrom('complaint.point').select('id').where('complaint_id', '=', complaintId).execute(),
    db.selectFrom('investigation.finding').select(['id', 'point_id', 'liability', 'root_cause', 'explanation', 'alternative_help']).where('complaint_id', '=', complaintId).where('superseded_at', 'is', null).execute(),
    db.selectFrom('investigation.evidence').select('finding_id').where('complaint_id', '=', complaintId).execute(), db.selectFrom('investigation.cited').select('finding_id').where('complaint_id', '=', complaintId).execute(),
  ])
  return gates({
    findings: whyNotFinished(points.map((p) => p.id), findings),
    causes: findings.every((f) => f.root_cause || isNotOurs(f)) ? null : causeMissing,
    evidence: findings.some((f) => [...evidence, ...cited].some((e) => e.finding_id === f.id)) ? null : evidenceWanting,
  })
})]
