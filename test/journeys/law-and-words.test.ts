import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, PHONE, eventually, openJourney, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signIn, signedIn } from './steps/begin.ts'
import { card, choose, field, lookAtPanel, markedWhileWritten, panel, press, save, visit } from './steps/hands.ts'
import { type Desk, HEADLESS, type Known, deskOf, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const PROMISE = '何先生，您好。这次是我们的错，我们退您一千八百元。'

let journey: Journey
let desk: Desk
let clerk: Page
let manager: Page
let advertised: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER])
  desk = await deskOf(journey, CLERK.email)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('false advertising: the law is asked, and a proposal below its minimum is stopped', async () => {
  advertised = await registerBy(desk, '一店', { points: [{ text: '宣传是足金，检测出来是镀金', wants: '退一赔三' }], product: { name: '戒指', priceFen: 20_000 } })
  const point = advertised.points[0]?.id
  await desk.post(`/complaints/${advertised.id}/acknowledge`, { how: 'phone' })
  const { version } = await desk.get<{ version: number }>(`/complaints/${advertised.id}`)
  await desk.post(`/complaints/${advertised.id}/classify`, { version, pointId: point, categoryCode: 'falseAdvertising', severity: 'major' })
  await desk.post(`/complaints/${advertised.id}/findings`, { pointId: point, text: '广告写足金，实物镀金', liability: 'ours', rootCause: null, evidence: [] })
  clerk = await signedIn(journey, CLERK)
  await visit(clerk, `/complaints/${advertised.id}?panel=propose`)
  const law = panel(clerk).getByRole('region', { name: '法定底线' })
  await lookAtPanel(clerk, 'law-asks')
  await law.getByText('是', { exact: true }).first().click()
  await law.getByText('赔偿损失、额外补偿至少 ¥600.00').waitFor()
  await press(panel(clerk), '加一项')
  await field(panel(clerk), '金额（元）').fill('200')
  await field(panel(clerk), /^为什么这样处理/).fill('退还货款')
  await panel(clerk).getByText(/低于法定底线/).waitFor()
  await lookAtPanel(clerk, 'law-below')
  const note = field(panel(clerk).locator('.line').first(), '说明')
  await markedWhileWritten(panel(clerk), note, /^(定下方案|送去核准)/)
  await note.fill('')
  expect(await panel(clerk).getByRole('button', { name: /^(定下方案|送去核准)/ }).isDisabled()).toBe(true)
})

chapter('at the minimum it goes to the manager, who approves it on his phone, and it is offered', async () => {
  await press(panel(clerk), '加一项')
  await choose(panel(clerk).locator('.line').nth(1), '做什么', '赔偿损失')
  await field(panel(clerk).locator('.line').nth(1), '金额（元）').fill('600')
  await save(clerk, '送去核准')
  await card(clerk, '处理方案').getByText('等店长核准：陈国栋').waitFor()
  manager = await journey.window(MANAGER.name, { size: PHONE, path: '/sign-in' })
  await signIn(manager, MANAGER.email)
  await visit(manager, '/approvals')
  await press(manager, '核准 ¥800.00')
  await manager.getByText('没有等您核准的方案').waitFor()
  await clerk.reload()
  await press(card(clerk, '处理方案'), /^把方案告诉/)
  const words = field(panel(clerk), '跟顾客说的话')
  await words.fill('收款后请您删除差评。')
  await panel(clerk).getByText('《反不正当竞争法》').waitFor()
  expect(await panel(clerk).getByRole('button', { name: /^(告诉|把方案)/ }).isDisabled()).toBe(true)
  await lookAtPanel(clerk, 'offer-stopped')
  await press(panel(clerk), '换成这句')
  await panel(clerk).getByText('《反不正当竞争法》').waitFor({ state: 'detached' })
  await save(clerk, /^(告诉|把方案)/)
  await clerk.getByText('处理方案：¥800.00，等顾客答复').waitFor()
})

chapter('a promise above one’s limit waits for the manager, who lets it go on his phone', async () => {
  const made = await registerBy(desk, '一店')
  await visit(clerk, `/complaints/${made.id}`)
  await clerk.locator('#reply-text').fill(PROMISE)
  await clerk.getByText('答应的超过您的权限，要店长核准后才会发出').waitFor()
  await look(clerk, 'composer-above')
  await press(clerk, '送去核准')
  await clerk.getByText('等核准或被退回的回复').waitFor()
  await look(clerk, 'composer-waits')
  await visit(manager, '/approvals')
  await manager.getByText('退您一千八百元').waitFor()
  await look(manager, 'phone-held')
  await press(manager, '核准并发出')
  await manager.getByText('没有等您核准的方案').waitFor()
  await eventually(async () => (await (await fetch(`${journey.url}/api/v1/portal/complaints/${made.number}`, { headers: { 'x-case-code': made.portalCode } })).json()).messages.map((m: { text: string }) => m.text)).toContain(PROMISE)
})

chapter('two that are within his limit each, and not together: his yes stays, and he reads who is asked besides', async () => {
  const made = await registerBy(desk, '一店', { customer: { name: '庚女士', phone: '13757110455' } })
  for (const text of ['我们另外补偿您一千五百元误工费。', '我们另外赔偿您一千八百元交通费。']) await desk.post(`/complaints/${made.id}/held-messages`, { text })
  await visit(manager, '/approvals')
  await manager.getByText('一千八百元交通费').waitFor()
  await manager.getByRole('button', { name: '核准并发出' }).first().click()
  await manager.getByText('一千五百元误工费').waitFor({ state: 'detached' })
  await manager.getByRole('button', { name: '核准并发出' }).first().click()
  await manager.getByText(/已经同意；连同先前答应的，现在还要.*核准，已经通知/).waitFor()
  await manager.getByText('连同先前答应的共 ¥3,300').waitFor()
  await look(manager, 'phone-held-above')
  await visit(clerk, `/complaints/${made.id}`)
  await clerk.getByText(/已经同意；连同先前答应的，还在等上一级核准/).waitFor()
})

chapter('words that must not go out are marked, with what to write instead', async () => {
  await clerk.locator('#reply-text').fill('请您先删除差评，我们再办退款手续。')
  await clerk.getByText('《反不正当竞争法》').waitFor()
  await look(clerk, 'composer-stopped')
})

chapter('what the manager found stays found for the clerk, who is shown the way: to say that the rule does not apply', async () => {
  const found = await registerBy(desk, '一店', { points: [{ text: '说是足金，拿去一测是镀金', wants: '退一赔三' }], product: { name: '戒指', priceFen: 20_000 }, customer: { name: '罗女士', phone: '13757110466' } })
  const point = found.points[0]?.id
  await desk.post(`/complaints/${found.id}/acknowledge`, { how: 'phone' })
  const { version } = await desk.get<{ version: number }>(`/complaints/${found.id}`)
  await desk.post(`/complaints/${found.id}/classify`, { version, pointId: point, categoryCode: 'falseMaterial', severity: 'major' })
  await (await deskOf(journey, MANAGER.email)).put(`/complaints/${found.id}/points/${point}/statute-facts`, { facts: { fraud: true } })
  await visit(clerk, `/complaints/${found.id}?panel=propose`)
  const law = panel(clerk).getByRole('region', { name: '法定底线' })
  await law.getByText(/责任还没有查明，先按填好的事实适用/).first().waitFor()
  await law.getByText(/没有购买日，按收到投诉那天/).waitFor()
  await law.getByText('已查明').click()
  await law.getByText(/由回答的人或者其上级更正/).waitFor()
  expect(await law.getByRole('radiogroup', { name: '查明构成欺诈' }).getByRole('radio').first().isDisabled()).toBe(true)
  await lookAtPanel(clerk, 'law-held')
  await visit(clerk, `/complaints/${found.id}?panel=close`)
  await panel(clerk).getByRole('radio', { name: /^已说明理由，未予同意/ }).check()
  await panel(clerk).getByText(/第 1 条投诉，法律规定要给顾客的还没有提出过/).waitFor()
  await lookAtPanel(clerk, 'law-before-the-end')
  await press(panel(clerk), '拟方案')
  await panel(clerk).getByRole('region', { name: '法定底线' }).waitFor()
})

chapter('a point that is filed under nothing says that the law is known once it is filed', async () => {
  const raw = await registerBy(desk, '一店', { points: [{ text: '买的戒指是假的', wants: '退一赔三' }], product: { name: '戒指', priceFen: 20_000 }, customer: { name: '沈女士', phone: '13757110477' } })
  await desk.post(`/complaints/${raw.id}/acknowledge`, { how: 'phone' })
  await visit(clerk, `/complaints/${raw.id}?panel=propose`)
  await panel(clerk).getByRole('region', { name: '法定底线' }).getByText('这一条还没有归类：法律规定了什么，归类以后才知道。').waitFor()
  await lookAtPanel(clerk, 'law-unfiled')
})
