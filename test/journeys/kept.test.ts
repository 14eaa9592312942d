import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { signedIn, type Somebody } from './steps/begin.ts'
import { card, choose, field, panel, pick, press, save, visit, write } from './steps/hands.ts'
import { ADMIN, HEADLESS, hire } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const DIRECTOR: Somebody = { name: '周敏', email: 'zhou@example.com', unit: '总部', position: 'serviceManager' }
const OFFICER: Somebody = { name: '韩冰', email: 'han@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let clerk: Page
let director: Page
let manager: Page
let number = ''

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER, DIRECTOR, OFFICER])
  clerk = await signedIn(journey, CLERK, { path: '/' })
  director = await signedIn(journey, DIRECTOR)
  manager = await signedIn(journey, MANAGER, { size: PHONE })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('a clerk writes down a complaint about her own manager, of somebody who does not want to be known', async () => {
  await clerk.getByRole('link', { name: '登记投诉' }).first().click()
  const who = card(clerk, '谁在投诉')
  await pick(who, '能不能让人知道是谁投诉的', '身份保密')
  await who.getByText('每次看都要写理由').waitFor()
  await write(who, { 电话: '13905710912', 怎么称呼: '卓女士' })
  await field(card(clerk, '说了什么，想要什么'), '顾客的原话').fill('店长当着别的顾客说我是来讹钱的。')
  const more = card(clerk, '来龙去脉')
  await press(more, '投诉的是我们的员工')
  await choose(more, '投诉的是谁', MANAGER.name)
  await clerk.keyboard.press('Escape')
  await look(clerk, 'register-about-staff')
  await clerk.getByRole('checkbox', { name: /我是记录人李晓芸/ }).check()
  await press(clerk, '登记')
  await clerk.getByText(/已经交给周敏处理/).waitFor()
  number = await clerk.getByRole('heading', { level: 1 }).innerText()
  expect(await clerk.getByRole('button', { name: '打开这件投诉' }).count()).toBe(0)
  await look(clerk, 'registered-handed-on')
})

chapter('the director sees whom it is about, and who complains only with a reason', async () => {
  await visit(director, `/complaints?q=${number}`)
  await director.getByRole('link', { name: '店长当着别的顾客说我是来讹钱的。' }).click()
  await director.getByRole('region', { name: '需要回避的人' }).getByText('投诉的是陈国栋').waitFor()
  const customer = card(director, '顾客')
  await customer.getByText('顾客（身份保密）').waitFor()
  await look(director, 'case-about-staff')
  await press(customer, '看投诉人是谁')
  await field(panel(director), '为什么要看').fill('要给顾客回电')
  await press(panel(director), '看')
  await panel(director).getByText('卓女士').waitFor()
  await look(director, 'panel-complainant')
  await director.keyboard.press('Escape')
  await director.getByText('要给顾客回电').waitFor()
})

chapter('the one it is about finds nothing, and gets none of the work', async () => {
  await visit(manager, `/complaints?q=${number}`)
  await manager.getByText(/^没有找到写有/).waitFor()
  await press(director, '交接')
  await panel(director).getByRole('combobox', { name: '交给谁' }).click()
  const people = director.locator('.ant-select-dropdown:visible')
  await people.getByText(OFFICER.name).waitFor()
  expect(await people.getByText(MANAGER.name).count()).toBe(0)
  await director.goto(new URL(director.url()).pathname)
  await press(card(director, '需要回避的人'), '不是陈国栋')
  await field(panel(director), '为什么不是').fill('说的是隔壁店')
  await look(director, 'panel-clear')
  await save(director, '撤回')
  await eventually(() => director.getByRole('region', { name: '需要回避的人' }).count()).toBe(0)
})

chapter('the rule who may see it stands in the settings', async () => {
  const admin = await signedIn(journey, { name: '林总', email: ADMIN.email, unit: '', position: '' })
  await visit(admin, '/settings/identity')
  await card(admin, '哪些职位看得到').getByText('投诉专员').waitFor()
  await admin.getByRole('checkbox', { name: '负责这件投诉的人也看得到' }).click()
  await look(admin, 'settings-identity')
  await eventually(() => admin.getByRole('checkbox', { name: '负责这件投诉的人也看得到' }).isChecked()).toBe(true)
})

chapter('somebody tells it anonymously on a phone, and another changes her mind', async () => {
  const nobody = await journey.window('nobody', { size: PHONE, locale: 'en-GB', path: '/portal?place=S01' })
  await field(nobody, /^What happened/).fill('The manager shouted at a customer.')
  await nobody.getByRole('radio', { name: /^Nobody/ }).check()
  await eventually(() => nobody.getByLabel(/mobile|phone number/i).count()).toBe(0)
  await look(nobody, 'portal-anonymous')
  await press(nobody, /^(Send|Submit)$/)
  await nobody.getByText(/Look-up code|Code/i).first().waitFor()
  const somebody = await journey.window('卓女士', { size: PHONE, path: '/portal?place=S01' })
  await write(somebody, { 发生了什么: '戒指又掉钻了', 怎么称呼您: '卓女士', 手机号: '13905710912' })
  await press(somebody, '提交')
  await somebody.getByRole('heading', { name: '收到了，谢谢您告诉我们' }).waitFor()
  await somebody.getByRole('link', { name: /看进展|查看/ }).first().click()
  await press(somebody, '改为身份保密')
  await somebody.getByText('身份保密：只有少数指定的人知道您是谁。').waitFor()
  await look(somebody, 'portal-protected')
})

/** The computer at the counter believes it is tomorrow. */
const tomorrow = () => {
  const Real = Date
  const ahead = 86_400_000
  globalThis.Date = class extends Real {
    constructor(...given: [] | [number]) { super(...(given.length ? given : [Real.now() + ahead]) as [number]) }
    static override now() { return Real.now() + ahead }
  } as DateConstructor
}

chapter('a computer that is a day ahead writes down when it was', async () => {
  const page = await signedIn(journey, CLERK)
  await page.addInitScript(tomorrow)
  await visit(page, '/register?channel=walkIn')
  await write(card(page, '谁在投诉'), { 电话: '13905710999', 怎么称呼: '明女士' })
  await field(card(page, '说了什么，想要什么'), '顾客的原话').fill('店长让我明天再来。')
  await press(page, '开始计时')
  await press(page, '谈完了')
  await page.getByRole('checkbox', { name: /我是记录人李晓芸/ }).check()
  await press(page, '登记')
  await page.getByText('登记好了').waitFor()
})

chapter('what was told as a suggestion is about the manager, and goes past him at once', async () => {
  const visitor = await journey.window('a visitor')
  await visitor.evaluate((body) => fetch('/api/v1/portal/feedback', { method: 'POST', headers: { 'content-type': 'application/json' }, body }), JSON.stringify({ place: 'S01', kind: 'suggestion', text: '店长该学学怎么说话', praised: null, name: '无名氏', phone: null, locale: 'zh-CN' }))
  await visit(clerk, '/feedback')
  await press(clerk, '转成投诉')
  await press(panel(clerk), '投诉的是我们的员工')
  await choose(panel(clerk), '投诉的是谁', MANAGER.name)
  await clerk.keyboard.press('Escape')
  await look(clerk, 'turn-about-staff')
  // What she turned is out of her own sight as well; the page says where it went.
  await journey.refused(clerk, 404, () => press(panel(clerk), '登记成投诉'))
  await panel(clerk).getByText(/您归被投诉的人管/).waitFor()
  await look(clerk, 'turned-about-staff')
})
