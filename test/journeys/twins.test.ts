import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { button, card, choose, field, lookAtPanel, panel, photo, press, visit, write } from './steps/hands.ts'
import { HEADLESS, deskOf, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '陈明', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }
const CUSTOMER = { name: '苏女士', phone: '13905710912' }

let journey: Journey
let clerk: Page
let first: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER, ABROAD])
  await (await deskOf(journey, ABROAD.email)).put('/me', { locale: 'en' })
  first = await registerBy(await deskOf(journey, CLERK.email), '一店', { customer: CUSTOMER, order: { number: 'XS-5501' }, points: [{ text: '项链扣头断了，第二次修了还是断', wants: '换一条' }] })
  clerk = await signedIn(journey, CLERK, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const beside = () => card(clerk, '是不是已经登记过')
const family = (page: Page) => card(page, '关联与合并')

const typeAgain = async (page: Page) => {
  await visit(page, '/register?form=full')
  await field(card(page, '谁在投诉'), '电话').fill(CUSTOMER.phone)
  await press(page, /^就是他/)
  await write(card(page, '说了什么，想要什么'), { 顾客的原话: '修过的项链扣头又断了', 顾客希望我们怎么做: '退款' })
}

chapter('what is typed is held against what is there, and goes to the case that it belongs to', async () => {
  await typeAgain(clerk)
  await beside().getByText(first.number).first().waitFor()
  await beside().getByText('同一位顾客').waitFor()
  await write(card(clerk, '来龙去脉'), { 在哪里发生的: '一楼柜台' })
  await look(clerk, 'register-alike')
  await press(beside(), /^就是这件，补进去/)
  await look(clerk, 'register-add')
  await press(beside(), `补进${first.number}`)
  await clerk.waitForURL(`**/complaints/${first.id}`)
  await clerk.getByText('修过的项链扣头又断了').first().waitFor()
  await clerk.getByText('一楼柜台').first().waitFor()
  // The form is empty again: what was added is nowhere else.
  await visit(clerk, '/register?form=full')
  await eventually(() => field(card(clerk, '谁在投诉'), '电话').inputValue()).toBe('')
})

let second = ''
chapter('or is registered and linked; the case says that the matter came again and leads to the time before', async () => {
  await typeAgain(clerk)
  await press(beside(), /^登记后关联/)
  await field(card(clerk, '订单与商品'), '销售单号').fill('XS-5501')
  await clerk.getByText('不该让顾客说第二遍').first().waitFor()
  await clerk.getByRole('checkbox', { name: /我是记录人/ }).check()
  await press(clerk, '登记')
  await clerk.locator('.done-code').waitFor()
  second = await clerk.getByRole('heading', { level: 1 }).innerText()
  await press(clerk, '打开这件投诉')
  await clerk.getByText('同一件事又来', { exact: true }).waitFor()
  await family(clerk).getByText('上一次说同一件事').waitFor()
  await look(clerk, 'case-again')
  await clerk.getByRole('link', { name: '看上一次' }).click()
  await clerk.waitForURL(`**/complaints/${first.id}`)
  await family(clerk).getByText('后来又说同一件事').waitFor()
})

chapter('the manager merges them with a reason; both numbers lead on, and they are taken apart again', async () => {
  const manager = await signedIn(journey, MANAGER, { size: DESK })
  await visit(manager, `/complaints/${first.id}?panel=merge`)
  await choose(panel(manager), '另一件投诉', second)
  await field(panel(manager), /^理由/).fill('同一条项链说了两遍')
  await lookAtPanel(manager, 'merge')
  await press(panel(manager), '合并成一件')
  await panel(manager).waitFor({ state: 'detached' })
  await family(manager).getByText('并进来的').waitFor()
  await manager.getByText(`来自${second}`).waitFor()
  await look(manager, 'case-merged')
  await family(manager).getByRole('link', { name: second }).first().click()
  await manager.getByText(`这件投诉已经并入${first.number}`).waitFor()
  await look(manager, 'case-gone')
  await visit(manager, `/complaints?view=all&q=${second}`)
  await manager.getByRole('link', { name: /修过的项链|已并入另一件/ }).first().click()
  await manager.waitForURL(`**/complaints/${first.id}`)
  await press(family(manager), /^拆开/)
  await field(panel(manager), /^理由/).fill('原来是两条项链')
  await lookAtPanel(manager, 'separate')
  await press(panel(manager), '拆开')
  await panel(manager).waitFor({ state: 'detached' })
  await eventually(() => family(manager).getByText('并进来的').count()).toBe(0)
})

chapter('on the phone, in English: a strip tells of what is there; a possible duplicate is linked or set aside', async () => {
  const desk = await deskOf(journey, CLERK.email)
  const twin = { customer: { name: 'Ms Chan', phone: '13905710999' }, points: [{ text: 'The clasp of the bracelet broke on the second day' }] }
  const [one, two] = [await registerBy(desk, '一店', twin), await registerBy(desk, '一店', twin)]
  const ann = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en-GB' })
  await visit(ann, '/register')
  await field(ann, /^Phone/).first().fill(twin.customer.phone)
  await ann.getByText('Perhaps here already: 2 complaints').click()
  await look(ann, 'register-strip-phone')
  await visit(ann, `/complaints/${one.id}`)
  await press(card(ann, 'Linked and merged'), /^Link ?[A-Z]/)
  await lookAtPanel(ann, 'link-phone')
  await press(panel(ann), 'Link')
  await panel(ann).waitFor({ state: 'detached' })
  const linked = card(ann, 'Linked and merged')
  await linked.getByRole('link', { name: two.number }).first().waitFor()
  await look(ann, 'case-linked-phone')
  await press(linked, /^Remove link/)
  await field(panel(ann), /^Reason/).fill('Two bracelets')
  await press(panel(ann), 'Remove the link')
  await panel(ann).waitFor({ state: 'detached' })
  await press(linked, /^Not the same/)
  await field(panel(ann), /^Reason/).fill('Two bracelets')
  await press(panel(ann), 'Not the same')
  await panel(ann).waitFor({ state: 'detached' })
  await linked.getByText('Nothing is linked').waitFor()
  expect(await button(linked, /^Not the same/).count()).toBe(0)
})

chapter('a son complains for his mother: the case asks for the paper until it is there', async () => {
  await visit(clerk, '/register?form=full')
  const who = card(clerk, '谁在投诉')
  await write(who, { 怎么称呼: '郑老太' })
  await press(who, '是替别人投诉的')
  await write(who, { 代理人姓名: '郑先生', 和顾客的关系: '儿子', 代理人电话: '13700001111' })
  await look(clerk, 'register-representative')
  await write(card(clerk, '说了什么，想要什么'), { 顾客的原话: '给我妈买的镯子扣不上' })
  await clerk.getByRole('checkbox', { name: /我是记录人/ }).check()
  await press(clerk, '登记')
  await clerk.locator('.done-code').waitFor()
  await press(clerk, '打开这件投诉')
  const customer = card(clerk, '顾客')
  await customer.getByText('郑先生（儿子）代为投诉').waitFor()
  await customer.getByText('授权文件还没看到').waitFor()
  await look(clerk, 'case-representative')
  await press(customer, '补授权文件')
  await panel(clerk).locator('input[type=file]').first().setInputFiles(await photo(clerk, '委托书.jpg'))
  await panel(clerk).getByRole('button', { name: /委托书/ }).waitFor()
  await field(panel(clerk), /^能代为做什么/).fill('投诉、协商')
  await lookAtPanel(clerk, 'authority')
  await press(panel(clerk), '存下授权文件')
  await panel(clerk).waitFor({ state: 'detached' })
  await customer.getByText('已看过授权文件').waitFor()
})
