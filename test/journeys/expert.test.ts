import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, PHONE, eventually, openJourney, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { attach, card, choose, field, lookAtPanel, panel, photo, pick, press, save, signOn, visit } from './steps/hands.ts'
import { accept, openCase } from './steps/portal.ts'
import { type Desk, HEADLESS, type Known, deskOf, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const GENERAL: Somebody = { name: '高总', email: 'gao@example.com', unit: '总经理室', position: 'generalManager' }

let journey: Journey
let desk: Desk
let clerk: Page
let manager: Page
let lab: Page
let made: Known & { number: string; portalCode: string }

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER, GENERAL])
  desk = await deskOf(journey, CLERK.email)
  made = await registerBy(desk, '一店', { customer: { name: '孙慧敏', phone: '13905710999' }, points: [{ text: '项链说是足金，别家说是镀金', wants: '退一赔三' }], product: { name: '足金项链', priceFen: 20_000 } }) as typeof made
  await desk.post(`/complaints/${made.id}/acknowledge`, { how: 'phone' })
  const { version } = await desk.get<{ version: number }>(`/complaints/${made.id}`)
  await desk.post(`/complaints/${made.id}/classify`, { version, pointId: made.points[0]?.id, categoryCode: 'falseMaterial', severity: 'major' })
  await desk.post(`/complaints/${made.id}/goods`, { kind: 'jewellery', what: '足金项链一条', condition: '完好', seal: 'F-0031', returnBy: new Date(Date.now() + 20 * 86_400_000).toISOString(), place: '店长保险柜', unsignedWhy: '快递寄来' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const opinions = () => card(clerk, '专家鉴定')

chapter('the manager writes an accredited laboratory into the list of outside firms', async () => {
  manager = await signedIn(journey, MANAGER, { size: DESK })
  await visit(manager, '/settings/outsiders')
  await press(manager, '添一家')
  await choose(panel(manager), '种类', '检测机构')
  await field(panel(manager), /^单位名称/).fill('国检珠宝检测中心')
  await field(panel(manager), '资质证号').fill('CMA 2100-1')
  await lookAtPanel(manager, 'expert-outsider')
  await save(manager, '保存')
  await manager.getByText('资质 CMA 2100-1').waitFor()
})

chapter('nothing is proposed before an opinion: the clerk commissions it, and the customer agrees on who', async () => {
  clerk = await signedIn(journey, CLERK, { size: DESK })
  await visit(clerk, `/complaints/${made.id}`)
  await opinions().getByText('先有鉴定意见（真伪），才能拟方案。').waitFor()
  await press(opinions(), '委托鉴定')
  await choose(panel(clerk), '机构', '国检珠宝检测中心')
  await field(panel(clerk), /^情况说明/).fill('足金项链一条，请鉴定是不是足金')
  await field(panel(clerk), '鉴定费').fill('300')
  await lookAtPanel(clerk, 'expert-commission')
  await save(clerk, '委托')
  await opinions().getByText('等顾客同意').waitFor()
  await press(opinions(), /^查看、办理/)
  await press(panel(clerk), '记下')
  await panel(clerk).getByText('交给 国检珠宝检测中心 的物品，收据上会写明去了哪里。').waitFor()
})

chapter('the chain goes to the laboratory by its receipt, and a link is copied', async () => {
  await lookAtPanel(clerk, 'expert-goods')
  await press(panel(clerk), '交给鉴定人')
  await panel(clerk).getByText('从 国检珠宝检测中心 取回的物品。').waitFor()
  await pick(panel(clerk), '下一步', '发链接')
  await press(panel(clerk), '生成链接')
  const url = new URL(await panel(clerk).locator('code').textContent() ?? '')
  const [letter] = await Promise.all([clerk.waitForEvent('download'), press(panel(clerk), '打印带二维码的委托书')])
  expect(letter.suggestedFilename()).toBe(`${made.number}-J1.pdf`)
  await lookAtPanel(clerk, 'expert-link')
  await opinions().getByRole('link', { name: /^打印委托书/ }).waitFor()
  lab = await journey.window('钱工', { size: PHONE, path: `${url.pathname}${url.search}` })
  await lab.getByRole('heading', { name: '鉴定意见', level: 1 }).waitFor()
  expect(await lab.getByText('孙慧敏').count()).toBe(0)
})

chapter('the laboratory answers on a phone, attaches its report and signs', async () => {
  await look(lab, 'expert-link-phone')
  await press(lab, '签署并提交')
  await lab.getByText('请写上您的姓名').waitFor()
  await lab.getByText('不是真品', { exact: true }).click()
  await field(lab, '鉴定意见').fill('材质为铜镀金，不是足金')
  await attach(lab.locator('form'), await photo(lab, 'report.jpg'))
  await field(lab, '您的姓名').fill('钱工')
  await press(lab, '签署并提交')
  await lab.getByText('您已经签署，谢谢。').waitFor()
  await look(lab, 'expert-signed-phone')
})

chapter('decisions rest on it: finding, facts of law and standard follow, and what is below the law is stopped', async () => {
  await visit(clerk, `/complaints/${made.id}`)
  await opinions().getByText('已出具').waitFor()
  await press(opinions(), /^查看、办理/)
  await panel(clerk).getByText('SHA-256').first().waitFor()
  await lookAtPanel(clerk, 'expert-rest')
  await press(panel(clerk), '以这份为准')
  await panel(clerk).getByText('从 国检珠宝检测中心 取回的物品。').waitFor()
  await press(panel(clerk), '已取回')
  await panel(clerk).getByText('顾客不认这份意见', { exact: false }).waitFor()
  await visit(clerk, `/complaints/${made.id}?panel=propose`)
  const law = panel(clerk).getByRole('region', { name: '法定底线' })
  await law.getByText('赔偿损失、额外补偿至少 ¥600.00').waitFor()
  await panel(clerk).getByText('鉴定不是真品或被调换', { exact: false }).waitFor()
  await press(panel(clerk), '加一项')
  await field(panel(clerk), '金额（元）').fill('200')
  await field(panel(clerk), /^为什么这样处理/).fill('鉴定不是真品，退一赔三')
  await panel(clerk).getByText(/低于法定底线/).waitFor()
  await press(panel(clerk), '加一项')
  await choose(panel(clerk).locator('.line').nth(1), '做什么', '赔偿损失')
  await field(panel(clerk).locator('.line').nth(1), '金额（元）').fill('600')
  await lookAtPanel(clerk, 'expert-propose')
  await save(clerk, '送去核准')
  await card(clerk, '处理方案').getByText(/-J1 不是真品/).waitFor()
})

chapter('it is approved, told to the customer, who agrees on their page', async () => {
  await visit(manager, '/approvals')
  await press(manager, '核准 ¥800.00')
  await manager.getByText('没有等您核准的方案').waitFor()
  await clerk.reload()
  await press(card(clerk, '处理方案'), /^把方案告诉/)
  await save(clerk, /^(告诉|把方案)/)
  const customer = await journey.window('孙女士', { size: PHONE, path: '/portal' })
  await openCase(customer, made.number, made.portalCode)
  await accept(customer)
  await press(customer, '确定同意')
  await eventually(async () => (await desk.get<{ stage: string }>(`/complaints/${made.id}`)).stage).toBe('execution')
})

chapter('the chain is given back for her signature, and the case shows it all on a phone and in the dark', async () => {
  await visit(clerk, `/complaints/${made.id}`)
  await press(clerk, /^转交、交还/)
  await panel(clerk).getByText('交还', { exact: true }).first().click()
  await press(panel(clerk), /^签名/)
  await signOn(clerk)
  await save(clerk, '交还')
  const goods = (await desk.get<{ goods: { state: string; moves: unknown[] }[] }>(`/complaints/${made.id}`)).goods[0]
  expect([goods?.state, goods?.moves.length]).toEqual(['returned', 2])
  await opinions().getByText('以此为准').waitFor()
  await opinions().scrollIntoViewIfNeeded()
  await look(clerk, 'expert-case')
  await clerk.emulateMedia({ colorScheme: 'dark' })
  await clerk.setViewportSize(PHONE)
  await press(opinions(), /^查看、办理/)
  await lookAtPanel(clerk, 'expert-phone-dark')
})
