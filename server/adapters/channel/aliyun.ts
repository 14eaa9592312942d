import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import { localDay } from '#kernel/calendar.ts'
import type { Letter, Reply } from '#kernel/post.ts'
import { MINUTE, type Instant, iso } from '#kernel/time.ts'
import type { Outcome, Provider, Sent, Way, Writing } from '#modules/channel/port.ts'
import { jsonOf, later, never, percent, sent, unreadable } from './answer.ts'

const ALGORITHM = 'ACS3-HMAC-SHA256'
const hex = (data: string) => createHash('sha256').update(data).digest('hex')

interface Call { readonly endpoint: string; readonly action: string; readonly version: string; readonly query: Readonly<Record<string, string>>; readonly at: Instant; readonly nonce: string; readonly keyId: string; readonly keySecret: string }

/** A call of the RPC style, signed as "V3 request structure and signature" has it. https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature */
export const acs3 = ({ endpoint, action, version, query, at, nonce, keyId, keySecret }: Call): Letter => {
  const asked = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${percent(name)}=${percent(value)}`).join('&')
  const payload = hex('')
  const signed = {
    host: new URL(endpoint).host, 'x-acs-action': action, 'x-acs-content-sha256': payload, 'x-acs-date': iso(at).replace(/\.\d+Z$/, 'Z'), 'x-acs-signature-nonce': nonce, 'x-acs-version': version,
  }
  const names = Object.keys(signed).join(';')
  const canonical = ['POST', '/', asked, ...Object.entries(signed).map(([name, value]) => `${name}:${value}`), '', names, payload].join('\n')
  const signature = createHmac('sha256', keySecret).update(`${ALGORITHM}\n${hex(canonical)}`).digest('hex')
  return { url: `${endpoint}/?${asked}`, headers: { ...signed, accept: 'application/json', authorization: `${ALGORITHM} Credential=${keyId},SignedHeaders=${names},Signature=${signature}` }, body: '' }
}

/** Mainland numbers without country code, others with it and without the plus. */
const numberOf = (to: string) => (to.startsWith('+86') ? to.slice(3) : to.replace(/^\+/, ''))

const call = (endpoint: string, way: Way, action: string, query: Record<string, string>, { at, nonce }: Pick<Writing, 'at' | 'nonce'>) => acs3({
  endpoint, action, version: '2017-05-25', query, at, nonce, keyId: way.settings['accessKeyId'] ?? '', keySecret: way.secrets['accessKeySecret'] ?? '',
})

const Answer = z.object({ Code: z.string(), Message: z.string().optional(), BizId: z.string().optional() })

/** Of one number so many a minute, an hour, a day; which of them it was stands in the text alone ("触发分钟级流控Permits:1"). */
const LIMITED = /LIMIT_CONTROL|^Throttling|DAY_LIMIT/
const ACCOUNT = /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidTimeStamp|InvalidSecurityToken|Forbidden|NoPermission|isp\.RAM_PERMISSION_D|isv\.(OUT_OF_SERVICE|PRODUCT_UN_?SUBSCRI|ACCOUNT_|AMOUNT_NOT_ENOUGH|SMS_SIGNATURE|DENY_IP|NO_AVAILABLE_SHORT_CODE))/
const RECIPIENT = /^isv\.(MOBILE_NUMBER_ILLEGAL|PHONENUMBER_|DOMESTIC_NUMBER|BLACK_LIST|INVALID_PHONE)/
const TEMPLATE = /^isv\.(SMS_TEMPLATE|SMS_CONTENT|TEMPLATE_|SMS_TEST_)/
const CONTENT = /^isv\.(INVALID_PARAMETERS|INVALID_JSON_PARAM|BLACK_KEY|PARAM_|SMS_CONTENT_MISMATCH)|^(Missing|Invalid)/

/** Error codes: https://help.aliyun.com/zh/sms/developer-reference/api-error-codes */
const read = (reply: Reply): Outcome => {
  const said = jsonOf(reply, Answer)
  if (!said) return unreadable(reply)
  if (said.Code === 'OK') return sent(said.BizId)
  if (LIMITED.test(said.Code)) return later('limited', /分钟级|^Throttling/.test(said.Message ?? said.Code) ? MINUTE : 60 * MINUTE)
  if (ACCOUNT.test(said.Code)) return later('account')
  if (RECIPIENT.test(said.Code)) return never('recipient')
  if (TEMPLATE.test(said.Code)) return never('template')
  return CONTENT.test(said.Code) ? never('content') : later('provider')
}

const Details = z.object({ Code: z.string(), SmsSendDetailDTOs: z.object({ SmsSendDetailDTO: z.array(z.object({ SendStatus: z.number() })) }).optional() })
const FAILED = 2
const ARRIVED = 3

/** The days of the provider are those of China. */
const dayInChina = (at: Instant) => localDay('Asia/Shanghai', at).replaceAll('-', '')

export const aliyunSms = (endpoint: string): Provider => ({
  perMinute: null,
  write: ({ way, out, at, nonce }) => call(endpoint, way, 'SendSms', {
    PhoneNumbers: numberOf(out.to ?? ''), SignName: way.settings['signName'] ?? '', TemplateCode: out.filled?.id ?? '', OutId: out.id,
    ...(out.filled?.params.length ? { TemplateParam: JSON.stringify(Object.fromEntries(out.filled.params.map(({ name, value }) => [name, value]))) } : {}),
  }, { at, nonce }),
  read,
  receipt: {
    ask: ({ way, to, providerId, sentAt, at, nonce }: Sent) => call(endpoint, way, 'QuerySendDetails', { PhoneNumber: numberOf(to), BizId: providerId, SendDate: dayInChina(sentAt), PageSize: '1', CurrentPage: '1' }, { at, nonce }),
    read: (reply) => {
      const status = jsonOf(reply, Details)?.SmsSendDetailDTOs?.SmsSendDetailDTO[0]?.SendStatus
      if (status === ARRIVED) return 'arrived'
      return status === FAILED ? 'failed' : 'unknown'
    },
  },
})
