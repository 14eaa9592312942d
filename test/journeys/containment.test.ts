import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, day, field, lookAtPanel, panel, press, save, visit } from './steps/hands.ts'
import { bringOrders } from './steps/orders.ts'
import { ADMIN, type Desk, deskOf, hire, type Known, registerBy } from './steps/staff.ts'

const SALES: Somebody = { name: '小周', email: 'zhou@example.com', unit: '华东销售服务处', position: 'clerk' }
const QUALITY: Somebody = { name: '秦工', email: 'qin@example.com', unit: '品保部', position: 'qualityEngineer' }
const HEAD: Somebody = { name: 'Grace Ho', email: 'grace@example.com', unit: '品保部', position: 'qualityManager' }

let journey: Journey
let quality: Page
let desk: Desk
let known: Known
let other: Known
let hold: string

beforeAll(async () => {
  journey = await openJourney({ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PACK: 'manufacturing', ORGANIZATION: '恒信电子' })
  await hire(journey, [SALES, QUALITY, HEAD])
  await (await deskOf(journey, HEAD.email)).put('/me', { locale: 'en' })
  const sales = await deskOf(journey, SALES.email)
  const about = (name: string, phone: string) => ({ customer: { name, phone }, points: [{ text: '来料混了两种端子', wants: '换货并赔偿停线损失' }], product: { name: '端子', code: 'T-204', lot: 'L1107' }, fields: { quantityShipped: 5000, quantityDefective: 120 } })
  known = await registerBy(sales, SALES.unit, about('华星电子', '13711150001'))
  other = await registerBy(sales, SALES.unit, about('东科电气', '13711150002'))
  desk = await deskOf(journey, QUALITY.email)
  await bringOrders(await deskOf(journey, ADMIN.email), '送货单,品名,批号,日期,数量,客户,电话\nSO-81,端子,L1107,2026-03-02,5000,华星电子,13711150001\nSO-82,端子,L1107,2026-03-05,800,海通电器,13711150003\n', { orderNumber: [0], productName: [1], lot: [2], boughtOn: [3], quantity: [4], customerName: [5], phone: [6] })
  quality = await signedIn(journey, QUALITY, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('the lot is held, and whoever has it in hand is warned', async () => {
  await visit(quality, `/complaints/${known.id}?panel=hold`)
  await field(panel(quality), '为什么暂停').fill('混料，停用后全检')
  await choose(panel(quality), '通知哪些部门', '品保部')
  await quality.keyboard.press('Escape')
  await field(panel(quality), '在什么时候前确认').fill(`${day(1)}T18:00`)
  await lookAtPanel(quality, 'hold-order')
  await press(panel(quality), '下达暂停令')
  await quality.waitForURL('**/watch/holds/*')
  hold = new URL(quality.url()).pathname.split('/').at(-1) ?? ''
  const sales = await signedIn(journey, SALES, { size: DESK })
  await visit(sales, `/complaints/${other.id}`)
  await sales.getByText(/暂停批次 端子 L1107，先不要给客户/).waitFor()
  await look(sales, 'case-warned')
  await sales.context().close()
})

chapter('the unit counts, the other customers are found, brought in and told', async () => {
  await card(quality, '各部门').getByRole('button', { name: '确认并清点 品保部' }).or(card(quality, '各部门').getByRole('button', { name: /确认并清点.*品保部/ })).first().click()
  await field(panel(quality), '清点到的数量').fill('3200')
  await lookAtPanel(quality, 'hold-confirm')
  await save(quality, '确认已停用')
  await card(quality, '各部门').getByText('找到 3200').waitFor()
  await card(quality, '还有谁买过').getByRole('button', { name: '找人或导入' }).click()
  await panel(quality).getByRole('checkbox', { name: /东科电气/ }).check()
  await press(panel(quality), /^加入名单/)
  await panel(quality).getByText('已在名单').waitFor()
  await panel(quality).getByText('查到 2 条订单').waitFor()
  await press(panel(quality), '把买过的人全部加入名单')
  await panel(quality).getByText('加了2位').waitFor()
  await field(panel(quality), '表格内容').fill('姓名,电话,订单号,数量\n远洋电子,13700009999,SO-91,2000')
  await press(panel(quality), '导入')
  await panel(quality).getByText('加了1位').waitFor()
  await lookAtPanel(quality, 'hold-people')
  await visit(quality, `/watch/holds/${hold}`)
  await card(quality, '还有谁买过').getByRole('button', { name: /^记结果.*远洋电子/ }).click()
  await field(panel(quality), '对方怎么说').fill('已停用，等换货')
  await save(quality, '记下结果')
  await card(quality, '还有谁买过').getByText('已告知 1/4').waitFor()
  await look(quality, 'hold')
})

chapter('it is lifted by another person than who asks, on a phone and in English', async () => {
  await press(card(quality, '解除'), '申请解除')
  await field(panel(quality), '为什么可以解除').fill('全检完，混料已剔除')
  await save(quality, '申请解除')
  const head = await signedIn(journey, HEAD, { size: PHONE, locale: 'en-GB' })
  await visit(head, `/watch/holds/${hold}`)
  await card(head, 'Lifting').waitFor()
  await look(head, 'hold-phone-en')
  await press(card(head, 'Lifting'), 'Decide')
  await field(panel(head), 'Your decision in words').fill('Fine')
  await save(head, 'Lift it')
  await eventually(() => head.getByText('Lifted').count()).toBeGreaterThan(0)
  expect((await desk.get<{ state: string }>(`/hold-orders/${hold}`)).state).toBe('lifted')
})
