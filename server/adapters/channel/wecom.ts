import { z } from 'zod'
import { MINUTE } from '#kernel/time.ts'
import type { Reply } from '#kernel/post.ts'
import type { Outcome, Provider, Token } from '#modules/channel/port.ts'
import { jsonOf, later, never, sent, unreadable, within, withAddress, withoutTags } from './answer.ts'

const JSON_UTF8 = { 'content-type': 'application/json; charset=utf-8' }
const Answer = z.object({ errcode: z.number(), errmsg: z.string().optional(), access_token: z.string().optional(), expires_in: z.number().optional(), msgid: z.string().optional(), invaliduser: z.string().optional(), unlicenseduser: z.string().optional() })

const TOKEN = new Set([40014, 41001, 42001])
/** Calls, messages to one member, messages of a robot: too many. */
const LIMITED = new Set([45009, 45011, 45033, 45047])
const RECIPIENT = new Set([81013, 60111, 40003, 40031])
const CONTENT = new Set([40008, 40033, 40058, 44004, 45002, 47001])
/** Corp, secret, agent, address of the server, key of the robot. */
const ACCOUNT = new Set([40001, 40013, 40056, 40091, 301002, 48002, 60011, 60020, 93000, 93004, 93008])

/** Global codes: https://developer.work.weixin.qq.com/document/path/90313 */
const outcomeOf = (code: number): Outcome => {
  if (TOKEN.has(code)) return { is: 'token' }
  if (LIMITED.has(code)) return later('limited', MINUTE)
  if (RECIPIENT.has(code)) return never('recipient')
  if (CONTENT.has(code)) return never('content')
  return later(ACCOUNT.has(code) ? 'account' : 'provider')
}

const read = (reply: Reply): Outcome => {
  const said = jsonOf(reply, Answer)
  if (!said) return unreadable(reply)
  if (said.errcode !== 0) return outcomeOf(said.errcode)
  // Taken, but for nobody: the only one it was for is not known there, or has no licence.
  return said.invaliduser || said.unlicenseduser ? never('recipient') : sent(said.msgid)
}

const readToken = (reply: Reply): Token | Outcome => {
  const said = jsonOf(reply, Answer)
  if (!said) return unreadable(reply)
  if (said.errcode === 0 && said.access_token) return { token: said.access_token, seconds: said.expires_in ?? 0 }
  const outcome = outcomeOf(said.errcode)
  return outcome.is === 'token' ? later('account') : outcome
}

const TITLE_BYTES = 128
const TEXT_BYTES = 512
/** A card is read as HTML of a kind: names in it are no marks, and lines are parted by its own mark. */
const asCard = (text: string) => {
  const breaks = text.split('\n').length - 1
  return within(withoutTags(text), TEXT_BYTES - 3 * breaks).replaceAll('\n', '<br>')
}
const OPEN = { 'zh-CN': '打开', 'zh-Hant': '打開', en: 'Open' } as const

/** An application's message: a card that leads to the matter. https://developer.work.weixin.qq.com/document/path/90236 */
export const wecomApp = (endpoint: string): Provider => ({
  perMinute: null,
  token: {
    ask: ({ settings, secrets }) => ({ url: `${endpoint}/cgi-bin/gettoken?${new URLSearchParams({ corpid: settings['corpId'] ?? '', corpsecret: secrets['corpSecret'] ?? '' })}`, method: 'GET', headers: {}, body: '' }),
    read: readToken,
  },
  write: ({ way, out, token }) => ({
    url: `${endpoint}/cgi-bin/message/send?${new URLSearchParams({ access_token: token })}`, headers: JSON_UTF8,
    // The same request is not shown twice within half an hour: sent again after a crash it stays one, while the id keeps two messages of the same words apart.
    body: JSON.stringify({
      touser: out.to, msgtype: out.url ? 'textcard' : 'text', agentid: Number(way.settings['agentId']),
      ...(out.url ? { textcard: { title: within(withoutTags(out.title), TITLE_BYTES), description: asCard(out.text), url: `${out.url}#${out.id}`, btntxt: OPEN[out.locale] } } : { text: { content: within(withoutTags(`${out.title}\n${out.text}`), 2_048) } }),
      enable_duplicate_check: 1, duplicate_check_interval: 1_800,
    }),
  }),
  read,
})

const ROBOT_BYTES = 2_048

/** The robot of a group: 20 messages a minute. https://developer.work.weixin.qq.com/document/path/91770 */
export const wecomRobot = (endpoint: string): Provider => ({
  perMinute: 20,
  write: ({ way, out }) => ({
    url: `${endpoint}/cgi-bin/webhook/send?${new URLSearchParams({ key: way.secrets['address'] ?? '' })}`, headers: JSON_UTF8,
    body: JSON.stringify({ msgtype: 'text', text: { content: withAddress(out, ROBOT_BYTES) } }),
  }),
  read,
})
