import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, field, lookAtPanel, panel, press, visit } from './steps/hands.ts'
import { ADMIN, deskOf, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '小李', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MANAGER: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '一店', position: 'shopManager' }

let journey: Journey
let clerk: Page
let known: Known
let drawing: string

beforeAll(async () => {
  journey = await openJourney({ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PACK: 'jewellery', ORGANIZATION: '明珠首饰' })
  await hire(journey, [CLERK, MANAGER])
  await (await deskOf(journey, MANAGER.email)).put('/me', { locale: 'en' })
  known = await registerBy(await deskOf(journey, CLERK.email), CLERK.unit, { customer: { name: '何女士', phone: '13711190001' }, points: [{ text: '戒指戴了三天就掉钻', wants: '换货' }] })
  clerk = await signedIn(journey, CLERK, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const cause = (page: Page, no: string) => page.getByRole('textbox', { name: new RegExp(`^(原因|Cause )${no.replaceAll('.', '\\.')}$`) })

chapter('a clerk asks why, answer by answer, by the keys alone', async () => {
  await visit(clerk, `/complaints/${known.id}`)
  await card(clerk, '原因分析').getByRole('button', { name: '画原因分析' }).click()
  await lookAtPanel(clerk, 'causes-begin')
  await press(panel(clerk), '画原因分析')
  await clerk.waitForURL('**/complaints/causes/*')
  drawing = new URL(clerk.url()).pathname.split('/').at(-1) ?? ''
  await press(clerk, '加一个回答')
  await clerk.keyboard.type('爪镶没有压紧')
  await clerk.keyboard.press('Control+Enter')
  await clerk.keyboard.type('压爪工具磨损')
  await clerk.keyboard.press('Enter')
  await clerk.keyboard.type('出厂检验漏检')
  await eventually(() => cause(clerk, '1.2').inputValue()).toBe('出厂检验漏检')
  await clerk.getByRole('checkbox', { name: '原因1.2是根本原因' }).check()
  await choose(clerk, '原因1证实了没有', '已证实')
  await eventually(() => clerk.locator('.cz-p .cz-b').count()).toBe(4)
  await look(clerk, 'causes-whys')
})

chapter('meanwhile the manager has drawn too; both are put together and nothing is lost', async () => {
  const manager = await deskOf(journey, MANAGER.email)
  await manager.put(`/cause-diagrams/${drawing}`, { version: 1, effect: '戒指戴了三天就掉钻', nodes: [{ id: crypto.randomUUID(), parentId: null, text: '佩戴时磕碰', standing: 'refuted' }] })
  await journey.refused(clerk, 409, () => press(clerk, '存下这张图'))
  await clerk.getByText('您修改的时候，Ann Lee存了第2版').waitFor()
  await look(clerk, 'causes-overtaken')
  await press(clerk, '并在一起')
  await eventually(() => clerk.locator('.cz-p .cz-b').count()).toBe(5)
  await press(clerk, '存下这张图')
  await clerk.getByText('还没存').waitFor({ state: 'detached' })
  await visit(clerk, `/complaints/${known.id}`)
  await card(clerk, '原因分析').getByText('出厂检验漏检').waitFor()
})

chapter('the manager looks at it on a phone, in English, and draws a fishbone', async () => {
  const manager = await signedIn(journey, MANAGER, { size: PHONE, locale: 'en-GB' })
  await visit(manager, `/complaints/causes/${drawing}`)
  await eventually(() => cause(manager, '1').inputValue()).toBe('爪镶没有压紧')
  await look(manager, 'causes-whys-phone-en')
  await visit(manager, `/complaints/${known.id}?panel=causes`)
  await panel(manager).getByRole('radio', { name: /^Fishbone/ }).check()
  await choose(panel(manager), 'Main bones', 'Jewellery quality')
  await press(panel(manager), 'Draw causes')
  await manager.waitForURL('**/complaints/causes/*')
  await press(manager, 'Add a cause to Craft')
  await cause(manager, '1').fill('Claws not pressed down after the stone was set')
  await manager.getByRole('button', { name: 'What is behind it: cause 1' }).click()
  await cause(manager, '1.1').fill('Worn tool')
  await look(manager, 'causes-fishbone-phone-en')
  await press(manager, 'Save the drawing')
  await manager.getByText('Not saved').waitFor({ state: 'detached' })
  expect(await field(manager, /^What happened/).inputValue()).toContain('戒指')
})

chapter('the firm adds a cause of its own, a finding takes it, and the case that had it before is linked', async () => {
  const admin = await deskOf(journey, ADMIN.email)
  await admin.post('/causes', { parent: 'groupGoods', label: { 'zh-CN': '外协镶嵌', 'zh-Hant': '外判鑲嵌', en: 'Setting by others' } })
  const desk = await deskOf(journey, CLERK.email)
  const own = (await desk.get<{ rootCauses: { code: string }[] }>('/pack')).rootCauses.at(-1)?.code
  const points = [{ text: '又掉钻了', wants: '退款', categoryCode: 'stoneLoose' }]
  const before = await registerBy(desk, CLERK.unit, { points })
  await desk.post(`/complaints/${before.id}/findings`, { pointId: before.points[0]?.id, text: '外协师傅漏压', liability: 'ours', rootCause: own, evidence: [] })
  const now = await registerBy(desk, CLERK.unit, { customer: { name: '何女士', phone: '13711190002' }, points })
  await visit(clerk, `/complaints/${now.id}?panel=finding&on=${now.points[0]?.id}`)
  await field(panel(clerk), /^查到了什么/).fill('又是漏压')
  await panel(clerk).getByRole('radio', { name: '本公司责任' }).check()
  await choose(panel(clerk), '根本原因', '外协镶嵌')
  await panel(clerk).getByText('同样的原因12个月内已有1件').click()
  await lookAtPanel(clerk, 'finding-again')
  await press(panel(clerk), `关联${before.number}`)
  await panel(clerk).getByText('已关联').waitFor()
  await press(panel(clerk), '存下结论')
  await panel(clerk).waitFor({ state: 'detached' })
  await clerk.getByText(/原因：.*外协镶嵌/).first().waitFor()
  const page = await signedIn(journey, { name: '林经理', email: ADMIN.email, unit: '', position: '' }, { size: DESK })
  await visit(page, '/settings/pack?part=categories')
  await page.getByRole('button', { name: '外协镶嵌' }).click()
  await lookAtPanel(page, 'own-cause')
  await press(panel(page), '停用')
  await panel(page).waitFor({ state: 'detached' })
  await page.getByText('已停用').first().waitFor()
  await look(page, 'settings-causes')
  await visit(page, '/figures')
  await page.getByRole('region', { name: '根本原因' }).getByRole('link').first().waitFor()
  await look(page, 'figures-causes')
})
