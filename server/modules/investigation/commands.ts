import type { z } from 'zod'
import { pointUnknown } from '#contract/complaint.ts'
import * as contract from '#contract/investigation.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { meetClocks } from '#modules/clock/commands/run.ts'
import { lockOpen, moveTo, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { refuseJudging } from '#modules/complaint/port.ts'
import { FindingAdded, Verified } from './events.ts'
import { methodOf, stageAfter } from './rules.ts'
import { digestOfFinding } from './vouched.ts'

/** Does the order exist, is it ours (E2). */
export const verify = command('investigation.verify', async (tx, input: z.output<typeof contract.verify.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  await tx.db.insertInto('investigation.verification').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, exists_here: input.exists, ours: input.ours, note: input.note, by_id: tx.actor.id, at: tx.now }).execute()
  await touch(tx, complaint, {})
  await tx.record(Verified, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, exists: input.exists, ours: input.ours }, reason: input.note })
  return { verified: true as const }
})

/** Inquiries of the case that are done, in the order in which they are named. */
const cite = async (tx: Tx, complaintId: string, ids: readonly string[]) => {
  const rows = ids.length ? await tx.db.selectFrom('inquiry.task').select(['id', 'kind']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('id', 'in', [...ids]).where('state', '=', 'done').execute() : []
  return [...new Set(ids)].map((id, at) => {
    const found = rows.find((row) => row.id === id)
    if (!found) throw new Problem(contract.inquiryUnfinished, {}, `inquiryIds/${at}`)
    return found
  })
}

/** A finding on one point: what was found, whose fault, why it happened, with evidence. A newer one replaces the older, which stays readable. */
export const writeFinding = async (tx: Tx, input: z.output<typeof contract.FindingInput>) => {
  const complaint = await lockOpen(tx, input.id)
  const points = await tx.db.selectFrom('complaint.point').select(['id', 'no']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()
  const point = points.find((p) => p.id === input.pointId)
  if (!point) throw new Problem(pointUnknown, {}, 'pointId')
  const missing = await attach(tx, complaint.id, input.evidence, 'evidence')
  if (missing.length) throw new Problem(contract.evidenceUnknown, {}, `evidence/${input.evidence.indexOf(missing[0] ?? '')}`)
  const cited = await cite(tx, complaint.id, input.inquiryIds ?? [])
  const method = methodOf(input.method, cited)
  const id = newId()
  await tx.db.updateTable('investigation.finding').set({ superseded_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('point_id', '=', point.id).where('superseded_at', 'is', null).execute()
  const finding = await tx.db.insertInto('investigation.finding').values({
    organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, point_id: point.id, body: input.text, liability: input.liability, root_cause: input.rootCause ?? null, cause_detail: input.causeDetail || null, method,
    explanation: input.explanation ?? null, alternative_help: input.alternativeHelp ?? null, by_id: tx.actor.id, at: tx.now, superseded_at: null,
  }).returningAll().executeTakeFirstOrThrow()
  if (input.evidence.length) await tx.db.insertInto('investigation.evidence').values([...new Set(input.evidence)].map((file_id) => ({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, finding_id: id, file_id }))).execute()
  if (cited.length) await tx.db.insertInto('investigation.cited').values(cited.map((one) => ({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, finding_id: id, task_id: one.id }))).execute()
  await touch(tx, complaint, {})
  await tx.record(FindingAdded, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, findingId: id, pointId: point.id, no: point.no, liability: input.liability, evidence: input.evidence.length, digest: digestOfFinding(finding) } })
  await meetClocks(tx, complaint.id, complaint.unit_id, method === 'siteVisit' ? ['firstAction', 'visited'] : ['firstAction'])
  if (['intake', 'investigation', 'liability'].includes(complaint.stage)) {
    const found = await tx.db.selectFrom('investigation.finding').select('point_id').distinct().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()
    await moveTo(tx, complaint, stageAfter(points.length, found.length))
  }
  return { id: input.id }
}

/** By somebody of us: not against what binds by another's word, or an expert's. */
export const addFinding = command('investigation.addFinding', async (tx, input: z.output<typeof contract.FindingInput>) => {
  await refuseJudging(tx, await lockOpen(tx, input.id), { pointId: input.pointId, liability: input.liability })
  return writeFinding(tx, input)
})
