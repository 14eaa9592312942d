import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, day, field, panel, press, save, visit } from './steps/hands.ts'
import { ADMIN, deskOf, HEADLESS, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const LIN: Somebody = { name: '林总', email: ADMIN.email, unit: '总部', position: 'administrator' }

let journey: Journey
let admin: Page
let number = ''
let caseId = ''

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK])
  const { id, number: given } = await registerBy(await deskOf(journey, CLERK.email), '一店')
  caseId = id
  number = given
  admin = await signedIn(journey, LIN)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

/** A calendar as a government offers it, with the next days off. */
const ics = () => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'X-WR-CALNAME:香港公眾假期', ...[1, 2, 3].flatMap((ahead) => {
  const date = (of: number) => day(of).replaceAll('-', '')
  return ['BEGIN:VEVENT', `DTSTART;VALUE=DATE:${date(ahead)}`, `DTEND;VALUE=DATE:${date(ahead + 1)}`, `UID:${ahead}@x`, 'SUMMARY:農曆年初', 'END:VEVENT']
}), 'END:VCALENDAR'].join('\r\n')

chapter('Hong Kong gets its holidays from a file; they hold after what they change was looked at', async () => {
  await visit(admin, '/settings/holidays')
  await card(admin, '中国内地').getByText('系统自带，依国务院办公厅通知').first().waitFor()
  await look(admin, 'holidays')
  await press(admin, '添加地区')
  await look(admin, 'holidays-add')
  await save(admin, '保存')
  await card(admin, '香港').getByText('还没有任何一年的放假安排').waitFor()
  await press(card(admin, '香港'), '从文件读入')
  await panel(admin).locator('input[type=file]').setInputFiles({ name: 'x.html', mimeType: 'text/calendar', buffer: Buffer.from('<html>') })
  await journey.refused(admin, 422, () => panel(admin).getByText(/读不懂这个文件/).waitFor())
  await panel(admin).locator('input[type=file]').setInputFiles({ name: '香港假期.ics', mimeType: 'text/calendar', buffer: Buffer.from(ics()) })
  await panel(admin).getByText('文件里有这几年').waitFor()
  await eventually(() => field(panel(admin), /^出处/).inputValue()).toBe('香港公眾假期')
  await look(admin, 'holidays-file')
  await press(panel(admin), '查看会变动什么')
  await panel(admin).getByText('没有在计时的时限受影响。').waitFor()
  await look(admin, 'holidays-review')
  await save(admin, '确认公布')
  await card(admin, '香港').getByText('香港公眾假期').first().waitFor()
})

chapter('a shop goes by them: its deadlines are shown as they would be, and confirmed', async () => {
  await visit(admin, '/settings/times')
  await press(admin, '设置一店的营业时间')
  await choose(panel(admin), '按哪里的放假安排', '香港')
  await press(panel(admin), '保存')
  const moves = panel(admin).getByRole('region', { name: '会变动的时限' })
  await moves.getByText('约定办结').first().waitFor()
  await moves.getByRole('link', { name: number }).first().waitFor()
  await look(admin, 'times-moves')
  await press(panel(admin), '回去修改')
  await press(panel(admin), '保存')
  await save(admin, '确认保存')
  await admin.getByRole('listitem').filter({ hasText: '一店' }).getByText(/香港/).waitFor()
})

chapter('a clock is confirmed against its source; until then the case says that nobody has', async () => {
  const desk = await signedIn(journey, CLERK)
  await visit(desk, `/complaints/${caseId}`)
  await desk.getByRole('button', { name: '各项时限' }).or(desk.getByRole('button', { name: /为什么是这个时间/ })).first().click()
  await desk.getByText(/未核实/).first().waitFor()
  await look(desk, 'clock-unverified')
  await visit(admin, '/settings/pack?part=clocks')
  await press(admin, '核实“约定办结”')
  await press(panel(admin), '核实')
  await panel(admin).getByText('这一项要填').waitFor()
  await field(panel(admin), /^对照了什么/).fill('公司售后制度2026版第三章，问过法务林律师')
  await look(admin, 'clock-confirm')
  await save(admin, '核实')
  await admin.getByRole('button', { name: '撤回核实：约定办结' }).waitFor()
  expect(await admin.getByText('公司售后制度2026版第三章').count()).toBe(1)
  await look(admin, 'clocks-confirmed')
  await desk.context().close()
})

chapter('in English, on a phone', async () => {
  const api = await deskOf(journey, ADMIN.email)
  await api.put('/me', { locale: 'en' })
  const phone = await signedIn(journey, LIN, { size: PHONE, locale: 'en-GB' })
  await visit(phone, '/settings/holidays')
  await press(card(phone, 'Mainland China'), String(new Date().getFullYear()))
  await panel(phone).getByText('This schedule is built in. Correct it here if the authorities change it.').waitFor()
  await look(phone, 'year-phone')
  await phone.keyboard.press('Escape')
  await panel(phone).waitFor({ state: 'detached' })
  await look(phone, 'holidays-phone')
  await phone.context().close()
})
