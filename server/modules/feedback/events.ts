import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfFeedback = z.object({ feedbackId: z.uuid(), feedbackKind: z.enum(['praise', 'suggestion']) })

export const FeedbackGiven = event('feedback.given', OfFeedback.extend({ unitId: z.uuid(), channel: z.string(), cardId: z.uuid().nullable() }))
export const FeedbackPassed = event('feedback.passed', OfFeedback.extend({ toId: z.uuid().nullable() }))
export const FeedbackTurned = event('feedback.turned', OfFeedback.extend({ complaintId: z.uuid(), number: z.string() }))
export const FeedbackAnswered = event('feedback.answered', OfFeedback.extend({ answerWay: z.enum(['mail', 'sms', 'portal', 'phone', 'inPerson', 'message', 'none']), inTime: z.boolean() }))
export const FeedbackImproved = event('feedback.improved', OfFeedback.extend({ unitId: z.uuid() }))
/** Nobody answered the suggestion in time. */
export const FeedbackLate = event('feedback.late', OfFeedback)
export const SuggestionRuleChanged = event('feedback.ruleChanged', z.object({ amount: z.int(), unit: z.string() }))
