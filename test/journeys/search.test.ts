import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signIn, signedIn } from './steps/begin.ts'
import { press, visit } from './steps/hands.ts'
import { deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '曾国栋', email: 'zeng@example.com', unit: '一店', position: 'shopManager' }

let journey: Journey
let clerk: Page
let deep: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER])
  const desk = await deskOf(journey, CLERK.email)
  await registerBy(desk, '一店', { customer: { name: '張三丰', phone: '138-1234-5678', email: 'sanfeng@example.com' }, points: [{ text: '上星期買的項鏈扣頭斷了，要求退貨，店員說不可以。', wants: '退貨退款' }] })
  deep = await registerBy(desk, '一店', { customer: { name: '欧阳丽娜', phone: '13900002222' }, points: [{ text: `戒指的内圈刻字和订单不一样。${'说了几次都没有人回复，很失望。'.repeat(8)}最后要求退货并书面道歉。`, wants: '书面道歉' }] })
  for (let n = 0; n < 6; n++) await registerBy(desk, '一店', { customer: { name: `顾客${n}`, phone: null }, points: [{ text: `第${n}次来退货，证书也没有。` }] })
  clerk = await signedIn(journey, CLERK, { path: '/' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

const box = (page: Page) => page.getByRole('combobox', { name: /^(搜索|Search)$/ })
const choices = (page: Page) => page.getByRole('listbox', { name: /^(搜到的内容|What was found)$/ })
const marks = (page: Page) => choices(page).locator('mark').allInnerTexts()

chapter('a slash or Ctrl K puts the cursor into the search, which says what it takes', async () => {
  await clerk.getByRole('heading', { level: 1 }).waitFor()
  await clerk.keyboard.press('/')
  await eventually(() => box(clerk).evaluate((input) => document.activeElement === input)).toBe(true)
  await clerk.getByText('简繁不分').waitFor()
  await look(clerk, 'search-begin')
  await clerk.keyboard.press('Escape')
  await choices(clerk).waitFor({ state: 'detached' })
  await clerk.keyboard.press('Control+k')
  await eventually(() => box(clerk).evaluate((input) => document.activeElement === input)).toBe(true)
})

chapter('two characters find complaints in both scripts, marked, and the phrases', async () => {
  await box(clerk).fill('退货')
  await choices(clerk).getByRole('group', { name: '投诉' }).waitFor()
  await choices(clerk).getByText('看全部结果').waitFor()
  expect(new Set(await marks(clerk))).toEqual(new Set(['退货']))
  await look(clerk, 'search-found')
  await box(clerk).fill('退货 張三')
  await eventually(() => marks(clerk)).toContain('退貨')
  expect(await marks(clerk)).toContain('張三')
})

chapter('initials find a name, the arrows choose it, and Enter opens it', async () => {
  await box(clerk).fill('zsf')
  await choices(clerk).getByRole('group', { name: '顾客' }).waitFor()
  expect(new Set(await marks(clerk))).toEqual(new Set(['張三丰']))
  await look(clerk, 'search-by-sound')
  for (let down = 0; down < 3; down++) await clerk.keyboard.press('ArrowDown')
  expect(await box(clerk).getAttribute('aria-activedescendant')).toMatch(/-u-/)
  await clerk.keyboard.press('Enter')
  await clerk.waitForURL('**/customers/*')
  await clerk.getByRole('heading', { level: 1, name: '張三丰' }).waitFor()
})

chapter('a colleague and a unit open their complaints', async () => {
  await box(clerk).fill('lxy')
  await choices(clerk).getByRole('group', { name: '同事' }).getByRole('option').click()
  await clerk.waitForURL('**/complaints?**owner=*')
  await box(clerk).fill('一店')
  await choices(clerk).getByRole('group', { name: '部门' }).waitFor()
})

chapter('Enter shows all of them in the list, with its filters, and a piece of what lies deeper', async () => {
  await visit(clerk, '/complaints?view=open&urgency=general')
  await box(clerk).fill('书面道歉')
  await clerk.keyboard.press('Enter')
  await clerk.waitForURL(/urgency=general.*q=|q=.*urgency=general/)
  const row = clerk.getByRole('row').filter({ hasText: deep.number })
  await row.locator('.snip mark', { hasText: '书面道歉' }).first().waitFor()
  expect(await clerk.getByRole('row').count()).toBe(2)
  await clerk.getByText('写有“书面道歉”').waitFor()
  await look(clerk, 'search-list')
})

chapter('what was searched for is kept in this browser until it is cleared', async () => {
  await visit(clerk, '/')
  await box(clerk).click()
  await choices(clerk).getByRole('group', { name: '最近找过' }).waitFor()
  await look(clerk, 'search-recent')
  await choices(clerk).getByRole('option', { name: 'zsf' }).click()
  await choices(clerk).getByRole('group', { name: '顾客' }).waitFor()
  expect(await box(clerk).inputValue()).toBe('zsf')
  await box(clerk).fill('')
  await choices(clerk).getByRole('option', { name: '清除这些记录' }).click()
  await eventually(() => choices(clerk).getByRole('option').count()).toBe(0)
  await box(clerk).fill('没有这句话的')
  await clerk.getByText('没有找到“没有这句话的”').waitFor()
  await look(clerk, 'search-nothing', '没有这句话的')
})

chapter('customers are found and marked on their own page', async () => {
  await visit(clerk, '/customers?q=381234')
  await clerk.locator('.cus-r mark', { hasText: '38-1234' }).waitFor()
  expect(await clerk.locator('.cus-r').count()).toBe(1)
  await look(clerk, 'search-customers')
})

chapter('the same on a phone, in English', async () => {
  const phone = await journey.window('Amy', { size: PHONE, locale: 'en-GB', path: '/sign-in' })
  await signIn(phone, MANAGER.email, true)
  await phone.getByRole('link', { name: '更多' }).click()
  await press(phone, 'English')
  await phone.getByRole('heading', { level: 1, name: 'More' }).waitFor()
  await phone.getByRole('link', { name: 'Search' }).click()
  await phone.waitForURL('**/search')
  await eventually(() => box(phone).evaluate((input) => document.activeElement === input)).toBe(true)
  await look(phone, 'phone-search-begin')
  await box(phone).fill('退貨')
  await choices(phone).getByRole('group', { name: 'Complaints' }).waitFor()
  await look(phone, 'phone-search')
  await choices(phone).getByText('All results').click()
  await phone.waitForURL('**/complaints?**q=*')
  await phone.locator('.lst-m mark').first().waitFor()
  await look(phone, 'phone-search-list')
  await phone.goBack()
  await phone.waitForURL('**/search?q=*')
  expect(await box(phone).inputValue()).toBe('退貨')
  await box(phone).fill('oyln')
  await choices(phone).getByRole('group', { name: 'Customers' }).waitFor()
  await choices(phone).getByRole('option').first().click()
  await phone.getByRole('heading', { level: 1 }).waitFor()
})
