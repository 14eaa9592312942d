import { z } from 'zod'
import { Id, Instant, LETTER, LINE, PARAGRAPH, PersonRef, optionalText, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { notOpen } from './complaint.ts'
import { notIndependent } from './kept.ts'

export const promiseInPast = refusal('promise/in-past', 422)
export const promiseSettled = refusal('promise/settled', 409)
export const promiseOpen = refusal('promise/open', 409)

/** `released`: the customer said that it need not be done; `withdrawn`: we took it back. */
export const PromiseState = z.enum(['open', 'kept', 'broken', 'released', 'withdrawn'])
/** D3: something we told a customer we would do by a time. `late`: kept, after it was due. */
export const PromiseView = z.object({ id: Id, complaintId: Id, text: z.string(), dueAt: Instant, owner: PersonRef, state: PromiseState, late: z.boolean(), result: z.string().nullable(), keptAt: Instant.nullable(), madeAt: Instant })
export type PromiseView = z.infer<typeof PromiseView>
/** `ownerId`: who keeps it; without it, who makes it. */
export const NewPromise = z.strictObject({ text: text(LINE), dueAt: Instant, ownerId: Id.optional() })
export type NewPromise = z.infer<typeof NewPromise>
export const promiseRefusals = [promiseInPast, notIndependent] as const

export const make = endpoint('POST /complaints/:complaintId/promises', NewPromise.extend({ complaintId: Id }), PromiseView, { status: 201, refuses: [notOpen, ...promiseRefusals] })
export const keep = endpoint('POST /promises/:id/keep', z.strictObject({ id: Id, result: text(PARAGRAPH) }), PromiseView, { refuses: [promiseSettled] })
export const withdraw = endpoint('POST /promises/:id/withdraw', z.strictObject({ id: Id, reason: text(LINE) }), PromiseView, { refuses: [promiseSettled] })
/** In the customer's words. */
export const release = endpoint('POST /promises/:id/release', z.strictObject({ id: Id, words: text(PARAGRAPH).meta({ personal: true }) }), PromiseView, { refuses: [promiseSettled] })

/** What in a text says until when something will be done: `quote` the words of the time, `text` what was said with them. Nothing is kept by asking. */
export const SaidPromise = z.object({ quote: z.string(), text: z.string(), dueAt: Instant })
export type SaidPromise = z.infer<typeof SaidPromise>
export const readPromises = endpoint('POST /complaints/:complaintId/promises/read', z.strictObject({ complaintId: Id, text: optionalText(LETTER) }), z.object({ items: z.array(SaidPromise), next: z.null() }))

const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)
/** Promises by the month in which they fell due. `waiting`: not due yet. The rate is `kept` of `kept`, `keptLate` and `broken`: what the customer released and what was withdrawn counts on neither side. */
export const PromiseSum = z.object({ id: Id, name: z.string(), month: Month, kept: z.int(), keptLate: z.int(), broken: z.int(), released: z.int(), withdrawn: z.int(), waiting: z.int() })
export type PromiseSum = z.infer<typeof PromiseSum>
/** Of the cases in sight; `by`: whose they were to keep, or of which unit the case is. */
export const promiseSums = endpoint('GET /promises/sums', z.strictObject({ by: z.enum(['person', 'unit']).default('person'), from: Month.optional(), until: Month.optional() }), z.object({ items: z.array(PromiseSum), next: z.null() }))
