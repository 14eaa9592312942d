import { z } from 'zod'
import { Done, Id, Instant, LINE, Locale, Nothing, PersonRef, TimeOfDay, notFound, optionalText, page, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

export const fieldMissing = refusal('channel/field-missing', 422)
export const robotAddress = refusal('channel/robot-address', 422)
export const tooManyChannels = refusal('channel/too-many', 409)
export const channelPaused = refusal('channel/paused', 409)
export const noAddress = refusal('channel/no-address', 409)
export const noTemplate = refusal('channel/no-template', 409)
export const stillWaiting = refusal('channel/still-waiting', 409)
/** What it carried is not kept any more (a look-up code), or what it told of is over. */
export const notAgain = refusal('channel/not-again', 409)
export const zoneUnknown = refusal('channel/zone-unknown', 422)
export const notAMobile = refusal('channel/not-a-mobile', 422)
/** `@all`, or several at once: a message of one's own would go to others. */
export const notOneAccount = refusal('channel/not-one-account', 422)
export const deviceUnusable = refusal('channel/device-unusable', 422)
export const tooManyDevices = refusal('channel/too-many-devices', 409)

export const ChannelKind = z.enum(['aliyunSms', 'tencentSms', 'wecomApp', 'dingtalkApp', 'feishuApp', 'wecomRobot', 'dingtalkRobot', 'feishuRobot'])
export type ChannelKind = z.infer<typeof ChannelKind>
/** How a person is told, besides in the application itself. */
export const Medium = z.enum(['mail', 'sms', 'wecom', 'dingtalk', 'feishu', 'push'])
export type Medium = z.infer<typeof Medium>
export const MEDIA = Medium.options

interface Fields { readonly plain: readonly string[]; readonly secret: readonly string[]; readonly optional: readonly string[]; readonly medium: Medium | 'robot' }
/** What each kind of channel has to be told; `optional` may stay empty. */
export const FIELDS: Readonly<Record<ChannelKind, Fields>> = {
  aliyunSms: { plain: ['accessKeyId', 'signName'], secret: ['accessKeySecret'], optional: [], medium: 'sms' },
  tencentSms: { plain: ['secretId', 'sdkAppId', 'signName', 'region'], secret: ['secretKey'], optional: ['region'], medium: 'sms' },
  wecomApp: { plain: ['corpId', 'agentId'], secret: ['corpSecret'], optional: [], medium: 'wecom' },
  dingtalkApp: { plain: ['appKey', 'agentId'], secret: ['appSecret'], optional: [], medium: 'dingtalk' },
  feishuApp: { plain: ['appId', 'site'], secret: ['appSecret'], optional: ['site'], medium: 'feishu' },
  wecomRobot: { plain: [], secret: ['address'], optional: [], medium: 'robot' },
  dingtalkRobot: { plain: [], secret: ['address', 'signing'], optional: ['signing'], medium: 'robot' },
  feishuRobot: { plain: ['site'], secret: ['address', 'signing'], optional: ['site', 'signing'], medium: 'robot' },
}
/** Feishu in the mainland, Lark everywhere else: two installations of one product. */
export const SITES = ['feishu', 'lark'] as const

/** What the group of a robot hears of. */
export const News = z.enum(['registered', 'escalated', 'overdue', 'summary'])
export type News = z.infer<typeof News>

/** Messages that go out as SMS: in the mainland only by templates that the provider has approved. The first two go to staff, two to who made a suggestion, one to whom a campaign asks, the last two to who signs an agreement. */
export const TemplateKind = z.enum(['notice', 'digest', 'receipt', 'lostCode', 'extension', 'completion', 'newHandler', 'update', 'questionnaire', 'suggestion', 'suggestionCode', 'opinion', 'agreement', 'signCode'])
export type TemplateKind = z.infer<typeof TemplateKind>
/** What may stand in a template's blank. */
export const TemplateValue = z.enum(['number', 'house', 'unit', 'phone', 'handler', 'until', 'code', 'matter', 'count'])
export type TemplateValue = z.infer<typeof TemplateValue>
/** What is known when a message of a kind is sent; nothing else can be filled in. */
export const KNOWN_VALUES: Readonly<Record<TemplateKind, readonly TemplateValue[]>> = {
  notice: ['number', 'matter', 'house'], digest: ['count', 'house'], receipt: ['number', 'house', 'unit', 'phone', 'handler'], lostCode: ['number', 'house', 'code'],
  extension: ['number', 'house', 'unit', 'phone', 'until'], completion: ['number', 'house', 'unit', 'phone'],
  newHandler: ['number', 'house', 'unit', 'phone', 'handler'], update: ['number', 'house', 'unit', 'phone', 'handler'], questionnaire: ['number', 'house', 'unit', 'phone', 'until', 'code'], suggestion: ['number', 'house', 'unit', 'phone'], suggestionCode: ['number', 'house', 'code'], opinion: ['house', 'unit', 'phone', 'code'],
  agreement: ['number', 'house', 'unit', 'phone', 'until', 'code'], signCode: ['number', 'house', 'code'],
}
/** `params` in the order of the template's blanks; `name`: what the blank is called there (Aliyun names, Tencent counts). */
export const Template = z.strictObject({ kind: TemplateKind, locale: Locale, templateId: text(60), params: z.array(z.strictObject({ name: optionalText(40), value: TemplateValue })).max(12) })
export type Template = z.infer<typeof Template>

const Values = z.record(z.string().max(40), optionalText(1_000))
const ChannelFields = {
  name: text(LINE), settings: Values, /** Empty on a change keeps the one before. */ secrets: Values, templates: z.array(Template).max(40).default([]),
  unitId: Id.nullable().default(null), news: z.array(News).max(4).default([]), summaryAt: TimeOfDay.nullable().default(null), locale: Locale,
}
export const NewChannel = z.strictObject({ kind: ChannelKind, ...ChannelFields })
const ChangedChannel = z.strictObject({ id: Id, ...ChannelFields })

/** Why a message did not go out, or not yet. */
export const SendProblem = z.enum(['limited', 'account', 'template', 'recipient', 'content', 'provider', 'redirect', 'timeout', 'connection', 'unresolved', 'inside', 'gone', 'noChannel', 'undeliverable'])
export type SendProblem = z.infer<typeof SendProblem>

export const Channel = z.object({
  id: Id, kind: ChannelKind, name: z.string(), settings: z.record(z.string(), z.string()), /** Which secrets are kept. */ secrets: z.array(z.string()), templates: z.array(Template),
  unitId: Id.nullable(), unitName: z.string().nullable(), news: z.array(News), summaryAt: z.string().nullable(), locale: Locale, madeBy: PersonRef, madeAt: Instant, pausedAt: Instant.nullable(),
  triedAt: Instant.nullable(), problem: SendProblem.nullable(), said: z.string().nullable(), failingSince: Instant.nullable(), waiting: z.int(), dead: z.int(),
})
export type Channel = z.infer<typeof Channel>
/** `mail`: whether a mail server is set; with what waits and what is dead. */
export const Built = z.object({ lane: z.enum(['mail', 'push']), ready: z.boolean(), waiting: z.int(), dead: z.int() })
export type Built = z.infer<typeof Built>

const OfChannel = z.strictObject({ id: Id })
const definition = [fieldMissing, robotAddress, notFound]
export const channels = endpoint('GET /channels', Nothing, z.object({ items: z.array(Channel), built: z.array(Built), next: z.null() }))
export const createChannel = endpoint('POST /channels', NewChannel, z.object({ id: Id }), { status: 201, refuses: [...definition, tooManyChannels] })
export const changeChannel = endpoint('PUT /channels/:id', ChangedChannel, Done, { refuses: definition })
export const pauseChannel = endpoint('POST /channels/:id/pause', OfChannel, Done, { refuses: [channelPaused] })
export const resumeChannel = endpoint('POST /channels/:id/resume', OfChannel, Done)
/** Nothing more goes through it; what went stays in the list of messages, its secrets go. */
export const removeChannel = endpoint('POST /channels/:id/remove', OfChannel, Done)
/** A message to oneself, or to the robot's group. */
export const testChannel = endpoint('POST /channels/:id/test', OfChannel, z.object({ messageId: Id }), { refuses: [channelPaused, noAddress, noTemplate] })

export const SendState = z.enum(['gathered', 'waiting', 'sent', 'arrived', 'dead', 'dropped'])
export type SendState = z.infer<typeof SendState>
/** `to`: a person, or the end of a customer's number. `text` as it was said; of SMS, what stood in the blanks. */
export const OutMessage = z.object({
  id: Id, lane: z.string(), medium: z.string(), kind: z.string(), words: z.string(), person: PersonRef.nullable(), to: z.string().nullable(), complaintId: Id.nullable(), text: z.string(), pressing: z.boolean(), state: SendState,
  attempts: z.int(), madeAt: Instant, triedAt: Instant.nullable(), nextAt: Instant.nullable(), doneAt: Instant.nullable(), problem: SendProblem.nullable(), answer: z.string().nullable(), providerId: z.string().nullable(),
})
export type OutMessage = z.infer<typeof OutMessage>
/** Newest first. `lane`: a channel's id, `mail` or `push`. */
export const messages = endpoint('GET /channels/messages', z.strictObject({ lane: z.string().max(40).optional(), state: SendState.optional(), cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).optional() }), page(OutMessage))
export const replayMessage = endpoint('POST /channels/messages/:id/replay', z.strictObject({ id: Id }), Done, { refuses: [stillWaiting, notAgain] })
/** Everything of a lane that was given up since then and can go again. */
export const replayDead = endpoint('POST /channels/replay', z.strictObject({ lane: text(40), since: Instant }), z.object({ replayed: z.int() }), { refuses: [notFound] })

/** Kinds of notices as people choose them. */
export const NoticeClass = z.enum(['escalation', 'deadline', 'work', 'customer', 'progress', 'feedback', 'system'])
export type NoticeClass = z.infer<typeof NoticeClass>
/** Who a choice comes from: the person, the pack of the industry, or what holds everywhere. */
export const ChosenBy = z.enum(['self', 'pack', 'program'])
export type ChosenBy = z.infer<typeof ChosenBy>
const Choices = z.partialRecord(NoticeClass, z.array(Medium).max(6))
export type Choices = z.infer<typeof Choices>
export const Digest = z.enum(['off', 'daily', 'workdays'])
export const Quiet = z.strictObject({ from: TimeOfDay, until: TimeOfDay })
export const Device = z.object({ id: Id, name: z.string(), madeAt: Instant, reachedAt: Instant.nullable() })
/** Why a way does not reach the person: there is none in the house, or their address there is not known. */
export const MyMedium = z.object({ medium: Medium, whyNot: z.enum(['noChannel', 'noAddress']).nullable(), address: z.string().nullable() })
export const MyNotices = z.object({
  choices: z.record(z.string(), z.array(Medium)), /** By kind: who the choice comes from, and what would hold without one of one's own. */ origins: z.record(z.string(), z.object({ by: ChosenBy, otherwise: z.object({ by: ChosenBy.exclude(['self']), media: z.array(Medium) }) })), quiet: Quiet.nullable(), digest: Digest, digestAt: TimeOfDay, timeZone: z.string(), ownTimeZone: z.string().nullable(),
  media: z.array(MyMedium), devices: z.array(Device), pushKey: z.string(),
})
export type MyNotices = z.infer<typeof MyNotices>
export const myNotices = endpoint('GET /me/notices', Nothing, MyNotices)
export const chooseNotices = endpoint('PUT /me/notices', z.strictObject({ choices: Choices, quiet: Quiet.nullable(), digest: Digest, digestAt: TimeOfDay, timeZone: optionalText(60).nullable() }), MyNotices, { refuses: [zoneUnknown] })
const AddressFields = z.strictObject({ medium: z.enum(['sms', 'wecom', 'dingtalk', 'feishu']), /** Empty: none any more. */ address: optionalText(100) })
export const setMyAddress = endpoint('PUT /me/notices/address', AddressFields, MyNotices, { refuses: [notAMobile, notOneAccount] })
/** As the browser gives it (RFC 8030, RFC 8291). */
export const addDevice = endpoint('POST /me/notices/devices', z.strictObject({ endpoint: z.url().max(2_000), p256dh: z.string().max(200), auth: z.string().max(100), name: text(LINE) }), MyNotices, { status: 201, refuses: [deviceUnusable, tooManyDevices] })
export const removeDevice = endpoint('POST /me/notices/devices/:id/remove', z.strictObject({ id: Id }), MyNotices)

const PersonAddress = z.object({ medium: Medium, address: z.string() })
/** Of a colleague, by who looks after people. */
export const personAddresses = endpoint('GET /people/:id/addresses', z.strictObject({ id: Id }), page(PersonAddress))
export const setPersonAddress = endpoint('PUT /people/:id/addresses', AddressFields.extend({ id: Id }), Done, { refuses: [notAMobile, notOneAccount] })

/** Who was told of a case by SMS: what, when, and how far the provider says it came. */
export const Told = z.object({ id: Id, kind: TemplateKind, to: z.string(), state: SendState, at: Instant, doneAt: Instant.nullable(), problem: SendProblem.nullable() })
export type Told = z.infer<typeof Told>
export const told = endpoint('GET /complaints/:complaintId/told', z.strictObject({ complaintId: Id }), page(Told))
