import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, day, field, press } from './steps/hands.ts'
import { openCase } from './steps/portal.ts'
import { deskOf, type Desk, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const NEW_YORK = { timeZone: 'America/New_York' }

interface Case { readonly receivedAt: string; readonly promises: readonly { readonly dueAt: string }[] }

let journey: Journey
let desk: Desk
let clerk: Page
let known: Known

/** What the clock in the shop shows. */
const inShop = (at: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(new Date(at))

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK])
  desk = await deskOf(journey, CLERK.email)
  known = await registerBy(desk, '一店')
  clerk = await signedIn(journey, CLERK, NEW_YORK)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('a case is shown on the clock of its shop, and the page says so once', async () => {
  await clerk.goto(`/complaints/${known.id}`)
  await clerk.getByText('这一页的时间都是中国时间').waitFor()
  const { receivedAt } = await desk.get<Case>(`/complaints/${known.id}`)
  const shown = clerk.getByRole('banner').or(clerk.locator('.case-h')).locator(`time[datetime="${receivedAt}"]`).first()
  expect(await shown.innerText()).toContain(inShop(receivedAt).slice(11))
  expect(await shown.getAttribute('title')).toContain('中国时间')
  await look(clerk, 'far-case')
})

chapter('a promise typed far away is due on the clock of the shop', async () => {
  await press(clerk.getByRole('group', { name: '写给谁' }), '记一个承诺')
  const due = `${day(3)}T18:00`
  await clerk.getByText('按中国时间填写').waitFor()
  await field(clerk, /答应做什么|承诺/).first().fill('给何先生回电话')
  await clerk.locator('#promise-due').fill(due)
  await press(clerk, '记下承诺')
  await clerk.getByRole('list', { name: '各项时限' }).getByText('给何先生回电话').waitFor()
  const { promises } = await desk.get<Case>(`/complaints/${known.id}`)
  expect(promises.map((promise) => inShop(promise.dueAt).replace(' ', 'T'))).toEqual([due])
})

chapter('desk and list name the zone beside each time of day', async () => {
  for (const path of ['/', '/complaints']) {
    await clerk.goto(path)
    await clerk.getByText('中国时间').first().waitFor()
    await look(clerk, `far-${path === '/' ? 'desk' : 'list'}`)
  }
})

chapter('when it was received is meant on the clock of the unit it belongs to', async () => {
  await clerk.goto('/register?form=full')
  await card(clerk, '怎么来的').getByText('更早', { exact: true }).click()
  await card(clerk, '怎么来的').getByText('按中国时间填写').waitFor()
  await field(clerk, '收到的时间').fill(`${day(-2)}T08:30`)
  await field(card(clerk, '谁在投诉'), '怎么称呼').fill('赵先生')
  await field(card(clerk, '说了什么，想要什么'), '顾客的原话').fill('表带断了。')
  await clerk.getByRole('checkbox', { name: /我是记录人/ }).check()
  await press(clerk, '登记')
  await clerk.getByText('登记好了').waitFor()
  const { items } = await desk.get<{ items: { id: string; customerName: string }[] }>('/complaints')
  const made = items.find((item) => item.customerName === '赵先生')
  expect(inShop((await desk.get<Case>(`/complaints/${made?.id}`)).receivedAt)).toBe(`${day(-2)} 08:30`)
})

chapter('the customer reads the portal on the clock of the shop', async () => {
  const customer = await journey.window('何先生', { ...NEW_YORK, size: PHONE, path: '/portal' })
  await openCase(customer, known.number, known.portalCode)
  await customer.getByText('（中国时间）').first().waitFor()
  await look(customer, 'far-portal')
})
