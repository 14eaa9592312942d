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
let manager: Person
let visitor: Client
beforeAll(async () => {
  h = await openMessages()
  clerk = await h.w.person('小李', 'S01', 'clerk')
  manager = await h.w.person('陈店长', 'S01', 'shopManager')
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

test('is printed with the file of the case, whatever was written', async () => {
  const c = await register(h.w, clerk)
  const { url } = await got(clerk.post(`/complaints/${c.id}/questionnaires`, { templateId: await packTemplate(), to: 'outsider', name: '#let x = 1 “戒指”\u202e😀', note: '*请填*', locale: 'zh-CN', way: 'copy' }), 201)
  await got(visitor.post('/portal/questionnaire/answers', { name: '*王* #小姐', locale: 'zh-CN', answers: { overall: 2, why: ['time', 'else'], improve: '#panic("x") $\\frac{1}{2}$ <script> \u202e😀'.repeat(50) } }, { 'x-questionnaire-code': new URL(url).searchParams.get('questions') ?? '' }))
  const paper = await clerk.get<Buffer>(`/complaints/${c.id}/papers/file`)
  expect(paper.status).toBe(200)
  expect(Buffer.from(paper.body).subarray(0, 5).toString()).toBe('%PDF-')
})

const OWN = { title: { 'zh-CN': '自己的', 'zh-Hant': '', en: '' }, intro: null, questions: [{ code: 'words', kind: 'text', text: { 'zh-CN': '怎么样？', 'zh-Hant': '', en: '' } }] }

test('a newer pack renews its questionnaires, and leaves those that were changed here', async () => {
  const ofPack = async (title: string) => (await got(manager.get('/questionnaires'))).items.find((one: any) => one.title['zh-CN'] === title)
  const [account, wearing] = [await ofPack('事情经过'), await ofPack('佩戴与保养情况')]
  const mine = await got(manager.put(`/questionnaires/${wearing.id}/draft`, { version: wearing.version, body: OWN }))
  await got(manager.post(`/questionnaires/${wearing.id}/publish`, { version: mine.version }))
  // As it is where an older pack was installed, which said something else or knew no questionnaires.
  await onDatabase(h.w, async (db) => {
    await db.query('set role wenguo_system')
    await db.query(`with old as (insert into packs.version (organization_id, id, pack, version, body, installed_at) select v.organization_id, gen_random_uuid(), v.pack, '0.9.0', jsonb_set(v.body - 'questionnaires', '{pack,version}', '"0.9.0"'), now() from packs.version v join packs.current c on c.version_id = v.id where c.organization_id = (select organization_id from questionnaire.template where id = $1) returning id, organization_id)
      update packs.current c set version_id = old.id, base_id = old.id from old where c.organization_id = old.organization_id`, [account.id])
    await db.query(`update questionnaire.edition set body = jsonb_set(body, '{title,zh-CN}', '"以前的"') where template_id = $1`, [account.id])
  })
  const offered = await got(h.w.admin.get('/pack/upgrade'))
  await got(h.w.admin.post('/pack/upgrade', { digest: offered.digest }))
  expect(await got(manager.get(`/questionnaires/${account.id}`))).toMatchObject({ edition: 2, ofPack: true, current: { title: { 'zh-CN': '事情经过' } } })
  expect(await got(manager.get(`/questionnaires/${wearing.id}`))).toMatchObject({ edition: 2, ofPack: false, current: { title: OWN.title } })
})
