import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from '#test/app.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { answering } from '#test/receiver.ts'
import { type Person, linksBy } from '#test/opinion-links.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const DAY = 86_400_000
const TEMPLATE = { kind: 'opinion', locale: 'zh-CN', templateId: 'SMS_opinion', params: [{ name: 'link', value: 'code' }] }
let h: Messages
let smtp: Awaited<ReturnType<typeof openSmtp>>
let clerk: Person
let manager: Person
let other: Person
let unitId: string

beforeAll(async () => {
  smtp = await openSmtp()
  h = await openMessages({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  clerk = await h.w.person('小李', 'S01', 'clerk')
  manager = await h.w.person('陈店长', 'S01', 'shopManager')
  other = await h.w.person('王店长', 'S02', 'shopManager')
  unitId = await h.w.unitId('S01')
  h.at('10:00')
}, 120_000)
afterAll(() => h.close().finally(() => smtp.close()))

const { begun, carry, closed, day, linksOf, machinery, send, sweep, texts } = linksBy(() => ({ h, manager, unitId }))
const mailsTo = (address: string) => smtp.sent.filter((mail) => mail.raw.includes(`To: ${address}`))
const codeIn = (text: string) => /opinion=([0-9A-Z-]+)/.exec(text)?.[1] ?? ''
const opinion = (code: string) => ({ 'x-opinion-code': code })

test('without mail or SMS, or without an approved template, it is refused and says what to do', async () => {
  const id = await begun([await closed({})])
  expect(await refused(send(id, 'sms'))).toBe('409 campaign/cannot-text')
  const gateway = await h.create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: [] })
  expect(await refused(send(id, 'sms'))).toBe('409 campaign/no-template')
  expect((await send(id, 'sms')).body.title).toContain('模板')
  // Mail goes out from here, and nobody has an address.
  expect(await refused(send(id, 'mail'))).toBe('409 campaign/nobody-to-write')
  await h.w.admin.post(`/channels/${gateway}/remove`)
  await h.create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: [TEMPLATE] })
  expect(await got(manager.get(`/campaigns/${id}/links`))).toMatchObject({ canMail: true, canText: 'yes', counts: { unasked: 1, waiting: 0 }, reach: { best: 1, mail: 0, sms: 1 } })
  expect(await refused(send(id, 'best', clerk))).toBe('403 identity/not-allowed')
  expect(await refused(send(id, 'best', other))).toBe('404 kernel/not-found')
  await got(manager.post(`/campaigns/${id}/pause`, { version: (await got<any>(manager.get(`/campaigns/${id}`))).version }))
  expect(await refused(send(id))).toBe('409 campaign/not-running')
})

test('each customer gets one by their own way, however often it is pressed and whoever carries it, and answers once by it', async () => {
  const [byMail, bySms] = [await closed({ email: 'he@example.com' }), await closed({})]
  const quiet = await closed({})
  const marked = await closed({ email: 'marked@example.com' })
  const id = await begun([byMail, bySms, quiet, marked])
  // Asked for peace, and marked, after they were drawn.
  await got(clerk.put(`/customers/${quiet.customerId}/opinion-calls`, { wanted: false }))
  const mark = await got<any>(clerk.post(`/customers/${marked.customerId}/marks`, { kind: 'abusiveConduct', reason: '骂人', until: day(30) }), 201)
  await got(manager.post(`/customers/${marked.customerId}/marks/${mark.id}/decision`, { agree: true }))
  expect((await linksOf(id)).unasked).toBe(2)
  expect((await got<any>(manager.get(`/campaigns/${id}/links`))).reach).toEqual({ best: 2, mail: 1, sms: 2 })
  const answers = await Promise.all([1, 2, 3].map(() => send(id)))
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409])
  expect(await linksOf(id)).toMatchObject({ unasked: 0, waiting: 2 })
  h.receiver.clear()
  await Promise.all([sweep(), sweep(), sweep()])
  await h.carry()
  await carry()
  expect([mailsTo('he@example.com').length, texts().length, mailsTo('marked@example.com').length]).toEqual([1, 1, 0])
  expect(await linksOf(id)).toMatchObject({ waiting: 0, sent: 2, failed: 0 })
  const listed = (await got<any>(manager.get(`/campaigns/${id}/people`))).items
  expect(listed.filter((p: any) => p.link).map((p: any) => [p.link.way, p.link.state]).sort()).toEqual([['mail', 'sent'], ['sms', 'sent']])
  const mail = mailsTo('he@example.com')[0]?.text ?? ''
  expect(mail).toContain('我们是名兰珠宝')
  for (const code of [codeIn(mail), texts()[0]?.code ?? '']) {
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const left = [await machinery('select * from campaign.link'), await machinery('select * from channel.message'), await machinery('select * from notification.mail')]
    expect(JSON.stringify(left)).not.toContain(code)
    const visitor = new Client(h.w.app)
    expect((await got<any>(visitor.get('/portal/opinion', opinion(code)))).answered).toBe(false)
    const said = { answers: [5], improvement: null, locale: 'zh-CN' }
    expect((await visitor.post('/portal/opinion', said, opinion(code))).status).toBe(201)
    expect((await visitor.post('/portal/opinion', said, opinion(code))).status).toBe(409)
  }
  expect(await linksOf(id)).toMatchObject({ answered: 2 })
  expect(await refused(send(id))).toBe('409 campaign/nobody-to-write')
})

test('outside of the hours they wait, and whoever asks for peace meanwhile, is called or protected gets none', async () => {
  const [stays, peace, called, hidden] = [await closed({}), await closed({}), await closed({}), await closed({})]
  const id = await begun([stays, peace, called, hidden])
  h.at('20:00')
  await got(send(id))
  h.receiver.clear()
  await carry()
  expect([await linksOf(id), texts()]).toEqual([expect.objectContaining({ waiting: 4, sent: 0 }), []])
  await got(clerk.put(`/customers/${peace.customerId}/opinion-calls`, { wanted: false }))
  await machinery(`update campaign.person set taken_by = $2, taken_at = now() where campaign_id = $1 and customer_id = $3 returning id`, [id, clerk.id, called.customerId])
  await machinery(`update complaint.complaint set identity = 'protected' where id = $1 returning id`, [hidden.id])
  h.at('09:30')
  await carry()
  const went = await got<any>(manager.get(`/campaigns/${id}/people`))
  const stateOf = (c: { customerId: string }) => went.items.find((p: any) => p.customer.id === c.customerId)?.link.state
  expect([stateOf(stays), stateOf(peace), stateOf(called), stateOf(hidden), texts().length]).toEqual(['sent', 'stopped', 'waiting', 'stopped', 1])
  expect(went.items.find((p: any) => p.customer.id === hidden.customerId).complaint).toBeNull()
  // Who is being called is written to when they are free again.
  expect(await sweep()).toBe(0)
  await machinery('update campaign.person set taken_by = null, taken_at = null where campaign_id = $1 returning id', [id])
  await carry()
  expect([await linksOf(id), texts().length]).toEqual([expect.objectContaining({ waiting: 0, sent: 2, stopped: 2 }), 2])
})

test('what the gateway does not take is told as failed, goes once more when it is asked for, and the first code opens nothing', async () => {
  const id = await begun([await closed({})])
  expect(await refused(manager.post(`/campaigns/${id}/links/retry`, {}))).toBe('409 campaign/nothing-failed')
  await got(send(id, 'sms'))
  h.receiver.clear()
  h.receiver.next(answering(200, '{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"no"}'))
  await carry()
  expect(await linksOf(id)).toMatchObject({ failed: 1, sent: 0, waiting: 0 })
  expect((await got<any>(manager.get(`/campaigns/${id}/people`))).items[0].link).toMatchObject({ way: 'sms', state: 'failed', problem: 'recipient' })
  const first = texts()[0]?.code ?? ''
  const again = await Promise.all([1, 2].map(() => manager.post<any>(`/campaigns/${id}/links/retry`, {})))
  expect(again.map((a) => a.status).sort()).toEqual([200, 409])
  await carry()
  expect(await linksOf(id)).toMatchObject({ failed: 0, sent: 1 })
  const visitor = new Client(h.w.app)
  expect((await visitor.get('/portal/opinion', opinion(first))).status).toBe(404)
  expect((await visitor.get('/portal/opinion', opinion(texts()[1]?.code ?? ''))).status).toBe(200)
})

test('what the gateway brought there, or could not bring there, is told of the link', async () => {
  const [reached, missed] = [await begun([await closed({})]), await begun([await closed({})])]
  h.receiver.clear()
  for (const id of [reached, missed]) {
    await got(send(id, 'sms'))
    await carry()
    expect(await linksOf(id)).toMatchObject({ sent: 1, failed: 0 })
  }
  const sent = texts()
  // Of what went before nobody asks any more.
  await machinery(`update channel.message set asked_at = null where state = 'sent' and made_at < (select min(asked_at) from campaign.link where campaign_id = any ($1)) returning id`, [[reached, missed]])
  h.w.travel(60_000)
  h.receiver.next(...[3, 2].map((status) => answering(200, `{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"SendStatus":${status}}]}}`)))
  await h.w.composed.messages.askReceipts()
  const stateOf = async (id: string) => (await machinery('select state, problem from campaign.link where campaign_id = $1', [id]))[0] as { state: string; problem: string | null }
  const states = [await stateOf(reached), await stateOf(missed)]
  expect(states.map((one) => one.state).sort()).toEqual(['arrived', 'failed'])
  expect(states.find((one) => one.state === 'failed')?.problem).toBe('undeliverable')
  expect((await got<any>(manager.get(`/campaigns/${states[0]?.state === 'arrived' ? reached : missed}/people`))).items[0].link).toMatchObject({ state: 'arrived' })
  // Which one arrived or not: both codes were sent, each once.
  expect(new Set(sent.map(({ code }) => code)).size).toBe(2)
})

test('an address that the mail server does not know is told as failed at once, and goes again when it is mended', async () => {
  const c = await closed({ email: 'unknown@example.com' })
  const id = await begun([c])
  await got(send(id, 'mail'))
  await carry()
  expect(await linksOf(id)).toMatchObject({ failed: 1, waiting: 0 })
  expect((await got<any>(manager.get(`/campaigns/${id}/people`))).items[0].link).toMatchObject({ way: 'mail', state: 'failed', problem: 'recipient' })
  await machinery(`update customer.customer set email = 'mended@example.com' where id = $1 returning id`, [c.customerId])
  await got(manager.post(`/campaigns/${id}/links/retry`, {}))
  await carry()
  expect([await linksOf(id), mailsTo('mended@example.com').length]).toEqual([expect.objectContaining({ failed: 0, sent: 1 }), 1])
})

test('a link that was on its way when the process ended is carried on, once', async () => {
  const id = await begun([await closed({ email: 'killed@example.com' })])
  await got(send(id, 'mail'))
  // Started and committed; the process that would have carried it is gone.
  await sweep()
  expect((await machinery('select state, token from campaign.link where campaign_id = $1', [id]))[0]).toMatchObject({ state: 'going', token: expect.any(String) })
  await h.settle()
  expect(mailsTo('killed@example.com')).toHaveLength(1)
  await carry()
  expect([mailsTo('killed@example.com').length, (await linksOf(id)).sent]).toEqual([1, 1])
})

const turn = async (id: string, how: 'begin' | 'pause' | 'end') => got(manager.post(`/campaigns/${id}/${how}`, { version: (await got<any>(manager.get(`/campaigns/${id}`))).version }))
const linkRow = async (id: string) => (await machinery('select state, token, problem, tries from campaign.link where campaign_id = $1', [id]))[0] as any
const gatewayId = async () => (await got<any>(h.w.admin.get('/channels'))).items.find((one: any) => one.kind === 'aliyunSms' && one.templates?.length > 0).id as string
const newGateway = () => h.create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: [TEMPLATE] })

test('a gateway that is removed fails what waits for it, with its code; what was to go by it fails at once and is not asked for again before there is one', async () => {
  const [first, second] = [await begun([await closed({})]), await begun([await closed({})])]
  await got(send(first, 'sms'))
  await got(send(second, 'sms'))
  await machinery(`update campaign.campaign set calls_from = '23:00', calls_until = '23:30' where id = $1 returning id`, [second])
  await sweep()
  const { token } = await linkRow(first)
  await h.settle()
  expect(await linkRow(first)).toMatchObject({ state: 'going', token: null })
  const gateway = await gatewayId()
  expect((await h.w.admin.post(`/channels/${gateway}/remove`)).status).toBe(200)
  expect(await linkRow(first)).toMatchObject({ state: 'failed', problem: 'noChannel' })
  expect(JSON.stringify(await machinery('select * from channel.message'))).not.toContain(token)
  await machinery(`update campaign.campaign set calls_from = '09:00', calls_until = '18:00' where id = $1 returning id`, [second])
  await sweep()
  expect(await linkRow(second)).toMatchObject({ state: 'failed', problem: 'noChannel', token: null, tries: 0 })
  for (const id of [first, second]) expect(await refused(manager.post(`/campaigns/${id}/links/retry`, {}))).toBe('409 campaign/cannot-text')
  await newGateway()
  h.receiver.clear()
  for (const id of [first, second]) await got(manager.post(`/campaigns/${id}/links/retry`, {}))
  await carry()
  expect([(await linkRow(first)).state, (await linkRow(second)).state, texts().length]).toEqual(['sent', 'sent', 2])
})

test('what was on its way for two days is given up, and its code with it', async () => {
  const [lost, answered, young] = [await begun([await closed({})]), await begun([await closed({})]), await begun([await closed({})])]
  for (const id of [lost, answered, young]) await machinery(`insert into campaign.link select p.organization_id, gen_random_uuid(), p.campaign_id, p.unit_id, p.id, 'sms', 'going', 1, 'SAID-ONLY-ONCE', null, null, $2, $3 from campaign.person p where p.campaign_id = $1 returning id`, [id, h.w.now(), new Date(h.w.now().getTime() - (id === young ? 1.9 : 2.1) * DAY)])
  await machinery(`update campaign.person set state = 'done', result = 'answered' where campaign_id = $1 returning id`, [answered])
  await sweep()
  expect([await linkRow(lost), await linkRow(answered), await linkRow(young)]).toEqual([
    expect.objectContaining({ state: 'failed', token: null }), expect.objectContaining({ state: 'stopped', token: null }), expect.objectContaining({ state: 'going', token: 'SAID-ONLY-ONCE' })])
})

test('whoever answered, wants peace, has another link or is asked by nobody any more when the letter is to be written gets none, by mail as by SMS', async () => {
  const hindrances: Record<string, (id: string, customerId: string) => Promise<unknown>> = {
    done: (id) => machinery(`update campaign.person set state = 'done', result = 'answered' where campaign_id = $1 returning id`, [id]),
    peace: (_, customerId) => got(clerk.put(`/customers/${customerId}/opinion-calls`, { wanted: false })),
    otherLink: (id) => machinery(`update campaign.person set token_hash = sha256(convert_to(gen_random_uuid()::text, 'UTF8')) where campaign_id = $1 returning id`, [id]),
    paused: (id) => turn(id, 'pause'),
  }
  h.receiver.clear()
  for (const [why, hinder] of Object.entries(hindrances)) {
    for (const [way, queued] of [['mail', false], ['sms', false], ['sms', true]] as const) {
      const c = await closed({ email: `${why}-${way}@example.com` })
      const id = await begun([c])
      await got(send(id, way))
      await sweep()
      expect(await linkRow(id)).toMatchObject({ state: 'going', token: expect.any(String) })
      // It lies with the gateway already, which takes it later.
      if (queued) await h.settle()
      if (queued) expect(await linkRow(id)).toMatchObject({ state: 'going', token: null })
      await hinder(id, c.customerId)
      await h.carry()
      expect([why, way, queued, await linkRow(id)]).toEqual([why, way, queued, expect.objectContaining({ state: why === 'paused' ? 'waiting' : 'stopped', token: null })])
    }
    expect(mailsTo(`${why}-mail@example.com`)).toEqual([])
  }
  expect(texts()).toEqual([])
})

test('what was on its way when a campaign paused goes, once, when it goes on', async () => {
  const id = await begun([await closed({ email: 'paused-on@example.com' })])
  await got(send(id, 'mail'))
  await sweep()
  await turn(id, 'pause')
  await h.carry()
  expect(mailsTo('paused-on@example.com')).toEqual([])
  await turn(id, 'begin')
  await sweep()
  await h.carry()
  expect(mailsTo('paused-on@example.com')).toHaveLength(1)
})

test('what waits when a campaign is ended waits no longer', async () => {
  const id = await begun([await closed({})])
  await got(send(id))
  await turn(id, 'end')
  expect(await linksOf(id)).toMatchObject({ waiting: 0, stopped: 1 })
})

test('who asks to be known to few is neither listed nor called nor written to any more, and what they said counts without their name', async () => {
  const [silent, told, open] = [await closed({ email: 'silent@example.com' }), await closed({}), await closed({})]
  const id = await begun([silent, told, open])
  const listed = async () => (await got<any>(manager.get(`/campaigns/${id}/people`))).items
  const one = (await listed()).find((p: any) => p.customer.id === told.customerId)
  const taken = await got<any>(clerk.post(`/opinion-calls/${one.id}/take`, { version: one.version }))
  const reply = await got<any>(clerk.post(`/opinion-calls/${one.id}/reply`, { version: taken.version, answers: [2], improvement: '包装要更好' }), 201)
  expect(reply.customer.id).toBe(told.customerId)
  expect(reply.feedbackId).not.toBeNull()
  await got(send(id, 'mail'))
  await machinery(`update complaint.complaint set state = 'open' where id = any ($1) returning id`, [[silent.id, told.id]])
  for (const c of [silent, told]) await got(h.w.visitor.post(`/portal/complaints/${c.number}/identity`, { identity: 'protected' }, { 'x-case-code': c.portalCode }))
  expect((await listed()).map((p: any) => p.customer.id)).toEqual([open.customerId])
  expect(await refused(manager.get(`/opinion-calls/${one.id}`))).toBe('404 kernel/not-found')
  expect((await got<any>(clerk.post(`/campaigns/${id}/next`, {}))).customer.id).toBe(open.customerId)
  expect(await linksOf(id)).toMatchObject({ waiting: 0, stopped: 1 })
  await carry()
  expect(mailsTo('silent@example.com')).toEqual([])
  for (const shown of [await got<any>(manager.get(`/opinion-replies/${reply.id}`)), (await got<any>(manager.get(`/campaigns/${id}/replies`))).items[0]]) expect(shown).toMatchObject({ customer: null, complaintId: null, feedbackId: null, answers: [2], improvement: '包装要更好' })
  expect((await got<any>(manager.get(`/campaigns/${id}/figures`))).replies).toBe(1)
  expect(JSON.stringify(await machinery('select * from campaign.person where campaign_id = $1', [id]))).not.toMatch(new RegExp(`${silent.id}|${told.id}`))
})

test('a reply that became a protected complaint names nobody and leads nowhere', async () => {
  const c = await closed({})
  const id = await begun([c])
  const person = await got<any>(clerk.post(`/campaigns/${id}/next`, {}))
  const reply = await got<any>(clerk.post(`/opinion-calls/${person.id}/reply`, { version: person.version, answers: [1] }), 201)
  const made = await register(h.w, h.w.admin, { customer: { name: '又来投诉氏', phone: '13855509999' } })
  await machinery('update campaign.reply set complaint_id = $2 where id = $1 returning id', [reply.id, made.id])
  expect(await got<any>(manager.get(`/opinion-replies/${reply.id}`))).toMatchObject({ complaintId: made.id, customer: { id: c.customerId } })
  await got(h.w.admin.post(`/complaints/${made.id}/identity`, { identity: 'protected', reason: '怕被报复' }))
  expect(await got<any>(manager.get(`/opinion-replies/${reply.id}`))).toMatchObject({ complaintId: null, customer: null, answers: [1] })
})
