import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { choose, day, field, lookAtPanel, panel, press, save, visit } from './steps/hands.ts'
import { ADMIN, deskOf, HEADLESS, hire, registerBy } from './steps/staff.ts'

const MANAGER: Somebody = { name: '陈明', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const MATE: Somebody = { name: '周敏', email: 'zhou@example.com', unit: '一店', position: 'clerk' }
const OFFICER: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }
const LIN: Somebody = { name: '林总', email: ADMIN.email, unit: '总部', position: 'administrator' }

let journey: Journey
let manager: Page
let admin: Page

const fromWeb = (name: string, phone: string) => fetch(`${journey.url}/api/v1/portal/complaints`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ place: 'S01', locale: 'zh-CN', name, phone, text: '手链扣不上', wants: '修好' }) })

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [MANAGER, CLERK, MATE, OFFICER])
  await (await deskOf(journey, OFFICER.email)).put('/me', { locale: 'en' })
  await registerBy(await deskOf(journey, CLERK.email), '一店', { customer: { name: '安女士', phone: '13905713001' } })
  manager = await signedIn(journey, MANAGER, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('the manager says how the shop gives complaints out, and what people are good at', async () => {
  await visit(manager, '/settings/giving-out')
  await manager.getByText('手动分派').first().waitFor()
  await look(manager, 'giving-out')
  await press(manager, /^修改/)
  await panel(manager).getByText('系统建议，一键分派').click()
  await field(panel(manager), '每人手上最多几件').fill('很多')
  await panel(manager).getByText('填0到500的整数，或者空着').waitFor()
  await field(panel(manager), '每人手上最多几件').fill('20')
  await lookAtPanel(manager, 'giving-out')
  await save(manager, '保存')
  await manager.getByText('每人最多20件').waitFor()
  await visit(manager, '/settings/people')
  await manager.locator('.psn').filter({ hasText: MATE.name }).getByRole('button', { name: /^专\s?长/ }).click()
  await choose(panel(manager), '会的语言', '普通话')
  await manager.keyboard.press('Escape')
  await lookAtPanel(manager, 'skills')
  await save(manager, '保存')
})

chapter('on the phone, in English: the queue proposes somebody and says why; one press gives it to them', async () => {
  await fromWeb('白先生', '13905713002')
  const page = await signedIn(journey, OFFICER, { size: PHONE, locale: 'en' })
  await visit(page, '/watch/triage')
  const row = page.locator('.tri').first()
  await row.getByText('Proposed: 周敏', { exact: false }).waitFor()
  await row.getByText('Why this one').click()
  await look(page, 'proposal', '手链')
  const link = await row.getByRole('link').first().getAttribute('href')
  await row.getByRole('button', { name: /^Assign as proposed/ }).click()
  await page.getByText('Nothing to assign').waitFor()
  await visit(page, link ?? '')
  await page.getByRole('button', { name: 'Why this handler' }).click()
  await panel(page).getByText('Given to 周敏 as proposed').waitFor()
  await lookAtPanel(page, 'why-owner')
  await visit(page, '/settings/giving-out')
  await page.getByText('Proposed, given with one press').first().waitFor()
  await look(page, 'giving-out-phone')
})

chapter('somebody is away without anybody who stands in: the firm says what happens, and the queue shows it', async () => {
  admin = await signedIn(journey, LIN, { size: DESK })
  await visit(admin, '/settings/people')
  await admin.locator('.psn').filter({ hasText: CLERK.name }).getByRole('button', { name: /^请\s?假/ }).click()
  await field(panel(admin), /^到哪天止/).fill(day(60))
  await panel(admin).getByText('回来后，转出去的投诉还给本人').click()
  await lookAtPanel(admin, 'absence-alone')
  await save(admin, '保存')
  await eventually(() => admin.getByText(/^\d+月\d+日至\d+月\d+日请假$/).count()).toBe(1)
  // Who is away from today on is looked at within seconds.
  const desk = await deskOf(journey, MANAGER.email)
  await eventually(async () => (await desk.get<{ items: readonly { ownerAway: boolean }[] }>('/triage')).items.filter((one) => one.ownerAway).length).toBe(1)
  await visit(manager, '/watch/triage')
  await manager.getByText('李晓芸请假，时限等不到他回来').waitFor()
  await look(manager, 'owner-away')
  await press(manager, /^按建议分派/)
  await manager.getByText('没有待分派的投诉').waitFor()
})

chapter('who leaves leaves nothing behind', async () => {
  await visit(admin, '/settings/people')
  await admin.getByRole('button', { name: MATE.name, exact: true }).click()
  await panel(admin).getByText(/手上还有：投诉2件/).scrollIntoViewIfNeeded()
  await choose(panel(admin), '转给谁', MANAGER.name)
  await look(admin, 'leaving')
  await press(panel(admin), '转出手上的工作')
  await admin.getByRole('tooltip').getByRole('button', { name: /^确\s?定/ }).click()
  await panel(admin).getByText(/手上还有：/).waitFor({ state: 'detached' })
})
