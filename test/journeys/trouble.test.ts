import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { signedIn, signIn, type Somebody } from './steps/begin.ts'
import { button, card, choose, field, lookAtPanel, markedWhileWritten, panel, press, save, visit, write } from './steps/hands.ts'
import { accept, openCase } from './steps/portal.ts'
import { deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const FINANCE: Somebody = { name: '周敏', email: 'zhou@example.com', unit: '财务部', position: 'financeOfficer' }

/** Markup, quotes, another direction of writing, signs of two units and more. */
const NAUGHTY = '<img src=x onerror=alert(1)> "引号" </script><b>粗</b> مرحبا ‏עברית 👩‍👩‍👧‍👦🏳️‍🌈 {{constructor}} 𠮷'
/** As much as a line of a list shows. */
const BEGINNING = NAUGHTY.slice(0, 28)
const NAUGHTY_NAME = '<svg/onload=alert(2)>王👑'

let journey: Journey
let clerk: Page
let known: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS, { own: true })
  await hire(journey, [CLERK, MANAGER, FINANCE])
  known = await registerBy(await deskOf(journey, CLERK.email), '一店')
  clerk = await signedIn(journey, CLERK, { path: '/' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const toCase = (page: Page, query = '') => visit(page, `/complaints/${known.id}${query}`)
/** Opens what stands behind the three dots of the case. */
const fromMore = async (name: string) => {
  await press(clerk, '更多操作')
  await clerk.getByRole('menuitem', { name }).click()
}

chapter('a wrong password and an empty form are told at the field, and nothing typed is lost', async () => {
  const guest = await journey.window('a guest', { path: '/sign-in' })
  await press(guest, '登录')
  await guest.getByText('请填邮箱').waitFor()
  await write(guest, { 邮箱: CLERK.email, 密码: 'wrong password' })
  await press(guest, '登录')
  await guest.getByText('邮箱或密码不对').waitFor()
  expect(await field(guest, '邮箱').inputValue()).toBe(CLERK.email)
  await look(guest, 'sign-in-wrong')
  await guest.context().close()
})

chapter('what is typed before the last words of a language have come stays', async () => {
  const early = await journey.window('an early guest', { path: '/portal' })
  let release = () => {}
  const held = new Promise<void>((go) => { release = go })
  await early.route(/zh_CN-.*\.js/, async (route) => { await held; await route.continue() })
  const words = early.waitForResponse(/zh_CN-.*\.js/)
  await early.goto('/sign-in')
  await field(early, '邮箱').fill(CLERK.email)
  release()
  await (await words).finished()
  await early.waitForTimeout(300)
  expect(await field(early, '邮箱').inputValue()).toBe(CLERK.email)
  await early.context().close()
})

chapter('bad input of a registration: the fault stands at its field, the rest stays as typed', async () => {
  await visit(clerk, '/register?form=full')
  await write(card(clerk, '谁在投诉'), { 电话: '不告诉你', 怎么称呼: '钱先生' })
  const points = card(clerk, '说了什么，想要什么')
  await write(points, { 顾客的原话: '耳钉掉色。', '顾客要求赔偿（元）': '一百块' })
  await points.getByText('请填金额，例如 1234.50').waitFor()
  await field(points, '顾客要求赔偿（元）').fill('100')
  await card(clerk, '怎么来的').getByText('更早', { exact: true }).click()
  await field(clerk, '收到的时间').fill('2099-01-01T10:00')
  await clerk.getByRole('checkbox', { name: /我是记录人/ }).check()
  await journey.refused(clerk, 422, () => press(clerk, '登记'))
  await eventually(() => field(clerk, '收到的时间').getAttribute('aria-invalid')).toBe('true')
  await look(clerk, 'register-fault-time')
  await card(clerk, '怎么来的').getByText('刚才', { exact: true }).click()
  await journey.refused(clerk, 422, () => press(clerk, '登记'))
  await eventually(() => field(clerk, '电话').getAttribute('aria-invalid')).toBe('true')
  expect(await field(clerk, '电话').inputValue()).toBe('不告诉你')
  expect(await field(points, '顾客的原话').inputValue()).toBe('耳钉掉色。')
  await look(clerk, 'register-fault-phone')
  await field(clerk, '电话').fill('13900000001')
  await press(clerk, '登记')
  await clerk.getByText('登记好了').waitFor()
})

chapter('the same thing changed in two tabs: the second is refused and keeps its text', async () => {
  await toCase(clerk, `?panel=classify&on=${known.points[0]?.id}`)
  const second = await journey.tab(clerk, `/complaints/${known.id}?panel=classify&on=${known.points[0]?.id}`)
  for (const [page, words] of [[clerk, '扣头第二次断裂'], [second, '扣头材质不良']] as const) {
    await panel(page).waitFor()
    await choose(panel(page), '类别', '质量瑕疵或损坏')
    await field(panel(page), '我们怎么理解').fill(words)
  }
  await save(clerk, '保存归类')
  await journey.refused(second, 409, () => press(panel(second), '保存归类'))
  await second.getByText('您打开之后，别人改过这一项').waitFor()
  expect(await field(panel(second), '我们怎么理解').inputValue()).toBe('扣头材质不良')
  await look(second, 'stale')
  await second.reload()
  await panel(second).waitFor()
  expect(await field(panel(second), '我们怎么理解').inputValue()).toBe('扣头材质不良')
  await save(second, '保存归类')
  await second.getByRole('heading', { level: 1, name: '扣头材质不良' }).waitFor()
  await second.close()
})

chapter('the session ends in the middle of a reply: sign in again and go on where one was', async () => {
  await toCase(clerk)
  const words = '何先生，您好。项链今天送去检验，星期三给您回话。'
  // The wording is looked at while one types; with that answered, sending is what finds the session gone.
  const checked = clerk.waitForResponse(/words-check/)
  await field(clerk, '回复何先生').fill(words)
  await checked
  await clerk.context().clearCookies()
  await press(clerk, '发送给何先生')
  await clerk.getByRole('heading', { level: 1, name: '登录' }).waitFor()
  await clerk.getByText('请先登录，登录后会回到您刚才看的那一页。').waitFor()
  await look(clerk, 'sign-in-again')
  await signIn(clerk, CLERK.email)
  await clerk.waitForURL(`**/complaints/${known.id}`)
  await eventually(() => field(clerk, '回复何先生').inputValue()).toBe(words)
  await press(clerk, '发送给何先生')
  await clerk.getByRole('region', { name: '时间线' }).getByText(words).waitFor()
})

chapter('a post that may not sees no approvals and cannot press what it must not', async () => {
  const finance = await signedIn(journey, FINANCE, { path: '/' })
  expect(await finance.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /^核准/ }).count()).toBe(0)
  await visit(finance, '/settings')
  await finance.getByRole('heading', { level: 1, name: '设置' }).waitFor()
  for (const name of [/^接口密钥/, /^操作记录/]) expect(await finance.getByRole('link', { name }).count()).toBe(0)
  await look(finance, 'settings-finance')
  await visit(finance, '/settings/people')
  expect(await button(finance, '新增人员').isDisabled()).toBe(true)
  await journey.refused(finance, 404, () => toCase(finance))
  await finance.getByText('没有找到，或者您看不到它').waitFor()
  await look(finance, 'not-yours')
  await finance.context().close()
})

chapter('more time: asked for with the letter in sight, granted by the manager, told to the customer', async () => {
  await toCase(clerk)
  await fromMore('申请延期')
  const form = panel(clerk)
  await press(form, /^\+5天/)
  await markedWhileWritten(form, field(form, '为什么要延期'), '送去批')
  await field(form, '为什么要延期').fill('项链送厂家检验，星期五才有结果。')
  await form.getByText('原因是：项链送厂家检验，星期五才有结果。').waitFor()
  await lookAtPanel(clerk, 'extend')
  await save(clerk, '送去批')
  await clerk.getByRole('region', { name: '延期申请' }).getByText('已经申请，等主管批').waitFor()
  await look(clerk, 'extension-asked')
  const manager = await signedIn(journey, MANAGER, { path: '/' })
  await manager.getByRole('link', { name: /^批延期/ }).waitFor()
  await manager.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /^核准/ }).click()
  await manager.getByText('1份延期申请在等您').waitFor()
  await manager.getByText('原因是：项链送厂家检验').waitFor()
  expect(await button(manager, '不批').isDisabled()).toBe(true)
  await look(manager, 'approvals-extension')
  await press(manager, /^批准延到/)
  await manager.getByText('没有等您核准的方案').waitFor()
  await manager.context().close()
  await clerk.reload()
  const timeline = clerk.getByRole('region', { name: '时间线' })
  for (const told of [/^批准延期：书面答复，从/, /还需要一些时间，原因是：项链送厂家检验/]) await timeline.getByText(told).waitFor()
  await clerk.getByText('已延期', { exact: true }).waitFor()
})

chapter('waiting for the customer: the clocks stand still in everybody’s sight, and go on', async () => {
  await fromMore('等顾客答复，暂停时限')
  await press(panel(clerk), '等顾客寄回商品')
  await lookAtPanel(clerk, 'pause')
  await save(clerk, '暂停时限')
  const note = clerk.getByRole('region', { name: '时限暂停着' })
  await note.getByText('时限暂停着：等顾客寄回商品').waitFor()
  await look(clerk, 'paused')
  await press(note, '恢复计时')
  await note.waitFor({ state: 'detached' })
})

chapter('how it ends decides what must be done before', async () => {
  await toCase(clerk, '?panel=close')
  await panel(clerk).getByRole('radio', { name: /^顾客撤回/ }).check()
  await panel(clerk).getByText('还没有告诉顾客我们收到了').first().waitFor()
  await lookAtPanel(clerk, 'close-withdrawn')
  await panel(clerk).getByRole('radio', { name: /^联系不上顾客/ }).check()
  await press(panel(clerk), '再联系一次')
  await field(clerk, '怎么联系的').or(field(clerk, '谈了什么')).first().waitFor()
})

chapter('markup, emoji and other scripts are shown as text, everywhere, and nothing of it runs', async () => {
  await visit(clerk, '/register?form=full')
  await write(card(clerk, '谁在投诉'), { 电话: '13900000002', 怎么称呼: NAUGHTY_NAME })
  await write(card(clerk, '说了什么，想要什么'), { 顾客的原话: NAUGHTY, 顾客希望我们怎么做: NAUGHTY })
  await write(card(clerk, '订单与商品'), { 商品或项目: NAUGHTY })
  await clerk.getByRole('checkbox', { name: /我是记录人/ }).check()
  await press(clerk, '登记')
  await clerk.locator('.done-code').waitFor()
  const [number, code] = [await clerk.getByRole('heading', { level: 1 }).innerText(), await clerk.locator('.done-c').innerText()]
  await press(clerk, '打开这件投诉')
  await clerk.getByText(NAUGHTY).first().waitFor()
  await look(clerk, 'naughty-case', NAUGHTY)
  for (const kind of ['回复顾客', '内部备注'] as const) {
    await press(clerk.getByRole('group', { name: '写给谁' }), kind)
    await clerk.getByRole('region', { name: '写点什么' }).getByRole('textbox').fill(NAUGHTY)
    await press(clerk, kind === '内部备注' ? '记为内部备注' : /^发送给/)
    await eventually(() => clerk.getByRole('region', { name: '写点什么' }).getByRole('textbox').inputValue()).toBe('')
  }
  await eventually(() => clerk.getByRole('region', { name: '时间线' }).getByText(NAUGHTY).count()).toBe(3)
  for (const [path, name] of [['/', 'desk'], ['/complaints', 'list'], ['/complaints?view=all&q=onerror', 'search'], ['/customers', 'customers']] as const) {
    await visit(clerk, path)
    const [shown, folded] = [clerk.getByText(name === 'customers' ? NAUGHTY_NAME : BEGINNING).first(), clerk.getByRole('button', { name: /明天起还有/ })]
    await shown.or(folded).first().waitFor()
    // Late in the evening what is due in two hours is due tomorrow.
    if (await folded.count()) await folded.click()
    await shown.waitFor()
    await look(clerk, `naughty-${name}`, BEGINNING)
  }
  await clerk.getByText(NAUGHTY_NAME).click()
  await clerk.getByRole('heading', { level: 1, name: NAUGHTY_NAME }).waitFor()
  await look(clerk, 'naughty-customer', NAUGHTY)
  const customer = await journey.window('a customer', { size: PHONE, path: '/portal', workers: true })
  await openCase(customer, number, code)
  await customer.getByText(NAUGHTY).first().waitFor()
  await look(customer, 'naughty-portal', NAUGHTY)
  for (const page of [clerk, customer]) expect(await page.locator('img[src="x"], svg[onload]').count()).toBe(0)
  await customer.context().close()
})

chapter('the server is killed in the middle: what was answered is there, what was typed goes on', async () => {
  await toCase(clerk)
  await press(card(clerk, '现在该做'), '记下已告知')
  await field(panel(clerk), '说了什么').fill('已经当面告诉何先生。')
  await journey.crash(async () => {
    await press(panel(clerk), '记下已告知')
    await panel(clerk).getByText('连不上服务器').waitFor()
    expect(await field(panel(clerk), '说了什么').inputValue()).toBe('已经当面告诉何先生。')
    await look(clerk, 'unreachable')
  })
  await save(clerk, '记下已告知')
  await card(clerk, '说清与核对').getByText('李晓芸已').waitFor()
  const timeline = clerk.getByRole('region', { name: '时间线' })
  expect(await timeline.getByText(/^告诉顾客已经受理/).count()).toBe(1)
  await timeline.getByText('项链今天送去检验').waitFor()
})

chapter('killed again while the customer answers: her yes is counted once', async () => {
  const [desk, manager] = [await deskOf(journey, CLERK.email), await deskOf(journey, MANAGER.email)]
  const made = await desk.post<{ id: string; version: number }>(`/complaints/${known.id}/remedies`, { items: [{ kind: 'refund', amountFen: 60_000, pointId: known.points[0]?.id }], reason: '第二次断裂，退款。' })
  const approved = await manager.post<{ version: number }>(`/remedies/${made.id}/approve`, { version: made.version, comment: '' })
  await desk.post(`/remedies/${made.id}/offer`, { version: approved.version })
  const customer = await journey.window('何先生', { size: PHONE, path: '/portal', workers: true })
  await openCase(customer, known.number, known.portalCode)
  await accept(customer)
  await journey.crash(async () => {
    await press(customer, '确定同意')
    await customer.getByText('网络不通，还不知道我们收到没有').waitFor()
    await look(customer, 'portal-offline')
  })
  await customer.getByText('您已同意这个方案。').waitFor({ timeout: 30_000 })
  await toCase(clerk)
  await card(clerk, '谈妥之后').waitFor()
  await card(clerk, '谈妥之后').getByText('办理退款').first().waitFor()
  expect((await desk.get<{ items: readonly unknown[] }>(`/tasks?complaintId=${known.id}`)).items).toHaveLength(1)
})
