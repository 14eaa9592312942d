import { z } from 'zod'
import { FileRef, Id, Instant, PARAGRAPH, PersonRef, optionalText, text } from './common.ts'
import { notOpen, pointUnknown } from './complaint.ts'
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
  id: Id, pointId: Id, text: text(PARAGRAPH), liability: Liability, rootCause: optionalText(200).nullable().optional(), evidence: z.array(Id).max(50).default([]), /** Inquiries it rests on; how it was found out follows from the first, unless it is said. */ inquiryIds: z.array(Id).max(20).optional(),
  method: z.enum(['processAnalysis', 'questionnaire', 'records', 'interview', 'siteVisit', 'inspection', 'appraisal', 'other']).optional(),
  /** C5: a finding that is not ours asks for a kind explanation and what else we can do for the customer; needed before closing. */
  explanation: optionalText(PARAGRAPH).nullable().optional(), alternativeHelp: optionalText(PARAGRAPH).nullable().optional(),
})
export const Finding = z.object({
  id: Id, pointId: Id, text: z.string(), liability: Liability, rootCause: z.string().nullable(), method: z.string().nullable(), evidence: z.array(FileRef), inquiries: z.array(z.object({ id: Id, number: z.string(), kind: InquiryKind })),
  explanation: z.string().nullable(), alternativeHelp: z.string().nullable(), by: PersonRef, at: Instant, superseded: z.boolean(),
})
export type Finding = z.infer<typeof Finding>
export const findingRefusals = [notOpen, pointUnknown, evidenceUnknown, inquiryUnfinished]
/** E2: does the order exist, is it ours. */
export const verify = endpoint('POST /complaints/:complaintId/verification', z.strictObject({ complaintId: Id, exists: z.boolean(), ours: z.boolean(), note: text(PARAGRAPH) }), z.object({ verified: z.literal(true) }), { refuses: [notOpen] })
