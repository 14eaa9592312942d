import { z } from 'zod'
import { Id, Instant, LINE, PARAGRAPH, PersonRef, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { notOpen } from './complaint.ts'
import { notIndependent } from './kept.ts'

export const promiseInPast = refusal('promise/in-past', 422)
export const promiseSettled = refusal('promise/settled', 409)
export const promiseOpen = refusal('promise/open', 409)

/** D3: something we told a customer we would do by a time. */
export const PromiseView = z.object({ id: Id, complaintId: Id, text: z.string(), dueAt: Instant, owner: PersonRef, state: z.enum(['open', 'kept', 'broken', 'withdrawn']), result: z.string().nullable(), keptAt: Instant.nullable(), madeAt: Instant })
export type PromiseView = z.infer<typeof PromiseView>
export const make = endpoint('POST /complaints/:complaintId/promises', z.strictObject({ complaintId: Id, text: text(LINE), dueAt: Instant, ownerId: Id.optional() }), PromiseView, { status: 201, refuses: [notOpen, promiseInPast, notIndependent] })
export const keep = endpoint('POST /promises/:id/keep', z.strictObject({ id: Id, result: text(PARAGRAPH) }), PromiseView, { refuses: [promiseSettled] })
export const withdraw = endpoint('POST /promises/:id/withdraw', z.strictObject({ id: Id, reason: text(LINE) }), PromiseView, { refuses: [promiseSettled] })
