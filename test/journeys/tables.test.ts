import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, field, lookAtPanel, panel, press, save, visit } from './steps/hands.ts'
import { ADMIN, HEADLESS, deskOf, hire } from './steps/staff.ts'

const LIN: Somebody = { name: '林总', email: ADMIN.email, unit: '总部', position: 'administrator' }
const ZHAO: Somebody = { name: '赵总', email: 'zhao@example.com', unit: '总经理室', position: 'generalManager' }

let journey: Journey
let admin: Page

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  admin = await signedIn(journey, LIN, { size: DESK })
  await hire(journey, [ZHAO])
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const line = (no: number) => admin.locator(`.tb-x tbody tr[aria-rowindex="${no + 1}"]`)
const paste = (text: string) => admin.evaluate((words) => {
  const data = new DataTransfer()
  data.setData('text/plain', words)
  document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}, text)

chapter('a rule is added by the keyboard and from a spreadsheet; what is missing is named until it is there', async () => {
  await visit(admin, '/settings/pack?part=tables')
  await admin.getByRole('link', { name: '查看和修改规则表：审批权限' }).click()
  await admin.getByRole('grid', { name: '审批权限' }).waitFor()
  await look(admin, 'tables')
  await press(admin, '加一条规则')
  await card(admin, '检查').getByText('还没填好“谁可以定”').waitFor()
  const before = await admin.locator('.tb-x').getAttribute('aria-rowcount')
  const no = Number(before) - 2
  await line(no).locator('td').nth(1).click()
  await admin.keyboard.press('Enter')
  await admin.getByRole('textbox', { name: /合计金额/ }).fill('许多')
  await admin.getByRole('alert').filter({ hasText: '单位是元' }).waitFor()
  await admin.getByRole('textbox', { name: /合计金额/ }).fill('>80000')
  await admin.keyboard.press('Enter')
  await line(no).getByText('超过¥80,000').waitFor()
  await line(no).locator('td').nth(7).click()
  await paste('总经理\t\t\t\t\t超过八万元须总经理核准。')
  await line(no).getByText('超过八万元须总经理核准。').waitFor()
  await card(admin, '检查').getByText(/第\d+条永远用不上/).waitFor()
  await look(admin, 'tables-faulty')
  await admin.getByRole('button', { name: `打开第${no}条规则` }).click()
  await lookAtPanel(admin, 'table-rule')
  for (let i = 1; i < no; i++) await press(panel(admin), '上移')
  await save(admin, '完成')
  await line(1).getByText('超过¥80,000').waitFor()
  await press(admin, /给没有例子的/)
  await card(admin, '检查').getByText('没有问题。').waitFor()
  await admin.getByText('已保存').waitFor()
})

chapter('facts are tried on the draft, which is then sent', async () => {
  await press(admin, '试算')
  await field(panel(admin), '合计金额').fill('90000')
  await press(panel(admin), '试一试')
  await panel(admin).getByRole('heading', { name: '用第1条' }).waitFor()
  await lookAtPanel(admin, 'table-try')
  await admin.keyboard.press('Escape')
  await panel(admin).waitFor({ state: 'detached' })
  await press(admin, '看改动并送审')
  await panel(admin).getByText('新增第1条').waitFor()
  await field(panel(admin), '说明（可不填）').fill('大额由总经理定')
  await lookAtPanel(admin, 'table-send')
  await save(admin, '送审')
  await admin.getByText('送审中').waitFor()
})

chapter('somebody else approves it, and it stands among the versions', async () => {
  const manager = await signedIn(journey, ZHAO, { size: DESK, path: '/settings/tables/authority?panel=decide' })
  await visit(manager, '/settings/tables/authority?panel=decide')
  await panel(manager).getByText('大额由总经理定').waitFor()
  await lookAtPanel(manager, 'table-decide')
  await save(manager, '核准')
  await press(manager, '各版本')
  await panel(manager).getByText('本企业第 1 版').waitFor()
  await panel(manager).getByText('改了什么').first().click()
  await panel(manager).getByText('新增第1条').waitFor()
  await lookAtPanel(manager, 'table-versions')
})

chapter('on the phone, in English, a rule opens as a form', async () => {
  await (await deskOf(journey, ADMIN.email)).put('/me', { locale: 'en' })
  const phone = await signedIn(journey, LIN, { size: PHONE, locale: 'en-GB', path: '/settings/tables/compensation' })
  await visit(phone, '/settings/tables/compensation')
  await phone.getByRole('heading', { level: 2, name: /^Rules/ }).waitFor()
  await look(phone, 'tables-phone')
  await phone.locator('.tb-cards button').first().click()
  await lookAtPanel(phone, 'table-rule-phone')
  await choose(panel(phone), 'Severity', 'Minor')
  await save(phone, 'Done')
  await phone.getByText('Saved').waitFor()
})
