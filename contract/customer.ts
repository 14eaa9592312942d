import { z } from 'zod'
import { Id, Instant, LINE, PARAGRAPH, Fen, optionalEmail, optionalText, page, staleVersion, text, tooWide } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Temperament } from './packs.ts'
import { Hits } from './search.ts'

export const notAPhone = refusal('customer/not-a-phone', 422)
export const unknownClass = refusal('customer/unknown-class', 422)
export const sameCustomer = refusal('customer/same-customer', 422)

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
})
export type Customer = z.infer<typeof Customer>

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
  complaints: z.array(z.object({ id: Id, number: z.string(), state: z.string(), stage: z.string(), registeredAt: Instant, unitName: z.string(), timeZone: z.string(), firstWords: z.string(), givenFen: Fen, satisfied: z.boolean().nullable() })),
  promises: z.array(z.object({ id: Id, complaintId: Id, number: z.string(), text: z.string(), dueAt: Instant, state: z.string() })),
  givenFen: Fen, givenThisYearFen: Fen,
}))
export const changeCustomer = endpoint('PUT /customers/:id', z.strictObject({
  id: Id, version: z.int(), name: text(LINE), phone: optionalText(40).nullable(), email: optionalEmail.nullable(), memberNumber: optionalText(60).nullable(),
  classCode: optionalText(40).nullable(), address: optionalText(LINE).nullable(), temperament: Temperament.nullable(), relation: optionalText(PARAGRAPH).nullable(), note: optionalText(PARAGRAPH).nullable(),
}), Customer, { refuses: [notAPhone, unknownClass, sameCustomer, staleVersion] })
/** Everything of `duplicateId` moves to `id`; the duplicate stays as a pointer. */
export const mergeCustomers = endpoint('POST /customers/:id/merge', z.strictObject({ id: Id, duplicateId: Id, reason: text(LINE) }), Customer, { refuses: [sameCustomer] })
