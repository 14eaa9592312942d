import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, panel, press, save, visit } from './steps/hands.ts'
import { ADMIN, type Desk, deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const LI: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const CHEN: Somebody = { name: '陈店长', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const FANG: Somebody = { name: '方经理', email: 'fang@example.com', unit: '总部', position: 'serviceManager' }
const WANG: Somebody = { name: '王总', email: 'wang@example.com', unit: '总经理室', position: 'generalManager' }

let journey: Journey
let smtp: Awaited<ReturnType<typeof openSmtp>>
let li: Desk
let desk: Page

beforeAll(async () => {
  smtp = await openSmtp()
  journey = await openJourney({ ...HEADLESS, SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  await hire(journey, [LI, CHEN, FANG, WANG])
  li = await deskOf(journey, LI.email)
  const wang = await deskOf(journey, WANG.email)
  await wang.put('/me/notices', { choices: { work: ['mail'], escalation: ['mail'] }, quiet: null, digest: 'off', digestAt: '08:30', timeZone: null })
  desk = await signedIn(journey, LI)
}, OPENING_MS)
afterAll(() => journey.close().finally(() => smtp.close()))

const chapter = storyOf(() => journey)

const investigated = async (phone: string): Promise<Known> => {
  const c = await registerBy(li, '一店', { customer: { name: '何先生', phone } })
  await li.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' })
  for (const { id } of c.points) await li.post(`/complaints/${c.id}/findings`, { pointId: id, text: '属实', liability: 'ours', rootCause: null, evidence: [] })
  return c
}
const proposed = (c: Known, amountFen: number) => li.post<{ id: string; version: number }>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen, pointId: c.points[0]?.id }], reason: '两次没有修好' })
interface Decided { readonly state: string; readonly approvals: readonly { readonly by: { readonly name: string }; readonly verdict: string }[] }
const remediesOf = async (c: Known) => (await li.get<{ remedies: readonly Decided[] }>(`/complaints/${c.id}`)).remedies
const why = { 'zh-CN': '两道核准', 'zh-Hant': '兩道批核', en: 'Two approvals' }

/** The link of the last mail to somebody. */
const linkTo = (email: string): string => {
  const mails = smtp.sent.filter((mail) => mail.raw.includes(`To: ${email}`)).map((mail) => mail.text)
  return /\/portal\?approve=[\w-]+&lang=zh-CN/.exec(mails.at(-1) ?? '')?.[0] ?? ''
}

chapter('the general manager approves on a phone, by the link of a mail, without signing in', async () => {
  const c = await investigated('13757110455')
  await proposed(c, 1_200_000)
  await eventually(() => linkTo(WANG.email)).toMatch(/approve=/)
  const phone = await journey.window('王总的手机', { path: linkTo(WANG.email), size: PHONE })
  await phone.getByText('王总，这份方案等您核准。').waitFor()
  await phone.getByText('¥12,000').first().waitFor()
  expect(await phone.getByText('何先生').count()).toBe(0)
  await look(phone, 'approve-by-link')
  await press(phone, '确定')
  await phone.getByText('请选一项').waitFor()
  await phone.getByRole('radio', { name: /核准/ }).check()
  await press(phone, '确定')
  await phone.getByText('您已经核准，谢谢。').waitFor()
  await look(phone, 'approved-by-link')
  expect((await remediesOf(c)).at(-1)).toMatchObject({ state: 'approved', approvals: [{ by: { name: WANG.name }, via: 'link' }] })
})

chapter('a chain of two: sent back at the second, then approved by both', async () => {
  const [admin, wang] = [await deskOf(journey, ADMIN.email), await deskOf(journey, WANG.email)]
  const { published } = await admin.get<{ published: { rules: unknown[] } }>('/tables/authority')
  const { version } = await admin.put<{ version: number }>('/tables/authority/draft', { version: 0, examples: [], rules: [{ id: 'two', when: { totalFen: { gte: 60_000, lte: 80_000 } }, gives: { rank: 2, position: 'shopManager', after: ['serviceManager'], why } }, ...published.rules] })
  await admin.post('/tables/authority/draft/send', { version, note: '' })
  await wang.post('/tables/authority/draft/approve', { version: version + 1 })
  const c = await investigated('13757110456')
  await proposed(c, 80_000)
  const chen = await signedIn(journey, CHEN, { size: PHONE })
  await visit(chen, '/approvals')
  await chen.getByText('第2步：客户服务经理').waitFor()
  await look(chen, 'chain-phone')
  await press(chen, /^核准/)
  await chen.getByText('没有等您核准的方案').waitFor()
  const fang = await signedIn(journey, FANG, { size: DESK })
  await visit(fang, '/approvals')
  await fang.getByText('陈店长已核准').waitFor()
  await look(fang, 'chain-desk')
  await fang.getByRole('textbox', { name: '意见' }).fill('先给六百')
  await press(fang, '退回')
  await fang.getByText('没有等您核准的方案').waitFor()
  await proposed(c, 60_000)
  await visit(chen, '/approvals')
  await press(chen, /^核准/)
  await chen.getByText('没有等您核准的方案').waitFor()
  await visit(fang, '/approvals')
  await press(fang, /^核准/)
  await fang.getByText('没有等您核准的方案').waitFor()
  expect((await remediesOf(c)).map(({ state, approvals }) => [state, approvals.map(({ by, verdict }) => `${by.name} ${verdict}`)])).toEqual([['returned', ['陈店长 approved', '方经理 returned']], ['approved', ['陈店长 approved', '方经理 approved']]])
})

chapter('an exception rests on a principle, is approved one level up, and becomes a draft rule', async () => {
  const c = await investigated('13757110457')
  await visit(desk, `/complaints/${c.id}?panel=propose`)
  const form = panel(desk)
  await form.getByText(/您自己最多可以答应/).waitFor()
  await press(form, '加一项')
  await choose(form, '做什么', '退款')
  await form.getByRole('textbox', { name: '金额（元）' }).fill('150')
  await form.getByRole('textbox', { name: /为什么这样处理/ }).fill('老顾客，两次没有修好')
  await form.getByRole('checkbox', { name: /作为例外提出/ }).check()
  await choose(form, '依据哪条原则', '诚信')
  await form.getByRole('textbox', { name: /为什么规则不合适/ }).fill('修的时候答应过修不好就退')
  await look(desk, 'exception-form')
  await save(desk, '送去核准')
  const chen = await signedIn(journey, CHEN)
  await visit(chen, '/approvals')
  await chen.getByText('例外：诚信').waitFor()
  await look(chen, 'exception-approval')
  await press(chen, /^核准/)
  await chen.getByText('没有等您核准的方案').waitFor()
  const lin = await signedIn(journey, { name: '林总', email: ADMIN.email, unit: '总部', position: 'administrator' })
  await visit(lin, '/settings/tables/compensation')
  await card(lin, '例外').getByText('修的时候答应过修不好就退').waitFor()
  await press(card(lin, '例外'), '起草成规则')
  await card(lin, '例外').getByText('已起草成规则').waitFor()
  await panel(lin).waitFor()
  await look(lin, 'exception-drafted')
})
