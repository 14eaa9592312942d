import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { choose, field, panel, press, save, visit, write } from './steps/hands.ts'
import { openCase } from './steps/portal.ts'
import { HEADLESS, hire } from './steps/staff.ts'

const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }

let journey: Journey
let manager: Page
let customer: Page
let code = ''

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [MANAGER, CLERK])
  manager = await signedIn(journey, MANAGER)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const row = (name: string | RegExp) => manager.getByRole('listitem').filter({ hasText: name })

chapter('a card is made for a counter, and its sheet printed', async () => {
  await visit(manager, '/settings/cards')
  await manager.getByText('还没有意见卡').waitFor()
  await look(manager, 'cards-empty')
  await press(manager, '新做一张卡')
  await press(panel(manager), '保存')
  await panel(manager).getByText('这一项要填').waitFor()
  await write(panel(manager), { 柜台或地点: '3号柜台', 商品: '六爪钻戒', 批次: 'L2026-11' })
  await field(panel(manager), /^叫什么/).fill('3号柜台收银处')
  await look(manager, 'card-form')
  await press(panel(manager), '保存')
  const sheet = panel(manager).getByRole('link', { name: '生成PDF（1张卡）' })
  await sheet.waitFor()
  await look(manager, 'card-print')
  const pdf = await manager.request.get(await sheet.getAttribute('href') ?? '')
  expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
  await manager.keyboard.press('Escape')
  code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await row('3号柜台收银处').innerText())?.[0] ?? ''
  expect(code).not.toBe('')
  await look(manager, 'cards')
})

chapter('a customer scans it and praises', async () => {
  customer = await journey.window('林女士', { size: PHONE, path: `/k/${code}` })
  await customer.getByText('明岚珠宝 · 一店 · 3号柜台 · 六爪钻戒 · L2026-11').waitFor()
  await look(customer, 'portal-card')
  await customer.getByRole('radio', { name: '表扬' }).check()
  await customer.getByRole('heading', { name: '谁让您满意，请告诉我们' }).waitFor()
  await press(customer, '提交')
  await customer.getByText('请写几句好在哪里，我们好转告。').waitFor()
  await write(customer, { 好在哪里: '小李很耐心，等了我半小时', '想表扬谁 选填': '小李' })
  await look(customer, 'portal-praise')
  await press(customer, '提交')
  await customer.getByRole('heading', { name: '谢谢您告诉我们' }).waitFor()
  await look(customer, 'portal-thanks')
  await customer.getByRole('link', { name: '再说一件' }).click()
  await customer.getByText('明岚珠宝 · 一店 · 3号柜台').waitFor()
})

chapter('an idea that wants an answer becomes a complaint with a number', async () => {
  await customer.getByRole('radio', { name: '建议' }).check()
  await field(customer, '您的建议').fill('请在柜台放一把椅子')
  await customer.getByRole('radio', { name: /这件事要给我解决/ }).check()
  await look(customer, 'portal-suggestion')
  await write(customer, { 怎么称呼您: '林女士', 手机号: '13700137001' })
  await press(customer, '提交')
  await customer.getByRole('heading', { name: '收到了，谢谢您告诉我们' }).waitFor()
})

chapter('others say it in English and in traditional characters', async () => {
  const english = await journey.window('Ms Taylor', { size: PHONE, locale: 'en-GB', path: `/portal?card=${code}` })
  await english.getByRole('radio', { name: 'Idea' }).check()
  await write(english, { 'Your idea': 'A chair at the counter would be nice.' })
  await look(english, 'portal-en-idea')
  await press(english, 'Send')
  await english.getByRole('heading', { level: 1, name: 'We have it. Thank you for telling us' }).waitFor()
  await look(english, 'portal-en-idea-code')
  await english.getByRole('link', { name: 'See progress' }).click()
  await english.getByRole('heading', { level: 1, name: 'We have your idea' }).waitFor()
  await look(english, 'portal-en-idea-waiting')
  await english.context().close()
  const hant = await journey.window('陳小姐', { size: DESK, locale: 'zh-HK', path: '/portal?card=0000-0000' })
  await hant.getByText('未能識別這張卡').waitFor()
  await hant.getByRole('radio', { name: '讚賞' }).check()
  await look(hant, 'portal-hant-praise')
  await hant.context().close()
})

chapter('praise is passed on, an idea entered, and one turned into a complaint', async () => {
  await visit(manager, '/feedback')
  await row('小李很耐心').getByText('扫卡“3号柜台收银处”').waitFor()
  await look(manager, 'feedback')
  await press(row('小李很耐心'), '转告')
  await choose(panel(manager), '转告谁', CLERK.name)
  await field(panel(manager), /^说一句/).fill('顾客夸你，谢谢')
  await look(manager, 'feedback-pass')
  await save(manager, '转告')
  await row('小李很耐心').getByText('陈国栋转告李晓芸：').waitFor()
  await press(manager, '登记一条')
  await press(panel(manager), '建议')
  await panel(manager).getByText('要我们解决问题的，是投诉').waitFor()
  await field(panel(manager), /^顾客怎么说/).fill('停车场的牌子看不清')
  await look(manager, 'feedback-enter')
  await press(panel(manager), '保存')
  await panel(manager).getByText('查询码只显示这一次').waitFor()
  await look(manager, 'feedback-entered')
  await save(manager, '已经告诉顾客')
  await press(row('停车场的牌子'), '转成投诉')
  await field(panel(manager), /^顾客称呼/).fill('何先生')
  await press(panel(manager), '登记成投诉')
  await panel(manager).getByText(/已登记成投诉/).waitFor()
  await look(manager, 'feedback-turned')
  await panel(manager).getByRole('link', { name: '看投诉' }).click()
  await manager.getByText('停车场的牌子看不清').first().waitFor()
})

chapter('the list is narrowed, also on a phone', async () => {
  await visit(manager, '/feedback')
  await press(manager.getByRole('group', { name: '办到哪里' }), '已转成投诉')
  await row('停车场的牌子').waitFor()
  await row('小李很耐心').waitFor({ state: 'detached' })
  await manager.setViewportSize(PHONE)
  await visit(manager, '/feedback')
  await look(manager, 'phone-feedback')
  await visit(manager, '/settings/cards')
  await row('3号柜台收银处').getByText(/扫了2次 · 投诉1件 · 表扬与建议2条/).waitFor()
  await look(manager, 'phone-cards')
  await visit(manager, '/more')
  await manager.getByRole('link', { name: '表扬与建议' }).waitFor()
  await manager.setViewportSize(DESK)
})

chapter('who lost the code asks for another; the handler gives one after making sure who it is', async () => {
  await customer.goto('/portal?look=1')
  await customer.getByRole('link', { name: '申请新的查询码' }).click()
  await press(customer, '申请新的查询码')
  await customer.getByText('请输入编号。').waitFor()
  const { items: [made] } = await (await manager.request.get('/api/v1/complaints?limit=1')).json() as { items: { id: string; number: string }[] }
  await write(customer, { 编号: made?.number ?? '', 当时留的手机号或邮箱: '13700137001' })
  await look(customer, 'portal-lost')
  await press(customer, '申请新的查询码')
  await customer.getByText('如果编号和联系方式对得上').waitFor()
  await look(customer, 'portal-lost-asked')
  await visit(manager, `/complaints/${made?.id}?panel=code`)
  await field(panel(manager), /^核对了什么/).fill('打的是登记的电话，说得出建议的内容')
  await look(manager, 'code-form')
  await press(panel(manager), '生成新的查询码')
  const code = await panel(manager).getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText()
  await look(manager, 'code-fresh')
  await press(panel(manager), '已经告诉顾客')
  await openCase(customer, made?.number ?? '', code)
})

chapter('the link of a letter asks for a press, and says so when it is over', async () => {
  await customer.goto('/portal?renew=long-gone')
  await customer.getByRole('heading', { name: '换一个新的查询码' }).waitFor()
  await look(customer, 'portal-renew')
  await journey.refused(customer, 404, async () => {
    await press(customer, '显示新的查询码')
    await customer.getByText('这个链接或短信里的码不对').waitFor()
  })
  await customer.getByRole('link', { name: '重新申请' }).click()
  await customer.getByRole('heading', { name: '查询码丢了' }).waitFor()
})

chapter('who is reached by SMS alone types the code in it, and comes to the same place', async () => {
  await customer.getByText('收到短信里的码了？').click()
  await press(customer, '下一步')
  await customer.getByText('请输入短信里的码。').waitFor()
  await look(customer, 'portal-sms-code')
  await field(customer, /^短信里的码/).fill('7k2m 9pqr 3xyz')
  await press(customer, '下一步')
  await customer.getByRole('heading', { name: '换一个新的查询码' }).waitFor()
  await journey.refused(customer, 404, async () => {
    await press(customer, '显示新的查询码')
    await customer.getByText('这个链接或短信里的码不对').waitFor()
  })
})

chapter('a card out of use still lets customers speak', async () => {
  await visit(manager, '/settings/cards')
  await press(row('3号柜台收银处'), '停用')
  await manager.locator('.ant-popconfirm').getByRole('button', { name: '确定' }).click()
  await row('3号柜台收银处').waitFor({ state: 'detached' })
  await customer.goto(`/k/${code}`)
  await customer.getByText('这张卡已经停用了').waitFor()
  await look(customer, 'portal-card-retired')
})
