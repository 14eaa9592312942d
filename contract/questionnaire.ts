import { z } from 'zod'
import { Done, FileRef, Id, Instant, LINE, Locale, PARAGRAPH, PersonRef, notFound, optionalEmail, optionalText, page, staleVersion, text, tooMany } from './common.ts'
import { mergedElsewhere } from './complaint.ts'
import { needsApproval } from './commitment-refusals.ts'
import { forbiddenWords } from './communication.ts'
import { stoppedWords } from './knowledge.ts'
import { endpoint, refusal } from './endpoint.ts'
import { BegunUpload, NewUpload, fileTooLarge, fileUnknown } from './files.ts'
import { AnswerKind, Answers, Question, Questions, Said } from './questions.ts'
import { LinkDays, secretLink } from './secret-link.ts'

export const faulty = refusal('questionnaire/faulty', 422)
export const nothingChanged = refusal('questionnaire/nothing-changed', 409)
export const retired = refusal('questionnaire/retired', 409)
export const neverPublished = refusal('questionnaire/never-published', 409)
export const tooManyTemplates = refusal('questionnaire/too-many', 409)
export const nobodyNamed = refusal('questionnaire/nobody-named', 422)
export const noMailAddress = refusal('questionnaire/no-mail-address', 409)
export const cannotMail = refusal('questionnaire/cannot-mail', 409)
export const cannotText = refusal('questionnaire/cannot-text', 409)
export const tellsWho = refusal('questionnaire/tells-who', 422)
/** Answered, or nobody waits for it any more. */
export const sentOver = refusal('questionnaire/sent-over', 409)
export const sentEnough = refusal('questionnaire/sent-enough', 409)
/** Wrong, past its day, taken back: who guesses learns nothing. */
export const linkOver = refusal('questionnaire/link-over', 404)
export const answeredAlready = refusal('questionnaire/answered-already', 409)
export const answersUnfit = refusal('questionnaire/answers-unfit', 422)

export const MOST_TEMPLATES = 200
/** To one case. */
export const MOST_SENT = 50

const TemplateState = z.enum(['draft', 'live', 'retired'])
/** `edition`: the one that goes out, 0 before there is any; `asked`, `answered`: of all its editions, as far as they are in sight. `ofPack`: it comes with the industry pack and has not been changed since. */
export const Template = z.object({
  id: Id, version: z.int(), title: Said, state: TemplateState, edition: z.int(), ofPack: z.boolean(), hasDraft: z.boolean(), questions: z.int(), asked: z.int(), answered: z.int(), changed: z.object({ at: Instant, by: PersonRef.nullable() }),
})
export type Template = z.infer<typeof Template>
/** `current`: what goes out now; `draft`: what is being worked on. */
export const TemplateWhole = Template.extend({ current: Questions.nullable(), draft: Questions.nullable(), editions: z.array(z.object({ no: z.int(), at: Instant, by: PersonRef.nullable(), /** Came with the pack. */ ofPack: z.boolean() })) })
export type TemplateWhole = z.infer<typeof TemplateWhole>

const One = { id: Id, version: z.int() }
export const templates = endpoint('GET /questionnaires', z.strictObject({ retired: z.enum(['1']).optional() }), page(Template))
export const template = endpoint('GET /questionnaires/:id', z.strictObject({ id: Id }), TemplateWhole)
export const edition = endpoint('GET /questionnaires/:id/editions/:no', z.strictObject({ id: Id, no: z.coerce.number().int().min(1) }), Questions)
/** Begins as a draft: nothing goes out by it. */
export const makeTemplate = endpoint('POST /questionnaires', z.strictObject({ body: Questions }), TemplateWhole, { status: 201, refuses: [tooManyTemplates] })
/** A draft may still be faulty; what goes out meanwhile stays as it is. */
export const saveDraft = endpoint('PUT /questionnaires/:id/draft', z.strictObject({ ...One, body: Questions }), TemplateWhole, { refuses: [staleVersion, retired] })
export const discardDraft = endpoint('POST /questionnaires/:id/discard', z.strictObject(One), TemplateWhole, { refuses: [staleVersion, nothingChanged, neverPublished] })
/** What is sent from now on. What was sent before is answered as it was sent. */
export const publishTemplate = endpoint('POST /questionnaires/:id/publish', z.strictObject(One), TemplateWhole, { refuses: [staleVersion, retired, nothingChanged, faulty, stoppedWords, needsApproval] })
export const retireTemplate = endpoint('POST /questionnaires/:id/retire', z.strictObject(One), TemplateWhole, { refuses: [staleVersion, retired] })
export const restoreTemplate = endpoint('POST /questionnaires/:id/restore', z.strictObject(One), TemplateWhole, { refuses: [staleVersion] })

/** Who is asked. */
export const Recipient = z.enum(['customer', 'staff', 'outsider'])
export type Recipient = z.infer<typeof Recipient>
/** `reminder`, `smsReminder`: once more before the last day. */
export const SentWay = z.enum(['mail', 'sms', 'copy', 'reminder', 'smsReminder'])
export type SentWay = z.infer<typeof SentWay>
/** `over`: its last day has passed without an answer. */
export const SentState = z.enum(['open', 'answered', 'withdrawn', 'over'])
export type SentState = z.infer<typeof SentState>

/** A questionnaire that somebody was asked to answer about a case. */
export const Sent = z.object({
  id: Id, number: z.string(), version: z.int(), complaintId: Id, templateId: Id, edition: z.int(), title: Said, to: Recipient, person: PersonRef.nullable(), name: z.string(), email: z.string().nullable(), /** There is an address, known to those who looked at who complains. */ emailKept: z.boolean(), locale: Locale, note: z.string().nullable(),
  state: SentState, until: Instant, remindAt: Instant.nullable(), timeZone: z.string(), asked: z.object({ at: Instant, by: PersonRef.nullable() }), links: z.array(secretLink(SentWay)), withdrawn: z.object({ at: Instant, by: PersonRef.nullable(), why: z.string() }).nullable(),
  answered: z.object({ at: Instant, /** As they wrote their name. */ by: z.string() }).nullable(), questions: z.array(Question), answers: Answers.nullable(), files: z.array(FileRef),
})
export type Sent = z.infer<typeof Sent>

/** Whom a case could ask, and by which ways. */
export const Reach = z.object({ customer: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable(), locale: Locale }).nullable(), canMail: z.boolean(), canText: z.boolean() })
export type Reach = z.infer<typeof Reach>
export const reach = endpoint('GET /complaints/:complaintId/questionnaires/reach', z.strictObject({ complaintId: Id }), Reach)
export const sentOfCase = endpoint('GET /complaints/:complaintId/questionnaires', z.strictObject({ complaintId: Id }), page(Sent))
export const oneSent = endpoint('GET /sent-questionnaires/:id', z.strictObject({ id: Id }), Sent)
const Way = z.enum(['mail', 'sms', 'copy'])
/** With its first link. `url`: only where it is to be copied, and only here; by mail or SMS it goes to them alone. */
const WithLink = z.object({ sent: Sent, url: z.string().nullable() })
const ways = [noMailAddress, cannotMail, cannotText]
export const send = endpoint('POST /complaints/:complaintId/questionnaires', z.strictObject({
  complaintId: Id, templateId: Id, to: Recipient, personId: Id.nullable().default(null), name: optionalText(LINE).default(''), email: optionalEmail.nullable().default(null), locale: Locale, /** Said before the questions. */ note: optionalText(PARAGRAPH).default(''), days: LinkDays.default(14), /** Reminded before the last day. */ remind: z.boolean().default(true), way: Way,
}), WithLink, { status: 201, refuses: [notFound, mergedElsewhere, retired, neverPublished, nobodyNamed, tellsWho, sentEnough, forbiddenWords, stoppedWords, needsApproval, ...ways] })
/** A further link, from now on for so many days; links before it open nothing any more. */
export const linkAgain = endpoint('POST /sent-questionnaires/:id/links', z.strictObject({ ...One, days: LinkDays.default(14), way: Way }), WithLink, { status: 201, refuses: [staleVersion, sentOver, mergedElsewhere, ...ways] })
/** Nobody waits for it any more: its links open nothing. */
export const withdraw = endpoint('POST /sent-questionnaires/:id/withdraw', z.strictObject({ ...One, reason: text(PARAGRAPH) }), Sent, { refuses: [staleVersion, sentOver] })

/** `few`: too few to conclude anything. `average` of scales and numbers. `counts` by the code of the choice, or the number. */
export const QuestionFigures = z.object({ code: z.string(), kind: AnswerKind, text: Said, answered: z.int(), few: z.boolean(), average: z.number().nullable(), counts: z.array(z.object({ value: z.string(), label: Said.nullable(), count: z.int() })), latest: z.array(z.string()) })
export type QuestionFigures = z.infer<typeof QuestionFigures>
/** Answers to one template in all its editions, of cases in sight; questions as they stand in the last one that has them. */
export const figures = endpoint('GET /questionnaires/:id/figures', z.strictObject({ id: Id }), z.object({ asked: z.int(), answered: z.int(), over: z.int(), few: z.boolean(), questions: z.array(QuestionFigures) }))
/** Every answered one as a table for a spreadsheet program, one line each. */
export const table = endpoint('GET /questionnaires/:id/table', z.strictObject({ id: Id }), z.unknown())
export const answeredOf = endpoint('GET /questionnaires/:id/answers', z.strictObject({ id: Id, limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Sent.pick({ id: true, number: true, complaintId: true, edition: true, to: true, name: true, answered: true, answers: true, timeZone: true }).extend({ unitName: z.string() })))

const CODE = { headers: { code: 'x-questionnaire-code' }, open: true } as const
const Key = { code: z.string().max(100).default('') }
/** What stands behind the link. `answers`: after they have been given, to read again. */
export const Outside = z.object({
  state: z.enum(['open', 'answered', 'over']), organization: z.string(), number: z.string(), title: Said, intro: Questions.shape.intro, note: z.string().nullable(), name: z.string(), locale: Locale, timeZone: z.string(), until: Instant, questions: z.array(Question), answers: Answers.nullable(), answered: z.object({ at: Instant, by: z.string() }).nullable(),
})
export type Outside = z.infer<typeof Outside>
/** Looking changes nothing: programs that open every link of a mail do no harm. */
export const outside = endpoint('GET /portal/questionnaire', z.strictObject(Key), Outside, { ...CODE, refuses: [linkOver, tooMany] })
/** Somebody has touched the page. */
export const outsideOpened = endpoint('POST /portal/questionnaire/opened', z.strictObject(Key), Done, { ...CODE, refuses: [linkOver, tooMany] })
export const beginAnswerUpload = endpoint('POST /portal/questionnaire/uploads', z.strictObject({ ...Key, ...NewUpload }), BegunUpload, { ...CODE, status: 201, refuses: [linkOver, tooMany, fileTooLarge] })
export const answer = endpoint('POST /portal/questionnaire/answers', z.strictObject({ ...Key, /** Who answers, as they write their name. */ name: text(LINE), locale: Locale, answers: Answers }), Outside, { ...CODE, refuses: [linkOver, answeredAlready, answersUnfit, fileUnknown, tooMany] })
