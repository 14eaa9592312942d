import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { panel, press, save, visit } from './steps/hands.ts'
import { ADMIN, type Desk, deskOf, HEADLESS, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const CHEN: Somebody = { name: '陈店长', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const LIN: Somebody = { name: '林总', email: ADMIN.email, unit: '总部', position: 'administrator' }
const TWO_HOURS = 2 * 3_600_000
/** Time enough to register what is about to run out, and little enough to wait for; where the machine is slow, more of it. */
const SOON = [8_000, 25_000]

let journey: Journey
let admin: Page

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, CHEN])
  admin = await signedIn(journey, LIN)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('who hears of a clock is set level by level, and tried before it is saved', async () => {
  await visit(admin, '/settings/pack?part=clocks')
  await press(admin, '设置逐级提醒：受理告知')
  await panel(admin).getByText('第1级').first().waitFor()
  for (let no = 4; no > 1; no--) await press(panel(admin), `去掉第${no}级`)
  await panel(admin).getByRole('spinbutton', { name: '第1级：用了百分之几' }).fill('100')
  for (const how of ['没办完就再提醒', '没人打开投诉、也没处理，就直接到下一级']) await panel(admin).getByRole('checkbox', { name: how }).first().check()
  await press(panel(admin), '加一级')
  await press(panel(admin), '看谁什么时候知道')
  await panel(admin).getByText('时限到期').scrollIntoViewIfNeeded()
  await look(admin, 'ladder-tried')
  await panel(admin).getByRole('spinbutton', { name: '第2级什么时候：多少' }).fill('')
  await press(panel(admin), '保存')
  await panel(admin).getByText('这一项要填').waitFor()
  await panel(admin).getByRole('spinbutton', { name: '第2级什么时候：多少' }).fill('6')
  await save(admin, '保存')
  await eventually(() => admin.getByText('自己设的').count()).toBe(1)
  await look(admin, 'ladder-saved')
})

interface Registered { readonly id: string; readonly number: string; readonly clocks: readonly { readonly id: string; readonly kind: string }[] }

/** A case whose acknowledgement runs out in a moment, and not before it was there. */
const aboutToRunOut = async (desk: Desk): Promise<Registered> => {
  for (const soon of SOON) {
    const { id } = await registerBy(desk, '一店', { receivedAt: new Date(Date.now() - TWO_HOURS + soon).toISOString() })
    const c = await desk.get<Registered>(`/complaints/${id}`)
    const clock = c.clocks.find(({ kind }) => kind === 'acknowledgement')
    const { ladder: [first] } = await desk.get<{ ladder: { passed: boolean }[] }>(`/clocks/${clock?.id}`)
    if (first?.passed === false) return c
  }
  throw new Error('nothing could be registered in time')
}

chapter('the time runs out: the manager hears of it, and the case says who was told and who took it up', async () => {
  const desk = await deskOf(journey, CLERK.email)
  const { id, number } = await aboutToRunOut(desk)
  const manager = await deskOf(journey, CHEN.email)
  const climbed = async () => (await manager.get<{ items: { name: string; words: string }[] }>('/notifications')).items.filter((notice) => notice.name === 'clockClimbed' && notice.words.includes(number)).length
  await eventually(climbed).toBe(1)
  const page = await signedIn(journey, CHEN)
  await visit(page, `/complaints/${id}`)
  await page.getByText(/时限升到第 1 级/).first().waitFor()
  await page.getByRole('button', { name: '各项时限' }).or(page.getByRole('button', { name: /为什么是这个时间/ })).first().click()
  await page.getByText('告诉了陈店长').waitFor()
  await page.getByText(/陈店长看了或处理了/).waitFor()
  expect(await page.getByText(/会告诉部门主管/).count()).toBeGreaterThan(0)
  await look(page, 'ladder-case')
  await page.context().close()
})

chapter('in English, on a phone', async () => {
  await (await deskOf(journey, ADMIN.email)).put('/me', { locale: 'en' })
  const phone = await signedIn(journey, LIN, { size: PHONE, locale: 'en-GB' })
  await visit(phone, '/settings/pack?part=clocks')
  await press(phone, 'Set escalation: Acknowledgement')
  await panel(phone).getByText('Level 2').first().waitFor()
  await look(phone, 'ladder-phone')
  await phone.keyboard.press('Escape')
  await panel(phone).waitFor({ state: 'detached' })
  await look(phone, 'ladders-phone')
  await phone.context().close()
})
