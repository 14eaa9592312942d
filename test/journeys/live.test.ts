import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { signedIn, type Somebody } from './steps/begin.ts'
import { card, field, panel, press, save } from './steps/hands.ts'
import { deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }

let journey: Journey
let clerk: Page
let manager: Page
let known: Known
let customerId: string

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER])
  const desk = await deskOf(journey, CLERK.email)
  known = await registerBy(desk, '一店')
  customerId = known.customer.id
  clerk = await signedIn(journey, CLERK)
  manager = await signedIn(journey, MANAGER, { ...PHONE, locale: 'zh-CN' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
/** Pages ask again by themselves only after a minute. */
const SOON = { timeout: 25_000 }

chapter('what one corrects stands at once on the page another has open', async () => {
  await Promise.all([clerk.goto(`/customers/${customerId}`), manager.goto(`/customers/${customerId}?panel=edit`)])
  await card(clerk, '资料').waitFor()
  await field(panel(manager), '地址').fill('西湖区文三路 8 号')
  await save(manager, '保存')
  await card(clerk, '资料').getByText('西湖区文三路 8 号').waitFor(SOON)
})

chapter('two edit one record: neither overwrites the other unseen, and nothing typed is lost', async () => {
  await clerk.goto(`/customers/${customerId}?panel=edit`)
  await manager.goto(`/customers/${customerId}?panel=edit`)
  await field(panel(clerk), '备注').fill('下午三点以后来电')
  await field(panel(manager), '备注').fill('只在上午来电')
  await field(panel(manager), '会员号').fill('M-2088')
  await save(manager, '保存')
  await panel(clerk).getByText('备注刚被别人改成了“只在上午来电”').waitFor(SOON)
  await panel(clerk).getByText('会员号已换成新的').waitFor()
  expect(await field(panel(clerk), '备注').inputValue()).toBe('下午三点以后来电')
  expect(await field(panel(clerk), '会员号').inputValue()).toBe('M-2088')
  await look(clerk, 'edited-by-two')
  await press(panel(clerk), '用新的')
  expect(await field(panel(clerk), '备注').inputValue()).toBe('只在上午来电')
  await field(panel(clerk), '备注').fill('只在上午来电，先发短信')
  await save(clerk, '保存')
  await card(clerk, '资料').getByText('只在上午来电，先发短信').waitFor()
})

chapter('an open case says within a moment what somebody else did, and the bell rings', async () => {
  await clerk.goto(`/complaints/${known.id}`)
  await clerk.getByRole('heading', { level: 1 }).waitFor()
  await card(clerk, '顾客').waitFor()
  await manager.goto(`/complaints/${known.id}?panel=takeOver`)
  await field(panel(manager), '为什么接管').fill('顾客想和店长谈')
  await save(manager, '接管')
  await clerk.getByText(/已有更新：陈国栋：/).waitFor(SOON)
  await look(clerk, 'news-at-once')
  await eventually(() => clerk.getByRole('button', { name: /通知.*1/ }).count()).toBeGreaterThan(0)
})
