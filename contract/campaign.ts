import { z } from 'zod'
import { SheetLayout } from './comment-card.ts'
import { Code, Day, Done, Id, Instant, LINE, Locale, PARAGRAPH, PersonRef, TimeOfDay, notFound, optionalText, page, staleVersion, text, tooMany } from './common.ts'
import { RegisterComplaint, Registered, register, unitNotYours, unitUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { AnswerKind } from './questions.ts'

export const begun = refusal('campaign/begun', 409)
export const notRunning = refusal('campaign/not-running', 409)
export const ended = refusal('campaign/ended', 409)
export const backwards = refusal('campaign/backwards', 422)
export const choicesMissing = refusal('campaign/choices-missing', 422)
export const nobodyAsked = refusal('campaign/nobody-asked', 409)
/** Outside of the hours in which customers may be called. */
export const quietHours = refusal('campaign/quiet-hours', 409)
export const nobodyLeft = refusal('campaign/nobody-left', 409)
export const taken = refusal('campaign/taken', 409)
export const notTaken = refusal('campaign/not-taken', 409)
/** They were reached, gave up on, or have answered by themselves. */
export const done = refusal('campaign/done', 409)
/** No SMTP server is set. */
export const cannotMail = refusal('campaign/cannot-mail', 409)
/** No gateway for SMS. */
export const cannotText = refusal('campaign/cannot-text', 409)
/** There is a gateway, and no approved template for links of campaigns. */
export const noTemplate = refusal('campaign/no-template', 409)
/** Neither mail nor SMS goes out from here. */
export const cannotSend = refusal('campaign/cannot-send', 409)
export const nobodyToWrite = refusal('campaign/nobody-to-write', 409)
export const nothingFailed = refusal('campaign/nothing-failed', 409)
export const answersUnfit = refusal('campaign/answers-unfit', 422)
export const complaintAlready = refusal('campaign/complaint-already', 409)
export const opinionOver = refusal('campaign/opinion-over', 404)
export const answeredAlready = refusal('campaign/answered-already', 409)

const MOST_QUESTIONS = 8
const MOST_CHOICES = 10
export const MOST_PEOPLE = 5_000

/** What can be asked on the telephone, one after the other. */
export const QuestionKind = AnswerKind.extract(['scale', 'choice', 'text'])
export type QuestionKind = z.infer<typeof QuestionKind>
export const Question = z.strictObject({ kind: QuestionKind, text: text(LINE), choices: z.array(text(60)).max(MOST_CHOICES).default([]) })
export type Question = z.infer<typeof Question>
/** In the order of the questions; null: not answered. */
export const Answers = z.array(z.union([z.int().min(1).max(5), text(PARAGRAPH), z.null()])).max(MOST_QUESTIONS)
export type Answers = z.infer<typeof Answers>

const Body = {
  name: text(LINE), unitIds: z.array(Id).min(1).max(200), from: Day, until: Day, /** What is said first. */ greeting: optionalText(PARAGRAPH), questions: z.array(Question).min(1).max(MOST_QUESTIONS),
  mostTries: z.int().min(1).max(10), /** Customers are called between these times of their unit. */ callsFrom: TimeOfDay, callsUntil: TimeOfDay, /** Whoever has the link may answer. */ toAnybody: z.boolean(),
}
export const CampaignBody = z.strictObject(Body)
export type CampaignBody = z.infer<typeof CampaignBody>
export const CampaignState = z.enum(['draft', 'running', 'paused', 'ended'])
export type CampaignState = z.infer<typeof CampaignState>
/** Why somebody is not called: no number, asked not to be called, a standing mark, or a complaint of theirs is open. */
export const LeftOut = z.object({ noPhone: z.int(), undisturbed: z.int(), marked: z.int(), openCase: z.int() })
export type LeftOut = z.infer<typeof LeftOut>

export const Campaign = z.object({
  ...Body, id: Id, version: z.int(), state: CampaignState, units: z.array(z.object({ id: Id, name: z.string() })), /** What the QR code opens. */ address: z.string().nullable(), leftOut: LeftOut, madeBy: PersonRef.nullable(), madeAt: Instant, endedAt: Instant.nullable(),
  /** `replies`: all that count; `byLink`: of them, by customers themselves; `aside`: came when more came than people send, not counted. */
  progress: z.object({ people: z.int(), open: z.int(), tries: z.int(), answered: z.int(), declined: z.int(), unreachable: z.int(), replies: z.int(), byLink: z.int(), aside: z.int() }),
})
export type Campaign = z.infer<typeof Campaign>

const One = { id: Id, version: z.int() }
export const campaigns = endpoint('GET /campaigns', z.strictObject({ limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Campaign))
export const campaign = endpoint('GET /campaigns/:id', z.strictObject({ id: Id }), Campaign)
const bodyRefusals = [backwards, choicesMissing, unitUnknown, unitNotYours]
export const makeCampaign = endpoint('POST /campaigns', CampaignBody, Campaign, { status: 201, refuses: bodyRefusals })
/** Until it has begun. */
export const changeCampaign = endpoint('PUT /campaigns/:id', CampaignBody.extend(One), Campaign, { refuses: [...bodyRefusals, begun, staleVersion] })
/** Begins, or goes on after a pause. */
export const beginCampaign = endpoint('POST /campaigns/:id/begin', z.strictObject(One), Campaign, { refuses: [staleVersion, ended, nobodyAsked] })
export const pauseCampaign = endpoint('POST /campaigns/:id/pause', z.strictObject(One), Campaign, { refuses: [staleVersion, notRunning] })
export const endCampaign = endpoint('POST /campaigns/:id/end', z.strictObject(One), Campaign, { refuses: [staleVersion, ended] })

/** Customers with complaints at the units of the campaign: closed in these days, or registered in them whatever became of them. */
const Filter = { since: Day, until: Day, cases: z.enum(['closed', 'any']), classCode: Code.optional() }
/** How many there are, and who would be left out. */
export const countPeople = endpoint('GET /campaigns/:id/people/count', z.strictObject({ id: Id, ...Filter }), z.object({ found: z.int(), callable: z.int(), leftOut: LeftOut }))
/** At most so many of them, drawn by lot, are asked; whoever is there already stays. */
export const choosePeople = endpoint('POST /campaigns/:id/people', z.strictObject({ id: Id, ...Filter, most: z.int().min(1).max(MOST_PEOPLE) }), Campaign, { refuses: [ended] })

export const LinkWay = z.enum(['mail', 'sms'])
export type LinkWay = z.infer<typeof LinkWay>
export const CanText = z.enum(['yes', 'noChannel', 'noTemplate'])
export type CanText = z.infer<typeof CanText>
/** `stopped`: called or marked meanwhile, answered, or asked for peace. */
export const LinkState = z.enum(['waiting', 'going', 'sent', 'arrived', 'failed', 'stopped'])
export type LinkState = z.infer<typeof LinkState>
/** `unasked`: drawn, not called or written to yet; `waiting`: for the hours of the campaign, or on their way; `sent`: nobody says whether it arrived. */
export const Links = z.object({ canMail: z.boolean(), canText: CanText, counts: z.object({ unasked: z.int(), waiting: z.int(), sent: z.int(), arrived: z.int(), failed: z.int(), stopped: z.int(), answered: z.int() }), /** Whom each way would reach now, of those who are not asked yet. */ reach: z.object({ best: z.int(), mail: z.int(), sms: z.int() }) })
export type Links = z.infer<typeof Links>
export const campaignLinks = endpoint('GET /campaigns/:id/links', z.strictObject({ id: Id }), Links)
/** To every customer who was drawn and not asked yet, a link of their own. `best`: by mail where there is an address, else by SMS. Within the hours of the campaign; nobody twice. */
export const sendLinks = endpoint('POST /campaigns/:id/links', z.strictObject({ id: Id, way: z.enum(['best', 'mail', 'sms']) }), Links, { refuses: [notRunning, cannotMail, cannotText, noTemplate, cannotSend, nobodyToWrite] })
/** Once more to those that did not arrive. */
export const retryLinks = endpoint('POST /campaigns/:id/links/retry', z.strictObject({ id: Id }), Links, { refuses: [notRunning, nothingFailed, cannotMail, cannotText, noTemplate] })

export const CallState = z.enum(['open', 'done'])
export const OpinionResult = z.enum(['answered', 'declined', 'unreachable', 'answeredByLink'])
export type OpinionResult = z.infer<typeof OpinionResult>
export const OpinionCall = z.object({
  id: Id, version: z.int(), campaignId: Id, state: CallState, result: OpinionResult.nullable(), unitId: Id, unitName: z.string(), timeZone: z.string(), customer: z.object({ id: Id, name: z.string(), phone: z.string().nullable() }),
  /** Of what complaint they are asked. */ complaint: z.object({ id: Id, number: z.string(), firstWords: z.string() }).nullable(), tries: z.int(), nextAt: Instant.nullable(), taken: z.object({ by: PersonRef, at: Instant }).nullable(), hasLink: z.boolean(), /** What became of the link that was sent. */ link: z.object({ way: LinkWay, state: LinkState, problem: z.string().nullable(), at: Instant.nullable() }).nullable(), note: z.string().nullable(), endedAt: Instant.nullable(), endedBy: PersonRef.nullable(),
  history: z.array(z.object({ at: Instant, by: PersonRef.nullable(), note: z.string().nullable() })),
})
export type OpinionCall = z.infer<typeof OpinionCall>
export const people = endpoint('GET /campaigns/:id/people', z.strictObject({ id: Id, state: CallState.optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(OpinionCall))
export const opinionCall = endpoint('GET /opinion-calls/:id', z.strictObject({ id: Id }), OpinionCall)
const callRefusals = [staleVersion, notRunning, taken, done]
/** Whoever is to be called next becomes the caller's: first what they have taken already. */
export const nextCall = endpoint('POST /campaigns/:id/next', z.strictObject({ id: Id }), OpinionCall, { refuses: [notRunning, quietHours, nobodyLeft] })
export const takeCall = endpoint('POST /opinion-calls/:id/take', z.strictObject(One), OpinionCall, { refuses: [...callRefusals, quietHours] })
export const releaseCall = endpoint('POST /opinion-calls/:id/release', z.strictObject(One), OpinionCall, { refuses: [staleVersion, taken, notTaken, done] })
/** Nobody answered: counted, with a time for the next try; the last one ends it. */
export const tryCall = endpoint('POST /opinion-calls/:id/try', z.strictObject({ ...One, note: optionalText(LINE).nullable().optional() }), OpinionCall, { refuses: callRefusals })
/** They do not want to say anything; `never`: nor to be called for their opinion again. */
export const declineCall = endpoint('POST /opinion-calls/:id/decline', z.strictObject({ ...One, never: z.boolean(), note: optionalText(LINE).nullable().optional() }), OpinionCall, { refuses: callRefusals })
/** A link of their own, by which they answer once themselves. It is said here only; one that was made before opens nothing any more. */
export const makeLink = endpoint('POST /opinion-calls/:id/link', z.strictObject(One), z.object({ address: z.string() }), { status: 201, refuses: callRefusals })

export const Reply = z.object({
  id: Id, campaignId: Id, unitId: Id, unitName: z.string(), timeZone: z.string(), at: Instant, way: z.enum(['phone', 'link']), by: PersonRef.nullable(), customer: z.object({ id: Id, name: z.string(), phone: z.string().nullable() }).nullable(), answers: Answers, improvement: z.string().nullable(),
  /** An answer of one or two. */ dissatisfied: z.boolean(), aside: z.boolean(), feedbackId: Id.nullable(), complaintId: Id.nullable(),
})
export type Reply = z.infer<typeof Reply>
/** What was answered on the telephone. What is to be improved goes to the unit that can, as a suggestion with somebody to answer it. */
export const noteReply = endpoint('POST /opinion-calls/:id/reply', z.strictObject({ ...One, answers: Answers, improvement: optionalText(PARAGRAPH).nullable().optional(), improvingUnitId: Id.optional() }), Reply, { status: 201, refuses: [...callRefusals, answersUnfit, unitUnknown, unitNotYours] })
export const replies = endpoint('GET /campaigns/:id/replies', z.strictObject({ id: Id, limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Reply))
export const reply = endpoint('GET /opinion-replies/:id', z.strictObject({ id: Id }), Reply)
/** They are not satisfied, and something is to be done about it: a complaint like any other. */
export const registerReply = endpoint('POST /opinion-replies/:id/complaint', z.strictObject({ id: Id, complaint: RegisterComplaint }), Registered, { status: 201, refuses: [complaintAlready, ...(register.refuses ?? [])] })

/** `few`: too few have answered to conclude anything. `average` of a scale. */
export const QuestionFigures = z.object({ no: z.int(), kind: QuestionKind, text: z.string(), answered: z.int(), few: z.boolean(), average: z.number().nullable(), counts: z.array(z.object({ value: z.string(), count: z.int() })), latest: z.array(z.string()) })
export const figures = endpoint('GET /campaigns/:id/figures', z.strictObject({ id: Id, unitId: Id.optional() }), z.object({ replies: z.int(), few: z.boolean(), questions: z.array(QuestionFigures), /** Suggestions that came of it. */ improvements: z.object({ all: z.int(), open: z.int(), improved: z.int() }) }))
/** Every reply as a table for a spreadsheet program: nothing in it is taken for a formula. */
export const replyTable = endpoint('GET /campaigns/:id/table', z.strictObject({ id: Id }), z.unknown())
/** A PDF with the QR code that opens it to everybody. */
export const campaignCard = endpoint('GET /campaigns/:id/card', z.strictObject({ id: Id, layout: SheetLayout, locale: Locale.optional() }), z.unknown(), { refuses: [notFound] })

/** Whether a customer may be called for their opinion. */
const CallsWanted = z.object({ wanted: z.boolean(), since: Instant.nullable(), by: PersonRef.nullable() })
export const callsWanted = endpoint('GET /customers/:id/opinion-calls', z.strictObject({ id: Id }), CallsWanted)
export const wantCalls = endpoint('PUT /customers/:id/opinion-calls', z.strictObject({ id: Id, wanted: z.boolean() }), CallsWanted, { refuses: [notFound] })

const CODE = { headers: { code: 'x-opinion-code' }, open: true } as const
const Key = { code: z.string().max(60).default('') }
/** Behind a link: what is asked. */
export const portalOpinion = endpoint('GET /portal/opinion', z.strictObject(Key), z.object({ organization: z.string(), name: z.string(), greeting: z.string(), questions: z.array(Question), /** To choose from where the link is for everybody. */ units: z.array(z.object({ id: Id, name: z.string() })), answered: z.boolean() }), { ...CODE, refuses: [opinionOver, tooMany] })
export const tellOpinion = endpoint('POST /portal/opinion', z.strictObject({ ...Key, answers: Answers, improvement: optionalText(PARAGRAPH).nullable().optional(), unitId: Id.nullable().optional(), locale: Locale, trap: z.string().max(LINE).optional(), seconds: z.number().nonnegative().optional() }), Done, { ...CODE, status: 201, refuses: [opinionOver, answeredAlready, answersUnfit, tooMany] })
