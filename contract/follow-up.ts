import { z } from 'zod'
import { Id, Instant, PARAGRAPH, PersonRef, optionalText } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { isAnonymous } from './kept.ts'

export const ownFollowUp = refusal('follow-up/own-case', 403)
export const tooEarly = refusal('follow-up/too-early', 409)
export const followUpDone = refusal('follow-up/done', 409)
export const attemptsMissing = refusal('follow-up/attempts-missing', 409)
export const followUpOpen = refusal('follow-up/open', 409)
export const followUpDissatisfied = refusal('follow-up/dissatisfied', 409)

/** H1: satisfaction check, day 2 to 7 after completion, made by someone who did not handle the case (H7). */
export const FollowUp = z.object({
  id: Id, complaintId: Id, number: z.string(), customerName: z.string(), earliestAt: Instant, dueAt: Instant, state: z.enum(['due', 'done', 'unreached']), satisfied: z.boolean().nullable(), score: z.int().nullable(),
  answers: z.record(z.string(), z.string()), comment: z.string().nullable(), via: z.string().nullable(), by: PersonRef.nullable(), doneAt: Instant.nullable(), attempts: z.int(), whyNot: z.string().nullable(),
})
export type FollowUp = z.infer<typeof FollowUp>
export const followUps = endpoint('GET /follow-ups', z.strictObject({ complaintId: Id.optional() }), z.object({ items: z.array(FollowUp), next: z.null() }))
export const record = endpoint('POST /follow-ups/:id/record', z.strictObject({
  id: Id, satisfied: z.boolean(), score: z.int().min(1).max(5), via: z.enum(['phone', 'email', 'sms', 'message', 'inPerson', 'letter']), comment: optionalText(PARAGRAPH).nullable().optional(), answers: z.record(z.string().max(40), optionalText(PARAGRAPH)).default({}),
  /** Before day 2 only when the customer came by themselves. */
  early: z.boolean().optional(),
}), FollowUp, { refuses: [ownFollowUp, tooEarly, followUpDone, isAnonymous] })
export const attempt = endpoint('POST /follow-ups/:id/attempt', z.strictObject({ id: Id, via: z.enum(['phone', 'email', 'sms', 'message', 'letter']), note: optionalText(PARAGRAPH).default('') }), FollowUp, { refuses: [ownFollowUp, followUpDone, isAnonymous] })
