import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { choose, field, lookAtPanel, panel, press, visit } from './steps/hands.ts'
import { type Desk, deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const MANAGER: Somebody = { name: '陈明', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let clerk: Page
let desk: Desk
let known: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [MANAGER, CLERK, ABROAD])
  await (await deskOf(journey, ABROAD.email)).put('/me', { locale: 'en' })
  desk = await deskOf(journey, CLERK.email)
  known = await registerBy(desk, '一店', { customer: { name: '安女士', phone: '13905712009' } })
  await fetch(`${journey.url}/api/v1/portal/complaints`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ place: 'S01', locale: 'zh-CN', name: '白先生', phone: '13905712010', text: '项链戴了两天就断了', wants: '修好' }) })
  clerk = await signedIn(journey, CLERK, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const more = async (page: Page, name: string) => {
  await page.getByRole('button', { name: /^(更多|More)/ }).first().click()
  await page.getByRole('menuitem', { name }).click()
}

chapter('what a reply promises is confirmed with one press and made with it', async () => {
  await visit(clerk, `/complaints/${known.id}`)
  await clerk.getByRole('textbox', { name: '回复安女士' }).fill('安女士，您好，明天17点前回电告诉您检测结果。')
  await press(clerk, /记为承诺/)
  await look(clerk, 'said')
  await press(clerk, /^发送给/)
  await clerk.locator('.ev.prom').getByText('明天17点前回电告诉您检测结果').waitFor()
  await more(clerk, '和顾客另约办结日期')
  await lookAtPanel(clerk, 'agree-end')
})

chapter('goods are taken in against a signature and stand in the list', async () => {
  await visit(clerk, `/complaints/${known.id}?panel=takeGoods`)
  const form = panel(clerk)
  await choose(form, '种类', '首饰')
  await field(form, /^是什么/).fill('18K金钻戒一枚')
  await field(form, /^现在的状况/).fill('戒壁一道划痕')
  await form.getByRole('button', { name: '7天后' }).click()
  await field(form, /^放在哪里/).fill('店长保险柜')
  await form.getByText('现在没法双方签名').click()
  await field(form, /^为什么没签/).fill('快递寄来')
  await lookAtPanel(clerk, 'goods-take')
  await press(form, '收下，出收据')
  await form.waitFor({ state: 'detached' })
  await press(clerk, /^转交、交还/)
  await panel(clerk).getByText('交还', { exact: true }).first().click()
  await lookAtPanel(clerk, 'goods-return')
  await visit(clerk, '/watch/goods')
  await clerk.getByText('18K金钻戒一枚').waitFor()
  await look(clerk, 'goods')
  await visit(clerk, '/watch/promises')
  await clerk.getByRole('cell', { name: CLERK.name }).waitFor()
  await look(clerk, 'promises-kept')
})

chapter('on the phone, in English: what nobody looks after is given to somebody, a case is pressed, an offence flagged', async () => {
  const page = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en' })
  await visit(page, '/watch/triage')
  const row = page.locator('.tri').first()
  await row.getByText('项链戴了两天就断了').waitFor()
  await look(page, 'triage', '项链')
  await row.getByRole('combobox', { name: /^Assign/ }).click()
  await page.getByTitle(/李晓芸/).click()
  await row.getByRole('button', { name: /^Assign/ }).click()
  await page.getByText('Nothing to assign').waitFor()
  await visit(page, `/complaints/${known.id}?panel=urge`)
  await field(panel(page), /^What you ask/).fill('How does it go?')
  await lookAtPanel(page, 'urge')
  await press(panel(page), 'Press for an answer')
  await panel(page).waitFor({ state: 'detached' })
  await visit(page, `/complaints/${known.id}?panel=flagOffence`)
  await lookAtPanel(page, 'offence-flag')
  await desk.post(`/complaints/${known.id}/offences`, { kind: 'threat', what: '扬言砸店' })
  await visit(page, `/complaints/${known.id}`)
  await page.getByText('扬言砸店', { exact: true }).waitFor()
  await look(page, 'case-pressed')
  expect(await page.getByText('Suspected offence').count()).toBeGreaterThan(0)
})
