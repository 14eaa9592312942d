import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChannelKind } from '#contract/channel.ts'
import { httpPoster } from '#adapters/webhook/http.ts'
import { instant } from '#kernel/time.ts'
import type { Outgoing, Outcome, Way } from '#modules/channel/port.ts'
import { answering, openReceiver } from '#test/receiver.ts'
import { acs3 } from './aliyun.ts'
import { providersAt } from './providers.ts'
import { tc3 } from './tencent.ts'

// What a provider computes of a request, by the text of its documents alone, with nothing of ours.
const sha256 = (data: string) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

let receiver: Awaited<ReturnType<typeof openReceiver>>
let host: string
beforeAll(async () => {
  receiver = await openReceiver()
  host = `127.0.0.1:${receiver.port}`
})
beforeEach(() => { receiver.received.length = 0 })
afterAll(() => receiver.close())

const AT = instant('2026-11-22T06:07:08.900Z')
const SECONDS = 1_795_327_628
const poster = httpPoster({ insideAllowed: true })
const stop = new AbortController().signal
const ID = '0199d1f0-0000-7000-8000-000000000001'
const OUT: Outgoing = { id: ID, to: '+8613800138000', title: '投诉超时', text: '投诉 S01-20261122-0001 超过了时限。', url: 'https://care.example.com/complaints/1', locale: 'zh-CN', filled: { id: 'SMS_123', params: [{ name: 'number', value: 'S01-20261122-0001' }, { name: 'tel', value: "021 (8'8)*" }] } }

const providers = () => {
  const at = `http://${host}`
  return providersAt({ aliyun: at, tencent: at, wecom: at, dingtalk: at, feishu: at, lark: at })
}

/** Sends one message through a provider and gives back the request as it arrived and what we made of the answer. */
const through = async (kind: ChannelKind, way: Omit<Way, 'kind'>, answer: string, { out = OUT, token = '', status = 200 }: { out?: Outgoing; token?: string; status?: number } = {}) => {
  const provider = providers()[kind]
  receiver.next(answering(status, answer))
  const reply = await poster.post(provider.write({ way: { kind, ...way }, out, at: AT, nonce: 'a-nonce', token }), stop)
  return { request: receiver.received.at(-1), outcome: provider.read(reply) }
}

const ALIYUN = { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' } }
const TENCENT = { settings: { secretId: 'AKID-id', sdkAppId: '1400006666', signName: '闻过珠宝', region: '' }, secrets: { secretKey: 'the-key' } }
const WECOM = { settings: { corpId: 'ww1', agentId: '1000002' }, secrets: { corpSecret: 's3cret' } }
const DINGTALK = { settings: { appKey: 'dingkey', agentId: '42' }, secrets: { appSecret: 's3cret' } }
const FEISHU = { settings: { appId: 'cli_1', site: 'feishu' }, secrets: { appSecret: 's3cret' } }

describe('the examples of the documents', () => {
  test.each([
    ['2023-10-26T09:01:01Z', 'd410180a5abf7fe235dd9b74aca91fc0', 'e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804'],
    ['2023-10-26T10:22:32Z', '3156853299f313e23d1673dc12e1703d', '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0'],
  ])('ACS3-HMAC-SHA256: RunInstances at %s', (at, nonce, signature) => {
    const letter = acs3({
      endpoint: 'https://ecs.cn-shanghai.aliyuncs.com', action: 'RunInstances', version: '2014-05-26', query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
      at: instant(at), nonce, keyId: 'YourAccessKeyId', keySecret: 'YourAccessKeySecret',
    })
    expect(letter.headers['authorization']).toBe(`ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=${signature}`)
  })

  test('TC3-HMAC-SHA256: DescribeInstances', () => {
    expect(tc3({
      service: 'cvm', secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE', secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE', at: instant('2019-02-25T16:44:25Z'),
      body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}', headers: { 'content-type': 'application/json; charset=utf-8', host: 'cvm.tencentcloudapi.com' },
    })).toBe('TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168')
  })
})

describe('Aliyun SMS', () => {
  test('SendSms arrives as documented, with a signature that the provider would compute', async () => {
    const { request, outcome } = await through('aliyunSms', ALIYUN, '{"Code":"OK","Message":"OK","BizId":"900619746936498440^0","RequestId":"F655A8D5"}')
    const query = `OutId=${ID}&PhoneNumbers=13800138000&SignName=%E9%97%BB%E8%BF%87%E7%8F%A0%E5%AE%9D&TemplateCode=SMS_123&TemplateParam=%7B%22number%22%3A%22S01-20261122-0001%22%2C%22tel%22%3A%22021%20%288%278%29%2A%22%7D`
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    const names = 'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version'
    const canonical = `POST\n/\n${query}\nhost:${host}\nx-acs-action:SendSms\nx-acs-content-sha256:${empty}\nx-acs-date:2026-11-22T06:07:08Z\nx-acs-signature-nonce:a-nonce\nx-acs-version:2017-05-25\n\n${names}\n${empty}`
    expect(request).toMatchObject({ method: 'POST', path: `/?${query}`, body: '' })
    expect(request?.headers).toEqual({
      host, accept: 'application/json', connection: 'close', 'content-length': '0', 'x-acs-action': 'SendSms', 'x-acs-version': '2017-05-25', 'x-acs-date': '2026-11-22T06:07:08Z', 'x-acs-signature-nonce': 'a-nonce', 'x-acs-content-sha256': empty,
      authorization: `ACS3-HMAC-SHA256 Credential=LTAI-id,SignedHeaders=${names},Signature=${hmac('the-secret', `ACS3-HMAC-SHA256\n${sha256(canonical)}`).toString('hex')}`,
    })
    expect(outcome).toEqual({ is: 'sent', providerId: '900619746936498440^0' })
  })

  test('what a code means: come later, our account, this number, the template, what is in it', async () => {
    const answered = async (code: string, status = 200) => {
      const { outcome } = await through('aliyunSms', ALIYUN, JSON.stringify({ Code: code, Message: '…', RequestId: '1' }), { status })
      return outcome.is === 'sent' || outcome.is === 'token' ? outcome.is : `${outcome.is} ${outcome.why}`
    }
    expect(await answered('isv.BUSINESS_LIMIT_CONTROL')).toBe('later limited')
    expect(await answered('Throttling.User', 400)).toBe('later limited')
    expect(await answered('isv.OUT_OF_SERVICE')).toBe('later account')
    expect(await answered('SignatureDoesNotMatch', 400)).toBe('later account')
    expect(await answered('isp.RAM_PERMISSION_DENY')).toBe('later account')
    expect(await answered('isv.MOBILE_NUMBER_ILLEGAL')).toBe('never recipient')
    expect(await answered('isv.SMS_TEMPLATE_ILLEGAL')).toBe('never template')
    expect(await answered('isv.PARAM_LENGTH_LIMIT')).toBe('never content')
    expect(await answered('isp.SYSTEM_ERROR')).toBe('later provider')
  })

  test('whether it arrived is asked by number, day in China and BizId', async () => {
    const receipt = providers().aliyunSms.receipt
    receiver.next(answering(200, '{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"SendStatus":3,"ErrCode":"DELIVERED"}]},"TotalCount":1}'))
    const reply = await poster.post(receipt?.ask({ way: { kind: 'aliyunSms', ...ALIYUN }, to: '+85291234567', providerId: '9^0', sentAt: instant('2026-11-22T16:30:00Z'), at: AT, nonce: 'n' }) ?? { url: '', headers: {}, body: '' }, stop)
    expect(receiver.received[0]?.path).toBe('/?BizId=9%5E0&CurrentPage=1&PageSize=1&PhoneNumber=85291234567&SendDate=20261123')
    expect(receipt?.read(reply)).toBe('arrived')
    expect(receipt?.read({ status: 200, trouble: null, answer: '{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"SendStatus":2}]}}' })).toBe('failed')
    expect(receipt?.read({ status: 200, trouble: null, answer: '{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[]}}' })).toBe('unknown')
  })
})

describe('Tencent SMS', () => {
  test('SendSms arrives as documented, with a signature that the provider would compute', async () => {
    const { request, outcome } = await through('tencentSms', TENCENT, '{"Response":{"SendStatusSet":[{"SerialNo":"5000:1045710669157053657849499619","PhoneNumber":"+8613800138000","Fee":1,"SessionContext":"","Code":"Ok","Message":"send success","IsoCode":"CN"}],"RequestId":"a0aabda6"}}')
    const body = `{"PhoneNumberSet":["+8613800138000"],"SmsSdkAppId":"1400006666","SignName":"闻过珠宝","TemplateId":"SMS_123","TemplateParamSet":["S01-20261122-0001","021 (8'8)*"],"SessionContext":"${ID}"}`
    const scope = '2026-11-22/sms/tc3_request'
    const canonical = `POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:${host}\nx-tc-action:sendsms\n\ncontent-type;host;x-tc-action\n${sha256(body)}`
    const signature = hmac(hmac(hmac(hmac('TC3the-key', '2026-11-22'), 'sms'), 'tc3_request'), `TC3-HMAC-SHA256\n${SECONDS}\n${scope}\n${sha256(canonical)}`).toString('hex')
    expect(request).toMatchObject({ method: 'POST', path: '/', body })
    expect(request?.headers).toEqual({
      host, connection: 'close', 'content-length': String(Buffer.byteLength(body)), 'content-type': 'application/json; charset=utf-8', 'x-tc-action': 'SendSms', 'x-tc-version': '2021-01-11', 'x-tc-timestamp': String(SECONDS), 'x-tc-region': 'ap-guangzhou',
      authorization: `TC3-HMAC-SHA256 Credential=AKID-id/${scope}, SignedHeaders=content-type;host;x-tc-action, Signature=${signature}`,
    })
    expect(outcome).toEqual({ is: 'sent', providerId: '5000:1045710669157053657849499619' })
  })

  test('what a code means, of the request and of the number', async () => {
    const said = async (answer: object): Promise<string> => {
      const { outcome } = await through('tencentSms', TENCENT, JSON.stringify({ Response: { RequestId: '1', ...answer } }))
      return outcome.is === 'sent' || outcome.is === 'token' ? outcome.is : `${outcome.is} ${outcome.why}`
    }
    const status = (Code: string) => said({ SendStatusSet: [{ SerialNo: '', PhoneNumber: '', Fee: 0, Code, Message: '' }] })
    expect(await status('LimitExceeded.PhoneNumberDailyLimit')).toBe('later limited')
    expect(await status('FailedOperation.InsufficientBalanceInSmsPackage')).toBe('later account')
    expect(await status('FailedOperation.PhoneNumberInBlacklist')).toBe('never recipient')
    expect(await status('InvalidParameterValue.IncorrectPhoneNumber')).toBe('never recipient')
    expect(await status('FailedOperation.TemplateIncorrectOrUnapproved')).toBe('never template')
    expect(await status('InvalidParameterValue.TemplateParameterFormatError')).toBe('never content')
    expect(await said({ Error: { Code: 'AuthFailure.SignatureFailure', Message: '' } })).toBe('later account')
    expect(await said({ Error: { Code: 'RequestLimitExceeded', Message: '' } })).toBe('later limited')
    expect(await said({ Error: { Code: 'InternalError.Timeout', Message: '' } })).toBe('later provider')
  })
})

const why = (outcome: Outcome) => (outcome.is === 'sent' || outcome.is === 'token' ? outcome.is : `${outcome.is} ${outcome.why}`)

describe('WeCom', () => {
  test('an application fetches its token and sends a card', async () => {
    const { token } = providers().wecomApp
    receiver.next(answering(200, '{"errcode":0,"errmsg":"ok","access_token":"tok","expires_in":7200}'))
    const reply = await poster.post(token?.ask({ kind: 'wecomApp', ...WECOM }) ?? { url: '', headers: {}, body: '' }, stop)
    expect(receiver.received[0]).toMatchObject({ method: 'GET', path: '/cgi-bin/gettoken?corpid=ww1&corpsecret=s3cret', body: '' })
    expect(token?.read(reply)).toEqual({ token: 'tok', seconds: 7200 })
    const { request, outcome } = await through('wecomApp', WECOM, '{"errcode":0,"errmsg":"ok","invaliduser":"","msgid":"m1"}', { out: { ...OUT, to: 'zhangsan' }, token: 'tok' })
    expect(request).toMatchObject({ method: 'POST', path: '/cgi-bin/message/send?access_token=tok', body: `{"touser":"zhangsan","msgtype":"textcard","agentid":1000002,"textcard":{"title":"投诉超时","description":"投诉 S01-20261122-0001 超过了时限。","url":"https://care.example.com/complaints/1#${ID}","btntxt":"打开"},"enable_duplicate_check":1,"duplicate_check_interval":1800}` })
    expect(request?.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(outcome).toEqual({ is: 'sent', providerId: 'm1' })
  })

  test('a robot says it in its group', async () => {
    const { request, outcome } = await through('wecomRobot', { settings: {}, secrets: { address: '693a91f6-7xxx' } }, '{"errcode":0,"errmsg":"ok"}', { out: { ...OUT, to: null } })
    expect(request).toMatchObject({ method: 'POST', path: '/cgi-bin/webhook/send?key=693a91f6-7xxx', body: '{"msgtype":"text","text":{"content":"投诉超时\\n投诉 S01-20261122-0001 超过了时限。\\nhttps://care.example.com/complaints/1"}}' })
    expect(outcome).toEqual({ is: 'sent', providerId: null })
  })

  test('a text longer than is allowed is cut between characters', async () => {
    const { request } = await through('wecomRobot', { settings: {}, secrets: { address: 'key' } }, '{"errcode":0}', { out: { ...OUT, to: null, text: '𠮷好'.repeat(1_000) } })
    const { content } = JSON.parse(request?.body ?? '{}').text
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2_048)
    expect(content.isWellFormed()).toBe(true)
    expect(content.endsWith(`…\n${OUT.url}`)).toBe(true)
  })

  test('codes: a token that is over, too many, nobody of that name, a robot that is gone', async () => {
    const said = async (errcode: number, more = {}) => why((await through('wecomApp', WECOM, JSON.stringify({ errcode, errmsg: '', ...more }), { token: 't' })).outcome)
    expect(await said(40014)).toBe('token')
    expect(await said(42001)).toBe('token')
    expect(await said(45009)).toBe('later limited')
    expect(await said(81013)).toBe('never recipient')
    expect(await said(0, { invaliduser: 'zhangsan' })).toBe('never recipient')
    expect(await said(60020)).toBe('later account')
    expect(await said(93000)).toBe('later account')
    expect(await said(-1)).toBe('later provider')
  })
})

describe('DingTalk', () => {
  test('an application fetches its token and sends a work notice', async () => {
    const { token } = providers().dingtalkApp
    receiver.next(answering(200, '{"errcode":0,"errmsg":"ok","access_token":"tok","expires_in":7200}'))
    const reply = await poster.post(token?.ask({ kind: 'dingtalkApp', ...DINGTALK }) ?? { url: '', headers: {}, body: '' }, stop)
    expect(receiver.received[0]).toMatchObject({ method: 'GET', path: '/gettoken?appkey=dingkey&appsecret=s3cret' })
    expect(token?.read(reply)).toEqual({ token: 'tok', seconds: 7200 })
    const { request, outcome } = await through('dingtalkApp', DINGTALK, '{"errcode":0,"task_id":256271667526,"request_id":"4jzllmte0wau"}', { out: { ...OUT, to: 'manager123' }, token: 'tok' })
    expect(request).toMatchObject({ method: 'POST', path: '/topapi/message/corpconversation/asyncsend_v2?access_token=tok', body: `{"agent_id":42,"userid_list":"manager123","msg":{"msgtype":"action_card","action_card":{"title":"投诉超时","markdown":"**投诉超时**\\n\\n投诉 S01-20261122-0001 超过了时限。","single_title":"打开","single_url":"https://care.example.com/complaints/1#${ID}"}}}` })
    expect(outcome).toEqual({ is: 'sent', providerId: '256271667526' })
  })

  test('a robot signs time and secret with the secret', async () => {
    const { request, outcome } = await through('dingtalkRobot', { settings: {}, secrets: { address: 'abc', signing: 'SEC000' } }, '{"errcode":0,"errmsg":"ok"}', { out: { ...OUT, to: null } })
    const sign = createHmac('sha256', 'SEC000').update(`${SECONDS}900\nSEC000`).digest('base64')
    expect(request).toMatchObject({ method: 'POST', path: `/robot/send?access_token=abc&timestamp=${SECONDS}900&sign=${encodeURIComponent(sign)}`, body: '{"msgtype":"text","text":{"content":"投诉超时\\n投诉 S01-20261122-0001 超过了时限。\\nhttps://care.example.com/complaints/1"}}' })
    expect(outcome.is).toBe('sent')
    expect((await through('dingtalkRobot', { settings: {}, secrets: { address: 'abc' } }, '{"errcode":0}')).request?.path).toBe('/robot/send?access_token=abc')
  })

  test('codes, also those that the gateway wraps', async () => {
    const said = async (answer: object) => why((await through('dingtalkApp', DINGTALK, JSON.stringify(answer), { token: 't' })).outcome)
    expect(await said({ errcode: 40014 })).toBe('token')
    expect(await said({ errcode: 88, sub_code: '40014' })).toBe('token')
    expect(await said({ errcode: 90018 })).toBe('later limited')
    expect(await said({ errcode: 33012 })).toBe('never recipient')
    expect(await said({ errcode: 300001 })).toBe('later account')
    expect((await through('dingtalkRobot', { settings: {}, secrets: { address: 'a' } }, '{"errcode":130101,"errmsg":"send too fast"}')).outcome).toEqual({ is: 'later', why: 'limited', waitMs: 600_000 })
  })
})

describe('Feishu', () => {
  test('an application fetches its token and sends a post', async () => {
    const { token } = providers().feishuApp
    receiver.next(answering(200, '{"code":0,"msg":"ok","tenant_access_token":"t-1","expire":7140}'))
    const reply = await poster.post(token?.ask({ kind: 'feishuApp', ...FEISHU }) ?? { url: '', headers: {}, body: '' }, stop)
    expect(receiver.received[0]).toMatchObject({ method: 'POST', path: '/open-apis/auth/v3/tenant_access_token/internal', body: '{"app_id":"cli_1","app_secret":"s3cret"}' })
    expect(token?.read(reply)).toEqual({ token: 't-1', seconds: 7140 })
    const { request, outcome } = await through('feishuApp', FEISHU, '{"code":0,"msg":"success","data":{"message_id":"om_1"}}', { out: { ...OUT, to: 'ou_7d8a6e' }, token: 't-1' })
    const content = JSON.stringify({ zh_cn: { title: '投诉超时', content: [[{ tag: 'text', text: OUT.text }], [{ tag: 'a', text: '打开', href: OUT.url }]] } })
    expect(request).toMatchObject({ method: 'POST', path: '/open-apis/im/v1/messages?receive_id_type=open_id', body: `{"receive_id":"ou_7d8a6e","msg_type":"post","uuid":"${ID}","content":${JSON.stringify(content)}}` })
    expect(request?.headers).toMatchObject({ authorization: 'Bearer t-1', 'content-type': 'application/json; charset=utf-8' })
    expect(outcome).toEqual({ is: 'sent', providerId: 'om_1' })
    expect((await through('feishuApp', FEISHU, '{"code":0}', { out: { ...OUT, to: 'li@example.com' } })).request?.path).toContain('receive_id_type=email')
  })

  test('a robot signs nothing with time and secret', async () => {
    const { request, outcome } = await through('feishuRobot', { settings: { site: 'lark' }, secrets: { address: 'hook-1', signing: 'SEC' } }, '{"code":0,"msg":"success","data":{}}', { out: { ...OUT, to: null } })
    const sign = createHmac('sha256', `${SECONDS}\nSEC`).update('').digest('base64')
    expect(request).toMatchObject({ method: 'POST', path: '/open-apis/bot/v2/hook/hook-1', body: `{"timestamp":"${SECONDS}","sign":"${sign}","msg_type":"text","content":{"text":"投诉超时\\n投诉 S01-20261122-0001 超过了时限。\\nhttps://care.example.com/complaints/1"}}` })
    expect(outcome.is).toBe('sent')
  })

  test('codes', async () => {
    const said = async (code: number) => why((await through('feishuApp', FEISHU, JSON.stringify({ code, msg: '' }), { token: 't' })).outcome)
    expect(await said(99991663)).toBe('token')
    expect(await said(99991400)).toBe('later limited')
    expect(await said(230013)).toBe('never recipient')
    expect(await said(19021)).toBe('later account')
  })
})

test('an answer that is none, of any provider, is tried again', async () => {
  for (const [kind, way] of [['aliyunSms', ALIYUN], ['tencentSms', TENCENT], ['wecomApp', WECOM], ['dingtalkApp', DINGTALK], ['feishuApp', FEISHU]] as const) {
    expect([kind, (await through(kind, way, '<html>502</html>', { status: 502 })).outcome]).toEqual([kind, { is: 'later', why: 'provider' }])
    expect([kind, (await through(kind, way, '', { status: 429 })).outcome]).toEqual([kind, { is: 'later', why: 'limited' }])
  }
})

describe('what is said', () => {
  const said = async (kind: ChannelKind, way: Omit<Way, 'kind'>, out: Partial<Outgoing>) => JSON.parse((await through(kind, way, '{"errcode":0,"code":0}', { out: { ...OUT, to: 'li', ...out }, token: 't' })).request?.body ?? '{}')
  const EVIL = '[点我](https://evil.example) ![](https://evil.example/x.png) <a href="https://evil.example">x</a> <at user_id="all"></at> **a** `b`'

  test('is words everywhere: no link, no picture, nobody called by a name that looks like one', async () => {
    const dingtalk = (await said('dingtalkApp', DINGTALK, { text: EVIL })).msg.action_card.markdown.replace('**投诉超时**', '')
    expect(dingtalk).not.toMatch(/[[\]<>*`]/)
    const wecom = (await said('wecomApp', WECOM, { text: EVIL })).textcard.description
    expect(wecom).not.toMatch(/[<>]/)
    expect((await said('wecomApp', WECOM, { text: EVIL, url: null })).text.content).not.toMatch(/[<>]/)
    expect((await said('feishuRobot', { settings: { site: 'feishu' }, secrets: { address: 'hook-1' } }, { to: null, title: EVIL, text: EVIL })).content.text).not.toMatch(/[<>]/)
  })

  test('line by line stays so, and what is long is cut to what a notice may have', async () => {
    const lines = Array.from({ length: 21 }, (_, i) => `· 投诉 S01-20261122-${String(i).padStart(4, '0')} 有一步的时限快到了，请尽快处理。`).join('\n')
    const { msg } = await said('dingtalkApp', DINGTALK, { text: lines })
    expect(Buffer.byteLength(JSON.stringify(msg))).toBeLessThanOrEqual(2_048)
    expect(msg.action_card.markdown).toContain('0000 有一步的时限快到了，请尽快处理。\n\n· ')
    const { description } = (await said('wecomApp', WECOM, { text: lines })).textcard
    expect(Buffer.byteLength(description)).toBeLessThanOrEqual(512)
    expect(description).toContain('请尽快处理。<br>· ')
  })

  test('too often in a minute waits for a minute, in a day for longer', async () => {
    const waits = async (kind: ChannelKind, way: Omit<Way, 'kind'>, answer: object) => {
      const { outcome } = await through(kind, way, JSON.stringify(answer))
      return outcome.is === 'later' ? outcome.waitMs : outcome.is
    }
    const aliyun = (Message: string) => waits('aliyunSms', ALIYUN, { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message })
    expect([await aliyun('触发分钟级流控Permits:1'), await aliyun('触发小时级流控Permits:5'), await aliyun('触发天级流控Permits:10')]).toEqual([60_000, 3_600_000, 3_600_000])
    const tencent = (Code: string) => waits('tencentSms', TENCENT, { Response: { SendStatusSet: [{ SerialNo: '', Code }] } })
    expect([await tencent('LimitExceeded.PhoneNumberThirtySecondLimit'), await tencent('LimitExceeded.PhoneNumberDailyLimit')]).toEqual([60_000, 3_600_000])
  })
})
