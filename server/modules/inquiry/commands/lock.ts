import { invalidInput } from '#contract/common.ts'
import { pointUnknown } from '#contract/complaint.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { fileUnknown } from '#contract/files.ts'
import { dueInPast, thingUnknown } from '#contract/inquiry.ts'
import { type Details, INQUIRY_FIELDS, type InquiryField, type InquiryKind } from '#contract/inquiry-kinds.ts'
import { sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, inOurTimes, instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { attach, nameSignature } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, lockBelow } from '#modules/complaint/commands/lock.ts'
import { digestOfTask } from '../vouched.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('inquiry.task').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type LockedInquiry = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

export const lockInquiry = async (tx: Tx, id: string, whyNot: (task: LockedInquiry) => Refusal | null) => {
  const { complaint, row: task } = await lockBelow(tx, find(tx, id), whyNot)
  return { complaint, task }
}

export const changeInquiry = async (tx: Tx, id: string, set: Record<string, unknown>): Promise<void> => {
  await tx.db.updateTable('inquiry.task').set({ ...set, version: sql<number>`version + 1` }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

export const payloadOf = (complaint: { readonly id: string }, task: { readonly id: string; readonly number: string; readonly kind: string }) =>
  ({ complaintId: complaint.id, inquiryId: task.id, inquiry: task.number, inquiryKind: task.kind as InquiryKind })

/** The same with the digest of the row as it is now. */
export const tellsOf = async (tx: Tx, complaint: { readonly id: string }, id: string) => {
  const task = await find(tx, id).executeTakeFirstOrThrow()
  return { ...payloadOf(complaint, task), digest: digestOfTask(task) }
}

export const dueDate = (tx: Tx, given: string): Instant => {
  if (!inOurTimes(given)) throw new Problem(invalidInput, {}, 'dueAt')
  const due = instant(given)
  if (due <= tx.now) throw new Problem(dueInPast, {}, 'dueAt')
  return due
}

export const refusePoint = async (tx: Tx, complaintId: string, pointId: string | null | undefined): Promise<void> => {
  if (!pointId) return
  const found = await tx.db.selectFrom('complaint.point').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('id', '=', pointId).executeTakeFirst()
  if (!found) throw new Problem(pointUnknown, {}, 'pointId')
}

const ofType = ({ kind, fields }: Details, type: InquiryField['type']) => INQUIRY_FIELDS[kind].flatMap((each) => (each.type === type && typeof fields[each.code] === 'string' ? [{ field: `details/fields/${each.code}`, id: String(fields[each.code]) }] : []))

/** What is named must belong to the same case. */
const refuseThings = async (tx: Tx, complaintId: string, details: Details, evidenceIds: readonly string[]) => {
  const goods = ofType(details, 'goods')
  const items = [...ofType(details, 'sample'), ...evidenceIds.map((id, i) => ({ field: `evidenceIds/${i}`, id }))]
  const known = async (table: 'custody.item' | 'evidence.item', ids: readonly string[]) => (ids.length ? (await tx.db.selectFrom(table).select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('id', 'in', [...ids]).execute()).map((r) => r.id) : [])
  const there = new Set([...await known('custody.item', goods.map((g) => g.id)), ...await known('evidence.item', items.map((i) => i.id))])
  const stray = [...goods, ...items].find(({ id }) => !there.has(id))
  if (stray) throw new Problem(thingUnknown, {}, stray.field)
}

export interface Written { readonly details: Details; readonly fileIds?: string[] | undefined; readonly evidenceIds?: string[] | undefined }

/** Photographs, files, a signature and the evidence it rests on; what is not named is left as it was. */
export const attachAll = async (tx: Tx, complaint: LockedComplaint, taskId: string, { details, fileIds, evidenceIds }: Written): Promise<void> => {
  await refuseThings(tx, complaint.id, details, evidenceIds ?? [])
  const signatures = ofType(details, 'signature')
  const files = [...new Set(fileIds ?? [])].map((id, i) => ({ field: `fileIds/${i}`, id }))
  const missing = await attach(tx, complaint.id, [...files, ...signatures].map(({ id }) => id), 'evidence')
  const stray = [...files, ...signatures].find(({ id }) => missing.includes(id))
  if (stray) throw new Problem(fileUnknown, {}, stray.field)
  for (const { id } of signatures) await nameSignature(tx, complaint.id, id)
  const base = { organization_id: tx.actor.organizationId, complaint_id: complaint.id, task_id: taskId }
  if (fileIds) {
    await tx.db.deleteFrom('inquiry.file').where('organization_id', '=', base.organization_id).where('task_id', '=', taskId).execute()
    if (files.length) await tx.db.insertInto('inquiry.file').values(files.map(({ id }) => ({ ...base, file_id: id }))).execute()
  }
  if (evidenceIds) {
    await tx.db.deleteFrom('inquiry.evidence').where('organization_id', '=', base.organization_id).where('task_id', '=', taskId).execute()
    if (evidenceIds.length) await tx.db.insertInto('inquiry.evidence').values([...new Set(evidenceIds)].map((item_id) => ({ ...base, item_id }))).execute()
  }
}
