import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, field, lookAtPanel, markedWhileWritten, panel, press, visit } from './steps/hands.ts'
import { HEADLESS, deskOf, hire, type Known, registerBy } from './steps/staff.ts'

const MANAGER: Somebody = { name: '陈明', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let manager: Page
const cases: Known[] = []

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [MANAGER, ABROAD])
  await (await deskOf(journey, ABROAD.email)).put('/me', { locale: 'en' })
  const desk = await deskOf(journey, MANAGER.email)
  for (const [i, name] of ['安女士', '白先生', '柴女士'].entries()) cases.push(await registerBy(desk, '一店', { customer: { name, phone: `1390571200${i}` }, product: { name: '手链', lot: 'L-77' }, points: [{ text: '手链戴了两天，搭扣就裂开了' }] }))
  manager = await signedIn(journey, MANAGER, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('a group is made from the list, filled by the lot, and answered once', async () => {
  await visit(manager, '/complaints')
  await manager.getByRole('link', { name: '同源组' }).click()
  await manager.getByText('还没有同源组').waitFor()
  await look(manager, 'groups-none')
  await press(manager, '建一个同源组')
  await field(panel(manager), /^组名/).fill('十一月批次手链断裂')
  await field(panel(manager), /^原因/).fill('搭扣焊点开裂')
  await field(panel(manager), /^批号/).fill('L-77')
  await lookAtPanel(manager, 'group-new')
  await press(panel(manager), '建组')
  await manager.getByRole('heading', { level: 1, name: '十一月批次手链断裂' }).waitFor()
  await press(manager, '把批号L-77的都加进来')
  await card(manager, '组里的投诉').getByText('柴女士').waitFor()
  await look(manager, 'group-filled')
  await press(manager, '写统一答复')
  await markedWhileWritten(panel(manager), field(panel(manager), /^答复/), /^发给/)
  await field(panel(manager), /^答复/).fill('{name}，您好：{number}已查清，是搭扣焊点开裂，这一批全部免费更换。')
  await panel(manager).getByText('安女士，您好：', { exact: false }).first().waitFor()
  await panel(manager).getByText('个别另外处理').click()
  await panel(manager).getByRole('radiogroup', { name: /柴女士/ }).getByText('不发').click()
  await field(panel(manager), /为什么不发给柴女士/).fill('另有赔偿在谈')
  await lookAtPanel(manager, 'group-answer')
  await press(panel(manager), '发给2位顾客')
  await panel(manager).waitFor({ state: 'detached' })
  await manager.getByText('发出2件，另行处理1件，没有发出0件').waitFor()
  await look(manager, 'group-answered')
  await manager.getByRole('link', { name: cases[0]?.number ?? '' }).first().click()
  await manager.getByText('安女士，您好：', { exact: false }).first().waitFor()
  await manager.getByRole('link', { name: '同源组：十一月批次手链断裂' }).click()
  await manager.getByRole('heading', { level: 1, name: '十一月批次手链断裂' }).waitFor()
})

chapter('on the phone, in English: a case is added and taken out, and the group ends', async () => {
  const ann = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en-GB' })
  const other = await registerBy(await deskOf(journey, ABROAD.email), '总部', { customer: { name: 'Ms Chan', phone: '13905719999' }, points: [{ text: 'The clasp cracked, bought at a fair' }] })
  await visit(ann, '/complaints/groups')
  await look(ann, 'groups-phone')
  await ann.getByRole('link', { name: /十一月批次/ }).click()
  await press(ann, 'Add one')
  await choose(panel(ann), 'The other complaint', other.number)
  await lookAtPanel(ann, 'group-add-phone')
  await press(panel(ann), 'Add')
  await panel(ann).waitFor({ state: 'detached' })
  const members = card(ann, 'Complaints in the group')
  await members.getByText('Ms Chan').waitFor()
  await look(ann, 'group-phone')
  await press(members.getByRole('listitem').filter({ hasText: 'Ms Chan' }), /^Take out/)
  await field(panel(ann), /^Reason/).fill('Another cause')
  await press(panel(ann), 'Take out')
  await panel(ann).waitFor({ state: 'detached' })
  await press(ann, 'End the group')
  await ann.locator('.ant-popconfirm').getByRole('button', { name: /^(OK|Yes|Confirm)/ }).click()
  await ann.waitForURL('**/complaints/groups?ended=1')
  await ann.getByText('十一月批次手链断裂').waitFor()
})
