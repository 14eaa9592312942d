import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { button, card, choose, field, lookAtPanel, panel, press, visit } from './steps/hands.ts'
import { ADMIN, type Desk, deskOf, hire, type Known, registerBy } from './steps/staff.ts'

const SALES: Somebody = { name: '周敏', email: 'zhou@example.com', unit: '华东销售服务处', position: 'clerk' }
const QUALITY: Somebody = { name: '秦工', email: 'qin@example.com', unit: '品保部', position: 'qualityEngineer' }
const PLANT: Somebody = { name: '王厂长', email: 'wang@example.com', unit: '一厂', position: 'plantManager' }
const STORE: Somebody = { name: '罗仓', email: 'luo@example.com', unit: '仓储物流部', position: 'countermeasureLead' }
const ENGINEER: Somebody = { name: '艾工', email: 'ai@example.com', unit: '工程技术部', position: 'countermeasureLead' }
const OFFICE: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总经理室', position: 'generalManager' }

interface Form { readonly id: string; readonly state: string; readonly stops: readonly { readonly id: string; readonly kind: string; readonly state: string; readonly unit: { readonly name: string } }[] }
const FIELDS = { cause: '换线时余料未清', containment: '厂内挂牌隔离', countermeasure: '换线清点双签' }

let journey: Journey
let sales: Page
let known: Known
let form: string

const open = async (desk: Desk, unit: string) => (await desk.get<Form>(`/liaison-forms/${form}`)).stops.find((stop) => stop.state === 'open' && stop.unit.name === unit)?.id ?? ''

beforeAll(async () => {
  journey = await openJourney({ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PACK: 'manufacturing', ORGANIZATION: '恒信电子' })
  await hire(journey, [SALES, QUALITY, PLANT, STORE, ENGINEER, OFFICE])
  await (await deskOf(journey, OFFICE.email)).put('/me', { locale: 'en' })
  known = await registerBy(await deskOf(journey, SALES.email), SALES.unit, { customer: { name: '华星电子', phone: '13905712001' }, product: { name: '端子 T-204', lot: 'L1107' }, points: [{ text: '来料混了两种端子，产线停了半小时', wants: '换货并说明原因', categoryCode: 'mixedParts' }], fields: { quantityShipped: 5000, quantityDefective: 120 } })
  sales = await signedIn(journey, SALES, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('sales makes a form from the case, signs it and sends it', async () => {
  await visit(sales, `/complaints/${known.id}`)
  await card(sales, '联络单').getByRole('button', { name: '开联络单' }).click()
  await eventually(() => field(panel(sales), /^批号/).inputValue()).toBe('L1107')
  await lookAtPanel(sales, 'liaison-issue')
  await press(panel(sales), '开单')
  await sales.waitForURL('**/complaints/liaison/*')
  form = new URL(sales.url()).pathname.split('/').at(-1) ?? ''
  await sales.getByRole('heading', { level: 2, name: /抱怨联络单/ }).waitFor()
  await press(sales, '签名送出')
  await press(panel(sales), '签名送出')
  await panel(sales).waitFor({ state: 'detached' })
  await sales.getByText('品质检验').first().waitFor()
})

chapter('quality finds it on its desk, inspects, and asks three units side by side', async () => {
  const quality = await signedIn(journey, QUALITY, { size: DESK, path: '/' })
  await quality.getByRole('link', { name: /签办联络单/ }).first().click()
  await press(quality, '填检验结果，转对策部门')
  await field(panel(quality), /^检验结果/).fill('抽检200只，混入T-205计8只')
  await choose(panel(quality), '判定', '与标准不符')
  await choose(panel(quality), '请哪些部门给对策', '工程技术部')
  await quality.keyboard.press('Escape')
  await lookAtPanel(quality, 'liaison-forward')
  await press(panel(quality), '签名转出')
  await panel(quality).waitFor({ state: 'detached' })
  await look(quality, 'liaison-form-units')
  await visit(quality, '/complaints/liaison?at=all')
  await quality.getByText('仓储物流部').first().waitFor()
  await look(quality, 'liaison-board')
})

chapter('the plant answers with measures and a drawn signature, the others by their own programs; sales refuses one, the store goes to the office', async () => {
  const plant = await signedIn(journey, PLANT, { size: PHONE })
  await visit(plant, `/complaints/liaison/${form}`)
  await press(plant, '填写原因和对策')
  for (const [name, text] of [[/^发生原因/, FIELDS.cause], [/^围堵措施/, FIELDS.containment], [/^对策$|^对策\*/, FIELDS.countermeasure], [/^对策1/, '换线清点表双签']] as const) await field(panel(plant), name).first().fill(text)
  await press(panel(plant), '再加手写签名')
  const pad = panel(plant).getByRole('img', { name: /签/ })
  await eventually(() => pad.getAttribute('aria-busy')).toBe('false')
  const box = await pad.boundingBox()
  if (!box) throw new Error('no place to sign')
  await pad.scrollIntoViewIfNeeded()
  await pad.hover()
  await plant.mouse.down()
  await plant.mouse.move(box.x + 40, (await pad.boundingBox())?.y ?? box.y, { steps: 4 })
  await plant.mouse.up()
  await lookAtPanel(plant, 'liaison-answer-phone')
  await press(panel(plant), '签好了')
  await panel(plant).getByText('已有手写签名').waitFor()
  await press(panel(plant), '签名回复')
  await panel(plant).waitFor({ state: 'detached' })
  await look(plant, 'liaison-form-phone')
  const [store, engineer] = [await deskOf(journey, STORE.email), await deskOf(journey, ENGINEER.email)]
  for (const [desk, unit] of [[store, STORE.unit], [engineer, ENGINEER.unit]] as const) await desk.post(`/liaison-stops/${await open(desk, unit)}/answer`, { fields: FIELDS })
  await sales.reload()
  await sales.getByText('等采纳').first().waitFor()
  const box2 = sales.locator('.lia-a').filter({ hasText: STORE.unit })
  await press(box2, '不采纳，再问')
  await field(panel(sales), /^原因/).fill('没有说明为什么没拦住')
  await press(panel(sales), '不采纳，再问')
  await panel(sales).waitFor({ state: 'detached' })
  await store.post(`/liaison-stops/${await open(store, STORE.unit)}/dispute`, { reason: '出货前没有检验岗' })
})

chapter('the general manager decides from the taxi, in English; sales accepts, and what was found becomes a finding', async () => {
  const office = await signedIn(journey, OFFICE, { size: PHONE, locale: 'en-GB' })
  await visit(office, '/complaints/liaison')
  await look(office, 'liaison-mine-phone-en')
  await office.getByRole('link', { name: /-L1/ }).first().click()
  await press(office, 'Decide')
  await field(panel(office), /^Grounds/).fill('The warehouse is the last gate and answers.')
  await lookAtPanel(office, 'liaison-decide-phone-en')
  await press(panel(office), 'Sign the decision')
  await panel(office).waitFor({ state: 'detached' })
  const store = await deskOf(journey, STORE.email)
  await store.post(`/liaison-stops/${await open(store, STORE.unit)}/answer`, { fields: FIELDS })
  await sales.reload()
  await sales.locator('.lia-a').filter({ hasText: PLANT.unit }).getByRole('button', { name: '写进调查结论' }).click()
  await press(panel(sales), '写进调查结论')
  await panel(sales).waitFor({ state: 'detached' })
  await press(sales, '采纳答复，办结')
  await field(panel(sales), /^答复顾客的内容|^答复客户的内容/).fill('已查明是换线余料未清，全批换货')
  await press(panel(sales), '签名采纳')
  await panel(sales).waitFor({ state: 'detached' })
  await sales.getByText('已办结').first().waitFor()
  await look(sales, 'liaison-settled')
  await visit(sales, `/complaints/${known.id}`)
  await sales.getByText('换线时余料未清').first().waitFor()
  await look(sales, 'liaison-case')
  expect(await button(sales, '开联络单').count()).toBe(1)
})
