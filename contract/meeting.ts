import { z } from 'zod'
import { Day, Done, Id, Instant, LINE, Locale, Nothing, PARAGRAPH, PersonRef, TimeOfDay, optionalEmail, page, staleVersion, text, tooMany } from './common.ts'
import { RegisterComplaint, Registered, register, unitNotYours, unitUnknown } from './complaint.ts'
import { notAPhone } from './customer.ts'
import { endpoint, refusal } from './endpoint.ts'
import { personUnknown } from './feedback.ts'
import { notIndependent } from './kept.ts'
import { caseNotFound, placeUnknown, portalClosed } from './portal.ts'

export const slotGone = refusal('meeting/slot-gone', 409)
export const slotFull = refusal('meeting/slot-full', 409)
export const overlaps = refusal('meeting/overlaps', 409)
export const backwards = refusal('meeting/backwards', 422)
export const notBooked = refusal('meeting/not-booked', 409)
export const notYet = refusal('meeting/not-yet', 409)
export const booked = refusal('meeting/booked-already', 409)
export const registered = refusal('meeting/registered', 409)
export const bookingNotFound = refusal('meeting/booking-not-found', 404)

/** A manager is there for customers: every week on a day (1 = Monday), or on the one day `from`. */
const OpeningBody = { unitId: Id, hostId: Id, place: text(LINE), weekday: z.int().min(1).max(7).nullable(), from: Day, until: Day.nullable(), begins: TimeOfDay, ends: TimeOfDay, minutes: z.int().min(5).max(240), capacity: z.int().min(1).max(20) }
export const Opening = z.object({ ...OpeningBody, id: Id, unitName: z.string(), host: PersonRef, ended: z.boolean() })
export type Opening = z.infer<typeof Opening>
export const openings = endpoint('GET /meeting-openings', Nothing, z.object({ items: z.array(Opening), next: z.null() }))
export const open = endpoint('POST /meeting-openings', z.strictObject(OpeningBody), Done, { status: 201, refuses: [overlaps, backwards, unitUnknown, unitNotYours, personUnknown] })
/** No new bookings; those that are made stay. */
export const endOpening = endpoint('POST /meeting-openings/:id/end', z.strictObject({ id: Id }), Done, { refuses: [unitNotYours] })

/** `free`: places that are left. */
export const Slot = z.object({ openingId: Id, unitId: Id, unitName: z.string(), timeZone: z.string(), place: z.string(), startsAt: Instant, endsAt: Instant, free: z.int() })
export type Slot = z.infer<typeof Slot>
export const slots = endpoint('GET /meetings/slots', z.strictObject({ unitId: Id.optional() }), z.object({ items: z.array(Slot), next: z.null() }))

export const BookingState = z.enum(['booked', 'held', 'missed', 'cancelled'])
export type BookingState = z.infer<typeof BookingState>
export const Booking = z.object({
  id: Id, version: z.int(), state: BookingState, unitId: Id, unitName: z.string(), timeZone: z.string(), place: z.string(), host: PersonRef, startsAt: Instant, endsAt: Instant, name: z.string(), phone: z.string(), email: z.string().nullable(), topic: z.string(),
  complaint: z.object({ id: Id, number: z.string() }).nullable(), note: z.string().nullable(), bookedBy: PersonRef.nullable(), bookedAt: Instant,
})
export type Booking = z.infer<typeof Booking>
export const bookings = endpoint('GET /meetings', z.strictObject({ state: BookingState.optional(), coming: z.enum(['1']).optional(), mine: z.enum(['1']).optional(), complaintId: Id.optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Booking))
export const booking = endpoint('GET /meetings/:id', z.strictObject({ id: Id }), Booking)

const Who = { name: text(LINE).meta({ personal: true }), phone: text(40).meta({ personal: true }), email: optionalEmail.nullable().optional().meta({ personal: true }), topic: text(PARAGRAPH).meta({ personal: true }) }
const When = { openingId: Id, startsAt: Instant }
const bookingRefusals = [slotGone, slotFull, booked, notAPhone]
/** The code is said once, to be told to the customer. */
export const book = endpoint('POST /meetings', z.strictObject({ ...When, ...Who, complaintId: Id.nullable().optional() }), z.object({ id: Id, code: z.string() }), { status: 201, refuses: [...bookingRefusals, notIndependent, unitNotYours, notIndependent] })
const One = { id: Id, version: z.int() }
export const move = endpoint('POST /meetings/:id/move', z.strictObject({ ...One, ...When }), Booking, { refuses: [slotGone, slotFull, notBooked, notIndependent, staleVersion, notIndependent] })
export const cancel = endpoint('POST /meetings/:id/cancel', z.strictObject({ ...One, note: text(LINE) }), Booking, { refuses: [notBooked, staleVersion] })
/** Whether they came, and what was said. On the case it is part of what happened. */
export const note = endpoint('POST /meetings/:id/note', z.strictObject({ ...One, came: z.boolean(), note: text(PARAGRAPH) }), Booking, { refuses: [notBooked, notYet, staleVersion] })
/** What is to be talked about becomes a complaint of its own. */
export const registerBooking = endpoint('POST /meetings/:id/complaint', z.strictObject({ ...One, complaint: RegisterComplaint }), Registered, { status: 201, refuses: [registered, staleVersion, ...(register.refuses ?? [])] })

/** What whoever booked is shown. */
export const OwnBooking = z.object({ state: BookingState, organization: z.string(), unitName: z.string(), unitPhone: z.string().nullable(), timeZone: z.string(), place: z.string(), startsAt: Instant, endsAt: Instant, topic: z.string(), number: z.string().nullable() })
export type OwnBooking = z.infer<typeof OwnBooking>
const PLACE = z.string().max(60)
const CODE = { headers: { code: 'x-meeting-code' }, open: true } as const
const Code = { code: z.string().max(60).default('') }
const guessRefusals = [bookingNotFound, tooMany]
export const portalSlots = endpoint('GET /portal/meetings', z.strictObject({ place: PLACE.optional() }), z.object({ organization: z.string(), items: z.array(Slot) }), { open: true, refuses: [placeUnknown, portalClosed] })
export const portalBook = endpoint('POST /portal/meetings', z.strictObject({ ...When, ...Who, place: PLACE.nullable().optional(), locale: Locale }), z.object({ code: z.string() }), { status: 201, open: true, refuses: [...bookingRefusals, placeUnknown, portalClosed, tooMany] })
/** By who holds the code of a case: the meeting is about it. */
export const caseBook = endpoint('POST /portal/complaints/:number/meetings', z.strictObject({ ...When, ...Who, number: z.string().max(60), code: z.string().max(60).default('') }), z.object({ code: z.string() }), { status: 201, open: true, headers: { code: 'x-case-code' }, refuses: [...bookingRefusals, caseNotFound, tooMany] })
export const ownBooking = endpoint('GET /portal/meetings/own', z.strictObject(Code), OwnBooking, { ...CODE, refuses: guessRefusals })
export const moveOwn = endpoint('POST /portal/meetings/own/move', z.strictObject({ ...Code, ...When }), OwnBooking, { ...CODE, refuses: [...guessRefusals, slotGone, slotFull, notBooked] })
export const cancelOwn = endpoint('POST /portal/meetings/own/cancel', z.strictObject(Code), OwnBooking, { ...CODE, refuses: [...guessRefusals, notBooked] })
/** For the calendar of a telephone: iCalendar (RFC 5545). */
export const ownCalendar = endpoint('GET /portal/meetings/own/calendar', z.strictObject(Code), z.unknown(), { ...CODE, refuses: guessRefusals })
