import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, PHONE, eventually, openJourney, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { attach, card, choose, field, lookAtPanel, panel, photo, pick, press, save, visit } from './steps/hands.ts'
import { pickWording } from './steps/handle.ts'
import { openCase } from './steps/portal.ts'
import { type Desk, HEADLESS, type Known, deskOf, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk', phone: '0571-85010001' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const FINANCE: Somebody = { name: '赵敏', email: 'zhao@example.com', unit: '财务部', position: 'financeOfficer' }
const NUMBER = '消协调字〔2026〕118号'

interface Remedy { readonly id: string; readonly version: number; readonly state: string }
interface Shown { readonly version: number; readonly remedies: readonly Remedy[]; readonly closeGates: readonly string[] }

let journey: Journey
let desk: Desk
let clerk: Page
let manager: Page
let made: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER, FINANCE])
  desk = await deskOf(journey, CLERK.email)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const shown = () => desk.get<Shown>(`/complaints/${made.id}`)
const latest = async () => { const found = (await shown()).remedies.at(-1); if (!found) throw new Error('no proposal'); return found }

chapter('an unreasonable demand is refused with grounds, and the customer takes it to the association: number, its day, our own before it', async () => {
  made = await registerBy(desk, '一店')
  const [point] = made.points
  await desk.post(`/complaints/${made.id}/acknowledge`, { how: 'phone' })
  await desk.post(`/complaints/${made.id}/findings`, { pointId: point?.id, text: '扣头焊点有裂，属于修理没到位', liability: 'ours', rootCause: null, evidence: [] })
  clerk = await signedIn(journey, CLERK)
  await visit(clerk, `/complaints/${made.id}`)
  await press(card(clerk, '处理方案'), '不同意顾客的诉求')
  await pickWording(clerk)
  await field(panel(clerk), '为什么不能同意').fill('您要的两万元远超过实际损失，按补偿标准不能同意。')
  await panel(clerk).getByRole('checkbox', { name: '申请调解' }).check()
  await lookAtPanel(clerk, 'decline-demand')
  await save(clerk, '答复顾客')
  await card(clerk, '处理方案').getByText('远超过实际损失').waitFor()
  await look(clerk, 'demand-declined')
  await card(clerk, '外部程序').getByText('还没有登记').waitFor()
  await press(card(clerk, '外部程序'), '登记外部程序')
  const form = panel(clerk)
  await choose(form, '机构', '消费者协会')
  await field(form, '对方编号').fill(NUMBER)
  await field(form, '对方要求什么').fill('请在期限内书面答复，并派人参加调解。')
  const by = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await form.getByLabel('对方要求答复的时间').fill(`${by}T17:00`)
  await lookAtPanel(clerk, 'outside-register')
  await save(clerk, '登记')
  await card(clerk, '外部程序').getByText(NUMBER).waitFor()
  await card(clerk, '外部程序').getByText('我方时限').waitFor()
  await look(clerk, 'outside-case')
})

chapter('the answer is begun from the case, approved by the manager on his phone, and handed in with its proof', async () => {
  await card(clerk, '外部程序').getByRole('button', { name: /^打开/ }).click()
  await pick(panel(clerk), '下一步', '写答复')
  await eventually(() => field(panel(clerk), /^事项 1/).inputValue()).toContain('扣头焊点有裂')
  await lookAtPanel(clerk, 'outside-report')
  await press(panel(clerk), '请上级核准')
  await panel(clerk).getByText('等核准').waitFor()

  manager = await signedIn(journey, MANAGER, { size: PHONE, path: '/' })
  await manager.getByText('核准对外答复').first().click()
  await panel(manager).getByText('阶段答复').first().waitFor()
  await lookAtPanel(manager, 'phone-outside-approve')
  await press(panel(manager), '核准')
  await panel(manager).getByText('已核准').waitFor()

  await clerk.reload()
  await panel(clerk).getByText('已核准').waitFor()
  const [paper] = await Promise.all([clerk.context().waitForEvent('page'), panel(clerk).getByRole('link', { name: '打印（一页）' }).click()])
  await paper.close()
  await field(panel(clerk), '回执号、单号').fill('PT-20261124-7')
  await attach(panel(clerk), await photo(clerk, '回执.jpg'))
  await lookAtPanel(clerk, 'outside-send')
  await press(panel(clerk), '记为已交出')
  await panel(clerk).getByText('已交出').waitFor()
})

chapter('its result comes back with terms, which become a proposal within authority, and is agreed', async () => {
  await pick(panel(clerk), '下一步', '记结果')
  const form = panel(clerk)
  await choose(form, '结果', '调解成功')
  await field(form, '经过和理由').fill('双方到场调解，店方退修理费并减收一半。')
  await press(form, '加一项')
  await field(form, '金额（元）').fill('150')
  await form.getByText('您自己可以定').waitFor()
  await lookAtPanel(clerk, 'outside-result')
  await press(form, '记下结果并拟成方案')
  await eventually(async () => (await latest()).state).toBe('approved')
  const { id, version } = await latest()
  await desk.post(`/remedies/${id}/offer`, { version })
  await desk.post(`/remedies/${id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'call' } })
})

chapter('the customer reads at the portal, on a phone, how it stands outside', async () => {
  const customer = await journey.window('何先生', { size: PHONE, path: '/portal' })
  await openCase(customer, made.number, made.portalCode)
  await customer.getByRole('heading', { name: '外部机构办理情况' }).waitFor()
  await customer.getByText(NUMBER).waitFor()
  await customer.getByText(/^调解成功/).waitFor()
  await customer.getByText(/^我们已于/).waitFor()
  await look(customer, 'phone-portal-outside')
  await press(customer, '少告诉一点')
  await customer.getByText('只在要紧的时候告诉您。').waitFor()
  await customer.context().close()
})

chapter('it does not close before the association has been told what came of it', async () => {
  expect((await shown()).closeGates.some((words) => words.includes('消费者协会'))).toBe(true)
  await visit(clerk, `/complaints/${made.id}`)
  await card(clerk, '外部程序').getByText('还欠结果答复').waitFor()
  await card(clerk, '外部程序').getByRole('button', { name: /^打开/ }).click()
  await pick(panel(clerk), '下一步', '写答复')
  await pick(panel(clerk), '哪种答复', '结果答复')
  await press(panel(clerk), '请上级核准')
  await panel(clerk).getByText('等核准').waitFor()
  await visit(manager, '/')
  await manager.getByText('核准对外答复').first().click()
  await press(panel(manager), '核准')
  await panel(manager).getByText('已核准').waitFor()
  await clerk.reload()
  await field(panel(clerk), '回执号、单号').fill('PT-20261126-2')
  await press(panel(clerk), '记为已交出')
  await eventually(async () => (await shown()).closeGates.some((words) => words.includes('消费者协会'))).toBe(false)
})

chapter('the customer rings and asks: one page says what may be said, one press that it was', async () => {
  await visit(clerk, `/complaints/${made.id}`)
  await press(clerk, '顾客来问')
  await panel(clerk).getByText(/^您的投诉现在到了/).waitFor()
  await panel(clerk).getByText('只听要紧的').waitFor()
  await lookAtPanel(clerk, 'inquire')
  await field(panel(clerk), '补充一句（不填也行）').fill('顾客问调解款什么时候到，已说明。')
  await save(clerk, '已电话告知')
  await clerk.getByText('顾客问调解款什么时候到，已说明。').first().waitFor()
})

chapter('what is heard outside stands in one list, by what is due', async () => {
  await visit(clerk, '/watch/proceedings')
  await clerk.getByText('这里没有').waitFor()
  await choose(clerk, '状态', '全部状态')
  await clerk.getByRole('row', { name: /消费者协会/ }).waitFor()
  await look(clerk, 'outside-list')
  await visit(manager, '/watch/proceedings?state=ended')
  await manager.getByRole('row', { name: /消费者协会/ }).waitFor()
  await look(manager, 'phone-outside-list')
  await visit(manager, `/complaints/${made.id}?panel=inquire`)
  await panel(manager).getByText(/^您的投诉现在到了/).waitFor()
  await lookAtPanel(manager, 'phone-inquire')
  await visit(manager, `/complaints/${made.id}`)
  await card(manager, '外部程序').waitFor()
  await look(manager, 'phone-outside-case')
})
