import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { openJobs } from '#test/jobs.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { got, refused } from '#test/steps.ts'
import { honestly } from '#test/puzzle.ts'
import { register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let other: Client & { id: string }
let jobs: Awaited<ReturnType<typeof openJobs>>
let smtp: Awaited<ReturnType<typeof openSmtp>>

beforeAll(async () => {
  smtp = await openSmtp()
  w = await openWorld({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, BASE_URL: 'https://care.example.com' }, { puzzleBase: 1 })
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  other = await w.person('王店长', 'S02', 'shopManager')
  jobs = await openJobs(w)
})
afterAll(async () => {
  await jobs.close()
  await w.close()
  await smtp.close()
})

const HOUR = 3_600_000
let callers = 0
const from = () => {
  callers += 1
  return { 'x-forwarded-for': `203.0.113.${callers}` }
}
interface Told { readonly number: string; readonly code: string; readonly held: boolean }
const told = (change: Record<string, unknown> = {}) => got<Told>(w.visitor.post('/portal/feedback', { kind: 'suggestion', place: 'S01', text: '柜台放把椅子', locale: 'zh-CN', ...change }, from()), 201)
const look = (number: string, code: string) => w.visitor.get(`/portal/complaints/${encodeURIComponent(number)}`, { 'x-case-code': code, ...from() })
const seen = async ({ number, code }: Pick<Told, 'number' | 'code'>) => got(look(number, code))
const found = async (number: string, who: Client = manager) => (await got(who.get(`/feedback?q=${number}`))).items[0]
const answered = async (number: string, way: string, text = '下周就放') => {
  const { id, version } = await found(number)
  return manager.post(`/feedback/${id}/answer`, { version, way, text })
}
const untilSent = async (what: string): Promise<string> => {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((next) => setTimeout(next, 30))) {
    await jobs.relay()
    const mail = smtp.sent.find((one) => one.text.includes(what) || one.subject.includes(what))
    if (mail) return mail.text
  }
  throw new Error(`nothing with ${what} was sent`)
}
const lost = (number: string, contact: string) => w.visitor.post('/portal/lost-code', { number, contact, locale: 'zh-CN' }, from())

describe('who made a suggestion', () => {
  test('looks up the answer and what became better, with number and code; praise waits for nothing', async () => {
    const one = await told({ name: '林女士', phone: '13700137001' })
    expect(one).toEqual({ number: expect.stringMatching(/^Y-[0-9A-Z]{4}-[0-9A-Z]{4}$/), code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/), held: false })
    const waiting = await seen(one)
    expect(waiting).toMatchObject({ number: one.number, step: 1, points: [{ text: '柜台放把椅子' }], nextBy: expect.any(String), handler: null, suggestion: { answer: null, improvement: null } })
    expect(JSON.stringify(waiting)).not.toMatch(/林女士|13700137001/)
    await got(answered(one.number, 'portal'))
    const { id, version } = await found(one.number)
    await got(manager.post(`/feedback/${id}/improvement`, { version, note: '每个柜台两把椅子' }))
    expect(await seen(one)).toMatchObject({ step: 5, nextBy: null, suggestion: { answer: { text: '下周就放', at: expect.any(String) }, improvement: { note: '每个柜台两把椅子' } } })
    expect(await got(w.visitor.post('/portal/feedback', { kind: 'praise', place: 'S01', text: '修得好', locale: 'en' }, from()), 201)).toEqual({ number: null, code: null, held: false })
  })

  test('finds nothing with another code, number or kind of door, and nobody else’s', async () => {
    const [one, two] = [await told(), await told({ text: '另一条' })]
    for (const [number, code] of [[one.number, two.code], [two.number, one.code], [one.number, 'AAAA-BBBB-CCCC'], ["Y-' or 1=1", one.code]] as const) expect(await refused(look(number, code))).toBe('404 portal/case-not-found')
    const key = { 'x-case-code': one.code }
    expect(await refused(w.visitor.post(`/portal/complaints/${one.number}/messages`, { text: 'x' }, { ...key, ...from() }))).toBe('404 portal/case-not-found')
    expect(await refused(w.visitor.post(`/portal/complaints/${one.number}/identity`, { identity: 'protected' }, { ...key, ...from() }))).toBe('404 portal/case-not-found')
    expect((await seen({ number: one.number.toLowerCase(), code: one.code.replaceAll('-', '').toLowerCase() })).number).toBe(one.number)
  })

  test('hears of it by mail or SMS as they wished; where that cannot go nothing is pretended', async () => {
    expect(await refused(w.visitor.post('/portal/feedback', { kind: 'suggestion', place: 'S01', text: 'x', locale: 'zh-CN', answerBy: 'mail' }, from()))).toBe('422 feedback/no-address')
    expect(await refused(clerk.post('/feedback', { kind: 'suggestion', unitId: await w.unitId('S01'), text: 'x', channel: 'walkIn', answerBy: 'sms' }))).toBe('422 feedback/no-address')
    const mailed = await told({ answerBy: 'mail', email: 'lin@shop.test' })
    expect(await found(mailed.number)).toMatchObject({ answerBy: 'mail', number: mailed.number })
    await got(answered(mailed.number, 'mail', '椅子已经订了'))
    expect(await untilSent('椅子已经订了')).toContain(mailed.number)
    expect(await seen(mailed)).toMatchObject({ suggestion: { answer: { text: '椅子已经订了' } } })

    const texted = await told({ answerBy: 'sms', phone: '13700137002' })
    expect(await refused(answered(texted.number, 'sms'))).toBe('409 feedback/no-sms')
    const templates = ['suggestion', 'suggestionCode'].map((kind) => ({ kind, locale: 'zh-CN', templateId: `SMS_${kind}`, params: [{ name: 'number', value: 'number' }, ...(kind === 'suggestionCode' ? [{ name: 'code', value: 'code' }] : [])] }))
    await got(w.admin.post('/channels', { kind: 'aliyunSms', name: '短信', settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates, unitId: null, news: [], summaryAt: null, locale: 'zh-CN' }), 201)
    expect(await refused(answered((await told({ answerBy: 'sms', phone: '010-88880001' })).number, 'sms'))).toBe('409 feedback/no-sms')
    await got(answered(texted.number, 'sms'))
    const untilQueued = async (kind: string) => {
      for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((next) => setTimeout(next, 30))) {
        await jobs.relay()
        const message = (await got(w.admin.get('/channels/messages'))).items.find((m: { kind: string }) => m.kind === kind)
        if (message) return message
      }
      throw new Error(`no ${kind}`)
    }
    expect(await untilQueued('suggestion')).toMatchObject({ medium: 'sms', to: '…7002', complaintId: null, text: expect.stringContaining(texted.number) })
    expect((await lost(texted.number, '137 0013 7002')).status).toBe(200)
    expect((await untilQueued('suggestionCode')).text).toMatch(/….*/)
  })

  test('who lost the code gets another by mail, once; without an address whoever answers rings, and gives one', async () => {
    const one = await told({ answerBy: 'mail', email: 'lost@shop.test' })
    expect((await lost(one.number, 'other@shop.test')).body).toEqual({ done: true })
    expect((await lost(one.number.toLowerCase(), ' LOST@shop.test ')).body).toEqual({ done: true })
    const token = /renew=([\w-]+)/.exec(await untilSent(`建议 ${one.number}`))?.[1]
    const renewed = await Promise.all(Array.from({ length: 4 }, () => w.visitor.post('/portal/codes', { token }, from())))
    expect(renewed.map((r) => r.status).sort()).toEqual([201, 404, 404, 404])
    const fresh = renewed.find((r) => r.status === 201)?.body as unknown as Told
    expect(fresh.number).toBe(one.number)
    expect([(await look(one.number, one.code)).status, (await look(one.number, fresh.code)).status]).toEqual([404, 200])
    w.travel(HOUR)

    const rung = await told({ phone: '010-88880009', name: '何先生' })
    await lost(rung.number, '010 88880009')
    expect((await got(manager.get('/notifications'))).items[0].words).toBe(`提出建议 ${rung.number} 的顾客丢了查询码，没有邮箱可寄。请拨打留下的电话，核对身份后给新的。`)
    const { id } = await found(rung.number)
    expect(await refused(other.post(`/feedback/${id}/portal-code`, { identified: 'phone', note: 'x' }))).toBe('404 kernel/not-found')
    const given = await got(clerk.post(`/feedback/${id}/portal-code`, { identified: 'phone', note: '报得出写了什么' }), 201)
    expect([(await look(rung.number, rung.code)).status, (await seen(given)).number]).toEqual([404, rung.number])
    expect((await got(w.admin.get('/audit?limit=20'))).items.map((e: { words: string }) => e.words)).toContain('给提建议的人发了新的查询码（电话核对过身份）')
  })

  test('told to staff has a number and a code too, said this once', async () => {
    const entered = await got(clerk.post('/feedback', { kind: 'suggestion', unitId: await w.unitId('S01'), text: '早点开门', channel: 'walkIn' }), 201)
    expect(await seen(entered)).toMatchObject({ points: [{ text: '早点开门' }] })
    expect(await got(clerk.get(`/feedback/${entered.id}`))).not.toHaveProperty('code')
    const praise = await got(clerk.post('/feedback', { kind: 'praise', unitId: await w.unitId('S01'), text: '好', channel: 'walkIn' }), 201)
    expect(praise).toMatchObject({ number: null, code: null })
    expect(await refused(clerk.post(`/feedback/${praise.id}/portal-code`, { identified: 'phone', note: 'x' }))).toBe('409 feedback/not-a-suggestion')
  })

  test('follows it by the same number and code when it becomes a complaint, until that code is lost and renewed', async () => {
    const one = await told({ phone: '13700137003', name: '林女士' })
    const { id, version } = await found(one.number)
    const turned = await got(clerk.post(`/feedback/${id}/complaint`, { version, name: '林女士', phone: '13700137003' }), 201)
    expect(turned.portalCode).toBeNull()
    expect(await seen(one)).toMatchObject({ number: turned.number, suggestion: null, points: [{ text: '柜台放把椅子' }] })
    expect((await look(turned.number, one.code)).status).toBe(200)
    expect(await refused(clerk.post(`/feedback/${id}/portal-code`, { identified: 'phone', note: 'x' }))).toBe('409 feedback/turned-already')
    await lost(one.number, '13700137003')
    expect(JSON.stringify((await got(clerk.get(`/complaints/${turned.complaintId}`))).timeline)).toContain('顾客丢了查询码')
    const fresh = await got(clerk.post(`/complaints/${turned.complaintId}/portal-code`, { identified: 'phone', note: '核对过' }), 201)
    expect([(await look(one.number, one.code)).status, (await look(one.number, fresh.code)).status]).toEqual([404, 200])
    const complaint = await register(w, clerk)
    expect(await refused(look(one.number, complaint.portalCode))).toBe('404 portal/case-not-found')
  })

  test('keeps number and code when it was held first, and released', async () => {
    const same = { kind: 'suggestion', place: 'S02', text: '同样的话', locale: 'zh-CN', trap: 'http://spam.example' }
    let held: Told | undefined
    for (let i = 0; i < 40 && !held; i++) {
      const answer = await honestly(w.visitor, '/portal/feedback', same, '198.51.100.9')
      const body = answer.body as unknown as Told
      if (body.held) held = body
    }
    expect(held?.number).toMatch(/^Q-/)
    expect(await seen(held as Told)).toMatchObject({ held: 'waiting', suggestion: null })
    const { items } = await got(w.admin.get('/held'))
    await got(w.admin.post('/held/release', { ids: [items.find((h: { number: string }) => h.number === held?.number).id] }))
    expect(await seen(held as Told)).toMatchObject({ number: held?.number, held: null, suggestion: { answer: null } })
    expect((await got(w.admin.get('/held?state=released'))).items.length).toBeGreaterThan(0)
  })
})
