import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, field, panel, press, save, visit, write } from './steps/hands.ts'
import { ADMIN, deskOf, HEADLESS, hire, unitsOf } from './steps/staff.ts'

const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }

let journey: Journey
let admin: Page
let manager: Page

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [MANAGER])
  admin = await signedIn(journey, { name: '林总', email: ADMIN.email, unit: '', position: '' })
  manager = await signedIn(journey, MANAGER)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const row = (page: Page, text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text })

chapter('the firm writes its pledge, shows what complaints have changed, and publishes both', async () => {
  await visit(admin, '/settings/pledge')
  await field(admin, /^网址里的名字/).fill('minglan')
  await write(admin, { 投诉邮箱: 'service@example.com' })
  await look(admin, 'pledge-settings')
  await press(admin, '保存')
  await admin.getByText('已保存。').waitFor()
  await press(admin, '写一篇')
  await field(panel(admin), /^标题/).fill('柜台都放了椅子')
  await field(panel(admin), /^改了什么/).fill('好几位顾客说**站着等**太累。\n\n- 每个柜台两把')
  await look(admin, 'pledge-story')
  await save(admin, '存为草稿')
  await press(row(admin, '柜台都放了椅子'), '公开')
  await row(admin, '柜台都放了椅子').getByText('已公开').waitFor()
  await press(admin, '公开')
  await admin.getByRole('link', { name: /\/portal\/minglan$/ }).waitFor()
  const poster = await admin.request.get(await admin.getByRole('link', { name: '打印海报' }).getAttribute('href') ?? '')
  expect([poster.status(), (await poster.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
})

chapter('the manager opens times for customers', async () => {
  await visit(manager, '/feedback/meetings')
  await look(manager, 'meetings-empty')
  await press(manager, '开放时间')
  await field(panel(manager), /^地点/).fill('二楼会客室')
  await look(manager, 'meetings-open')
  await save(manager, '保存')
  await row(manager, '每周三 14:00–16:00').waitFor()
})

chapter('everybody reads the page, and books a meeting from it', async () => {
  const visitor = await journey.window('林女士', { size: PHONE, path: '/portal/minglan' })
  await visitor.getByRole('heading', { name: '我们的服务承诺' }).waitFor()
  await visitor.getByRole('heading', { name: '柜台都放了椅子' }).waitFor()
  await look(visitor, 'phone-public')
  await visitor.getByRole('link', { name: '约见负责人' }).click()
  await visitor.getByRole('heading', { name: '约见负责人' }).waitFor()
  await press(visitor, '预约')
  await visitor.getByText('请选一个时间。', { exact: true }).waitFor()
  await visitor.getByLabel('什么时间').selectOption({ index: 1 })
  await write(visitor, { 怎么称呼您: '林女士', 手机号: '13700137001', 想谈什么: '戒指修了三次还是松' })
  await look(visitor, 'phone-meet')
  await press(visitor, '预约')
  await visitor.getByRole('heading', { name: '约好了，到时见' }).waitFor()
  await look(visitor, 'phone-booked')
  await press(visitor, '改时间')
  await visitor.getByLabel('什么时间').selectOption({ index: 2 })
  await press(visitor, '改到这个时间')
  await visitor.getByLabel('什么时间').waitFor({ state: 'detached' })
  await visitor.context().close()
  const dark = await journey.window('Ms Taylor', { size: DESK, locale: 'en-GB', scheme: 'dark', path: '/portal/minglan' })
  await dark.getByRole('heading', { name: 'Our promise to you' }).waitFor()
  await look(dark, 'public-dark-en')
  await dark.getByRole('link', { name: '繁體' }).click()
  await dark.getByRole('heading', { name: '我們的服務承諾' }).waitFor()
  await dark.context().close()
  const light = await journey.window('何先生', { size: DESK, path: '/portal/minglan' })
  await look(light, 'public-light')
  await light.context().close()
})

chapter('the manager sees who comes, and makes a complaint of it', async () => {
  await manager.reload()
  await row(manager, '戒指修了三次还是松').waitFor()
  await look(manager, 'meetings')
  await press(row(manager, '戒指修了三次还是松'), '林女士')
  await panel(manager).getByText('13700137001').waitFor()
  await look(manager, 'meeting')
  await press(panel(manager), '登记成投诉')
  await manager.getByText('戒指修了三次还是松').first().waitFor()
})

chapter('a missed call is called back, and thanked for', async () => {
  const desk = await deskOf(journey, ADMIN.email)
  const unitId = (await unitsOf(desk)).get('一店')
  await desk.post('/call-back-lines', { number: '010-88880001', unitId })
  await desk.post('/missed-calls', { items: ['13700137002', '13700137003', null].map((from, n) => ({ callId: `c${n}`, kind: 'missed', at: new Date().toISOString(), from, to: '01088880001' })) })
  await visit(manager, '/')
  // In the evening it is due tomorrow, which is folded.
  const [toRing, folded] = [manager.getByRole('link', { name: /回拨.*13700137002/ }), manager.getByRole('button', { name: /明天起还有/ })]
  await toRing.or(folded).first().waitFor()
  if (await folded.count()) await folded.click()
  await toRing.waitFor()
  await visit(manager, '/feedback/calls')
  await press(row(manager, '13700137002'), '我来打')
  await row(manager, '13700137002').getByRole('button', { name: '让别人打' }).waitFor()
  await look(manager, 'calls')
  await press(row(manager, '13700137002'), '记结果')
  await panel(manager).getByText('建议', { exact: true }).click()
  await field(panel(manager), /^顾客怎么说/).fill('电话要早点接')
  await look(manager, 'call-result')
  await save(manager, '保存')
  await eventually(() => row(manager, '13700137002').count()).toBe(0)
  await press(manager, '号码与规则')
  await panel(manager).getByText('010-88880001').waitFor()
  await look(manager, 'call-lines')
  await visit(manager, '/feedback')
  await row(manager, '电话要早点接').getByRole('link', { name: '送谢礼' }).click()
  await field(panel(manager), /^送什么/).fill('真丝围巾')
  await field(panel(manager), /^价值/).fill('100')
  await write(panel(manager), { 送给谁: '何先生' })
  await field(panel(manager), /^谁签收的/).fill('何先生')
  await look(manager, 'gift-form')
  await save(manager, '保存')
  await row(manager, '真丝围巾').waitFor()
  await look(manager, 'thanks')
  await choose(manager, '部门', '一店')
  await row(manager, '真丝围巾').waitFor()
})

chapter('all of it fits on a phone', async () => {
  await manager.setViewportSize(PHONE)
  for (const place of ['calls', 'meetings', 'thanks']) {
    await visit(manager, `/feedback/${place}`)
    await manager.getByRole('navigation', { name: '顾客的声音' }).waitFor()
    await look(manager, `phone-${place}`)
  }
  await admin.setViewportSize(PHONE)
  await visit(admin, '/settings/pledge')
  await card(admin, '服务承诺').waitFor()
  await look(admin, 'phone-pledge')
})
