import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { field, lookAtPanel, panel, pick, press, save, visit } from './steps/hands.ts'
import { ADMIN, deskOf, hire, registerBy } from './steps/staff.ts'

const SALES: Somebody = { name: '周敏', email: 'zhou@example.com', unit: '华东销售服务处', position: 'clerk' }
const OFFICE: Somebody = { name: '安总', email: 'an@example.com', unit: '总经理室', position: 'generalManager' }

let journey: Journey
let office: Page
let supplier: Page
let form: string

beforeAll(async () => {
  journey = await openJourney({ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PACK: 'manufacturing', ORGANIZATION: '恒信电子' })
  await hire(journey, [SALES, OFFICE])
  const desk = await deskOf(journey, SALES.email)
  const known = await registerBy(desk, SALES.unit, { customer: { name: '华星电子', phone: '13905712001' }, product: { name: '端子 T-204', lot: 'L1107' }, points: [{ text: '来料混了两种端子，产线停了半小时', wants: '换货并说明原因', categoryCode: 'mixedParts' }], fields: { quantityShipped: 5000, quantityDefective: 120 } })
  const made = await desk.post<{ id: string; version: number }>(`/complaints/${known.id}/liaison-forms`, { text: '华星电子来料混了两种端子', product: '端子 T-204', lot: 'L1107', fields: { quantityShipped: 5000, quantityDefective: 120 } })
  form = made.id
  await desk.post(`/liaison-forms/${form}/send`, { version: made.version })
  office = await signedIn(journey, OFFICE, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('the office asks a supplier, looks at what they will see, and copies the link', async () => {
  await visit(office, `/complaints/liaison/${form}`)
  await press(office, '请外单位回复')
  await field(panel(office), /^单位名称/).fill('永盛五金')
  await field(panel(office), '联系人').fill('赵经理')
  await eventually(() => field(panel(office), /^请对方核实的事/).inputValue()).not.toContain('华星')
  await lookAtPanel(office, 'outside-ask')
  await save(office, '请对方回复')
  await press(office, '看对方看到什么')
  await panel(office).getByText('除此以外什么都看不到。').waitFor()
  await lookAtPanel(office, 'outside-preview')
  await office.keyboard.press('Escape')
  await panel(office).waitFor({ state: 'detached' })
  await press(office, '发链接')
  await pick(panel(office), '怎么给对方', '我自己复制了发')
  await press(panel(office), '生成链接')
  const url = new URL(await panel(office).locator('code').textContent() ?? '')
  await lookAtPanel(office, 'outside-link')
  await press(panel(office), '我已发出')
  await panel(office).waitFor({ state: 'detached' })
  supplier = await journey.window('赵工', { size: PHONE, path: `${url.pathname}${url.search}` })
  await supplier.getByRole('heading', { name: '请您回复' }).waitFor()
  expect(await supplier.getByText('华星').count()).toBe(0)
})

chapter('the supplier asks on a phone, the office replies, the supplier signs by hand', async () => {
  await look(supplier, 'outside-part-phone')
  await supplier.getByText('有疑问？先问我们').last().click()
  await field(supplier, '您的问题').fill('是哪一卷料？')
  await press(supplier, '发出问题')
  await supplier.getByText('还没有答复').waitFor()
  await office.reload()
  await press(office, '答复')
  await field(panel(office), /^答复/).fill('第三卷')
  await save(office, '答复')
  await supplier.reload()
  await supplier.getByText('答复：第三卷').waitFor()
  await press(supplier, '签名交回')
  await supplier.getByText('请填写').first().waitFor()
  await look(supplier, 'outside-missing-phone')
  for (const [name, text] of [[/^发生原因/, '换卷时未清料道'], [/^围堵措施/, '退回全部 L1107 批'], [/^对策/, '换卷双人确认']] as const) await field(supplier, name).first().fill(text)
  await press(supplier, '再加手写签名')
  const pad = supplier.getByRole('img', { name: '请在这里写下您的名字' })
  await eventually(() => pad.getAttribute('aria-busy')).toBe('false')
  await pad.scrollIntoViewIfNeeded()
  await pad.hover()
  await supplier.mouse.down()
  await supplier.mouse.move(120, (await pad.boundingBox())?.y ?? 0, { steps: 4 })
  await supplier.mouse.up()
  await press(supplier, 'English')
  await look(supplier, 'outside-sign-phone-en')
  await press(supplier, 'Sign and hand in')
  await supplier.getByText('You have signed and handed in your answer. Thank you.').waitFor()
  await look(supplier, 'outside-done-phone-en')
})

chapter('the form bears it signed, with the link noted as opened', async () => {
  await office.reload()
  const box = office.getByRole('region', { name: /永盛五金$/ })
  await box.getByRole('img', { name: '赵经理的手写签名' }).waitFor()
  await box.getByText('已打开').waitFor()
  await look(office, 'outside-signed')
  await office.setViewportSize(PHONE)
  await look(office, 'outside-signed-phone')
  await office.setViewportSize(DESK)
})
