import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Letter, Reply } from '#kernel/post.ts'
import { MINUTE, type Instant, iso } from '#kernel/time.ts'
import type { Outcome, Provider } from '#modules/channel/port.ts'
import { jsonOf, later, never, sent, unreadable } from './answer.ts'

const ALGORITHM = 'TC3-HMAC-SHA256'
const hex = (data: string) => createHash('sha256').update(data).digest('hex')
const mac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

interface Signed { readonly service: string; readonly secretId: string; readonly secretKey: string; readonly at: Instant; readonly body: string; /** In the order of their names. */ readonly headers: Readonly<Record<string, string>> }

/** The authorization of API 3.0, signature method v3. https://cloud.tencent.com/document/api/382/52072 */
export const tc3 = ({ service, secretId, secretKey, at, body, headers }: Signed): string => {
  const names = Object.keys(headers).join(';')
  const canonical = ['POST', '/', '', ...Object.entries(headers).map(([name, value]) => `${name}:${value.toLowerCase()}`), '', names, hex(body)].join('\n')
  const day = iso(at).slice(0, 10)
  const scope = `${day}/${service}/tc3_request`
  const key = mac(mac(mac(`TC3${secretKey}`, day), service), 'tc3_request')
  const signature = mac(key, [ALGORITHM, Math.floor(at.getTime() / 1000), scope, hex(canonical)].join('\n')).toString('hex')
  return `${ALGORITHM} Credential=${secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`
}

const Answer = z.object({ Response: z.object({ Error: z.object({ Code: z.string() }).optional(), SendStatusSet: z.array(z.object({ SerialNo: z.string(), Code: z.string() })).optional() }) })

const ACCOUNT = /^(AuthFailure|UnauthorizedOperation|FailedOperation\.(InsufficientBalance|SignatureIncorrect|JsonParse)|InvalidParameterValue\.(SdkAppId|SignatureArrears))|SdkAppId/
const RECIPIENT = /PhoneNumberInBlacklist|IncorrectPhoneNumber|UnsupportedRegion/
const TEMPLATE = /Template/
const CONTENT = /^(InvalidParameter|MissingParameter|UnknownParameter|FailedOperation\.(ContainSensitiveWord|MissingTemplateList))|ProhibitedUse|TemplateParameter/

/** Error codes: https://cloud.tencent.com/document/product/382/55981 */
const outcomeOf = (code: string): Outcome => {
  // So many a second to us, in half a minute to one number: soon over. In an hour, a day, with the same words: not.
  if (/^RequestLimitExceeded|^LimitExceeded\.(PhoneNumberThirtySecondLimit|DeliveryFrequencyLimit)/.test(code)) return later('limited', MINUTE)
  if (/^LimitExceeded/.test(code)) return later('limited', 60 * MINUTE)
  if (ACCOUNT.test(code)) return later('account')
  if (RECIPIENT.test(code)) return never('recipient')
  if (CONTENT.test(code)) return never('content')
  return TEMPLATE.test(code) ? never('template') : later('provider')
}

const read = (reply: Reply): Outcome => {
  const said = jsonOf(reply, Answer)?.Response
  if (said?.Error) return outcomeOf(said.Error.Code)
  const one = said?.SendStatusSet?.[0]
  if (!one) return unreadable(reply)
  return one.Code === 'Ok' ? sent(one.SerialNo) : outcomeOf(one.Code)
}

const VERSION = '2021-01-11'

const letter = (endpoint: string, action: string, body: string, given: { readonly region: string; readonly secretId: string; readonly secretKey: string; readonly at: Instant }): Letter => {
  const headers = { 'content-type': 'application/json; charset=utf-8', host: new URL(endpoint).host, 'x-tc-action': action }
  return {
    url: `${endpoint}/`, body,
    headers: { ...headers, 'x-tc-version': VERSION, 'x-tc-timestamp': String(Math.floor(given.at.getTime() / 1000)), 'x-tc-region': given.region, authorization: tc3({ service: 'sms', ...given, body, headers }) },
  }
}

const REGION = 'ap-guangzhou'

export const tencentSms = (endpoint: string): Provider => ({
  perMinute: null,
  write: ({ way: { settings, secrets }, out, at }) => letter(endpoint, 'SendSms', JSON.stringify({
    PhoneNumberSet: [out.to], SmsSdkAppId: settings['sdkAppId'], SignName: settings['signName'], TemplateId: out.filled?.id, TemplateParamSet: out.filled?.params.map(({ value }) => value) ?? [], SessionContext: out.id,
  }), { region: settings['region'] || REGION, secretId: settings['secretId'] ?? '', secretKey: secrets['secretKey'] ?? '', at }),
  read,
})
