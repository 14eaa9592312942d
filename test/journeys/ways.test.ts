import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { DESK, type Journey, OPENING_MS, eventually, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { button, choose, field, lookAtPanel, panel, press, visit } from './steps/hands.ts'
import { ADMIN, HEADLESS, deskOf, hire, type Known, registerBy } from './steps/staff.ts'

const LIN: Somebody = { name: '林总', email: ADMIN.email, unit: '总部', position: 'administrator' }
const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const OFFICER: Somebody = { name: '周宁', email: 'zhou@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let clerk: Page
let known: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, OFFICER])
  const desk = await deskOf(journey, CLERK.email)
  known = await registerBy(desk, '一店', { customer: { name: '安女士', phone: '13905712019' }, points: [{ text: '我的电话被告诉了别人', wants: '道歉' }], claimFen: 90_000 })
  await desk.post(`/complaints/${known.id}/classify`, { version: 1, pointId: known.points[0]?.id, categoryCode: 'privacy' })
  clerk = await signedIn(journey, CLERK, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('the way the rules offer is explained and taken with one click', async () => {
  await visit(clerk, `/complaints/${known.id}`)
  const note = clerk.getByRole('region', { name: '建议的新去向' })
  await note.getByText('规则建议转到总部，由投诉处理专员负责').waitFor()
  await look(clerk, 'way-offered')
  await press(note, '为什么到这里')
  await panel(clerk).getByRole('heading', { name: '由谁处理' }).waitFor()
  await panel(clerk).getByText('照现在的规则（第1.0.0版），结果一样。').first().waitFor()
  await lookAtPanel(clerk, 'decisions')
  await clerk.keyboard.press('Escape')
  await panel(clerk).waitFor({ state: 'detached' })
  await press(note, '按规则转走')
  await note.waitFor({ state: 'detached' })
  await clerk.getByText('已交给周宁，等对方接手').waitFor()
  await clerk.getByText('按规则确定处理部门：总部').first().waitFor()
})

chapter('a draft is tried on that case by its number, and on all of the past', async () => {
  const admin = await signedIn(journey, LIN, { size: DESK })
  const api = await deskOf(journey, ADMIN.email)
  const { published } = await api.get<{ published: { rules: { id: string; when: object; gives: object }[]; examples: object[] } }>('/tables/routing')
  await api.put('/tables/routing/draft', { version: 0, rules: published.rules.map((rule) => (rule.id === 'privacy' ? { ...rule, gives: { ...rule.gives, tell: ['serviceManager'] } } : rule)), examples: published.examples })
  await visit(admin, '/settings/tables/routing')
  await admin.getByRole('grid', { name: '由谁处理' }).waitFor()
  await look(admin, 'routing-table')
  await press(admin, '试算')
  await field(panel(admin), '从一件投诉取').fill(known.number)
  await press(panel(admin), '取来试')
  await panel(admin).getByRole('heading', { name: '用第4条' }).waitFor()
  await panel(admin).getByText(/其他规则为什么没用上/).click()
  await panel(admin).getByText(/渠道：规则要/).first().waitFor()
  await lookAtPanel(admin, 'table-try-case')
  await admin.keyboard.press('Escape')
  await panel(admin).waitFor({ state: 'detached' })
  await press(admin, '拿以往投诉试')
  await choose(panel(admin), '看多久以前到现在的投诉', '最近 3 个月')
  await press(panel(admin), '开始试')
  await panel(admin).getByText('看了 1 件，1 件会不一样').waitFor()
  await panel(admin).getByText('仍用第4条，结果不同：1 件').waitFor()
  await panel(admin).getByRole('link', { name: known.number }).waitFor()
  await panel(admin).getByRole('link', { name: '下载表格' }).waitFor()
  await lookAtPanel(admin, 'table-past')
})

chapter('a standard is tried on one point of a case after the other', async () => {
  const desk = await deskOf(journey, CLERK.email)
  const two = await registerBy(desk, '一店', { customer: { name: '许女士', phone: '13905712020' }, points: [{ text: '镶口松了', wants: '修' }, { text: '店员不理人', wants: '道歉' }] })
  for (const [i, categoryCode] of ['stoneLoose', 'attitude'].entries()) {
    const { version } = await desk.get<{ version: number }>(`/complaints/${two.id}`)
    await desk.post(`/complaints/${two.id}/classify`, { version, pointId: two.points[i]?.id, categoryCode })
  }
  const admin = await signedIn(journey, LIN, { size: DESK })
  await visit(admin, '/settings/tables/compensation')
  await press(admin, '试算')
  await field(panel(admin), '从一件投诉取').fill(two.number)
  await press(panel(admin), '取来试')
  const points = panel(admin).getByRole('radiogroup', { name: '取哪一条' })
  await points.getByText('第2条').click()
  await eventually(() => points.getByRole('radio', { name: '第2条' }).isChecked()).toBe(true)
  await panel(admin).getByText('服务态度').first().waitFor()
  await lookAtPanel(admin, 'table-try-point')
})

chapter('on the phone, in English: why it is here, and it stays where it is', async () => {
  await (await deskOf(journey, OFFICER.email)).put('/me', { locale: 'en' })
  const desk = await deskOf(journey, CLERK.email)
  const other = await registerBy(desk, '一店', { customer: { name: 'Ms Ong', phone: '13905712020' }, points: [{ text: '成色好像不对', wants: '检测' }] })
  await desk.post(`/complaints/${other.id}/classify`, { version: 1, pointId: other.points[0]?.id, categoryCode: 'fineness' })
  const phone = await signedIn(journey, OFFICER, { size: PHONE, locale: 'en-GB' })
  await visit(phone, `/complaints/${other.id}`)
  const note = phone.getByRole('region', { name: 'Another way is offered' })
  await note.waitFor()
  await look(phone, 'way-offered-phone')
  await press(note, 'Keep it here')
  await field(note, /^Why it stays here/).fill('A matter for the shop')
  await press(note, 'Keep it here')
  await note.waitFor({ state: 'detached' })
  await button(phone, 'Why it is here').click()
  await panel(phone).getByText('it stays where it is').waitFor()
  await lookAtPanel(phone, 'decisions-phone')
})
