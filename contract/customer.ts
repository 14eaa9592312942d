import { z } from 'zod'
import { Day, Done, Id, Instant, LINE, PARAGRAPH, Fen, PersonRef, notAllowed, optionalEmail, optionalText, page, staleVersion, text, tooWide } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Temperament } from './packs.ts'
import { Hits } from './search.ts'

export const notAPhone = refusal('customer/not-a-phone', 422)
export const unknownClass = refusal('customer/unknown-class', 422)
/** Complaints of the two records were merged: apart, one would read the other's. */
export const casesMerged = refusal('customer/cases-merged', 409)
export const sameCustomer = refusal('customer/same-customer', 422)
/** What was merged in went on with its new record; that merge is taken back first. */
export const mergedFurther = refusal('customer/merged-further', 409)
export const alreadyUndone = refusal('customer/already-undone', 409)
export const alreadyMarked = refusal('customer/already-marked', 409)
export const markDecided = refusal('customer/mark-decided', 409)
export const ownMark = refusal('customer/own-mark', 403)
export const untilTooFar = refusal('customer/until-too-far', 422)

/** What is worth knowing before something is decided: whether they come again and again, may come again, and who listens to them. */
export const RelationKind = z.enum(['lasting', 'occasional', 'oneOff'])
export const Degree = z.enum(['high', 'medium', 'low'])
export const MarkKind = z.enum(['abusiveConduct', 'repeatClaims'])
/** The longest a mark stands without being asked for anew. */
export const MOST_MARK_DAYS = 180

/** Who complains. An `id` picks a known record; otherwise the phone recognises one, or a new record begins. */
export const CustomerInput = z.strictObject({
  id: Id.optional(), name: text(LINE).meta({ personal: true }), phone: optionalText(40).nullable().optional().meta({ personal: true }),
  email: optionalEmail.nullable().optional().meta({ personal: true }), memberNumber: optionalText(60).nullable().optional(),
  classCode: optionalText(40).nullable().optional(), address: optionalText(LINE).nullable().optional().meta({ personal: true }),
  /** How the customer is now; kept with the record for the next person who meets them. */
  temperament: Temperament.nullable().optional(),
})
export type CustomerInput = z.infer<typeof CustomerInput>

export const CustomerRef = z.object({ id: Id, name: z.string(), phone: z.string().nullable() })
export type CustomerRef = z.infer<typeof CustomerRef>

export const Customer = CustomerRef.extend({
  email: z.string().nullable(), memberNumber: z.string().nullable(), classCode: z.string().nullable(), address: z.string().nullable(),
  temperament: Temperament.nullable(), relation: z.string().nullable(), note: z.string().nullable(), version: z.int(), since: Instant,
  mergedInto: Id.nullable(),
  relationKind: RelationKind.nullable(), repeatChance: Degree.nullable(), wordOfMouth: Degree.nullable(),
})
export type Customer = z.infer<typeof Customer>

/** Words about conduct, or about claims that came again and again: asked for by one, decided by another, for a time. They never refuse a complaint. `whyNot`: why the reader cannot decide it. */
export const Mark = z.object({
  id: Id, kind: MarkKind, reason: z.string(), until: Day, state: z.enum(['asked', 'standing', 'refused', 'lifted', 'expired']), askedBy: PersonRef, askedAt: Instant, decidedBy: PersonRef.nullable(), decidedAt: Instant.nullable(), comment: z.string().nullable(),
  whyNotDecide: z.string().nullable(), whyNotLift: z.string().nullable(),
})
export type Mark = z.infer<typeof Mark>

export const customers = endpoint('GET /customers', z.strictObject({ q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Customer.extend({
  complaints: z.int(),
  /** Where the words of `q` stand. */
  found: z.object({ name: Hits, phone: Hits, email: Hits, memberNumber: Hits }).optional(),
})), { refuses: [tooWide] })
/** Recognise while typing: exact phone, member number, order number, or the beginning of a name. */
export const recognise = endpoint('GET /customers/recognise', z.strictObject({ phone: z.string().max(40).optional(), memberNumber: z.string().max(60).optional(), name: z.string().max(LINE).optional(), order: z.string().max(LINE).optional() }), z.object({
  items: z.array(CustomerRef.extend({ classCode: z.string().nullable(), openComplaints: z.int(), complaints: z.int(), lastOutcome: z.string().nullable(), greeting: z.boolean() })),
}))
export const customer = endpoint('GET /customers/:id', z.strictObject({ id: Id }), z.object({
  customer: Customer,
  duplicates: z.array(CustomerRef),
  /** Records that were merged into this one, the latest first; `whyNot`: why it cannot be taken back now. */
  merges: z.array(z.object({ id: Id, duplicate: CustomerRef, reason: z.string(), by: PersonRef.nullable(), at: Instant, undone: z.object({ by: PersonRef.nullable(), at: Instant, reason: z.string() }).nullable(), whyNot: z.string().nullable() })),
  marks: z.array(Mark),
  /** Answers to follow-ups so far. */
  asked: z.object({ satisfied: z.int(), answered: z.int() }),
  complaints: z.array(z.object({ id: Id, number: z.string(), state: z.string(), stage: z.string(), registeredAt: Instant, unitName: z.string(), timeZone: z.string(), firstWords: z.string(), givenFen: Fen, satisfied: z.boolean().nullable() })),
  promises: z.array(z.object({ id: Id, complaintId: Id, number: z.string(), text: z.string(), dueAt: Instant, state: z.string() })),
  givenFen: Fen, givenThisYearFen: Fen,
}))
export const changeCustomer = endpoint('PUT /customers/:id', z.strictObject({
  id: Id, version: z.int(), name: text(LINE), phone: optionalText(40).nullable(), email: optionalEmail.nullable(), memberNumber: optionalText(60).nullable(),
  classCode: optionalText(40).nullable(), address: optionalText(LINE).nullable(), temperament: Temperament.nullable(), relation: optionalText(PARAGRAPH).nullable(), note: optionalText(PARAGRAPH).nullable(),
  /** Left as they are where they are not given. */
  relationKind: RelationKind.nullable().optional(), repeatChance: Degree.nullable().optional(), wordOfMouth: Degree.nullable().optional(),
}), Customer, { refuses: [notAPhone, unknownClass, sameCustomer, staleVersion] })
/** Everything of `duplicateId` moves to `id`; the duplicate stays as a pointer. */
export const mergeCustomers = endpoint('POST /customers/:id/merge', z.strictObject({ id: Id, duplicateId: Id, reason: text(LINE) }), Customer, { refuses: [sameCustomer] })
/** Takes a merge back: the duplicate lives again, and the cases that came along with it go back to it; those registered since stay. */
export const unmergeCustomers = endpoint('POST /customers/:id/merges/:mergeId/undo', z.strictObject({ id: Id, mergeId: Id, reason: text(LINE) }), Customer, { refuses: [sameCustomer, mergedFurther, alreadyUndone, casesMerged] })
export const askMark = endpoint('POST /customers/:id/marks', z.strictObject({ id: Id, kind: MarkKind, reason: text(PARAGRAPH), until: Day }), Mark, { status: 201, refuses: [alreadyMarked, untilTooFar] })
export const decideMark = endpoint('POST /customers/:id/marks/:markId/decision', z.strictObject({ id: Id, markId: Id, agree: z.boolean(), comment: optionalText(PARAGRAPH).nullable().optional() }), Mark, { refuses: [markDecided, ownMark, notAllowed] })
export const liftMark = endpoint('POST /customers/:id/marks/:markId/lift', z.strictObject({ id: Id, markId: Id }), Done, { refuses: [markDecided] })
/** Other cases of the same phone, order or picture in whatever shop, as plain facts: no score, nothing of what was said. `id` where the reader sees the case. Beside them what stands about the customer. */
export const claims = endpoint('GET /complaints/:complaintId/claims', z.strictObject({ complaintId: Id }), z.object({
  items: z.array(z.object({ id: Id.nullable(), number: z.string(), unitName: z.string(), timeZone: z.string(), receivedAt: Instant, state: z.string(), outcome: z.string().nullable(), settledFen: Fen.nullable(), same: z.array(z.enum(['phone', 'order', 'picture'])) })),
  marks: z.array(Mark), next: z.null(),
}))
