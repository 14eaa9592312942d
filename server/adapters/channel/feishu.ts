import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import { MINUTE, type Instant } from '#kernel/time.ts'
import type { Reply } from '#kernel/post.ts'
import type { Outcome, Provider, Token, Way } from '#modules/channel/port.ts'
import { jsonOf, later, never, sent, unreadable, withAddress, withoutTags } from './answer.ts'

/** Where each of the two installations answers. */
export interface FeishuSites { readonly feishu: string; readonly lark: string }

const JSON_UTF8 = { 'content-type': 'application/json; charset=utf-8' }
const Answer = z.object({ code: z.number(), msg: z.string().optional(), tenant_access_token: z.string().optional(), expire: z.number().optional(), data: z.object({ message_id: z.string().optional() }).optional() })

const TOKEN = new Set([99991663, 99991661, 99991664, 99991668, 99991671])
const LIMITED = new Set([99991400, 11232, 9499, 230020])
/** Not in the application's reach, no such user, left the house. */
const RECIPIENT = new Set([230013, 230029, 99992351, 99992353, 99992360, 99992361, 99992364, 230034])
const CONTENT = new Set([230001, 230025, 230028, 9499001, 99992402, 19002, 11246])

/** https://open.feishu.cn/document/server-docs/im-v1/message/create and the page of custom bots */
const outcomeOf = (code: number): Outcome => {
  if (TOKEN.has(code)) return { is: 'token' }
  if (LIMITED.has(code)) return later('limited', MINUTE)
  if (RECIPIENT.has(code)) return never('recipient')
  if (CONTENT.has(code)) return never('content')
  // Signature, allowed addresses, key words, application not released: to be put right by who looks after it.
  return later(code >= 99991000 && code < 99991100 ? 'provider' : 'account')
}

const read = (reply: Reply): Outcome => {
  const said = jsonOf(reply, Answer)
  if (!said) return unreadable(reply)
  return said.code === 0 ? sent(said.data?.message_id) : outcomeOf(said.code)
}

const readToken = (reply: Reply): Token | Outcome => {
  const said = jsonOf(reply, Answer)
  if (!said) return unreadable(reply)
  if (said.code === 0 && said.tenant_access_token) return { token: said.tenant_access_token, seconds: said.expire ?? 0 }
  return later('account')
}

const siteOf = (sites: FeishuSites, way: Way) => (way.settings['site'] === 'lark' ? sites.lark : sites.feishu)

/** What an id is can be told by how it begins. */
const kindOf = (id: string): string => {
  if (id.startsWith('ou_')) return 'open_id'
  if (id.startsWith('on_')) return 'union_id'
  return id.includes('@') ? 'email' : 'user_id'
}

const POST_LOCALE: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh_cn', 'zh-Hant': 'zh_hk', en: 'en_us' }
const OPEN = { 'zh-CN': '打开', 'zh-Hant': '打開', en: 'Open' } as const

/** An application's message; `uuid` keeps it one for an hour, however often it is sent. */
export const feishuApp = (sites: FeishuSites): Provider => ({
  perMinute: null,
  token: {
    ask: (way) => ({ url: `${siteOf(sites, way)}/open-apis/auth/v3/tenant_access_token/internal`, headers: JSON_UTF8, body: JSON.stringify({ app_id: way.settings['appId'], app_secret: way.secrets['appSecret'] }) }),
    read: readToken,
  },
  write: ({ way, out, token }) => ({
    url: `${siteOf(sites, way)}/open-apis/im/v1/messages?receive_id_type=${kindOf(out.to ?? '')}`, headers: { ...JSON_UTF8, authorization: `Bearer ${token}` },
    body: JSON.stringify({
      receive_id: out.to, msg_type: 'post', uuid: out.id,
      content: JSON.stringify({ [POST_LOCALE[out.locale]]: { title: out.title, content: [[{ tag: 'text', text: out.text }], ...(out.url ? [[{ tag: 'a', text: OPEN[out.locale], href: out.url }]] : [])] } }),
    }),
  }),
  read,
})

/** The key is time and secret, the message is empty. https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot */
export const robotSign = (secret: string, at: Instant): { timestamp: string; sign: string } => {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') }
}

/** A request to a robot has 20 kB at most; nobody reads so much. */
const ROBOT_BYTES = 4_096

/** The robot of a group: 100 messages a minute. */
export const feishuRobot = (sites: FeishuSites): Provider => ({
  perMinute: 100,
  write: ({ way, out, at }) => ({
    url: `${siteOf(sites, way)}/open-apis/bot/v2/hook/${encodeURIComponent(way.secrets['address'] ?? '')}`, headers: JSON_UTF8,
    body: JSON.stringify({ ...(way.secrets['signing'] ? robotSign(way.secrets['signing'], at) : {}), msg_type: 'text', content: { text: withAddress({ ...out, title: withoutTags(out.title), text: withoutTags(out.text) }, ROBOT_BYTES) } }),
  }),
  read,
})
