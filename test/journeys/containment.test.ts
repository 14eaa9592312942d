import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, day, field, lookAtPanel, panel, pick, press, save } from './steps/hands.ts'
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
  const it = await desk.get<{ points: { id: string }[] }>(`/complaints/${known.id}`)
  await desk.post(`/complaints/${known.id}/findings`, { pointId: it.points[0]?.id, text: '供应商来料已混', liability: 'shared', rootCause: null, evidence: [] })
  quality = await signedIn(journey, QUALITY, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('whose fault it was is divided, with a supplier written into the register on the way', async () => {
  await quality.goto(`/complaints/${known.id}`)
  await press(card(quality, '责任划分'), '划分责任')
  const form = panel(quality)
  await form.getByRole('textbox', { name: '责任比例（%）' }).first().fill('33.33')
  await form.getByRole('textbox', { name: '依据' }).first().fill('进料检验漏检')
  await form.getByRole('button', { name: /^余下的都归这一方/ }).nth(1).click()
  await press(form, '名册里没有，添一家')
  await field(form, '单位名称').fill('联达五金')
  await press(form, '添到名册')
  await field(form, '单位名称').waitFor({ state: 'detached' })
  await form.getByRole('textbox', { name: '依据' }).nth(1).fill('出厂已混入T-205')
  await form.getByText('合计 100%').waitFor()
  await lookAtPanel(quality, 'divide')
  await save(quality, '保存划分')
  await card(quality, '责任划分').getByText('联达五金').first().waitFor()
  await card(quality, '责任划分').scrollIntoViewIfNeeded()
  await look(quality, 'case-divided')
})

chapter('what it cost is charged back, agreed in part and received', async () => {
  const { current } = await desk.get<{ current: { shares: { id: string; outsider: object | null }[] } }>(`/complaints/${known.id}/liability`)
  const share = current.shares.find((one) => one.outsider)?.id ?? ''
  await quality.goto(`/complaints/${known.id}?panel=claim&on=${share}`)
  await field(panel(quality), '追偿金额').fill('800')
  await field(panel(quality), '为什么不是算出来的金额').fill('停线损失，另附清单')
  await field(panel(quality), '请对方在哪天前答复').fill(day(7))
  await lookAtPanel(quality, 'claim')
  await save(quality, '提出追偿')
  await card(quality, '责任划分').getByRole('button', { name: /^做什么/ }).click()
  await pick(panel(quality), '对方怎么说', '部分同意')
  await field(panel(quality), '同意承担的金额').fill('500')
  await field(panel(quality), '对方的说法').fill('承担材料部分')
  await lookAtPanel(quality, 'charge-back')
  await press(panel(quality), '记下答复')
  await field(panel(quality), '到账凭证号').fill('ICBC-0917')
  await field(panel(quality), '到账日期').fill(day(0))
  await press(panel(quality).locator('.form-end'), '登记到账')
  await panel(quality).getByText('这笔追偿已经结束').waitFor()
  await quality.goto('/watch/charge-backs')
  await quality.getByRole('cell', { name: /ICBC-0917/ }).waitFor()
  await look(quality, 'charge-backs')
})

chapter('the lot is held, and whoever has it in hand is warned', async () => {
  await quality.goto(`/complaints/${known.id}?panel=hold`)
  await field(panel(quality), '为什么暂停').fill('混料，停用后全检')
  await choose(panel(quality), '通知哪些部门', '品保部')
  await quality.keyboard.press('Escape')
  await field(panel(quality), '在什么时候前确认').fill(`${day(1)}T18:00`)
  await lookAtPanel(quality, 'hold-order')
  await press(panel(quality), '下达暂停令')
  await quality.waitForURL('**/watch/holds/*')
  hold = new URL(quality.url()).pathname.split('/').at(-1) ?? ''
  const sales = await signedIn(journey, SALES, { size: DESK })
  await sales.goto(`/complaints/${other.id}`)
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
  await field(panel(quality), '表格内容').fill('姓名,电话,订单号,数量\n远洋电子,13700009999,SO-91,2000')
  await press(panel(quality), '导入')
  await panel(quality).getByText('加了1位').waitFor()
  await lookAtPanel(quality, 'hold-people')
  await quality.goto(`/watch/holds/${hold}`)
  await card(quality, '还有谁买过').getByRole('button', { name: /^记结果.*远洋电子/ }).click()
  await field(panel(quality), '对方怎么说').fill('已停用，等换货')
  await save(quality, '记下结果')
  await card(quality, '还有谁买过').getByText('已告知 1/2').waitFor()
  await look(quality, 'hold')
})

chapter('it is lifted by another person than who asks, on a phone and in English', async () => {
  await press(card(quality, '解除'), '申请解除')
  await field(panel(quality), '为什么可以解除').fill('全检完，混料已剔除')
  await save(quality, '申请解除')
  const head = await signedIn(journey, HEAD, { size: PHONE, locale: 'en-GB' })
  await head.goto(`/watch/holds/${hold}`)
  await card(head, 'Lifting').waitFor()
  await look(head, 'hold-phone-en')
  await press(card(head, 'Lifting'), 'Decide')
  await field(panel(head), 'Your decision in words').fill('Fine')
  await save(head, 'Lift it')
  await eventually(() => head.getByText('Lifted').count()).toBeGreaterThan(0)
  await head.goto(`/complaints/${known.id}`)
  await card(head, 'Shares of liability').waitFor()
  await card(head, 'Shares of liability').scrollIntoViewIfNeeded()
  await look(head, 'case-divided-phone-en')
  await head.goto('/settings/outsiders')
  await head.getByRole('button', { name: '联达五金', exact: true }).waitFor()
  await look(head, 'outsiders-phone-en')
  expect((await desk.get<{ state: string }>(`/hold-orders/${hold}`)).state).toBe('lifted')
})
