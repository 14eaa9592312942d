import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, field, lookAtPanel, panel, pick, press, save, signOn, visit } from './steps/hands.ts'
import { deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk', phone: '0571-85010001' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const SERVICE: Somebody = { name: '林正宜', email: 'service@example.com', unit: '总部', position: 'serviceManager' }
const MINUTE = 60_000
/** What a hand at a counter does between opening the form and the signed coupon. */
const MOST_CLICKS = 16
const CODES = ['BY-0231\t50', 'BY-0232\t50', 'BY-0233\t50'].join('\n')

let journey: Journey
let clerk: Page
let made: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER, SERVICE])
  made = await registerBy(await deskOf(journey, CLERK.email), '一店')
  await (await deskOf(journey, CLERK.email)).post(`/complaints/${made.id}/acknowledge`, { how: 'inPerson' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

/** Presses count, whatever they hit. */
const countClicks = (page: Page) => page.evaluate(() => {
  const counted = window as Window & { clicks?: number }
  counted.clicks = 0
  document.addEventListener('pointerdown', () => { counted.clicks = (counted.clicks ?? 0) + 1 }, { capture: true })
})
const clicksOf = (page: Page) => page.evaluate(() => (window as Window & { clicks?: number }).clicks ?? 0)

chapter('the manager puts coupons into the stock, their codes pasted from a table', async () => {
  const manager = await signedIn(journey, MANAGER)
  await visit(manager, '/watch/stock')
  await manager.getByText('还没有库存').waitFor()
  await look(manager, 'stock-empty')
  await press(manager, '加一种')
  await pick(panel(manager), '是什么', '优惠券')
  await field(panel(manager), '名称').fill('保养券')
  await field(panel(manager), '每份价值').fill('50')
  await field(panel(manager), '剩多少时提醒').fill('2')
  await panel(manager).getByRole('checkbox', { name: '每张有自己的号' }).check()
  await lookAtPanel(manager, 'stock-kind')
  await save(manager, '保存')
  await press(manager, '登记入库')
  await choose(panel(manager), '哪一种', '保养券')
  await choose(panel(manager), '放在哪个部门', '一店')
  await field(panel(manager), '券号').fill(CODES)
  await panel(manager).getByText('共 3 张').waitFor()
  await field(panel(manager), '有效期到').fill('2099-12-31')
  await lookAtPanel(manager, 'stock-receive')
  await save(manager, '登记入库')
  await manager.getByRole('row', { name: /保养券/ }).getByText('3', { exact: true }).waitFor()
  await look(manager, 'stock')
  await manager.context().close()
})

chapter('settled at the counter within one\'s own limit: from opening the form to the signed coupon in less than a minute', async () => {
  clerk = await signedIn(journey, CLERK, { size: PHONE })
  await visit(clerk, `/complaints/${made.id}`)
  await card(clerk, '处理方案').waitFor()
  await countClicks(clerk)
  const begun = Date.now()
  let looking = 0
  /** Looking takes time that nobody at a counter spends. */
  const lookAside = async (name: string) => {
    const at = Date.now()
    await lookAtPanel(clerk, name)
    looking += Date.now() - at
  }
  await press(card(clerk, '处理方案'), '拟方案')
  const form = panel(clerk)
  await press(form, '加一项')
  await choose(form, '做什么', '礼品或礼券')
  await field(form, '金额（元）').fill('50')
  await field(form, '为什么这样处理').fill('扣头又断了，送一张保养券。')
  await form.getByText('您自己可以定').waitFor()
  await form.getByRole('checkbox', { name: '顾客就在面前，当场同意' }).check()
  await press(form, '当场谈妥')
  await form.waitFor({ state: 'detached' })
  await card(clerk, '谈妥之后').getByRole('button', { name: /^从库存发放/ }).click()
  await panel(clerk).getByText('保养券').first().waitFor()
  await panel(clerk).getByRole('button', { name: /^签名/ }).click()
  await signOn(clerk)
  await lookAside('issue-gift')
  await press(panel(clerk), '发给顾客')
  await panel(clerk).waitFor({ state: 'detached' })
  await card(clerk, '谈妥之后').getByText('BY-0231').waitFor()
  const [took, clicks] = [Date.now() - begun - looking, await clicksOf(clerk)]
  process.stdout.write(`on the spot: ${clicks} clicks, ${(took / 1_000).toFixed(1)} s\n`)
  expect(took).toBeLessThan(MINUTE)
  expect(clicks).toBeLessThanOrEqual(MOST_CLICKS)
  await card(clerk, '谈妥之后').getByText('1/1').waitFor()
  await look(clerk, 'phone-case-issued')
})

chapter('the register says to whom it went, the books what it cost', async () => {
  await visit(clerk, '/watch/stock')
  await clerk.getByRole('row', { name: /保养券/ }).getByText('2', { exact: true }).waitFor()
  await look(clerk, 'phone-stock')
  await visit(clerk, '/watch/stock?view=register')
  await clerk.getByText('BY-0231').waitFor()
  await look(clerk, 'phone-stock-register')
  await visit(clerk, '/watch/tasks')
  await clerk.getByText('没有这样的事').waitFor()
  await look(clerk, 'phone-tasks')
  await clerk.context().close()
  const service = await signedIn(journey, SERVICE, { scheme: 'dark' })
  await visit(service, '/watch/ledger?by=unit')
  await service.getByRole('row', { name: /一店/ }).getByText('¥50.00').first().waitFor()
  await look(service, 'ledger')
  await service.getByRole('button', { name: /^看明细/ }).first().click()
  await panel(service).getByText('发放礼品').waitFor()
  await lookAtPanel(service, 'ledger-lines')
  await visit(service, '/watch/ledger?panel=export')
  await panel(service).getByText('还没有导出的 1 笔').waitFor()
  await lookAtPanel(service, 'ledger-export')
  await service.context().close()
})
