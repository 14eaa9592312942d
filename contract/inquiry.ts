import { z } from 'zod'
import { FileRef, Id, Instant, LINE, PARAGRAPH, PersonRef, notFound, page, staleVersion, text } from './common.ts'
import { notOpen, pointUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Keeping } from './evidence.ts'
import { fileUnknown } from './files.ts'
import { Details, InquiryKind } from './inquiry-kinds.ts'
import { notIndependent } from './kept.ts'

export const inquiryEnded = refusal('inquiry/ended', 409)
export const inquiryRunning = refusal('inquiry/running', 409)
export const inquiriesOpen = refusal('inquiry/open', 409)
export const otherKind = refusal('inquiry/other-kind', 422)
export const dueInPast = refusal('inquiry/due-in-past', 422)
export const fieldMissing = refusal('inquiry/field-missing', 422)
export const endsBefore = refusal('inquiry/ends-before', 422)
export const thingUnknown = refusal('inquiry/thing-unknown', 422)

export const InquiryState = z.enum(['open', 'done', 'dropped'])
export type InquiryState = z.infer<typeof InquiryState>

/** E6: something that somebody finds out for a case, by a time, with what was found and what shows it. */
export const Inquiry = z.object({
  id: Id, number: z.string(), complaintId: Id, complaintNumber: z.string(), customerName: z.string(), unitId: Id, unitName: z.string(), timeZone: z.string(), pointId: Id.nullable(), pointNo: z.int().nullable(), what: z.string(),
  owner: PersonRef, askedBy: PersonRef.nullable(), askedAt: Instant, dueAt: Instant, late: z.boolean(), state: InquiryState, version: z.int(), details: Details, result: z.string().nullable(), files: z.array(FileRef),
  evidence: z.array(z.object({ id: Id, number: z.string(), what: z.string(), keeping: Keeping, until: Instant.nullable() })), reopened: z.int(),
  ended: z.object({ at: Instant, by: PersonRef.nullable(), /** Why it was dropped. */ why: z.string().nullable() }).nullable(),
})
export type Inquiry = z.infer<typeof Inquiry>

const Asked = { pointId: Id.nullable().optional(), what: text(PARAGRAPH), ownerId: Id, unitId: Id.optional(), dueAt: Instant }
const Written = { details: Details, fileIds: z.array(Id).max(50).optional(), evidenceIds: z.array(Id).max(20).optional() }
const Changed = { id: Id, version: z.int() }
const wrong = [pointUnknown, notIndependent, dueInPast, endsBefore, thingUnknown, fileUnknown, notFound]

export const askInquiry = endpoint('POST /complaints/:complaintId/inquiries', z.strictObject({ complaintId: Id, ...Asked, ...Written }), Inquiry, { status: 201, refuses: [notOpen, ...wrong] })
/** What is asked, of whom, by when, and what was written down so far. */
export const changeInquiry = endpoint('PUT /inquiries/:id', z.strictObject({ ...Changed, ...Asked, ...Written }), Inquiry, { refuses: [inquiryEnded, staleVersion, otherKind, ...wrong] })
export const finishInquiry = endpoint('POST /inquiries/:id/done', z.strictObject({ ...Changed, ...Written, result: text(PARAGRAPH) }), Inquiry, { refuses: [inquiryEnded, staleVersion, otherKind, fieldMissing, endsBefore, thingUnknown, fileUnknown] })
export const dropInquiry = endpoint('POST /inquiries/:id/drop', z.strictObject({ ...Changed, reason: text(PARAGRAPH) }), Inquiry, { refuses: [inquiryEnded, staleVersion] })
export const reopenInquiry = endpoint('POST /inquiries/:id/reopen', z.strictObject({ ...Changed, reason: text(PARAGRAPH), dueAt: Instant }), Inquiry, { refuses: [notOpen, inquiryRunning, staleVersion, dueInPast] })

/** Inquiries in sight, the next due first; those that ended, the last first. `q`: number of it or of the case, what is asked. */
export const inquiryList = endpoint('GET /inquiries', z.strictObject({
  state: InquiryState.optional(), kind: InquiryKind.optional(), mine: z.enum(['1']).optional(), late: z.enum(['1']).optional(), unitId: Id.optional(), complaintId: Id.optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional(),
}), page(Inquiry).extend({ open: z.int(), lateOpen: z.int() }))
export const oneInquiry = endpoint('GET /inquiries/:id', z.strictObject({ id: Id }), Inquiry)
/** Other cases in sight with the same lot. */
export const sameLot = endpoint('GET /complaints/:complaintId/same-lot', z.strictObject({ complaintId: Id, lot: z.string().min(1).max(LINE) }), z.object({ items: z.array(z.object({ id: Id, number: z.string(), customerName: z.string(), unitName: z.string(), state: z.string(), words: z.string(), receivedAt: Instant })), next: z.null() }))
