import { z } from 'zod'
import { InquiryKind } from '#contract/inquiry-kinds.ts'
import { event } from '#kernel/event.ts'

const OfInquiry = z.object({ complaintId: z.uuid(), inquiryId: z.uuid(), inquiry: z.string(), inquiryKind: InquiryKind })
/** With the digest of what is written down from then on: `npm run verify` computes it again. */
const Written = OfInquiry.extend({ digest: z.string().optional() })
export const InquiryAsked = event('inquiry.asked', Written.extend({ ownerId: z.uuid(), dueAt: z.string() }))
export const InquiryChanged = event('inquiry.changed', Written.extend({ ownerId: z.uuid(), dueAt: z.string() }))
export const InquiryDone = event('inquiry.done', Written.extend({ late: z.boolean() }))
/** Who was to find it out is away or has left. */
export const InquiryPassed = event('inquiry.passed', OfInquiry.extend({ fromId: z.uuid(), ownerId: z.uuid() }))
export const InquiryDropped = event('inquiry.dropped', Written)
export const InquiryReopened = event('inquiry.reopened', Written)
export const InquiryDueSoon = event('inquiry.dueSoon', OfInquiry)
export const InquiryLate = event('inquiry.late', OfInquiry)
