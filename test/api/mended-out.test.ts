import { createECDH, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweepDigests } from '#modules/channel/sweep.ts'
import type { Client } from '#test/app.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { inBrackets, strayIn } from '#test/pseudo-locale.ts'
import { answering } from '#test/receiver.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let h: Messages
let smtp: Awaited<ReturnType<typeof openSmtp>>
let clerk: Client & { id: string }
let manager: Client & { id: string }
const made: string[] = []
beforeAll(async () => {
  smtp = await openSmtp()
  h = await openMessages({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  clerk = await h.w.person('小李', 'S01', 'clerk')
  manager = await h.w.person('陈店长', 'S01', 'shopManager')
})
afterAll(async () => {
  await h.close()
  await smtp.close()
})
beforeEach(async () => {
  h.at('10:00')
  for (const id of made.splice(0)) await h.w.admin.post(`/channels/${id}/remove`)
  await h.carry()
  h.receiver.clear()
  smtp.sent.length = 0
})

const create = async (kind: string, change: Record<string, unknown> = {}) => {
  const id = await h.create(kind, change)
  made.push(id)
  return id
}
const TAKEN = answering(200, '{"Code":"OK","BizId":"9^0"}')
const TEMPLATES = (['receipt', 'lostCode'] as const).map((kind) => ({ kind, locale: 'zh-CN', templateId: `SMS_${kind}`, params: [{ name: 'number', value: 'number' }, ...(kind === 'lostCode' ? [{ name: 'code', value: 'code' }] : [])] }))
const sms = (change: Record<string, unknown> = {}) => create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: TEMPLATES, ...change })
const codeSms = () => sms({ templates: TEMPLATES.slice(1) })
const toldOf = async (id: string, who: Client = clerk) => (await got(who.get(`/complaints/${id}/told`))).items as { kind: string; state: string; to: string; problem: string | null }[]
const templatesSent = () => h.receiver.received.map((r) => new URL(r.path, 'http://x').searchParams.get('TemplateCode'))
const lose = (number: string, contact: string) => got(h.w.visitor.post('/portal/lost-code', { number, contact, locale: 'zh-CN' }))

test('no mail says a word that stands in no locale file', async () => {
  const data = ['闻过珠宝', '一店', '小吴', '林女士', '二楼会客室', '项链断了', '报告在附件里', '管理员', 'S', 'Q', 'https://care.example.com', 'portal?renew=', 'complaints', 'notices']
  const writer = await h.w.person('小吴', 'S01', 'clerk')
  const leader = await h.w.person('方店长', 'S01', 'shopManager')
  await got(writer.put('/me', { locale: 'zh-Hant' }))
  await inBrackets('zh-Hant', async () => {
    const unitId = await h.w.unitId('S01')
    await got(h.w.admin.post('/meeting-openings', { unitId, hostId: writer.id, place: '二楼会客室', weekday: 3, from: h.w.now().toISOString().slice(0, 10), until: null, begins: '14:00', ends: '16:00', minutes: 30, capacity: 1 }), 201)
    const [one, two] = (await got(h.w.visitor.get('/portal/meetings?place=S01'))).items as { openingId: string; startsAt: string }[]
    const at = (slot: typeof one) => ({ openingId: slot?.openingId, startsAt: slot?.startsAt })
    const { code } = await got(h.w.visitor.post('/portal/meetings', { ...at(one), name: '林女士', phone: '13700138123', email: 'lin@shop.test', topic: 'x', place: 'S01', locale: 'zh-Hant' }), 201)
    await h.carry()
    await got(h.w.visitor.post('/portal/meetings/own/move', at(two), { 'x-meeting-code': code, 'accept-language': 'zh-HK' }))
    await h.carry()
    await got(h.w.visitor.post('/portal/meetings/own/cancel', {}, { 'x-meeting-code': code, 'accept-language': 'zh-HK' }))
    const told = await got(h.w.visitor.post('/portal/complaints', { place: 'S01', name: '林女士', phone: '13700138124', email: 'lin@shop.test', text: '项链断了', locale: 'zh-Hant' }), 201)
    await got(h.w.visitor.post('/portal/lost-code', { number: told.number, contact: 'lin@shop.test', locale: 'zh-Hant' }))
    const c = (await got(h.w.admin.get(`/complaints?q=${told.number}`))).items[0]
    await got(writer.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '报告在附件里' }), 201)
    await got(leader.post(`/complaints/${c.id}/promises`, { text: '回电', dueAt: new Date(h.w.now().getTime() + 30 * 24 * HOUR).toISOString(), ownerId: writer.id }), 201)
    await h.carry()
    const mails = smtp.sent.filter(({ raw }) => raw.includes('lin@shop.test') || raw.includes('auto-generated'))
    const ours = mails.filter(({ subject }) => subject.includes('⟦'))
    expect(ours.length).toBeGreaterThanOrEqual(6)
    expect(ours.map(({ subject, text }) => strayIn(`${subject}\n${text}`.replace(/renew=\S+|complaints\/\S+|[SQ]\d\d-\d+-\d+/g, ' '), data)).filter(Boolean)).toEqual([])
  })
})

describe('an SMS to a customer', () => {
  test('of a channel that is gone is asked about no more, and does not stand before others', async () => {
    await sms()
    h.receiver.next(TAKEN)
    const old = await register(h.w, clerk, { customer: { name: '孙女士', phone: '13600136101' } })
    await h.carry()
    await h.query(`insert into channel.message (organization_id, id, lane, medium, kind, address, said, once, pressing, state, next_at, provider_id, asked_at, made_at)
      select organization_id, gen_random_uuid(), lane, medium, kind, address, said, once || n, pressing, state, next_at, provider_id, asked_at, made_at from channel.message, generate_series(1, 60) n where complaint_id = $1`, [old.id])
    await got(h.w.admin.post(`/channels/${made.pop()}/remove`))
    await sms()
    h.receiver.next(TAKEN)
    const c = await register(h.w, clerk, { customer: { name: '李女士', phone: '13600136102' } })
    await h.carry()
    h.w.travel(MINUTE)
    for (let i = 0; i < 3; i++) {
      h.receiver.next(answering(200, '{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"SendStatus":3}]}}'))
      await h.w.composed.messages.askReceipts()
    }
    expect(await toldOf(c.id)).toMatchObject([{ state: 'arrived' }])
    expect(await h.query(`select from channel.message where asked_at is not null and state = 'sent'`)).toEqual([])
  })

  test('goes to one number five times a day at most, whoever types it; who lost the code is rung then', async () => {
    await sms()
    const cases: { id: string; number: string }[] = []
    for (let i = 0; i < 7; i++) {
      h.receiver.next(TAKEN)
      cases.push(await register(h.w, clerk, { customer: { name: '吵先生', phone: '13600136103' } }))
      await h.carry()
    }
    expect(templatesSent()).toEqual(Array.from({ length: 5 }, () => 'SMS_receipt'))
    await lose(cases[0]?.number ?? '', '13600136103')
    await h.carry()
    expect(templatesSent()).toHaveLength(5)
    expect((await got(clerk.get('/notifications'))).items[0]).toMatchObject({ name: 'codeLost', complaintId: cases[0]?.id })
    h.w.travel(25 * HOUR)
    h.receiver.next(TAKEN)
    await lose(cases[0]?.number ?? '', '13600136103')
    await h.carry()
    expect(templatesSent().at(-1)).toBe('SMS_lostCode')
  })

  test('with a code shows it to nobody while it waits, and does not go out when the code is over; the handler hears of it', async () => {
    const channel = await codeSms()
    const c = await register(h.w, clerk, { customer: { name: '郑女士', phone: '13600136104' } })
    await h.carry()
    await got(h.w.admin.post(`/channels/${channel}/pause`))
    await lose(c.number, '13600136104')
    await h.carry()
    const [waiting] = await h.query<{ code: string }>(`select said -> 'values' ->> 'code' as code from channel.message where complaint_id = $1`, [c.id])
    expect(waiting?.code).toMatch(/^[0-9A-Z]{4}-/)
    expect(JSON.stringify(await h.list())).not.toContain(waiting?.code)
    h.w.travel(2 * HOUR)
    await got(h.w.admin.post(`/channels/${channel}/resume`))
    await h.carry()
    expect(templatesSent()).toEqual([])
    expect(await toldOf(c.id)).toMatchObject([{ kind: 'lostCode', state: 'dead' }])
    expect((await got(clerk.get('/notifications'))).items[0]).toMatchObject({ name: 'customerNotReached', complaintId: c.id })
  })

  test('brings a code that is found however it is typed', async () => {
    await codeSms()
    const c = await register(h.w, clerk, { customer: { name: '王女士', phone: '13600136105' } })
    await h.carry()
    h.receiver.next(TAKEN)
    await lose(c.number, '13600136105')
    await h.carry()
    const { code } = JSON.parse(new URL(h.receiver.received[0]?.path ?? '/', 'http://x').searchParams.get('TemplateParam') ?? '{}')
    expect(await got(h.w.visitor.post('/portal/codes', { token: ` ${String(code).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')}` }), 201)).toMatchObject({ number: c.number })
  })

  test('does not say any more where it went once they are protected, and what waits goes nowhere', async () => {
    const channel = await sms()
    h.receiver.next(TAKEN)
    const [c, waits] = [await register(h.w, clerk, { customer: { name: '冯女士', phone: '13600136106' } }), await register(h.w, clerk, { customer: { name: '陈女士', phone: '13600136107' } })]
    await h.query(`update channel.channel set paused_at = now() where id = $1`, [channel])
    await h.carry()
    await h.query(`update channel.message set state = 'sent', asked_at = now() where complaint_id = $1`, [c.id])
    for (const one of [c, waits]) await got(h.w.visitor.post(`/portal/complaints/${one.number}/identity`, { identity: 'protected' }, { 'x-case-code': one.portalCode }))
    // Who may not know the customer sees no letter to them; who may sees no number in it any more.
    expect([await toldOf(c.id), await toldOf(waits.id)]).toEqual([[], []])
    expect(await toldOf(c.id, h.w.admin)).toMatchObject([{ kind: 'receipt', state: 'sent', to: '' }])
    expect(await toldOf(waits.id, h.w.admin)).toMatchObject([{ state: 'dropped', to: '' }])
    expect(await h.query(`select from channel.message where address like '%1360013610_' and complaint_id = any ($1)`, [[c.id, waits.id]])).toEqual([])
    const [message] = (await h.list()).filter((m) => m.complaintId === c.id)
    expect(await refused(h.w.admin.post(`/channels/messages/${message?.id}/replay`))).toBe('409 channel/not-again')
    await got(h.w.admin.post(`/channels/${channel}/resume`))
    await h.carry()
    expect(templatesSent()).toEqual([])
  })
})

describe('a colleague', () => {
  const promised = async (who: { id: string }, customer: string) => {
    const c = await register(h.w, manager, { customer: { name: customer } })
    await got(manager.post(`/complaints/${c.id}/promises`, { text: '回电', dueAt: new Date(h.w.now().getTime() + 30 * 24 * HOUR).toISOString(), ownerId: who.id }), 201)
    return c
  }

  test('gives one account, not several or all, by which others would be told', async () => {
    for (const address of ['@all', 'zhangsan|lisi', 'a,b', 'a b', 'a；b']) {
      expect(await refused(clerk.put('/me/notices/address', { medium: 'wecom', address }))).toBe('422 channel/not-one-account')
      expect(await refused(h.w.admin.put(`/people/${clerk.id}/addresses`, { medium: 'dingtalk', address }))).toBe('422 channel/not-one-account')
    }
  })

  test('who left in the night hears nothing in the morning', async () => {
    const leaver = await h.w.person('小周', 'S01', 'clerk')
    h.at('23:00')
    const c = await promised(leaver, '褚女士')
    await h.carry()
    await h.query('update identity.person set retired_at = now() where id = $1', [leaver.id])
    h.at('08:00')
    await h.carry()
    expect(smtp.sent.filter((m) => m.subject.includes(c.number))).toEqual([])
    expect((await h.list()).filter((m) => m.complaintId === c.id && m.person?.id === leaver.id)).toMatchObject([{ state: 'dropped' }])
  })

  test('whom the case is about hears nothing in the morning either, nor does a group they may sit in', async () => {
    await create('wecomRobot', { secrets: { address: '693a91f6-7xxx' }, news: ['registered', 'escalated'] })
    h.receiver.next(answering(200, '{"errcode":0}'))
    h.at('23:00')
    const c = await promised(clerk, '卫女士')
    await h.carry()
    const heard = h.receiver.received.length
    const officer = await h.w.person('专员', 'HQ', 'complaintOfficer')
    await got(officer.post(`/complaints/${c.id}/accused`, { personIds: [clerk.id], reason: '说的就是他' }))
    await got(officer.post(`/complaints/${c.id}/urgency`, { urgency: 'critical', reason: '受伤了' }))
    h.at('08:00')
    await h.carry()
    expect(await h.query('select state from channel.message where complaint_id = $1 and person_id = $2', [c.id, clerk.id])).toEqual([])
    expect(h.receiver.received).toHaveLength(heard)
    await register(h.w, manager, { customer: { name: '蒋女士' }, accusedIds: [clerk.id] })
    await h.carry()
    expect(h.receiver.received).toHaveLength(heard)
  })

  test('is pushed the beginning of what is longer than a push may be', async () => {
    const browser = createECDH('prime256v1')
    const device = { endpoint: `http://127.0.0.1:${h.receiver.port}/push-long`, p256dh: browser.generateKeys().toString('base64url'), auth: randomBytes(16).toString('base64url'), name: '手机' }
    await got(manager.post('/me/notices/devices', device), 201)
    await got(manager.put('/me/notices', { choices: { work: ['push'] }, quiet: null, digest: 'daily', digestAt: '18:00', timeZone: null }))
    const c = await register(h.w, clerk, { customer: { name: '沈女士' } })
    await got(clerk.post(`/complaints/${c.id}/promises`, { text: '回电', dueAt: new Date(h.w.now().getTime() + 30 * 24 * HOUR).toISOString(), ownerId: manager.id }), 201)
    await h.carry()
    await h.query(`update channel.message set said = said || jsonb_build_object('text', repeat('𠮷好', 2000)) where state = 'gathered' and person_id = $1`, [manager.id])
    h.receiver.next(answering(201))
    h.at('18:00')
    await sweepDigests(h.database.db, h.w.composed.doors.perform, h.w.now, 'https://care.example.com')
    await h.carry()
    expect(h.receiver.received.map((r) => r.path)).toEqual(['/push-long'])
    expect(h.receiver.received[0]?.bytes.length).toBeLessThanOrEqual(4_096)
  })
})
