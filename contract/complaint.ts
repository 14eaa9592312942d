import { z } from 'zod'
import { Code, Fen, Id, Instant, LETTER, LINE, PARAGRAPH, PersonRef, Words, notFound, optionalText, page, text, tooWide } from './common.ts'
import { CustomerInput, CustomerRef, notAPhone, unknownClass } from './customer.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown } from './files.ts'
import { ReceptionInput, appointmentInPast } from './reception.ts'
import { AccusedIds, Identity, KeptAtOnce, isAnonymous, nobodyIndependent, personUnknown } from './kept.ts'
import { bodyUnknown, numberElsewhere, numberKnown } from './proceeding-refusals.ts'
import { RepresentativeInput } from './representative.ts'
import { Bound, Channel, FieldAnswer, Matter, Nature, Presence, ServiceFault, ServiceStage, Severity, Stage, Urgency } from './packs.ts'
import { Found } from './search.ts'
import { TellBy, wayRefusals } from './tell-by.ts'

export const notOpen = refusal('complaint/not-open', 409)
export const notClosed = refusal('complaint/not-closed', 409)
export const receivedInFuture = refusal('complaint/received-in-future', 422)
export const unitUnknown = refusal('complaint/unit-unknown', 422)
export const unitNotYours = refusal('complaint/unit-not-yours', 403)
export const unknownCategory = refusal('complaint/unknown-category', 422)
export const retiredCategory = refusal('complaint/retired-category', 409)
export const signOffNotNeeded = refusal('complaint/sign-off-not-needed', 409)
export const signOffNotYours = refusal('complaint/sign-off-not-yours', 403)
export const contractUnsigned = refusal('complaint/contract-unsigned', 409)
export const unknownField = refusal('complaint/unknown-field', 422)
export const wrongField = refusal('complaint/wrong-field', 422)
export const pointUnknown = refusal('complaint/point-unknown', 422)
export const notAcknowledged = refusal('complaint/not-acknowledged', 409)
export const outcomeNotSo = refusal('complaint/outcome-not-so', 422)
export const departedAlready = refusal('complaint/departed-already', 409)
export const notTransferred = refusal('complaint/not-transferred', 409)
export const departedImpossibly = refusal('complaint/departed-impossibly', 422)
export const reasonMissing = refusal('complaint/reason-missing', 422)
export const alreadyAcknowledged = refusal('complaint/already-acknowledged', 409)
export const reopenWindowOver = refusal('complaint/reopen-window-over', 409)

/** Of a case that was taken into another: it goes on there. */
export const mergedElsewhere = refusal('complaint/merged-elsewhere', 409)

/** `merged`: taken into another case; its number and its look-up code lead there. */
export const ComplaintState = z.enum(['open', 'closed', 'merged'])
export const Outcome = z.enum(['agreed', 'silent', 'declined', 'withdrawn', 'anonymous', 'unreachable', 'transferred', 'explained'])
export type Outcome = z.infer<typeof Outcome>

export const ClockView = z.object({
  id: Id, kind: z.string(), startedAt: Instant, dueAt: Instant, warnAt: Instant.optional(), metAt: Instant.nullable().optional(),
  /** `late`: past due and still waited for; `breached`: met, but after it was due. */
  state: z.enum(['running', 'paused', 'met', 'late', 'breached', 'cancelled']), provisional: z.boolean().optional(), bound: Bound.optional(), extended: z.boolean().optional(),
})
export type ClockView = z.infer<typeof ClockView>

const PointInput = z.strictObject({
  text: text(LETTER).meta({ personal: true }), wants: optionalText(PARAGRAPH).nullable().optional(), categoryCode: Code.nullable().optional(),
  reading: optionalText(PARAGRAPH).nullable().optional(), severity: Severity.optional(), serviceStage: ServiceStage.optional(), serviceFault: ServiceFault.nullable().optional(),
})
export const Product = z.strictObject({ name: optionalText(LINE).optional(), code: optionalText(LINE).optional(), lot: optionalText(LINE).optional(), priceFen: Fen.nullable().optional() })
export const Order = z.strictObject({ number: optionalText(LINE).optional(), boughtOn: z.iso.date().nullable().optional(), amountFen: Fen.nullable().optional() })

/** Registration on one screen (A1, A9): who, what, what they want, who received it, sign-off of the recorder. */
export const RegisterComplaint = z.strictObject({
  channel: Channel, unitId: Id, receivedAt: Instant, occurredAt: Instant.nullable().optional(),
  /** Who complains; null of who wants to be anonymous: nothing is asked, and what is told all the same is not kept. */
  customer: CustomerInput.nullable().transform((told) => told ?? { name: '' }), identity: Identity.optional(), points: z.array(PointInput).min(1).max(50),
  product: Product.or(optionalText(LINE)).nullable().optional(), order: Order.or(optionalText(LINE)).nullable().optional(),
  receiver: z.strictObject({ name: text(LINE), position: text(LINE) }), signedOff: z.literal(true),
  /** 4W1H beyond the points (A2): where it happened, what has been done so far. */
  place: optionalText(LINE).nullable().optional(), soFar: optionalText(PARAGRAPH).nullable().optional(),
  nature: Nature.optional(), urgency: Urgency.optional(), urgencyReason: optionalText(LINE).optional(),
  fields: z.record(Code, FieldAnswer).optional(), fileIds: z.array(Id).max(50).optional(),
  /** Where the customer is (救火四阶段): who has left, left at `departedAt`, else when it was received. */
  presence: Presence.optional(), departedAt: Instant.optional(),
  privateRoom: z.boolean().optional(), readBack: z.boolean().optional(), claimFen: Fen.nullable().optional(), confidential: z.boolean().optional(),
  /** Members of staff it is about: it is kept from them and from everybody who answers to them, also from whoever registers. */
  accusedIds: AccusedIds.optional(),
  /** How the customer wants to hear of what changes; left out: as they asked for last, else as usual. */
  tellBy: TellBy.optional(),
  /** Who complains for the customer (A17). */
  representative: RepresentativeInput.nullable().optional(),
  /** How it was received: notes, recording, talk, what was read back, whose number it bears. */
  reception: ReceptionInput.optional(),
})
export type RegisterComplaint = z.infer<typeof RegisterComplaint>
/** Answers beyond the points, put right or added later. `was`: as it was read, null where nothing was; `now` null: nothing any more. */
export const ChangeFields = z.strictObject({ id: Id, changes: z.array(z.strictObject({ field: Code, was: FieldAnswer.nullable(), now: FieldAnswer.nullable() })).min(1).max(200) })

/** Who complains and where they are reached about this case, put right; the record of the customer stays. `version`: of the case as it was read. */
export const ChangeContact = z.strictObject({ id: Id, version: z.int(), ...CustomerInput.pick({ name: true, phone: true, email: true }).shape })

/** Of a matter of contract, where the industry asks for a manager's signature first: by whom, or null while it is waited for. */
const SignOffView = z.object({ given: z.object({ by: PersonRef, at: Instant, comment: z.string() }).nullable() })
export const PointView = z.object({
  signOff: SignOffView.nullable().optional(),
  id: Id, no: z.int(), text: z.string(), wants: z.string().nullable(), categoryCode: z.string().nullable(), /** What it was called when it was chosen, where that is not what it is called today. */ categoryThen: Words.nullable().optional(), reading: z.string().nullable().optional(),
  severity: Severity.nullable().optional(), matter: Matter.nullable().optional(), serviceStage: ServiceStage.nullable().optional(), serviceFault: ServiceFault.nullable().optional(),
  /** The number of the merged case that brought it. */
  from: z.string().nullable().optional(),
})
export type PointView = z.infer<typeof PointView>

export const Registered = z.object({
  id: Id, number: z.string(), portalCode: z.string(), version: z.int(), state: ComplaintState, stage: Stage, urgency: Urgency,
  customer: CustomerRef, points: z.array(PointView), clocks: z.array(ClockView), registeredAt: Instant, receivedAt: Instant,
  /** Of a complaint about staff: who looks after it, where that is not whoever registered; and whether they still see it. */
  kept: KeptAtOnce.optional(),
})
export const register = endpoint('POST /complaints', RegisterComplaint, Registered, { status: 201, refuses: [notAPhone, unknownClass, receivedInFuture, departedImpossibly, unitUnknown, unitNotYours, unknownCategory, retiredCategory, unknownField, wrongField, fileUnknown, appointmentInPast, notFound, personUnknown, nobodyIndependent, bodyUnknown, numberKnown, numberElsewhere, isAnonymous, ...wayRefusals] })

export const ListItem = z.object({
  id: Id, number: z.string(), state: ComplaintState, stage: Stage, urgency: Urgency, customerName: z.string(), unitId: Id, ownerId: Id, registeredAt: Instant, nextDueAt: Instant.nullable(),
  unitName: z.string(), /** The unit that handles it, where that is another one. */ handledBy: z.object({ id: Id, name: z.string() }).nullable(), timeZone: z.string(), ownerName: z.string(), firstWords: z.string(), channel: Channel, recurring: z.boolean(), /** The same matter again. */ sameMatter: z.boolean(), mergedInto: Id.nullable(),
  /** Where the words of `q` stand. */
  found: Found.optional(),
})
export type ListItem = z.infer<typeof ListItem>
const Filter = z.strictObject({
  state: ComplaintState.optional(), stage: Stage.optional(), urgency: Urgency.optional(), unitId: z.union([Id, z.literal('')]).optional(), /** Handled there, whichever unit received it. */ handledIn: z.union([Id, z.literal('')]).optional(), ownerId: z.union([Id, z.literal('')]).optional(), mine: z.enum(['1']).optional(),
  overdue: z.enum(['1']).optional(), categoryCode: z.string().max(40).optional(), customerId: Id.optional(), q: z.string().max(LINE).optional(),
  /** By what one of their points is classified as; to be looked at together; received then or later, and before. */
  severity: Severity.optional(), serviceStage: ServiceStage.optional(), serviceFault: ServiceFault.optional(), rootCause: Code.optional(), reviewWanted: z.enum(['1']).optional(), receivedSince: Instant.optional(), receivedUntil: Instant.optional(),
  /** Registered then or later; closed then or later, and still closed. */
  registeredSince: Instant.optional(), closedSince: Instant.optional(),
  /** With promises that fell due then or later, up to now; `promisesKept`: every one of them kept in time. */
  promisesDueSince: Instant.optional(), promisesKept: z.enum(['1']).optional(),
  /** Asked after the settlement then or later, and answered; `satisfied`: what the latest answer was. */
  followedUpSince: Instant.optional(), satisfied: z.enum(['1', '0']).optional(),
})
export const list = endpoint('GET /complaints', Filter.extend({ limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(ListItem), { refuses: [tooWide] })
/** How many the list holds: exact up to 1,000, then `more`. `count` is null where counting would cost as much as reading them all. */
export const count = endpoint('GET /complaints/count', Filter, z.object({ count: z.int(), more: z.boolean() }), { refuses: [tooWide] })

export const Acknowledge = z.strictObject({ id: Id, how: z.enum(['phone', 'inPerson', 'email', 'letter', 'sms', 'message']), note: optionalText(PARAGRAPH).optional(), whyNotNow: optionalText(LINE).optional(), nextOn: z.iso.date().optional() })
/** The right reading of a point: the customer's words stay as they are. */
export const Classify = z.strictObject({ id: Id, version: z.int(), pointId: Id, categoryCode: Code, reading: optionalText(PARAGRAPH).nullable().optional(), severity: Severity.nullable().optional(), serviceStage: ServiceStage.nullable().optional(), serviceFault: ServiceFault.nullable().optional(), nature: Nature.optional(), reason: optionalText(LINE).optional() })
/** A manager agrees that a matter of contract goes further. */
export const SignOff = z.strictObject({ id: Id, pointId: Id, comment: optionalText(PARAGRAPH).default('') })
export const ChangeUrgency = z.strictObject({ id: Id, urgency: Urgency, reason: text(LINE) })
export const Summary = z.strictObject({ cause: text(PARAGRAPH), effect: text(PARAGRAPH), improvement: text(PARAGRAPH) })
/** `reason`: why it ends so, where the outcome alone does not say it (withdrawn, transferred, unreachable). */
export const Close = z.strictObject({ id: Id, version: z.int(), summary: Summary, outcome: Outcome.optional(), reason: optionalText(PARAGRAPH).optional() })
export const Depart = z.strictObject({ id: Id, at: Instant.optional() })
export const Reopen = z.strictObject({ id: Id, reason: text(PARAGRAPH) })
export const Restate = z.strictObject({ id: Id, text: text(PARAGRAPH), confirmed: z.boolean(), how: z.enum(['phone', 'inPerson', 'message', 'portal']) })

export const ownerRef = PersonRef.extend({ phone: z.string().nullable() })

/** What tells one matter of a customer from another. */
export const About = z.strictObject({ categoryCodes: z.array(Code).max(50).optional(), order: optionalText(LINE).optional(), lot: optionalText(LINE).optional(), productName: optionalText(LINE).optional(), productCode: optionalText(LINE).optional() })
export type About = z.infer<typeof About>
