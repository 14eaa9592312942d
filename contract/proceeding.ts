import { z } from 'zod'
import { Code, FileRef, Id, Instant, LINE, Locale, PARAGRAPH, PersonRef, Words, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { forbiddenWords } from './communication.ts'
import { ClockView, mergedElsewhere, pointUnknown, reasonMissing } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown } from './files.ts'
import { stoppedWords } from './knowledge.ts'
import { BodyKind, ProceedingResult } from './proceeding-pack.ts'
import { bodyUnknown, numberElsewhere, numberKnown } from './proceeding-refusals.ts'
import { aboveLimit, ownProposal, propose } from './remedy.ts'

export const stageUnknown = refusal('proceeding/stage-unknown', 422)
export const resultNotThere = refusal('proceeding/result-not-there', 422)
export const ended = refusal('proceeding/ended', 409)
export const timeImpossible = refusal('proceeding/time-impossible', 422)
export const dayPast = refusal('proceeding/day-past', 422)
/** G7: every point is answered, or it does not go out. */
export const pointUnanswered = refusal('proceeding/point-unanswered', 422)
export const reportOver = refusal('proceeding/report-over', 409)
export const reportNotApproved = refusal('proceeding/report-not-approved', 409)
/** When and how it was handed in is proved by a number of receipt or a file. */
export const proofMissing = refusal('proceeding/proof-missing', 422)
export const notOwed = refusal('proceeding/not-owed', 409)
/** Somebody above says that no report is needed, not who would have to write it. */
export const waiverNotYours = refusal('proceeding/waiver-not-yours', 403)
export const termsMissing = refusal('proceeding/terms-missing', 422)
export const termsNotWanted = refusal('proceeding/terms-not-wanted', 422)

/** How the case came to be there: the body passed it on to us, or the customer went there. */
export const Came = z.enum(['transferred', 'customer'])
export const NoteKind = z.enum(['letter', 'call', 'visit', 'hearing', 'stage', 'other'])
export type NoteKind = z.infer<typeof NoteKind>
/** `interim`: an answer while it is handled; `outcome`: what came of it. */
export const ReportKind = z.enum(['interim', 'outcome'])
export type ReportKind = z.infer<typeof ReportKind>
export const ReportState = z.enum(['asked', 'returned', 'approved', 'sent', 'replaced'])
export type ReportState = z.infer<typeof ReportState>
export const ReportHow = z.enum(['online', 'mail', 'letter', 'handed', 'fax'])
export type ReportHow = z.infer<typeof ReportHow>

const Answer = z.strictObject({ pointId: Id, answer: text(PARAGRAPH) })
/** An answer to the body: point by point, approved by somebody above, handed in with proof. `own`: the reader wrote it. */
export const Report = z.object({
  id: Id, kind: ReportKind, state: ReportState, version: z.int(), answers: z.array(z.object({ pointId: Id, no: z.int(), text: z.string(), answer: z.string() })), outcome: z.string(), by: PersonRef.nullable(), at: Instant, positionCode: z.string(),
  approvedBy: PersonRef.nullable(), approvedAt: Instant.nullable(), comment: z.string().nullable(), sentAt: Instant.nullable(), sentHow: ReportHow.nullable(), receipt: z.string().nullable(), sentBy: PersonRef.nullable(), files: z.array(FileRef), may: z.record(z.string(), z.string().nullable()),
})
export type Report = z.infer<typeof Report>
/** What came from the body, or went to it. */
export const ProceedingNote = z.object({ id: Id, kind: NoteKind, inbound: z.boolean(), text: z.string(), stage: Words.nullable(), answerBy: Instant.nullable(), at: Instant, by: PersonRef.nullable(), files: z.array(FileRef) })

/** What goes on with a case at a body outside (G9). `answerBy`: the day the body set and still waits for; `ownDue`: our own, before it. `owed`: it is told what came of it before the case closes (G5). */
export const Proceeding = z.object({
  id: Id, complaintId: Id, complaintNumber: z.string(), complaintState: z.string(), customerName: z.string(), unitId: Id, unitName: z.string(), timeZone: z.string(), owner: PersonRef.nullable(), version: z.int(),
  body: z.object({ code: z.string(), kind: BodyKind, label: Words, contact: z.string() }), reference: z.string().nullable(), came: Came, begunAt: Instant, stage: z.string(), stageLabel: Words, stageAt: Instant,
  asks: z.string().nullable(), answerBy: Instant.nullable(), ownDue: Instant.nullable(), late: z.boolean(), clocks: z.array(ClockView), state: z.enum(['open', 'ended']), result: ProceedingResult.nullable(), resultNote: z.string().nullable(), endedAt: Instant.nullable(), remedyId: Id.nullable(),
  owed: z.boolean(), waived: z.object({ by: PersonRef.nullable(), at: Instant, reason: z.string() }).nullable(), reportedAt: Instant.nullable(), reports: z.array(Report), notes: z.array(ProceedingNote), registered: z.object({ by: PersonRef.nullable(), at: Instant }), may: z.record(z.string(), z.string().nullable()),
})
export type Proceeding = z.infer<typeof Proceeding>

const Reference = optionalText(LINE).nullable().default(null)
const Files = z.array(Id).max(20).default([])
export const caseProceedings = endpoint('GET /complaints/:complaintId/proceedings', z.strictObject({ complaintId: Id }), z.object({ items: z.array(Proceeding), may: z.record(z.string(), z.string().nullable()), /** Bodies that can be named here. */ bodies: z.array(z.object({ code: z.string(), kind: BodyKind, label: Words })) }))
/** A number that the body gave to this case already leads to what is there; what had ended there, or with us, goes on. A closed case opens again. */
export const registerProceeding = endpoint('POST /complaints/:complaintId/proceedings', z.strictObject({
  complaintId: Id, body: Code, reference: Reference, came: Came.default('customer'), /** When it began there; now unless told. */ begunAt: Instant.nullable().default(null), asks: optionalText(PARAGRAPH).nullable().default(null), answerBy: Instant.nullable().default(null), fileIds: Files,
}), Proceeding, { status: 201, refuses: [mergedElsewhere, bodyUnknown, numberKnown, numberElsewhere, timeImpossible, dayPast, fileUnknown] })
const Changed = { id: Id, version: z.int() }
/** Which body it is, and its number, as found out later. To one that need not be told what came of it only somebody above changes it, with the reason. */
export const changeProceeding = endpoint('PUT /proceedings/:id', z.strictObject({ ...Changed, body: Code, reference: Reference, came: Came, reason: optionalText(PARAGRAPH).optional() }), Proceeding, { refuses: [mergedElsewhere, ended, staleVersion, bodyUnknown, numberKnown, numberElsewhere, waiverNotYours, reasonMissing] })
/** A letter, a call, a step: `stage` where it brings it to another one; `asks`: what it wants of us, by when. */
export const noteProceeding = endpoint('POST /proceedings/:id/notes', z.strictObject({
  ...Changed, kind: NoteKind, inbound: z.boolean().default(true), text: text(PARAGRAPH), at: Instant.nullable().default(null), stage: Code.nullable().default(null), asks: z.boolean().default(false), answerBy: Instant.nullable().default(null), fileIds: Files,
}), Proceeding, { status: 201, refuses: [mergedElsewhere, ended, staleVersion, stageUnknown, timeImpossible, dayPast, fileUnknown] })
const { items, reason, deviationReason, exception } = propose.input.shape
/** What came of it there. With terms it goes back into the negotiation as a proposal, within authority like every other; a closed case opens again for it. */
export const endProceeding = endpoint('POST /proceedings/:id/result', z.strictObject({
  ...Changed, result: ProceedingResult, note: text(PARAGRAPH), at: Instant.nullable().default(null), fileIds: Files, terms: z.strictObject({ items, reason, deviationReason, exception }).nullable().default(null),
}), Proceeding, { refuses: [mergedElsewhere, ended, staleVersion, resultNotThere, timeImpossible, fileUnknown, termsMissing, termsNotWanted, ...propose.refuses ?? []] })

/** An answer as it begins: what was found and agreed, point by point. */
export const reportDraft = endpoint('GET /proceedings/:id/report-draft', z.strictObject({ id: Id }), z.object({ kind: ReportKind, answers: z.array(z.object({ pointId: Id, no: z.int(), text: z.string(), wants: z.string().nullable(), answer: z.string() })), outcome: z.string() }))
const wordsRefusals = [forbiddenWords, stoppedWords]
/** Written for approval; one that waits already is replaced. */
export const writeReport = endpoint('POST /proceedings/:id/reports', z.strictObject({ ...Changed, kind: ReportKind, answers: z.array(Answer).min(1).max(50), outcome: text(PARAGRAPH), /** Goes out although the wording check found something; the reason is kept. */ despite: text(LINE).optional() }), Proceeding, { status: 201, refuses: [mergedElsewhere, staleVersion, pointUnknown, pointUnanswered, ...wordsRefusals] })
const decided = [mergedElsewhere, staleVersion, reportOver, ownProposal, aboveLimit]
export const approveReport = endpoint('POST /reports/:id/approve', z.strictObject({ ...Changed, comment: optionalText(PARAGRAPH).default('') }), Proceeding, { refuses: [...decided, pointUnanswered] })
export const returnReport = endpoint('POST /reports/:id/return', z.strictObject({ ...Changed, comment: text(PARAGRAPH) }), Proceeding, { refuses: decided })
/** Handed in: when, how, and the proof of it. `settles`: an answer while it is handled is all that it asked for; the day it set is over. */
export const sendReport = endpoint('POST /reports/:id/send', z.strictObject({ ...Changed, how: ReportHow, at: Instant.nullable().default(null), receipt: optionalText(LINE).nullable().default(null), settles: z.boolean().default(false), fileIds: Files }), Proceeding, { refuses: [mergedElsewhere, staleVersion, reportOver, reportNotApproved, pointUnanswered, timeImpossible, proofMissing, fileUnknown] })
/** No report is needed, says somebody above, and why. */
export const waiveReport = endpoint('POST /proceedings/:id/waiver', z.strictObject({ ...Changed, reason: text(PARAGRAPH) }), Proceeding, { refuses: [mergedElsewhere, staleVersion, notOwed, waiverNotYours] })
/** On one page to print; `application/pdf`. */
export const reportPaper = endpoint('GET /reports/:id/paper', z.strictObject({ id: Id, locale: Locale.optional() }), z.unknown(), { refuses: [notFound] })

const Narrowed = { state: z.enum(['open', 'ended']).optional(), body: z.string().max(60).optional(), kind: BodyKind.optional(), result: ProceedingResult.optional(), unitId: Id.optional(), /** `late`: a day is over; `soon`: one is over or comes within three days. */ due: z.enum(['late', 'soon']).optional(), owed: z.enum(['1']).optional(), q: z.string().max(LINE).optional() }
/** Those in sight; open ones by what is due next, then the rest, newest first. `q`: number of the case or of the body, name of the body. */
export const proceedings = endpoint('GET /proceedings', z.strictObject({ ...Narrowed, limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Proceeding))
export const oneProceeding = endpoint('GET /proceedings/:id', z.strictObject({ id: Id }), Proceeding)
/** Of those, by body: how many, open, past a day, and not told what came of it. */
export const proceedingSums = endpoint('GET /proceedings/sums', z.strictObject(Narrowed), z.object({ items: z.array(z.object({ body: z.string(), kind: BodyKind, label: Words, count: z.int(), open: z.int(), late: z.int(), owed: z.int() })), next: z.null() }))
/** The same list as comma-separated text; `text/csv`. */
export const proceedingTable = endpoint('GET /proceedings/table', z.strictObject(Narrowed), z.unknown())
