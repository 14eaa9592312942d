import { z } from 'zod'
import { FileRef, Id, Instant, PARAGRAPH, PersonRef, optionalText, page, text } from './common.ts'
import { ComplaintState, notOpen, pointUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { InquiryKind } from './inquiry-kinds.ts'
import { Liability } from './packs.ts'

export const evidenceUnknown = refusal('investigation/evidence-unknown', 422)
export const causeMissing = refusal('investigation/cause-missing', 409)
/** Only what is found out can be cited. */
export const inquiryUnfinished = refusal('investigation/inquiry-unfinished', 422)
export const evidenceWanting = refusal('investigation/evidence-wanting', 409)
export const pointWithoutFinding = refusal('investigation/point-without-finding', 409)
export const kindExplanationMissing = refusal('investigation/kind-explanation-missing', 409)

export const FindingInput = z.strictObject({
  id: Id, pointId: Id, text: text(PARAGRAPH), liability: Liability, rootCause: optionalText(200).nullable().optional(), /** Beside the cause that was chosen: how it was just here. */ causeDetail: optionalText(PARAGRAPH).nullable().optional(), evidence: z.array(Id).max(50).default([]), /** Inquiries it rests on; how it was found out follows from the first, unless it is said. */ inquiryIds: z.array(Id).max(20).optional(),
  method: z.enum(['processAnalysis', 'questionnaire', 'records', 'interview', 'siteVisit', 'inspection', 'appraisal', 'other']).optional(),
  /** C5: a finding that is not ours asks for a kind explanation and what else we can do for the customer; needed before closing. */
  explanation: optionalText(PARAGRAPH).nullable().optional(), alternativeHelp: optionalText(PARAGRAPH).nullable().optional(),
})
export const Finding = z.object({
  id: Id, pointId: Id, text: z.string(), liability: Liability, /** A code of the taxonomy, or words of earlier days. */ rootCause: z.string().nullable(), causeDetail: z.string().nullable(), method: z.string().nullable(), evidence: z.array(FileRef), inquiries: z.array(z.object({ id: Id, number: z.string(), kind: InquiryKind })),
  explanation: z.string().nullable(), alternativeHelp: z.string().nullable(), by: PersonRef, at: Instant, superseded: z.boolean(),
})
export type Finding = z.infer<typeof Finding>
export const findingRefusals = [notOpen, pointUnknown, evidenceUnknown, inquiryUnfinished]
/** E2: does the order exist, is it ours. */
export const verify = endpoint('POST /complaints/:complaintId/verification', z.strictObject({ complaintId: Id, exists: z.boolean(), ours: z.boolean(), note: text(PARAGRAPH) }), z.object({ verified: z.literal(true) }), { refuses: [notOpen] })

/** What two cases share besides their cause and category. */
export const Shared = z.enum(['unit', 'product', 'lot'])
export const Recurrence = z.object({ id: Id, number: z.string(), state: ComplaintState, unitName: z.string(), receivedAt: Instant, timeZone: z.string(), firstWords: z.string(), shared: z.array(Shared), linked: z.boolean() })
export type Recurrence = z.infer<typeof Recurrence>
export const RECURRENCE_MONTHS = 12
/** As far as they are counted; one more says that there are more. */
export const RECURRENCES_TO = 100
/** E7: earlier cases of these months, in sight, with the same cause and category, and the same unit, product or lot; newest first. `count`: as far as `RECURRENCES_TO` (one more: there are more). */
export const recurrences = endpoint('GET /complaints/:complaintId/recurrences', z.strictObject({ complaintId: Id, pointId: Id, rootCause: text(200), months: z.coerce.number().int().min(1).max(60).default(RECURRENCE_MONTHS) }), page(Recurrence).extend({ count: z.int() }), { refuses: [pointUnknown] })
