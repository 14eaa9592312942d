import { z } from 'zod'
import { Id, Instant, LINE, PARAGRAPH, PersonRef, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'

/** What was so serious that it is looked at together has not been yet. */
export const reviewWaits = refusal('review/waits', 409)
export const reviewWanted = refusal('review/wanted-already', 409)
export const reviewOver = refusal('review/over', 409)
export const heldInFuture = refusal('review/held-in-future', 422)

/** C7: that a case is to be looked at together, by rule or because somebody says so, and what came of it. */
export const Review = z.object({
  id: Id, complaintId: Id, /** The rule of the table that asked for it; null: a person did, and said why. */ rule: z.string().nullable(), why: z.string(), wantedBy: PersonRef.nullable(), wantedAt: Instant,
  state: z.enum(['wanted', 'noted', 'dropped']), heldOn: z.iso.date().nullable(), finding: z.string(), notedBy: PersonRef.nullable(), notedAt: Instant.nullable(),
})
export type Review = z.infer<typeof Review>

export const wantReview = endpoint('POST /complaints/:complaintId/reviews', z.strictObject({ complaintId: Id, reason: text(LINE) }), Review, { status: 201, refuses: [notOpen, reviewWanted] })
/** What was found and decided when it was looked at. */
export const noteReview = endpoint('POST /reviews/:id/note', z.strictObject({ id: Id, heldOn: z.iso.date(), finding: text(PARAGRAPH) }), Review, { refuses: [reviewOver, heldInFuture] })

/** Where a pack has no table of its own: nobody is told, nothing is looked at together. */
export const PLAIN_REVIEW = {
  table: 'review', version: '1.0.0', hit: 'first' as const, facts: ['severity'],
  rules: [{ id: 'plain', when: {}, gives: { tell: null, review: false } }],
  examples: [{ facts: { severity: 'serious' }, rules: ['plain'] }],
}
