import { z } from 'zod'
import { Day, Done, Fen, FileRef, Id, Instant, LETTER, LINE, Locale, PARAGRAPH, PersonRef, Words, notFound, optionalText, staleVersion, text, tooMany } from './common.ts'
import { notOpen, pointUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { ExpertAnswer, ExpertFinding, ExpertMeasure, Expertise, FeeRule } from './expert-pack.ts'
import { BegunUpload, NewUpload, fileTooLarge, fileUnknown } from './files.ts'
import { notIndependent } from './kept.ts'
import { judgementBinds } from './links.ts'
import { Liability } from './packs.ts'
import { LinkDays, secretLink } from './secret-link.ts'

export const expertUnknown = refusal('expert/unknown', 422)
/** Neither or both of a person of the house and somebody outside. */
export const expertOne = refusal('expert/one', 422)
export const notAccredited = refusal('expert/not-accredited', 422)
export const accreditationOver = refusal('expert/accreditation-over', 409)
/** Whoever handles the case, or asks for an opinion, gives none on it. */
export const ownCase = refusal('expert/own-case', 422)
export const sameExpert = refusal('expert/same-expert', 422)
export const questionUnknown = refusal('expert/question-unknown', 422)
export const askedTwice = refusal('expert/asked-twice', 422)
export const dueInPast = refusal('expert/due-in-past', 422)
export const tellsCustomer = refusal('expert/tells-who', 422)
export const goodsElsewhere = refusal('expert/goods-elsewhere', 422)
export const consentMissing = refusal('expert/consent-missing', 409)
export const consentRefused = refusal('expert/consent-refused', 409)
export const consentNotAsked = refusal('expert/consent-not-asked', 409)
export const opinionOver = refusal('expert/over', 409)
export const notReported = refusal('expert/not-reported', 409)
export const notYours = refusal('expert/not-yours', 403)
/** Decisions rest on an opinion by the choice of somebody else than who gave it. */
export const ownOpinion = refusal('expert/own-opinion', 403)
/** Who belongs to the house signs here. */
export const signsHere = refusal('expert/signs-here', 409)
export const reportMissing = refusal('expert/report-missing', 422)
export const sealUnconfirmed = refusal('expert/seal-unconfirmed', 422)
export const answerWanting = refusal('expert/answer-wanting', 422)
export const findingOdd = refusal('expert/finding-odd', 422)
export const signedLater = refusal('expert/signed-later', 422)
export const contestedAlready = refusal('expert/contested-already', 409)
export const firstUncontested = refusal('expert/first-uncontested', 409)
export const secondUnderWay = refusal('expert/second-under-way', 409)
export const whyMissing = refusal('expert/why-missing', 422)
export const basisAlready = refusal('expert/basis-already', 409)
export const pointsWanting = refusal('expert/points-wanting', 422)
export const opinionNeeded = refusal('expert/opinion-needed', 409)
export const feeOwed = refusal('expert/fee-owed', 409)
export const opinionUnderWay = refusal('expert/under-way', 409)
/** Its fee is being paid. */
export const feeUnderWay = refusal('expert/fee-under-way', 409)
export const goodsOut = refusal('expert/goods-out', 409)
export const linkOver = refusal('expert/link-over', 404)
export const opinionSigned = refusal('expert/signed', 409)
export const linkNotMail = refusal('expert/no-mail-address', 409)
export const linkCannotMail = refusal('expert/cannot-mail', 409)

export const OpinionState = z.enum(['asked', 'reported', 'withdrawn'])
export type OpinionState = z.infer<typeof OpinionState>
/** Whether the customer agrees on who is asked. */
export const ConsentState = z.enum(['notNeeded', 'asked', 'given', 'refused'])
export type ConsentState = z.infer<typeof ConsentState>
/** By what the customer's word is shown. */
export const ConsentHow = z.enum(['inPerson', 'phone', 'email', 'message', 'letter'])
export const FeePayer = z.enum(['firm', 'customer'])
export type FeePayer = z.infer<typeof FeePayer>
/** `system`: by the expert under their own name here; `link`: behind their link; `paper`: a scan of what they signed and sealed. */
export const SignWay = z.enum(['system', 'link', 'paper'])
export type SignWay = z.infer<typeof SignWay>
export const PassageWay = z.enum(['out', 'back'])

const MILLI_MOST = 1_000_000_000_000
/** In thousandths of the unit. */
const Measured = z.int().min(0).max(MILLI_MOST)

export const OpinionQuestion = z.object({
  id: Id, no: z.int(), pointId: Id, pointNo: z.int(), code: z.string(), label: Words, text: z.string(), answers: z.array(ExpertAnswer), measure: ExpertMeasure.nullable(),
  finding: ExpertFinding.nullable(), measuredMilli: Measured.nullable(), note: z.string().nullable(), /** Decisions rest on this answer. */ basis: z.boolean(),
})
export type OpinionQuestion = z.infer<typeof OpinionQuestion>
export const OpinionLink = secretLink(z.enum(['mail', 'copy']))
/** Goods of the customer on their way to the expert and back; `number`: of their receipt. */
export const Passage = z.object({ id: Id, itemId: Id, number: z.string(), what: z.string(), way: PassageWay, seal: z.string().nullable(), note: z.string().nullable(), by: PersonRef.nullable(), at: Instant })

/** F8: what an expert was asked, by whom it is paid, what was found, and whether decisions rest on it. */
export const Opinion = z.object({
  id: Id, number: z.string(), complaintId: Id, version: z.int(), state: OpinionState, inside: z.boolean(), personId: Id.nullable(), outsiderId: Id.nullable(), name: z.string(), accreditation: z.string(), accreditedUntil: Day.nullable(), locale: Locale, matter: z.string(), timeZone: z.string(),
  /** The opinion that this one looks at again. */ secondTo: z.object({ id: Id, number: z.string() }).nullable(), asked: z.object({ by: PersonRef.nullable(), at: Instant }), dueAt: Instant, late: z.boolean(),
  feeFen: Fen, feeRule: FeeRule, paidBy: FeePayer, /** Known once decisions rest on it; before, where the rule says so. */ borneBy: FeePayer.nullable(), /** What the customer paid and has back to get. */ owedFen: Fen, /** What the firm paid that is the customer's to bear. */ claimFen: Fen,
  consent: z.object({ state: ConsentState, how: ConsentHow.nullable(), note: z.string().nullable(), fileId: Id.nullable(), by: PersonRef.nullable(), at: Instant.nullable() }),
  questions: z.array(OpinionQuestion), sent: z.array(FileRef), passages: z.array(Passage), /** Receipts of what lies with the expert now. */ out: z.array(Id), links: z.array(OpinionLink),
  report: z.object({ way: SignWay, name: z.string(), by: PersonRef.nullable(), on: Day, at: Instant, summary: z.string(), files: z.array(FileRef.extend({ sha256: z.string() })), signatureId: Id.nullable(), seal: z.string() }).nullable(),
  contested: z.object({ why: z.string(), how: ConsentHow, by: PersonRef.nullable(), at: Instant }).nullable(),
  basis: z.object({ why: z.string().nullable(), by: PersonRef.nullable(), at: Instant }).nullable(), ended: z.object({ why: z.string(), by: PersonRef.nullable(), at: Instant }).nullable(),
  /** Null when it can be done now, otherwise why not. */ may: z.record(z.string(), z.string().nullable()),
})
export type Opinion = z.infer<typeof Opinion>

/** What waits for an opinion: points of a case that are not decided on before one, by the rule of the pack. */
const Wanting = z.object({ pointId: Id, no: z.int(), code: z.string(), label: Words })
export const CaseOpinions = z.object({
  items: z.array(Opinion), wanting: z.array(Wanting), /** What the customer paid for tests and has back to get, less what was proposed and given. */ owedFen: Fen, canMail: z.boolean(), /** What experts are asked in this industry, what fits the points of the case first. */ expertise: z.array(Expertise), next: z.null(), may: z.record(z.string(), z.string().nullable()),
})
export type CaseOpinions = z.infer<typeof CaseOpinions>

const AskedQuestion = z.strictObject({ pointId: Id, code: z.string().min(1).max(40), text: text(PARAGRAPH) })
const MOST_QUESTIONS = 20
const MOST_FILES = 20
const Asked = {
  personId: Id.nullable().default(null), outsiderId: Id.nullable().default(null), /** Of a person of the house: their certificate. */ accreditation: optionalText(LINE).nullable().default(null), accreditedUntil: Day.nullable().default(null),
  matter: text(LETTER), questions: z.array(AskedQuestion).min(1).max(MOST_QUESTIONS), fileIds: z.array(Id).max(MOST_FILES).default([]), dueAt: Instant, feeFen: Fen, feeRule: FeeRule.nullable().default(null), paidBy: FeePayer.default('firm'), secondTo: Id.nullable().default(null),
}
const Changed = { id: Id, version: z.int() }

export const caseOpinions = endpoint('GET /complaints/:complaintId/opinions', z.strictObject({ complaintId: Id }), CaseOpinions)
export const oneOpinion = endpoint('GET /opinions/:id', z.strictObject({ id: Id }), Opinion)
/** An opinion is commissioned. `feeRule`: without one as the pack says of the questions. */
export const commission = endpoint('POST /complaints/:complaintId/opinions', z.strictObject({ complaintId: Id, ...Asked }), Opinion, {
  status: 201, refuses: [notOpen, expertOne, expertUnknown, notAccredited, accreditationOver, ownCase, sameExpert, notIndependent, pointUnknown, questionUnknown, askedTwice, dueInPast, tellsCustomer, fileUnknown, firstUncontested, secondUnderWay],
})
export const postponeOpinion = endpoint('POST /opinions/:id/due-date', z.strictObject({ ...Changed, dueAt: Instant, why: text(LINE) }), Opinion, { refuses: [opinionOver, staleVersion, dueInPast] })
/** The customer's word on who is asked. */
export const consent = endpoint('POST /opinions/:id/consent', z.strictObject({ ...Changed, agrees: z.boolean(), how: ConsentHow, note: optionalText(PARAGRAPH).default(''), fileId: Id.nullable().default(null) }), Opinion, { refuses: [opinionOver, staleVersion, consentNotAsked, fileUnknown] })
/** The commission as a letter, to be handed over or sent. `code`: of a link that was made just now, to stand on it; otherwise it says the other ways to answer. Like a link it waits for the customer's word on who is asked. */
export const opinionLetter = endpoint('GET /opinions/:id/letter', z.strictObject({ id: Id, locale: Locale.optional(), code: z.string().max(100).default('') }), z.unknown(), { headers: { code: 'x-expert-code' }, refuses: [opinionOver, consentMissing, consentRefused, linkOver] })
/** Goods go to the expert, or come back: the receipts say so from then on. */
export const passGoods = endpoint('POST /opinions/:id/goods', z.strictObject({ ...Changed, way: PassageWay, items: z.array(z.strictObject({ id: Id, version: z.int() })).min(1).max(20), seal: optionalText(LINE).default(''), place: optionalText(LINE).default(''), note: optionalText(LINE).default('') }), Opinion, { refuses: [opinionOver, staleVersion, consentMissing, consentRefused, goodsElsewhere, notFound] })
/** The code is said once, where it is to be copied; by mail it goes to the expert alone. */
export const linkOpinion = endpoint('POST /opinions/:id/links', z.strictObject({ id: Id, way: z.enum(['mail', 'copy']), days: LinkDays.default(30), renew: z.boolean().default(false) }), z.object({ url: z.string().nullable(), until: Instant }), { status: 201, refuses: [opinionOver, signsHere, consentMissing, consentRefused, linkNotMail, linkCannotMail] })

const Answered = z.strictObject({ questionId: Id, finding: ExpertFinding, measuredMilli: Measured.nullable().default(null), note: optionalText(PARAGRAPH).nullable().default(null) })
const Report = { summary: text(LETTER), answers: z.array(Answered).min(1).max(MOST_QUESTIONS), fileIds: z.array(Id).max(MOST_FILES).default([]) }
const faulty = [answerWanting, findingOdd, fileUnknown, reportMissing, accreditationOver, consentMissing, consentRefused]
/** By the expert, who belongs to the house. */
export const reportOpinion = endpoint('POST /opinions/:id/report', z.strictObject({ ...Changed, ...Report }), Opinion, { refuses: [opinionOver, staleVersion, notYours, ownCase, notIndependent, ...faulty] })
/** What came on paper: the scan, whose seal was looked at by who records it. */
export const recordOpinion = endpoint('POST /opinions/:id/paper', z.strictObject({ ...Changed, ...Report, name: text(LINE), on: Day, sealConfirmed: z.boolean() }), Opinion, { refuses: [opinionOver, staleVersion, signsHere, sealUnconfirmed, signedLater, ...faulty] })
/** The customer does not accept it: a second one may be asked for. */
export const contestOpinion = endpoint('POST /opinions/:id/contest', z.strictObject({ ...Changed, why: text(PARAGRAPH), how: ConsentHow }), Opinion, { refuses: [notOpen, notReported, staleVersion, contestedAlready] })
const PointBasis = z.strictObject({ pointId: Id, liability: Liability, rootCause: optionalText(LINE).nullable().default(null), explanation: optionalText(PARAGRAPH).nullable().default(null), alternativeHelp: optionalText(PARAGRAPH).nullable().default(null) })
/** Decisions rest on it from now on: what was found becomes the finding of its points, and facts of law. `why`: asked where it was contested or there is another. */
export const restOn = endpoint('POST /opinions/:id/basis', z.strictObject({ ...Changed, why: optionalText(PARAGRAPH).nullable().default(null), points: z.array(PointBasis).min(1).max(MOST_QUESTIONS) }), Opinion, { refuses: [notOpen, notReported, staleVersion, ownOpinion, secondUnderWay, whyMissing, basisAlready, pointsWanting, pointUnknown, judgementBinds] })
export const withdrawOpinion = endpoint('POST /opinions/:id/withdraw', z.strictObject({ ...Changed, reason: text(PARAGRAPH) }), Opinion, { refuses: [opinionOver, staleVersion, goodsOut, feeUnderWay] })

/** What an expert outside sees behind the link. `over`: nothing is asked of them any more. */
export const OutsideOpinion = z.object({
  state: z.enum(['open', 'signed', 'over']), organization: z.string(), number: z.string(), name: z.string(), locale: Locale, timeZone: z.string(), dueAt: Instant.nullable(), until: Instant, matter: z.string(), accreditation: z.string(),
  questions: z.array(OpinionQuestion.pick({ id: true, no: true, label: true, text: true, measure: true, finding: true, measuredMilli: true, note: true }).extend({ findings: z.array(ExpertFinding) })), files: z.array(FileRef), goods: z.array(z.object({ number: z.string(), what: z.string(), seal: z.string().nullable() })),
  report: z.object({ name: z.string(), at: Instant, summary: z.string() }).nullable(),
})
export type OutsideOpinion = z.infer<typeof OutsideOpinion>

const CODE = { headers: { code: 'x-expert-code' }, open: true } as const
const Key = { code: z.string().max(100).default('') }
/** Looking changes nothing. */
export const outsideOpinion = endpoint('GET /portal/expert', z.strictObject(Key), OutsideOpinion, { ...CODE, refuses: [linkOver, tooMany] })
export const outsideOpened = endpoint('POST /portal/expert/opened', z.strictObject(Key), Done, { ...CODE, refuses: [linkOver, tooMany] })
export const outsideFile = endpoint('GET /portal/expert/files/:id', z.strictObject({ ...Key, id: Id }), z.unknown(), { ...CODE, refuses: [linkOver, tooMany] })
export const beginOutsideUpload = endpoint('POST /portal/expert/uploads', z.strictObject({ ...Key, ...NewUpload }), BegunUpload, { ...CODE, status: 201, refuses: [linkOver, tooMany, fileTooLarge] })
export const signOutside = endpoint('POST /portal/expert/report', z.strictObject({ ...Key, ...Report, name: text(LINE), locale: Locale, signatureId: Id.nullable().default(null) }), OutsideOpinion, { ...CODE, refuses: [linkOver, opinionSigned, tooMany, ...faulty] })
