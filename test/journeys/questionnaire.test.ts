import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { attach, choose, field, lookAtPanel, panel, photo, pick, press, visit } from './steps/hands.ts'
import { deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const MANAGER: Somebody = { name: '陈店长', email: 'chen@example.com', unit: '一店', position: 'shopManager' }

let journey: Journey
let manager: Page
let customer: Page
let known: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [MANAGER])
  known = await registerBy(await deskOf(journey, MANAGER.email), '一店', { customer: { name: '安女士', phone: '13905712019' } })
  manager = await signedIn(journey, MANAGER, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('a questionnaire of the pack is changed, tried out beside it and published', async () => {
  await visit(manager, '/settings/questionnaires')
  await manager.getByRole('link', { name: '佩戴与保养情况' }).waitFor()
  await look(manager, 'questionnaires')
  await manager.getByRole('link', { name: '佩戴与保养情况' }).click()
  const first = manager.getByRole('group', { name: '第1题' })
  await field(first, /^问题（简体中文）/).fill('从哪天开始戴这枚戒指？')
  await press(manager, '加一题')
  const last = manager.getByRole('group', { name: '第8题' })
  await field(last, /^问题（简体中文）/).fill('当时在做什么？')
  await choose(last, '什么时候才问', '4. 有没有磕碰或挤压过？')
  const tried = manager.frameLocator('iframe')
  await tried.getByText('从哪天开始戴这枚戒指？').waitFor()
  await eventually(() => tried.getByText('当时在做什么？').count()).toBe(0)
  await tried.getByRole('group', { name: /有没有磕碰/ }).getByText('是', { exact: true }).click()
  await tried.getByText('当时在做什么？').waitFor()
  await look(manager, 'questionnaire-editor')
  await press(manager, '发布')
  await manager.getByText('现在发出的是第2版').waitFor()
})

chapter('it is sent to the customer from the case, and the link copied', async () => {
  await visit(manager, `/complaints/${known.id}?panel=sendQuestionnaire`)
  await choose(panel(manager), '用哪份问卷', '佩戴与保养情况')
  await field(panel(manager), '附言').fill('麻烦您了')
  await pick(panel(manager), '怎么发', '我自己把链接转给他')
  await lookAtPanel(manager, 'questionnaire-send')
  await press(panel(manager), '生成链接')
  const url = new URL(await panel(manager).locator('code').textContent() ?? '')
  await press(panel(manager), '已经复制好')
  await panel(manager).getByText('对方还没填').waitFor()
  await lookAtPanel(manager, 'questionnaire-waiting')
  customer = await journey.window('安女士', { size: PHONE, path: `${url.pathname}${url.search}` })
})

chapter('the customer answers on a phone; what was typed is still there after the page was closed', async () => {
  await customer.getByRole('heading', { name: '佩戴与保养情况' }).waitFor()
  await look(customer, 'questions-phone')
  const often = customer.getByRole('group', { name: /多久戴一次/ })
  await often.getByText('每天', { exact: true }).click()
  await customer.getByRole('group', { name: /接触过哪些/ }).getByText('泳池、温泉').click()
  await press(customer, '交卷')
  await customer.getByText('这一题要填').first().waitFor()
  await look(customer, 'questions-missing-phone')
  await eventually(() => customer.evaluate(() => Object.keys(localStorage).some((key) => key.includes('portal.questions')))).toBe(true)
  await customer.reload()
  await eventually(() => often.getByRole('radio', { name: '每天' }).isChecked()).toBe(true)
  await customer.getByRole('group', { name: /有没有磕碰/ }).getByText('否', { exact: true }).click()
  await customer.getByRole('group', { name: /有没有在别处/ }).getByText('否', { exact: true }).click()
  await attach(customer.locator('main'), await photo(customer, '戒指.jpg'))
  await press(customer, 'English')
  await look(customer, 'questions-phone-en')
  await press(customer, 'Hand in')
  await customer.getByText('We have your answers. Thank you.').waitFor()
  await look(customer, 'questions-done-phone-en')
})

chapter('the answers stand in the case, on a desk and on a phone, and in the figures', async () => {
  await manager.reload()
  await panel(manager).getByText('泳池、温泉').waitFor()
  await panel(manager).getByRole('link', { name: '戒指.jpg' }).waitFor()
  await lookAtPanel(manager, 'questionnaire-answered')
  await visit(manager, `/complaints/${known.id}`)
  await manager.getByRole('region', { name: /^问卷/ }).getByText('已填完').waitFor()
  await look(manager, 'questionnaire-case')
  await visit(manager, '/settings/questionnaires')
  await manager.getByRole('link', { name: '佩戴与保养情况' }).click()
  const parts = manager.getByRole('navigation', { name: '问卷' })
  await parts.getByRole('link', { name: '统计' }).click()
  await manager.getByText('发出1份，填回1份').waitFor()
  await look(manager, 'questionnaire-results')
  await manager.setViewportSize(PHONE)
  await look(manager, 'questionnaire-results-phone')
  await parts.getByRole('link', { name: '内容' }).click()
  await manager.getByRole('group', { name: '第1题' }).waitFor()
  await look(manager, 'questionnaire-editor-phone')
})
