import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { MINUTE, type Instant } from '#kernel/time.ts'
import type { Reply } from '#kernel/post.ts'
import type { Outcome, Provider, Token } from '#modules/channel/port.ts'
import { jsonOf, later, never, sent, unreadable, within, withAddress } from './answer.ts'

const JSON_UTF8 = { 'content-type': 'application/json; charset=utf-8' }
const Answer = z.object({ errcode: z.number(), errmsg: z.string().optional(), sub_code: z.string().optional(), access_token: z.string().optional(), expires_in: z.number().optional(), task_id: z.number().optional() })

const TOKEN = new Set([40014, 42001, 41001])
/** Calls of an application, of a corporation, messages of a robot: too many. */
const LIMITED = new Set([90002, 90003, 90004, 90005, 90006, 90018, 130101, 410100, 143106])
const RECIPIENT = new Set([33012, 60121, 40003, 40031, 143103, 143105])
const CONTENT = new Set([40035, 40008, 43007, 460101, 400101, 400102, 430101, 430102, 430103, 430104])
/** A robot that shows no more than 20 a minute is silent for ten. */
const ROBOT_SILENT_MS = 10 * MINUTE

/** Global codes: https://open.dingtalk.com/document/orgapp/server-api-error-codes-1 */
const outcomeOf = (code: number, sub: string | undefined): Outcome => {
  // The gateway wraps what it refuses itself: 88 with the code of the reason beside it.
  const reason = code === 88 && sub && /^\d+$/.test(sub) ? Number(sub) : code
  if (TOKEN.has(reason)) return { is: 'token' }
  if (LIMITED.has(reason)) return later('limited', reason === 130101 || reason === 410100 ? ROBOT_SILENT_MS : MINUTE)
  if (RECIPIENT.has(reason)) return never('recipient')
  if (CONTENT.has(reason)) return never('content')
  return later(reason === -1 ? 'provider' : 'account')
}

const read = (reply: Reply): Outcome => {
  const said = jsonOf(reply, Answer)
  if (!said) return unreadable(reply)
  return said.errcode === 0 ? sent(said.task_id) : outcomeOf(said.errcode, said.sub_code)
}

const readToken = (reply: Reply): Token | Outcome => {
  const said = jsonOf(reply, Answer)
  if (!said) return unreadable(reply)
  if (said.errcode === 0 && said.access_token) return { token: said.access_token, seconds: said.expires_in ?? 7_200 }
  const outcome = outcomeOf(said.errcode, said.sub_code)
  return outcome.is === 'token' ? later('account') : outcome
}

const OPEN = { 'zh-CN': '打开', 'zh-Hant': '打開', en: 'Open' } as const

/** Of the 2,048 bytes that a notice may have, address and marks are the rest. */
const CARD_BYTES = 1_200
const WIDE: Readonly<Record<string, string>> = { '[': '［', ']': '］', '<': '＜', '>': '＞', '*': '＊', '`': '｀' }
/** What is said stands in Markdown: names in it become no links and no pictures, and each line stays one. */
const asMarkdown = (text: string) => within(text.replace(/[[\]<>*`]/g, (sign) => WIDE[sign] ?? sign).replaceAll('\n', '\n\n'), CARD_BYTES)
const cardOf = (title: string, text: string, url: string, open: string) => ({ msgtype: 'action_card', action_card: { title, markdown: `**${title}**\n\n${asMarkdown(text)}`, single_title: open, single_url: url } })

/** A work notice. The same words reach a member once a day only; the id in the link keeps two apart. https://open.dingtalk.com/document/orgapp/asynchronous-sending-of-enterprise-session-messages */
export const dingtalkApp = (endpoint: string): Provider => ({
  perMinute: null,
  token: {
    ask: ({ settings, secrets }) => ({ url: `${endpoint}/gettoken?${new URLSearchParams({ appkey: settings['appKey'] ?? '', appsecret: secrets['appSecret'] ?? '' })}`, method: 'GET', headers: {}, body: '' }),
    read: readToken,
  },
  write: ({ way, out, token }) => ({
    url: `${endpoint}/topapi/message/corpconversation/asyncsend_v2?${new URLSearchParams({ access_token: token })}`, headers: JSON_UTF8,
    body: JSON.stringify({
      agent_id: Number(way.settings['agentId']), userid_list: out.to,
      msg: out.url ? cardOf(out.title, out.text, `${out.url}#${out.id}`, OPEN[out.locale]) : { msgtype: 'text', text: { content: within(`${out.title}\n${out.text}`, 2_048) } },
    }),
  }),
  read,
})

/** https://open.dingtalk.com/document/robots/customize-robot-security-settings */
export const robotSign = (secret: string, at: Instant): { timestamp: string; sign: string } => {
  const timestamp = String(at.getTime())
  return { timestamp, sign: createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64') }
}

/** The robot of a group: 20 messages a minute. https://open.dingtalk.com/document/robots/custom-robot-access */
export const dingtalkRobot = (endpoint: string): Provider => ({
  perMinute: 20,
  write: ({ way, out, at }) => ({
    url: `${endpoint}/robot/send?${new URLSearchParams({ access_token: way.secrets['address'] ?? '', ...(way.secrets['signing'] ? robotSign(way.secrets['signing'], at) : {}) })}`, headers: JSON_UTF8,
    body: JSON.stringify({ msgtype: 'text', text: { content: withAddress(out, 2_048) } }),
  }),
  read,
})
