import { z } from 'zod'
import { Id, Instant, PARAGRAPH, PersonRef, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { notIndependent } from './kept.ts'

export const handoverPending = refusal('routing/handover-pending', 409)
export const handoverSettled = refusal('routing/handover-settled', 409)
export const notTheReceiver = refusal('routing/not-the-receiver', 403)
export const notTheOwner = refusal('routing/not-the-owner', 403)
export const toOneself = refusal('routing/to-oneself', 422)
export const handoverUnaccepted = refusal('routing/handover-unaccepted', 409)

/** How the customer hears of who looks after their case now: by a message (portal and mail), by a call that is promised for them, or not at all. */
export const Tell = z.enum(['message', 'phone', 'none']).default('message')

/** E1: ownership passes only when the receiver accepts; the story goes with it. */
export const Handover = z.object({ id: Id, complaintId: Id, from: PersonRef, to: PersonRef, story: z.string(), state: z.enum(['pending', 'accepted', 'declined', 'withdrawn']), at: Instant, answer: z.string().nullable(), customerTold: z.boolean() })
export type Handover = z.infer<typeof Handover>
export const handOver = endpoint('POST /complaints/:complaintId/handovers', z.strictObject({ complaintId: Id, toPersonId: Id, story: text(PARAGRAPH) }), Handover, { status: 201, refuses: [notOpen, handoverPending, notTheOwner, toOneself, notIndependent] })
export const accept = endpoint('POST /handovers/:id/accept', z.strictObject({ id: Id, tell: Tell }), Handover, { refuses: [notOpen, handoverSettled, notTheReceiver] })
export const decline = endpoint('POST /handovers/:id/decline', z.strictObject({ id: Id, reason: text(PARAGRAPH) }), Handover, { refuses: [handoverSettled, notTheReceiver] })
/** A manager takes the case over (E13). */
export const takeOver = endpoint('POST /complaints/:complaintId/take-over', z.strictObject({ complaintId: Id, reason: text(PARAGRAPH), tell: Tell }), z.object({ ownerId: Id }), { refuses: [notOpen, notTheReceiver] })
