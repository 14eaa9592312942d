import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfFeedback = z.object({ feedbackId: z.uuid(), feedbackKind: z.enum(['praise', 'suggestion']) })

export const FeedbackGiven = event('feedback.given', OfFeedback.extend({ unitId: z.uuid(), channel: z.string(), cardId: z.uuid().nullable() }))
export const FeedbackPassed = event('feedback.passed', OfFeedback.extend({ toId: z.uuid().nullable() }))
export const FeedbackTurned = event('feedback.turned', OfFeedback.extend({ complaintId: z.uuid(), number: z.string() }))
