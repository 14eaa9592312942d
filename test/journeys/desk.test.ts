import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look, settle } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, field, panel, press, save, visit } from './steps/hands.ts'
import { type Desk, deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }

let journey: Journey
let clerk: Page
let desk: Desk
let manager: Desk
let known: Known

/** As long as an answer counts as fresh. */
const FRESH_MS = 5_000

/** By the clock of the page that time passes: what it knows is fresh no more. */
const passFreshness = (page: Page) => page.evaluate((ms) => {
  const now = Date.now.bind(Date)
  Date.now = () => now() + ms
}, FRESH_MS)

/** The page is covered by another tab and comes into sight again. */
const leave = (page: Page, hidden: boolean) => page.evaluate((state) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}, hidden ? 'hidden' : 'visible')

const comeBack = async (page: Page) => {
  await leave(page, true)
  await passFreshness(page)
  await leave(page, false)
}

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER])
  desk = await deskOf(journey, CLERK.email)
  manager = await deskOf(journey, MANAGER.email)
  for (const name of ['何先生', '赵先生', '钱先生']) known = await registerBy(desk, '一店', { customer: { name } })
  clerk = await signedIn(journey, CLERK, { path: '/' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('each figure of the desk opens as many complaints as it counts', async () => {
  const figures = clerk.getByRole('navigation', { name: '数字' })
  await figures.waitFor()
  const names = await figures.getByRole('link').allInnerTexts()
  expect(names.map((name) => name.replace(/\D/g, ''))).toEqual(['3', '3', '0', '3', '0', '0', '0', '0', '0'])
  for (const [at, name] of names.entries()) {
    await visit(clerk, '/')
    await figures.getByRole('link').nth(at).click()
    await clerk.getByRole('search', { name: '筛选' }).getByText(`共${name.replace(/\D/g, '')}件`, { exact: true }).waitFor()
  }
  await look(clerk, 'list-from-figure')
})

/** Pages ask again by themselves only after a minute. */
const SOON = { timeout: 25_000 }

chapter('a list is asked again at once when the page comes into sight, and when the network is back', async () => {
  await visit(clerk, '/complaints')
  await clerk.getByText('共3件', { exact: true }).waitFor()
  await registerBy(desk, '一店', { customer: { name: '孙女士' } })
  await comeBack(clerk)
  await clerk.getByRole('cell', { name: '孙女士' }).waitFor(SOON)
  // An answer that is still on its way would come back as news of the moment after.
  await clerk.getByText('共4件', { exact: true }).waitFor(SOON)
  await clerk.context().setOffline(true)
  await passFreshness(clerk)
  await registerBy(desk, '一店', { customer: { name: '周女士' } })
  await clerk.context().setOffline(false)
  await clerk.getByRole('cell', { name: '周女士' }).waitFor(SOON)
  await clerk.getByText('共5件', { exact: true }).waitFor(SOON)
})

const news = () => clerk.getByRole('button', { name: /点此刷新/ })

chapter('an open case tells that somebody else changed it, and moves nothing under who is typing', async () => {
  await visit(clerk, `/complaints/${known.id}`)
  await clerk.getByRole('region', { name: '时间线' }).waitFor()
  const reply = field(clerk, /回复|您好/).first()
  await reply.fill('钱先生，您好，我们正在')
  await manager.post(`/complaints/${known.id}/urgency`, { urgency: 'urgent', reason: '顾客明天出差' })
  const before = await card(clerk, '时间线').or(clerk.getByRole('region', { name: '时间线' })).first().innerText()
  await comeBack(clerk)
  await news().waitFor(SOON)
  expect(await news().innerText()).toContain('陈国栋')
  expect(await clerk.getByRole('region', { name: '时间线' }).innerText()).toBe(before)
  await look(clerk, 'case-news')
  await news().click()
  await clerk.getByRole('region', { name: '时间线' }).getByText('顾客明天出差').waitFor()
  await news().waitFor({ state: 'detached' })
  expect(await reply.inputValue()).toBe('钱先生，您好，我们正在')
})

chapter('what one does oneself is shown at once and is no news', async () => {
  await visit(clerk, `/complaints/${known.id}?panel=acknowledge`)
  await save(clerk, '记下已告知')
  await card(clerk, '说清与核对').getByText('李晓芸已').waitFor()
  const asked = clerk.waitForResponse(/\/news\b/)
  await comeBack(clerk)
  await (await asked).finished()
  await settle(clerk)
  expect(await news().count()).toBe(0)
})

chapter('beside an open form, and on a phone', async () => {
  await visit(clerk, `/complaints/${known.id}?panel=restate`)
  await panel(clerk).waitFor()
  await manager.post(`/complaints/${known.id}/urgency`, { urgency: 'general', reason: '不用急了' })
  await comeBack(clerk)
  await news().or(clerk.getByText('点此刷新')).first().waitFor(SOON)
  await look(clerk, 'case-news-panel')
  await clerk.setViewportSize(PHONE)
  await visit(clerk, `/complaints/${known.id}`)
  await clerk.getByRole('heading', { level: 1 }).waitFor()
  await manager.post(`/complaints/${known.id}/urgency`, { urgency: 'urgent', reason: '又急了' })
  await comeBack(clerk)
  await news().waitFor(SOON)
  await look(clerk, 'phone-case-news')
  await press(clerk, /点此刷新/)
  await news().waitFor({ state: 'detached' })
})

chapter('what opens on a button comes when it is pressed, and the focus stays on the button', async () => {
  const page = await journey.tab(clerk, '/complaints')
  await page.setViewportSize(DESK)
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  for (const [name, inside] of [[/^通知/, '看全部'], [/李晓芸/, '退出登录'], ['选列', '渠道']] as const) {
    const button = page.getByRole('button', { name })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByText(inside).last().waitFor()
    expect(await focused()).toBe(await button.textContent())
    await look(page, `opened-${inside}`)
    await button.click()
    await page.getByText(inside).last().waitFor({ state: 'hidden' })
  }
  await page.close()
})

chapter('the parts of the pages are sent packed', async () => {
  const source = await clerk.locator('script[type=module]').first().getAttribute('src') ?? ''
  const encodingFor = async (accepted: string) => (await clerk.request.get(source, { headers: { 'accept-encoding': accepted } })).headers()['content-encoding']
  expect([await encodingFor('gzip, br'), await encodingFor('gzip'), await encodingFor('identity')]).toEqual(['br', 'gzip', undefined])
})
