import { z } from 'zod'
import { Day, FileRef, Id, Instant, LETTER, LINE, PARAGRAPH, PersonRef, Words, optionalText, page, staleVersion, text } from './common.ts'
import { contractUnsigned, notOpen, pointUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown } from './files.ts'
import { LiaisonField } from './liaison-pack.ts'
import { Party } from './liaison-party.ts'
import { Liability, Matter, Nature } from './packs.ts'
import { judgementBinds } from './links.ts'

export const notDraft = refusal('liaison/not-draft', 409)
export const formEnded = refusal('liaison/ended', 409)
/** Signed, sent back or called back meanwhile. */
export const stopOver = refusal('liaison/stop-over', 409)
export const notThisStop = refusal('liaison/not-this-stop', 409)
export const notYourUnit = refusal('liaison/not-your-unit', 403)
export const notIssuer = refusal('liaison/not-issuer', 403)
export const signedAfter = refusal('liaison/signed-after', 409)
export const bindingStop = refusal('liaison/binding', 409)
export const askedAlready = refusal('liaison/asked-already', 409)
export const disputedAlready = refusal('liaison/disputed-already', 409)
export const nothingAnswered = refusal('liaison/nothing-answered', 409)
export const stillOut = refusal('liaison/still-out', 409)
export const fieldMissing = refusal('liaison/field-missing', 422)
export const fieldWrong = refusal('liaison/field-wrong', 422)
export const unitMissing = refusal('liaison/unit-unknown', 422)
export const otherwiseUnexplained = refusal('liaison/otherwise-unexplained', 422)
export const adoptedAlready = refusal('liaison/adopted-already', 409)

const FormState = z.enum(['draft', 'quality', 'units', 'collected', 'disputed', 'settled', 'withdrawn'])
export type FormState = z.infer<typeof FormState>
const StopKind = z.enum(['issue', 'quality', 'unit', 'party', 'office', 'closing'])
export type StopKind = z.infer<typeof StopKind>
const StopState = z.enum(['open', 'signed', 'accepted', 'rejected', 'returned', 'voided'])
export type StopState = z.infer<typeof StopState>
const UnitRef = z.object({ id: Id, name: z.string() })

/** So many units answer at once. */
export const MOST_UNITS = 12
const Units = z.array(Id).max(MOST_UNITS)
const Fields = z.record(z.string().max(40), z.union([z.string().max(LETTER), z.number()]))
export const MeasureKind = z.enum(['contain', 'correct', 'prevent'])
export const MeasureInput = z.strictObject({ kind: MeasureKind, text: text(PARAGRAPH), responsible: optionalText(LINE).default(''), dueOn: Day.nullable().default(null) })
const Measure = z.object({ id: Id, kind: MeasureKind, text: z.string(), responsible: z.string(), dueOn: z.string().nullable() })

const Answer = z.object({ fields: Fields, text: z.string(), outcome: z.enum(['stands', 'again']).nullable() })
const May = z.record(z.string(), z.string().nullable())
/** A place where the form lies, lay or was signed. `seal`: SHA-256 over what was signed, by whom and when; `intact`: whether it still says the same. */
export const Stop = z.object({
  id: Id, no: z.int(), round: z.int(), kind: StopKind, state: StopState, unit: UnitRef, /** Who answers where that is an outsider; the unit then leads. */ party: Party.nullable(), binding: z.boolean(), fromNo: z.int().nullable(), aboutNo: z.int().nullable(), message: z.string().nullable(), asked: z.object({ by: z.string(), at: Instant }),
  dueAt: Instant.nullable(), clockId: Id.nullable(), taken: z.object({ by: PersonRef, at: Instant }).nullable(), answer: Answer.nullable(), measures: z.array(Measure), files: z.array(FileRef),
  signed: z.object({ name: z.string(), at: Instant, seal: z.string(), intact: z.boolean(), drawing: FileRef.nullable() }).nullable(), ended: z.object({ at: Instant, reason: z.string().nullable() }).nullable(), adopted: z.boolean(), timeZone: z.string(), may: May,
})
export type Stop = z.infer<typeof Stop>

/** Why the form goes where it goes: the rule that decided, or the words of who chose otherwise. */
const Route = z.object({ why: Words, rule: z.string(), version: z.string(), quality: UnitRef.nullable(), units: z.array(UnitRef), otherwise: z.string().nullable() })
export const LiaisonForm = z.object({
  id: Id, number: z.string(), state: FormState, version: z.int(), round: z.int(), /** The case, for those who see it. */ complaint: z.object({ id: Id, number: z.string(), points: z.array(z.object({ id: Id, no: z.int(), text: z.string() })) }).nullable(),
  unit: UnitRef, timeZone: z.string(), customerName: z.string().nullable(), product: z.string().nullable(), lot: z.string().nullable(), order: z.string().nullable(), text: z.string(), demand: z.string(), fields: Fields, template: z.array(LiaisonField),
  route: Route, replyDueAt: Instant.nullable(), made: z.object({ by: PersonRef.nullable(), at: Instant }), sentAt: Instant.nullable(), ended: z.object({ at: Instant, reason: z.string().nullable() }).nullable(), stops: z.array(Stop), may: May,
})
export type LiaisonForm = z.infer<typeof LiaisonForm>

/** One line of a list: where the form lies now. */
export const LiaisonLine = z.object({
  id: Id, number: z.string(), complaintId: Id, state: FormState, round: z.int(), unitName: z.string(), customerName: z.string().nullable(), product: z.string().nullable(), text: z.string(), madeAt: Instant, dueAt: Instant.nullable(), endedAt: Instant.nullable(), timeZone: z.string(),
  stops: z.array(z.object({ id: Id, no: z.int(), kind: StopKind, state: StopState, /** The unit, or the outsider. */ unitName: z.string(), takenBy: z.string().nullable(), signedBy: z.string().nullable(), dueAt: Instant.nullable() })),
})
export type LiaisonLine = z.infer<typeof LiaisonLine>

/** What a new form would begin with, and where the table sends it. */
export const LiaisonProposal = z.object({
  route: Route.omit({ otherwise: true }), customerName: z.string().nullable(), product: z.string().nullable(), lot: z.string().nullable(), order: z.string().nullable(), text: z.string(), demand: z.string(), fields: Fields, template: z.array(LiaisonField),
  facts: z.object({ nature: Nature, matter: z.array(Matter) }), whyNot: z.string().nullable(),
})
export type LiaisonProposal = z.infer<typeof LiaisonProposal>

const Content = {
  text: text(LETTER), demand: optionalText(PARAGRAPH).default(''), product: optionalText(LINE).nullable().default(null), lot: optionalText(LINE).nullable().default(null), order: optionalText(LINE).nullable().default(null), fields: Fields.default({}),
  /** Left out: as the table says. */ qualityUnitId: Id.nullable().optional(), unitIds: Units.min(1).optional(), /** Why other units than the table names. */ otherwise: optionalText(LINE).default(''),
}
const Signature = { /** A drawn signature, as a picture that was uploaded. */ signatureId: Id.nullable().optional(), fileIds: z.array(Id).max(20).default([]) }
const OfForm = z.strictObject({ id: Id })
const OfStop = z.strictObject({ id: Id })
const reason = text(PARAGRAPH)
const writing = [fieldMissing, fieldWrong, fileUnknown]

export const proposal = endpoint('GET /complaints/:complaintId/liaison-forms/proposal', z.strictObject({ complaintId: Id }), LiaisonProposal)
export const formsOfCase = endpoint('GET /complaints/:complaintId/liaison-forms', z.strictObject({ complaintId: Id }), page(LiaisonLine))
export const issue = endpoint('POST /complaints/:complaintId/liaison-forms', z.strictObject({ complaintId: Id, ...Content }), LiaisonForm, { status: 201, refuses: [notOpen, unitMissing, otherwiseUnexplained, fieldWrong] })
/** All forms in sight, late ones first; `at`: where they lie; `mine`: that wait for a signature of one of the reader's units, or come back to their cases. */
export const forms = endpoint('GET /liaison-forms', z.strictObject({
  at: FormState.optional(), unitId: Id.optional(), late: z.enum(['1']).optional(), mine: z.enum(['1']).optional(), ended: z.enum(['1']).optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional(),
}), page(LiaisonLine))
/** How many lie where, of those under way. */
export const board = endpoint('GET /liaison-forms/board', z.strictObject({}), z.object({ at: z.record(FormState, z.int()), late: z.int(), units: z.array(z.object({ id: Id, name: z.string(), open: z.int(), late: z.int() })) }))
export const form = endpoint('GET /liaison-forms/:id', OfForm, LiaisonForm)
export const change = endpoint('PUT /liaison-forms/:id', z.strictObject({ id: Id, version: z.int(), ...Content }), LiaisonForm, { refuses: [staleVersion, notIssuer, notDraft, formEnded, unitMissing, otherwiseUnexplained, fieldWrong] })
export const send = endpoint('POST /liaison-forms/:id/send', z.strictObject({ id: Id, version: z.int(), ...Signature }), LiaisonForm, { refuses: [staleVersion, notOpen, notIssuer, notDraft, formEnded, contractUnsigned, unitMissing, ...writing] })
export const withdraw = endpoint('POST /liaison-forms/:id/withdraw', z.strictObject({ id: Id, reason }), LiaisonForm, { refuses: [notIssuer, formEnded] })
/** Further units answer, beside those that do. */
export const ask = endpoint('POST /liaison-forms/:id/units', z.strictObject({ id: Id, unitIds: Units.min(1), message: text(PARAGRAPH) }), LiaisonForm, { refuses: [notIssuer, notDraft, formEnded, unitMissing, askedAlready] })
/** The answers are taken; the form is at its end. `reply`: what the customer is to hear. */
export const settle = endpoint('POST /liaison-forms/:id/settle', z.strictObject({ id: Id, reply: text(LETTER), ...Signature }), LiaisonForm, { refuses: [notIssuer, formEnded, notDraft, stillOut, nothingAnswered, fileUnknown] })

export const take = endpoint('POST /liaison-stops/:id/take', OfStop, LiaisonForm, { refuses: [notYourUnit, stopOver, formEnded, notThisStop] })
/** Quality has inspected and names the units that answer. */
export const forward = endpoint('POST /liaison-stops/:id/forward', z.strictObject({ id: Id, fields: Fields, unitIds: Units.min(1), message: optionalText(PARAGRAPH).default(''), ...Signature }), LiaisonForm, { refuses: [notYourUnit, stopOver, formEnded, notThisStop, unitMissing, askedAlready, ...writing] })
export const answer = endpoint('POST /liaison-stops/:id/answer', z.strictObject({ id: Id, fields: Fields, measures: z.array(MeasureInput).max(20).default([]), ...Signature }), LiaisonForm, { refuses: [notYourUnit, stopOver, formEnded, notThisStop, ...writing] })
/** One stop back, with the reason. */
export const sendBack = endpoint('POST /liaison-stops/:id/send-back', z.strictObject({ id: Id, reason }), LiaisonForm, { refuses: [notYourUnit, stopOver, formEnded, notThisStop, bindingStop] })
/** One's own signature is taken back, until somebody has signed after it. */
export const recall = endpoint('POST /liaison-stops/:id/recall', z.strictObject({ id: Id, reason }), LiaisonForm, { refuses: [notYourUnit, notIssuer, stopOver, formEnded, notThisStop, signedAfter] })
/** The business unit does not take an answer and asks again: the same unit or others. */
export const reject = endpoint('POST /liaison-stops/:id/reject', z.strictObject({ id: Id, reason, unitIds: Units.min(1).optional() }), LiaisonForm, { refuses: [notIssuer, stopOver, formEnded, notThisStop, bindingStop, unitMissing, askedAlready] })
export const dispute = endpoint('POST /liaison-stops/:id/dispute', z.strictObject({ id: Id, reason }), LiaisonForm, { refuses: [notYourUnit, stopOver, formEnded, notThisStop, bindingStop, disputedAlready] })
/** The general manager's office decides: the answer stands, or a unit answers, bound to. */
export const decide = endpoint('POST /liaison-stops/:id/decide', z.strictObject({ id: Id, outcome: z.enum(['stands', 'again']), text: text(PARAGRAPH), unitIds: Units.min(1).optional(), ...Signature }), LiaisonForm, { refuses: [notYourUnit, stopOver, formEnded, notThisStop, nothingAnswered, unitMissing, askedAlready, fileUnknown] })
/** What a unit found becomes the finding of a point. */
export const adopt = endpoint('POST /liaison-stops/:id/adopt', z.strictObject({ id: Id, pointId: Id, liability: Liability.optional() }), LiaisonForm, { refuses: [notIssuer, notOpen, stopOver, notThisStop, pointUnknown, adoptedAlready, judgementBinds] })

export const paper = endpoint('GET /liaison-forms/:id/paper', OfForm, z.unknown())
/** Of the form: seen by everybody who sees the form. */
export const fileOf = endpoint('GET /liaison-forms/:id/files/:fileId', z.strictObject({ id: Id, fileId: Id, inline: z.enum(['1']).optional() }), z.unknown())
