import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { signedIn, type Somebody } from './steps/begin.ts'
import { card, choose, day, field, panel, press, save } from './steps/hands.ts'
import { deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }

let journey: Journey
let clerk: Page
let manager: Page
let known: Known
let other: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER])
  const desk = await deskOf(journey, CLERK.email)
  const order = { number: 'DD-77881' }
  known = await registerBy(desk, '一店', { order })
  other = await registerBy(desk, '一店', { order, customer: { name: '何先生', phone: '13757110456' } })
  clerk = await signedIn(journey, CLERK)
  manager = await signedIn(journey, MANAGER, { size: PHONE, locale: 'en-GB' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('what is worth knowing stands beside the proposal, with other complaints of the same order as facts', async () => {
  await clerk.goto(`/customers/${known.customer.id}?panel=edit`)
  await choose(panel(clerk), '往来', '老主顾')
  await choose(panel(clerk), '再来的可能', '高')
  await choose(panel(clerk), '口碑影响', '中')
  await look(clerk, 'edit-relation')
  await save(clerk, '保存')
  await card(clerk, '资料').getByText('老主顾').waitFor()
  await clerk.goto(`/complaints/${known.id}?panel=propose`)
  const context = panel(clerk).getByRole('region', { name: '和这位顾客的往来' })
  await context.getByText('老主顾').waitFor()
  await panel(clerk).getByRole('region', { name: /同一电话、订单或照片/ }).getByText('同一订单').waitFor()
  await look(clerk, 'panel-propose-context')
})

chapter('two records of one person become one, and two again', async () => {
  await clerk.goto(`/customers/${known.customer.id}`)
  await press(card(clerk, '可能是同一个人'), '合并')
  await field(panel(clerk), /为什么认为/).fill('同一个人，两个号')
  await save(clerk, '合并')
  await card(clerk, '投诉').getByText(other.number).waitFor()
  await look(clerk, 'customer-merged')
  await press(card(clerk, '并进来的资料'), '撤销合并')
  await field(panel(clerk), /为什么不是/).fill('原来是父子俩')
  await look(clerk, 'panel-unmerge')
  await save(clerk, '撤销合并')
  await card(clerk, '并进来的资料').getByText(/已撤销：原来是父子俩/).waitFor()
  expect(await card(clerk, '投诉').getByText(other.number).count()).toBe(0)
})

chapter('a note about conduct: asked for at the counter, agreed by the manager on the phone, seen by the next handler', async () => {
  await press(card(clerk, '顾客说明'), '提一条说明')
  await field(panel(clerk), '事实经过').fill('在柜台前推了店员一把')
  await panel(clerk).getByLabel('到哪一天').fill(day(60))
  await look(clerk, 'panel-mark')
  await save(clerk, '提交，请另一位同意')
  await card(clerk, '顾客说明').getByText('等另一位同意').waitFor()
  await manager.goto(`/customers/${known.customer.id}`)
  await press(card(manager, '顾客说明').or(card(manager, 'Notes about conduct')).first(), /^(同意|Agree)$/)
  await manager.getByText(/^(有效|stands)$/).waitFor()
  await look(manager, 'mark-agreed')
  await clerk.goto(`/complaints/${known.id}`)
  await card(clerk, '顾客').getByText('在柜台前推了店员一把').waitFor()
  await look(clerk, 'case-claims')
})
