import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { createPerson, firstRun, type Somebody, signIn, signedIn } from './steps/begin.ts'
import { card, lookAtPanel, onSlowLine, panel, press, save, visit } from './steps/hands.ts'
import { payRefund } from './steps/pay.ts'
import { acknowledge, classifyFirst, close, declineCounter, doNext, doTask, fillProposal, findFirst, findSecond, followUp, offer, restate, verify } from './steps/handle.ts'
import { accept, askForMore, openCase, tell } from './steps/portal.ts'
import { describeGoods, paper, type Registered, readRegistered, signOff, takeCall } from './steps/register.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: '一线员工', phone: '0571-85010001' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: '店长' }
const FINANCE: Somebody = { name: '周敏', email: 'zhou@example.com', unit: '财务部', position: '财务专员' }
const OFFICER: Somebody = { name: '赵一鸣', email: 'zhao@example.com', unit: '总部', position: '投诉处理专员' }
const SMITH: Somebody = { name: '吴师傅', email: 'wu@example.com', unit: '维修工坊', position: '一线员工' }

let journey: Journey
let admin: Page
let clerk: Page
let manager: Page
let officer: Page
let customer: Page
let made: Registered

beforeAll(async () => {
  journey = await openJourney({}, { own: true })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const toCase = (page: Page, query = '') => visit(page, `/complaints/${made.id}${query}`)

chapter('the first page asks for language, trade, firm and administrator', async () => {
  admin = await journey.window('林总', { workers: true })
  await firstRun(admin, '明岚珠宝', 'lin@example.com')
  await look(admin, 'desk-empty')
})

chapter('the administrator creates the people and looks at the settings', async () => {
  await admin.getByRole('link', { name: '设置', exact: true }).click()
  await look(admin, 'settings')
  await admin.getByRole('link', { name: /^人员/ }).click()
  for (const who of [CLERK, MANAGER, FINANCE, OFFICER, SMITH]) await createPerson(admin, who)
  await look(admin, 'people')
  await press(admin, CLERK.name)
  await lookAtPanel(admin, 'person')
  for (const [path, heading] of [['units', '部门与门店'], ['positions', '职位'], ['tokens', '接口密钥'], ['audit', '操作记录'], ['account', '我的账号']] as const) {
    await visit(admin, `/settings/${path}`)
    await admin.getByRole('heading', { level: 1, name: heading }).waitFor()
    await look(admin, `settings-${path}`)
  }
  for (const part of ['categories', 'fields', 'clocks', 'closing', 'tables', 'roles', 'guidance']) {
    await visit(admin, `/settings/pack?part=${part}`)
    await admin.getByRole('heading', { level: 1, name: '珠宝首饰' }).waitFor()
    await look(admin, `pack-${part}`)
  }
})

chapter('the customer has written once before, so that the shop will know her', async () => {
  customer = await journey.window('苏女士', { size: PHONE, path: '/portal?place=S01', workers: true })
  await customer.getByRole('heading', { name: '哪里没做好，请告诉我们' }).waitFor()
  await look(customer, 'portal-tell')
  await press(customer, '提交')
  await look(customer, 'portal-tell-faults')
  await tell(customer, { what: '发生了什么', text: '买戒指送的清洗券说过期了，可券上没有写日期。', name: ['怎么称呼您', '苏女士'], phone: ['手机号', '13905710912'], submit: '提交' })
  await customer.getByRole('heading', { name: '收到了，谢谢您告诉我们' }).waitFor()
  await look(customer, 'portal-done')
})

chapter('she phones the shop: recognised, written down in two points, number and code issued', async () => {
  clerk = await journey.window(CLERK.name, { path: '/sign-in', workers: true })
  await look(clerk, 'sign-in')
  await signIn(clerk, CLERK.email)
  await look(clerk, 'desk')
  await takeCall(clerk)
  await describeGoods(clerk)
  await look(clerk, 'register')
  await signOff(clerk)
  made = await readRegistered(clerk)
  expect(made.number).toMatch(/^S01-\d{8}-\d{4}$/)
  expect(made.code.length).toBeGreaterThanOrEqual(6)
  await look(clerk, 'registered')
  await paper(clerk, made.id, 'receipt')
})

chapter('acknowledged, restated, checked and classified; the clocks say why', async () => {
  await press(clerk, '打开这件投诉')
  await clerk.getByRole('heading', { level: 1, name: /碎钻掉了一颗/ }).waitFor()
  await look(clerk, 'case-new')
  await doNext(clerk, '记下已告知')
  await lookAtPanel(clerk, 'acknowledge')
  await acknowledge(clerk)
  await card(clerk, '说清与核对').getByText('李晓芸已电话告知').waitFor()
  for (const [command, name, fill] of [['restate', '写复述', restate], ['verify', '记下核对结果', verify]] as const) {
    await press(card(clerk, '说清与核对'), name)
    await lookAtPanel(clerk, command)
    await fill(clerk)
  }
  await card(clerk, '说清与核对').getByText('顾客确认无误').waitFor()
  await press(card(clerk, '投诉要点'), '给第1条归类')
  await lookAtPanel(clerk, 'classify')
  await classifyFirst(clerk)
  await clerk.getByRole('button', { name: '各项时限' }).or(clerk.getByRole('button', { name: /为什么是这个时间/ })).first().click()
  await look(clerk, 'clock-why')
  await clerk.keyboard.press('Escape')
})

chapter('findings with a photo, whose it is, and why it happened', async () => {
  await press(card(clerk, '投诉要点'), '给第1条写结论')
  await onSlowLine(clerk, '存下结论', () => findFirst(clerk))
  await lookAtPanel(clerk, 'finding')
  await save(clerk, '存下结论')
  await card(clerk, '投诉要点').getByRole('link', { name: '镶口放大.jpg' }).waitFor()
  await press(card(clerk, '投诉要点'), '给第2条写结论')
  await findSecond(clerk)
  await card(clerk, '现在该做').getByText('拟一份处理方案').waitFor()
})

chapter('a refund and a gift: the standard says which rule fits, the table that it is above her limit', async () => {
  await doNext(clerk, '拟方案')
  await fillProposal(clerk, '500')
  await lookAtPanel(clerk, 'propose')
  await save(clerk, '送去核准')
  await card(clerk, '处理方案').getByText('等店长核准：陈国栋').waitFor()
  await look(clerk, 'case-approval')
})

chapter('the shop manager sees it among his approvals and approves', async () => {
  manager = await signedIn(journey, MANAGER, { path: '/' })
  await manager.getByRole('link', { name: /李晓芸提出/ }).waitFor()
  await look(manager, 'desk-manager')
  await manager.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /^核准/ }).click()
  await manager.getByText('1份方案在等您').waitFor()
  await look(manager, 'approvals')
  await press(manager, '核准 ¥600.00')
  await manager.getByText('没有等您核准的方案').waitFor()
})

chapter('offered; she reads it in the portal on her phone and asks for more', async () => {
  await toCase(clerk)
  await doNext(clerk, '把方案告诉苏女士')
  await lookAtPanel(clerk, 'offer')
  await offer(clerk, '苏女士，给您添麻烦了，对不起。碎钻我们三天内免费补好，另退您五百元，再送一张保养券。')
  await openCase(customer, made.number, made.code)
  await customer.getByText('另退您五百元').waitFor()
  await look(customer, 'portal-offer')
  await askForMore(customer, '2000', '婚礼前这样折腾，退两千才公道。')
  await look(customer, 'portal-counter')
  await press(customer, '把想法告诉我们')
  await customer.getByRole('heading', { name: '您的想法收到了，我们在商量' }).waitFor()
})

chapter('the counter-offer is declined with grounds', async () => {
  await toCase(clerk)
  await doNext(clerk, '说明为什么不能同意')
  await declineCounter(clerk)
  await lookAtPanel(clerk, 'decline-counter')
  await save(clerk, '答复顾客')
  await customer.reload()
  await customer.getByRole('heading', { name: '您提的要求，我们没有同意' }).waitFor()
  await customer.getByText('请第三方调解').waitFor()
  await look(customer, 'portal-declined')
})

chapter('a second offer is approved and accepted', async () => {
  await press(card(clerk, '处理方案'), '另拟一份方案')
  await fillProposal(clerk, '800')
  await save(clerk, '送去核准')
  await toCase(manager)
  await press(card(manager, '处理方案'), '核准或退回')
  await lookAtPanel(manager, 'decide')
  await save(manager, '核准 ¥900.00')
  await toCase(clerk)
  await doNext(clerk, '把方案告诉苏女士')
  await offer(clerk, '我们再加三百元，希望您满意。')
  await customer.reload()
  await accept(customer)
  await look(customer, 'portal-sure')
  await press(customer, '确定同意')
  await customer.getByText('您已同意这个方案。').waitFor()
})

chapter('tasks go to finance, the workshop and the shop, and are done with evidence', async () => {
  const finance = await payRefund(journey, clerk, FINANCE, () => toCase(clerk))
  await visit(finance, '/watch/payouts')
  await finance.getByText('ICBC-20261122-7731').waitFor()
  await look(finance, 'payouts')
  await finance.close()
  const smith = await signedIn(journey, SMITH, { path: '/' })
  await smith.getByRole('link', { name: /免费维修/ }).first().click()
  await doTask(smith, /免费维修/, { file: '补镶之后.jpg' })
  await save(smith, '记为办完')
  await smith.close()
  await toCase(clerk)
  await doTask(clerk, /发放礼品/, { reference: '保养券 0231' })
  await save(clerk, '记为办完')
  await card(clerk, '谈妥之后').getByText('3/3').waitFor()
})

chapter('the completion notice covers each point', async () => {
  await press(card(clerk, '谈妥之后'), '写完成通知')
  const answers = panel(clerk).getByRole('textbox', { name: /^第\d条/ })
  await eventually(() => answers.count()).toBe(2)
  await answers.nth(1).fill('')
  await panel(clerk).getByText('还差第2条没有答复').waitFor()
  await answers.nth(1).fill('已核实接听时态度冷淡，向您道歉；当事员工已接受培训。')
  await lookAtPanel(clerk, 'notice')
  await save(clerk, '发出完成通知')
  await card(clerk, '谈妥之后').getByText('李晓芸已发出').waitFor()
  for (const name of ['agreement', 'notice'] as const) await paper(clerk, made.id, name)
})

chapter('somebody else asks her within seven days; she is satisfied', async () => {
  await card(clerk, '回访').waitFor()
  expect(await card(clerk, '回访').getByRole('button', { name: '顾客自己来说了' }).isDisabled()).toBe(true)
  officer = await signedIn(journey, OFFICER, { path: '/' })
  await toCase(officer)
  await press(card(officer, '回访'), '顾客自己来说了')
  await followUp(officer)
  await lookAtPanel(officer, 'follow-up')
  await save(officer, '记下回访')
  await card(officer, '回访').getByText('5分').waitFor()
})

chapter('the case closes through its gates and prints as one PDF', async () => {
  await toCase(clerk)
  await press(card(clerk, '结案前要做的'), '结案')
  expect(await panel(clerk).getByRole('listitem').filter({ hasText: '还没做到' }).count()).toBe(0)
  await close(clerk)
  await lookAtPanel(clerk, 'close')
  await save(clerk, '结案')
  await card(clerk, '结案总结').getByText('每周抽检镶口').waitFor()
  await look(clerk, 'case-closed')
  const story = await clerk.getByRole('region', { name: '时间线' }).innerText()
  for (const told of ['电话，李晓芸记录', '告诉顾客已经受理（电话）', '核准了方案 1，合计 ¥600', '顾客对方案 1 提出新诉求', '没有同意顾客的新诉求', '顾客同意方案 2', '结案']) expect(story).toContain(told)
  const file = await paper(clerk, made.id, 'file')
  expect(file.length).toBeGreaterThan(20_000)
  await visit(clerk, '/complaints?view=closed')
  await clerk.getByRole('link', { name: /碎钻掉了一颗/ }).waitFor()
  await look(clerk, 'list')
})

chapter('it comes back: reopened with a reason', async () => {
  await toCase(officer)
  await press(card(officer, '结案总结'), '重新打开')
  await panel(officer).getByRole('textbox').fill('顾客来电：又松了一颗。')
  await lookAtPanel(officer, 'reopen')
  await panel(officer).locator('.form-end button').click()
  await officer.getByText('重开过1次').waitFor()
})

chapter('the other screens', async () => {
  for (const command of ['urgency', 'takeOver', 'handOver']) {
    await toCase(officer, `?panel=${command}`)
    await lookAtPanel(officer, command)
  }
  await toCase(officer)
  for (const kind of ['通话记录', '记一个承诺', '内部备注', '回复顾客']) {
    await press(officer.getByRole('group', { name: '写给谁' }), kind)
    await look(officer, `write-${kind}`)
  }
  await press(officer, '插入话术')
  await lookAtPanel(officer, 'phrases')
  await visit(officer, '/customers')
  await officer.getByRole('link', { name: /苏女士/ }).waitFor()
  await look(officer, 'customers')
  await officer.getByRole('link', { name: /苏女士/ }).click()
  await officer.getByRole('heading', { level: 1, name: '苏女士' }).waitFor()
  await look(officer, 'customer')
  await visit(officer, '/notices')
  await officer.getByRole('heading', { level: 1, name: '通知' }).waitFor()
  await look(officer, 'notices')
  await officer.keyboard.press('?')
  await officer.getByRole('dialog', { name: '全部按键' }).waitFor()
  await look(officer, 'keys')
})

chapter('in the dark and on a tablet', async () => {
  await officer.emulateMedia({ colorScheme: 'dark' })
  for (const [path, name] of [['/', 'desk'], [`/complaints/${made.id}`, 'case'], ['/register', 'register'], ['/complaints', 'list']] as const) {
    await visit(officer, path)
    await officer.getByRole('heading', { level: 1 }).waitFor()
    await look(officer, `dark-${name}`)
  }
  await officer.emulateMedia({ colorScheme: 'light' })
  await officer.setViewportSize({ width: 834, height: 1112 })
  for (const path of ['/', `/complaints/${made.id}`, '/register', '/settings/pack?part=tables']) {
    await visit(officer, path)
    await officer.getByRole('heading', { level: 1 }).waitFor()
    await look(officer, `tablet-${path.split('/')[1] || 'desk'}`)
  }
  await customer.emulateMedia({ colorScheme: 'dark' })
  await customer.reload()
  await customer.getByRole('list', { name: '进展，共五步' }).waitFor()
  await look(customer, 'dark-portal')
})
