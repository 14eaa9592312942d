import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepQuestionnaires } from '#modules/questionnaire/sweep.ts'
import { Client } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { answering } from '#test/receiver.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const DAY = 24 * 3_600_000
const TAKEN = answering(200, '{"Code":"OK","BizId":"9^0"}')
const TEMPLATE = { kind: 'questionnaire', locale: 'zh-CN', templateId: 'SMS_questionnaire', params: [{ name: 'link', value: 'code' }, { name: 'until', value: 'until' }] }

let h: Messages
let clerk: Person
let visitor: Client
beforeAll(async () => {
  h = await openMessages()
  clerk = await h.w.person('小李', 'S01', 'clerk')
  visitor = new Client(h.w.app)
}, 120_000)
afterAll(() => h.close())

const packTemplate = async (): Promise<string> => (await got(clerk.get('/questionnaires'))).items.find((one: any) => one.title['zh-CN'] === '处理结果满意度').id
const codes = () => h.receiver.received.flatMap((r) => { const asked = new URL(r.path, 'http://x').searchParams; return asked.get('TemplateCode') === 'SMS_questionnaire' ? [String(JSON.parse(asked.get('TemplateParam') ?? '{}').link)] : [] })
const look = (code: string) => visitor.get('/portal/questionnaire', { 'x-questionnaire-code': code })

test('by SMS goes a code of twelve that is found however it is typed, and lies nowhere afterwards; the reminder goes the same way', async () => {
  const c = await register(h.w, clerk, { customer: { name: '孙女士', phone: '13600136001' } })
  const body = { templateId: await packTemplate(), to: 'customer', locale: 'zh-CN', way: 'sms', days: 7 }
  expect(await got(clerk.get(`/complaints/${c.id}/questionnaires/reach`))).toMatchObject({ canText: false, canMail: false, customer: { phone: '13600136001' } })
  expect(await refused(clerk.post(`/complaints/${c.id}/questionnaires`, body))).toBe('409 questionnaire/cannot-text')
  await h.create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: [TEMPLATE] })
  expect(await got(clerk.get(`/complaints/${c.id}/questionnaires/reach`))).toMatchObject({ canText: true })
  h.receiver.next(TAKEN)
  const { sent, url } = await got(clerk.post(`/complaints/${c.id}/questionnaires`, body), 201)
  expect(url).toBeNull()
  await h.carry()
  const [code] = codes()
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  expect((await look(` ${String(code).toLowerCase().replaceAll('-', ' ')}`)).status).toBe(200)
  expect((await got(clerk.get(`/sent-questionnaires/${sent.id}`))).links[0]).toMatchObject({ way: 'sms', sentAt: expect.any(String), problem: null })
  const left = await onDatabase(h.w, async (db) => { await db.query('set role wenguo_system'); return [(await db.query('select * from questionnaire.link')).rows, (await db.query('select * from channel.message')).rows] })
  expect(JSON.stringify(left)).not.toContain(code)
  h.w.travel(5 * DAY + 60_000)
  h.receiver.next(TAKEN)
  await sweepQuestionnaires(h.database.db, h.w.composed.doors.perform, h.w.now)
  await h.carry()
  expect(codes()).toHaveLength(2)
  expect((await look(codes()[1] ?? '')).status).toBe(200)
  expect((await got(clerk.get(`/complaints/${c.id}/told`))).items.filter((one: any) => one.kind === 'questionnaire')).toHaveLength(2)
})
