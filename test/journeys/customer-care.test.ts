import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { signedIn, type Somebody } from './steps/begin.ts'
import { card, choose, day, field, lookAtPanel, panel, press, save, visit } from './steps/hands.ts'
import { deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const OFFICER: Somebody = { name: '赵文', email: 'zhao@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let clerk: Page
let manager: Page
let known: Known
let other: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER, OFFICER])
  const desk = await deskOf(journey, CLERK.email)
  const order = { number: 'DD-77881' }
  known = await registerBy(desk, '一店', { order })
  other = await registerBy(desk, '一店', { order, customer: { name: '何先生', phone: '13757110456' } })
  clerk = await signedIn(journey, CLERK)
  manager = await signedIn(journey, MANAGER, { size: PHONE, locale: 'en-GB' })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('what is worth knowing stands beside the proposal, with other complaints of the same order as facts', async () => {
  await visit(clerk, `/customers/${known.customer.id}?panel=edit`)
  await choose(panel(clerk), '往来', '老主顾')
  await choose(panel(clerk), '再来的可能', '高')
  await choose(panel(clerk), '口碑影响', '中')
  await look(clerk, 'edit-relation')
  await save(clerk, '保存')
  await card(clerk, '资料').getByText('老主顾').waitFor()
  await visit(clerk, `/complaints/${known.id}?panel=propose`)
  const context = panel(clerk).getByRole('region', { name: '和这位顾客的往来' })
  await context.getByText('老主顾').waitFor()
  await panel(clerk).getByRole('region', { name: /同一电话、订单或照片/ }).getByText('同一订单').waitFor()
  await look(clerk, 'panel-propose-context')
})

chapter('two records of one person become one, and two again', async () => {
  await visit(clerk, `/customers/${known.customer.id}`)
  await press(card(clerk, '可能是同一个人'), '合并')
  await field(panel(clerk), /为什么认为/).fill('同一个人，两个号')
  await save(clerk, '合并')
  await card(clerk, '投诉').getByText(other.number).waitFor()
  await look(clerk, 'customer-merged')
  await press(card(clerk, '并进来的资料'), '撤销合并')
  await field(panel(clerk), /为什么不是/).fill('原来是父子俩')
  await look(clerk, 'panel-unmerge')
  await save(clerk, '撤销合并')
  await card(clerk, '并进来的资料').getByText(/已撤销：原来是父子俩/).waitFor()
  expect(await card(clerk, '投诉').getByText(other.number).count()).toBe(0)
})

chapter('a note about conduct: asked for at the counter, agreed by the manager on the phone, seen by the next handler', async () => {
  await press(card(clerk, '顾客说明'), '提一条说明')
  await field(panel(clerk), '事实经过').fill('在柜台前推了店员一把')
  await panel(clerk).getByLabel('到哪一天').fill(day(60))
  await look(clerk, 'panel-mark')
  await save(clerk, '提交，请另一位同意')
  await card(clerk, '顾客说明').getByText('等另一位同意').waitFor()
  await visit(manager, `/customers/${known.customer.id}`)
  await press(card(manager, '顾客说明').or(card(manager, 'Notes about conduct')).first(), /^(同意|Agree)$/)
  await manager.getByText(/^(有效|stands)$/).waitFor()
  await look(manager, 'mark-agreed')
  await visit(clerk, `/complaints/${known.id}`)
  await card(clerk, '顾客').getByText('在柜台前推了店员一把').waitFor()
  await look(clerk, 'case-claims')
})

/** Looked into and closed because it was withdrawn: nothing was given. */
const closedBefore = async (words: string): Promise<Known> => {
  const desk = await deskOf(journey, CLERK.email)
  const one = await registerBy(desk, '一店', { points: [{ text: words, categoryCode: 'clasp' }], customer: { name: '许女士', phone: '13757110499' } })
  await desk.post(`/complaints/${one.id}/acknowledge`, { how: 'inPerson' })
  await desk.post(`/complaints/${one.id}/findings`, { pointId: one.points[0]?.id, text: '扣头弹片老化', liability: 'ours', rootCause: null, evidence: [] })
  const { version } = await desk.get<{ version: number }>(`/complaints/${one.id}`)
  await desk.post(`/complaints/${one.id}/close`, { version, outcome: 'withdrawn', reason: '顾客说算了', summary: { cause: '一', effect: '二', improvement: '三' } })
  return one
}

chapter('who answers for complaints makes a closed case lead, with the reason', async () => {
  for (const words of ['耳钉的扣头戴两天就松', '手链的扣头扣不紧', '项链扣头断了一次', '脚链扣头弹不回去']) await closedBefore(words)
  const lead = await closedBefore('项链扣头修过一次又断了')
  const officer = await signedIn(journey, OFFICER)
  await visit(officer, `/complaints/${lead.id}`)
  await press(card(officer, '指导案例'), '定为指导案例')
  await lookAtPanel(officer, 'lead')
  await field(panel(officer), '为什么照这件办').fill('修过的又坏，责任在我们，照这件办。')
  await save(officer, '定为指导案例')
  await card(officer, '指导案例').getByText('修过的又坏，责任在我们，照这件办。').waitFor()
  await look(officer, 'case-leading')
  await visit(officer, '/figures/consistency')
  await officer.getByRole('link', { name: /扣头、耳针松脱.*本公司责任/ }).first().waitFor()
  await look(officer, 'figures-consistency')
  await officer.getByRole('link', { name: /扣头、耳针松脱.*本公司责任/ }).first().click()
  await card(officer, '这些投诉').getByText(lead.number).waitFor()
  await look(officer, 'figures-consistency-cases')
})

chapter('beside the proposal the leading case comes first, each says by what it is alike, and who leaves the range says why', async () => {
  const desk = await deskOf(journey, CLERK.email)
  const fresh = await registerBy(desk, '一店', { points: [{ text: '项链扣头修过又断了，不想再修', categoryCode: 'clasp' }], customer: { name: '冯女士', phone: '13757110488' } })
  await desk.post(`/complaints/${fresh.id}/acknowledge`, { how: 'inPerson' })
  await desk.post(`/complaints/${fresh.id}/findings`, { pointId: fresh.points[0]?.id, text: '扣头弹片老化', liability: 'ours', rootCause: null, evidence: [] })
  await visit(clerk, `/complaints/${fresh.id}?panel=propose`)
  const form = panel(clerk)
  const first = form.locator('.precs > ul > li').first()
  await first.getByText('指导案例').waitFor()
  await first.getByText('修过的又坏，责任在我们，照这件办。').waitFor()
  const why = first.getByRole('list', { name: '相同之处' })
  await why.getByText(/类别 100%/).waitFor()
  await why.getByText(/责任判定 100%/).waitFor()
  await form.getByText('同类先例5件，金额怎么分布').waitFor()
  await press(form, '加一项')
  await choose(form, '做什么', '退款')
  await field(form, '金额（元）').fill('60')
  await field(form, '为什么这样处理').fill('第二次坏，退一部分。')
  await form.getByText('高于多数先例。').waitFor()
  await form.getByText('写明为什么和先例不同').waitFor()
  await lookAtPanel(clerk, 'propose-precedents')
  await field(form, '和先例差得多，为什么').fill('前几件顾客自己撤回，这件要赔。')
  await save(clerk, '定下方案')
  await card(clerk, '处理方案').getByText('第二次坏，退一部分。').waitFor()
  await visit(manager, `/complaints/${fresh.id}?panel=propose`)
  await panel(manager).locator('.precs > ul > li').first().getByText(/^(指导案例|Leading case)$/).waitFor()
  await lookAtPanel(manager, 'propose-precedents-phone')
})
