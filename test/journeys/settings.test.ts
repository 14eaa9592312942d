import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { button, card, choose, day, field, panel, press, save, visit } from './steps/hands.ts'
import { ADMIN, HEADLESS, deskOf, hire } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const LIN: Somebody = { name: '林总', email: ADMIN.email, unit: '总部', position: 'administrator' }

let journey: Journey
let admin: Page

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER])
  admin = await signedIn(journey, LIN)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const row = (name: string | RegExp) => admin.getByRole('listitem').filter({ hasText: name })
const sure = () => admin.locator('.ant-popconfirm').getByRole('button', { name: '确定' }).click()
const showGone = () => admin.getByRole('checkbox', { name: '也看已停用的' }).check()

chapter('a unit is retired by mistake and restored', async () => {
  await visit(admin, '/settings/units')
  await press(admin, '维修工坊')
  await press(panel(admin), '停用这个部门')
  await sure()
  await panel(admin).waitFor({ state: 'detached' })
  await row('维修工坊').waitFor({ state: 'detached' })
  await showGone()
  await row('维修工坊').getByText('已停用').waitFor()
  await look(admin, 'units-gone')
  await press(row('维修工坊'), /恢复.*维修工坊/)
  await button(admin, '维修工坊').waitFor()
  expect(await row('维修工坊').getByText('已停用').count()).toBe(0)
})

chapter('when a shop is open: hours of its own, a closure that shuts what is below, on a phone in English too', async () => {
  await visit(admin, '/settings/times')
  await row('一店').getByText('周一至周四').waitFor()
  await press(admin, '设置总部的营业时间')
  await press(panel(admin), '加一条停业')
  await field(panel(admin), /^原因/).fill('年终盘点')
  await press(panel(admin), '保存')
  await panel(admin).getByText('这一项要填').first().waitFor()
  await panel(admin).getByLabel(/^从/).fill(day(30))
  await panel(admin).getByLabel(/^到/).fill(day(31))
  await look(admin, 'times-closure')
  await save(admin, '保存')
  await row('一店').getByText('年终盘点').waitFor()
  await press(admin, '设置一店的营业时间')
  await panel(admin).getByText('自己设', { exact: true }).click()
  await panel(admin).getByLabel('周日结束').fill('18:00')
  await look(admin, 'times-week')
  await save(admin, '保存')
  await row('一店').getByText('10:00–18:00').waitFor()
  await look(admin, 'times')
  const clerk = await deskOf(journey, CLERK.email)
  await clerk.put('/me', { locale: 'en' })
  const phone = await signedIn(journey, CLERK, { size: PHONE, locale: 'en-GB' })
  await visit(phone, '/settings/times')
  await phone.getByRole('listitem').filter({ hasText: '一店' }).getByText('10:00–18:00').waitFor()
  await look(phone, 'times-phone')
  await phone.context().close()
  await clerk.put('/me', { locale: 'zh-CN' })
})

chapter('a position that nobody holds is retired and restored; one that is held cannot be', async () => {
  await visit(admin, '/settings/positions')
  const shop = card(admin, '一店')
  expect(await shop.getByRole('listitem').filter({ hasText: CLERK.name }).getByRole('button').count()).toBe(0)
  const vacant = card(admin, '二店').getByRole('listitem').filter({ hasText: '店长' })
  await press(vacant, /停用.*店长/)
  await sure()
  await vacant.waitFor({ state: 'detached' })
  await showGone()
  await vacant.getByText('已停用').waitFor()
  await look(admin, 'positions-gone')
  await press(vacant, /恢复.*店长/)
  await button(vacant, /停用.*店长/).waitFor()
})

chapter('an absence that does not take place is cancelled, and the deputy with it', async () => {
  await visit(admin, '/settings/people')
  await press(row(MANAGER.name), '请假')
  await choose(panel(admin), '谁代办', CLERK.name)
  await save(admin, '保存')
  await row(MANAGER.name).getByText(`${CLERK.name}代办`).waitFor()
  await press(row(MANAGER.name), '请假')
  await panel(admin).getByText('不再代办').waitFor()
  await look(admin, 'absence-cancel')
  await press(panel(admin), '取消这次请假')
  await sure()
  await panel(admin).waitFor({ state: 'detached' })
  await row(MANAGER.name).getByText(`${CLERK.name}代办`).waitFor({ state: 'detached' })
})

chapter('another system is told of complaints: set up, tried, its secret changed, paused', async () => {
  await visit(admin, '/settings/webhooks')
  await admin.getByText('还没有推送').waitFor()
  await press(admin, '新增推送')
  await field(panel(admin), /发到哪个网址/).fill('http://192.168.1.5/hook')
  await panel(admin).getByRole('checkbox', { name: '全选' }).check()
  await look(admin, 'webhook-form')
  await journey.refused(admin, 422, async () => {
    await press(panel(admin), '保存')
    await panel(admin).getByRole('alert').filter({ hasText: '内部网络' }).last().waitFor()
  })
  await field(panel(admin), /发到哪个网址/).fill('https://hooks.example.invalid/hook')
  await press(panel(admin), '保存')
  await panel(admin).getByText(/^whsec_/).waitFor()
  await press(panel(admin), '已经抄好')
  await press(row('hooks.example.invalid'), '发送记录')
  await press(panel(admin), '发一条测试')
  await panel(admin).getByText('等待发送').waitFor()
  await look(admin, 'webhook-deliveries')
  await admin.keyboard.press('Escape')
  await press(row('hooks.example.invalid'), '更换密钥')
  await sure()
  await panel(admin).getByText(/^whsec_/).waitFor()
  await press(panel(admin), '已经抄好')
  await row('hooks.example.invalid').getByText('旧密钥有效至').waitFor()
  await press(row('hooks.example.invalid'), '暂停')
  await sure()
  await row('hooks.example.invalid').getByText('已暂停').waitFor()
  await look(admin, 'webhooks')
})

chapter('the trail is narrowed by person, action and day', async () => {
  await visit(admin, '/settings/audit')
  const filter = admin.getByRole('search', { name: '筛选' })
  const rows = admin.getByRole('table').getByRole('row')
  await choose(filter, '做了什么', '恢复了一个职位')
  await eventually(() => rows.count()).toBe(2)
  await rows.nth(1).getByText('恢复了一个职位').waitFor()
  await look(admin, 'audit-narrowed')
  await choose(filter, '谁', CLERK.name)
  await admin.getByText('没有符合的记录').waitFor()
  await press(filter, '看全部')
  await field(filter, '从哪天起').fill('2020-01-01')
  await field(filter, '到哪天止').fill('2020-01-02')
  await admin.getByText('没有符合的记录').waitFor()
  await field(filter, '到哪天止').fill(day(1))
  await rows.nth(3).waitFor()
})

chapter('a table of their own that names what a newer pack dropped is told before the upgrade, and may give way', async () => {
  const label = { 'zh-CN': '第十天答复', 'zh-Hant': '第十天答覆', en: 'Tenth day' }
  const offered = { from: '1.0.0', to: '1.1.0', digest: 'x', changes: [{ file: 'clocks', added: [], changed: [], removed: ['tenthDay'] }], kept: ['clocks'], unfit: [{ table: 'clocks', rule: 'acknowledge', fact: 'clock', value: 'tenthDay', label }], clashes: [] }
  await admin.route('**/api/v1/pack/upgrade', (route) => route.fulfill({ json: offered }))
  await visit(admin, '/settings/pack')
  const upgrade = button(admin, '换成新版本')
  await admin.getByText('规则 acknowledge 用到了“第十天答复”').waitFor()
  expect(await upgrade.isDisabled()).toBe(true)
  await look(admin, 'pack-unfit')
  await admin.getByRole('checkbox', { name: /改用行业包的/ }).check()
  expect(await upgrade.isDisabled()).toBe(false)
  await admin.unroute('**/api/v1/pack/upgrade')
})

chapter('the trail tells all of it, on a phone too', async () => {
  await admin.setViewportSize(PHONE)
  await visit(admin, '/settings/audit')
  for (const told of ['取消了外出和代理人', '恢复了一个职位', '停用了一个职位', '恢复了一个部门或门店']) await admin.getByText(told).first().waitFor()
  await look(admin, 'phone-audit')
  await visit(admin, '/settings/webhooks')
  await row('hooks.example.invalid').waitFor()
  await look(admin, 'phone-webhooks')
  for (const place of ['units', 'positions']) {
    await visit(admin, `/settings/${place}`)
    await showGone()
    await look(admin, `phone-${place}`)
  }
})

chapter('in the dark: what opens over the page', async () => {
  await admin.setViewportSize(DESK)
  await admin.emulateMedia({ colorScheme: 'dark' })
  await visit(admin, '/settings/positions')
  await admin.getByRole('button', { name: /停用/ }).first().click()
  await admin.locator('.ant-popconfirm').getByRole('button', { name: '确定' }).waitFor()
  await look(admin, 'dark-sure')
  await admin.keyboard.press('Escape')
  await visit(admin, '/settings/audit')
  await admin.locator('button.me[aria-haspopup=menu]').click()
  await admin.getByRole('menuitem', { name: '简体中文' }).waitFor()
  await look(admin, 'dark-menu')
})
