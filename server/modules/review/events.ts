import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfReview = z.object({ complaintId: z.uuid(), reviewId: z.uuid() })
export const ReviewWanted = event('review.wanted', OfReview.extend({ rule: z.string().nullable(), severity: z.string().nullable() }))
export const ReviewNoted = event('review.noted', OfReview.extend({ heldOn: z.string() }))
/** What asked for it does not hold any more. */
export const ReviewDropped = event('review.dropped', OfReview)
