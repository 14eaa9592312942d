import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, field, lookAtPanel, panel, press, visit } from './steps/hands.ts'
import { ADMIN, HEADLESS, deskOf, hire, type Known, registerBy } from './steps/staff.ts'

const MANAGER: Somebody = { name: '陈明', email: 'chen@example.com', unit: '一店', position: 'shopManager' }
const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let manager: Page
let serious: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [MANAGER, ABROAD])
  await (await deskOf(journey, ABROAD.email)).put('/me', { locale: 'en' })
  const desk = await deskOf(journey, MANAGER.email)
  for (const [i, point] of [{ text: '试戴时手指被割伤', severity: 'serious', serviceStage: 'during' }, { text: '问了三次没人理', severity: 'minor', serviceFault: 'coldness', serviceStage: 'before' }, { text: '各个柜台推来推去', serviceFault: 'ballKicking', serviceStage: 'after' }].entries()) {
    const known = await registerBy(desk, '一店', { customer: { name: `顾客${i}`, phone: `1390571230${i}` }, points: [point] })
    if (i === 0) serious = known
  }
  manager = await signedIn(journey, MANAGER, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('figures by severity, stage and fault open exactly the cases they count', async () => {
  await visit(manager, '/')
  await manager.getByRole('navigation').first().getByRole('link', { name: '统计' }).click()
  await manager.getByRole('heading', { level: 1, name: '统计 · 归类' }).waitFor()
  await look(manager, 'figures')
  await manager.getByRole('link', { name: '合计　踢皮球：1件' }).first().click()
  await manager.getByText('各个柜台推来推去').waitFor()
  await manager.getByText('共1件', { exact: true }).waitFor()
  await look(manager, 'figures-list')
})

chapter('serious harm waits to be looked at together, and what came of it is noted', async () => {
  await visit(manager, `/complaints/${serious.id}`)
  await card(manager, '检讨').getByText('等检讨').waitFor()
  await look(manager, 'review-wanted')
  await press(card(manager, '检讨'), '记下检讨结果')
  await field(panel(manager), /^结论/).fill('柜台锐边没有打磨。工程部本周内逐柜检查，磨平后签字。')
  await lookAtPanel(manager, 'review-note')
  await press(panel(manager), '记下结论')
  await card(manager, '检讨').getByText('已检讨').waitFor()
  await press(card(manager, '检讨'), '要求检讨')
  await field(panel(manager), /^为什么要检讨/).fill('同样的柜台还有两个')
  await press(panel(manager), '要求检讨')
  await card(manager, '检讨').getByText('等检讨').waitFor()
})

chapter('a mailbox at Microsoft is set up without a password and waits for its owner’s consent', async () => {
  const admin = await signedIn(journey, { ...ADMIN, name: '林总', unit: '总部', position: 'administrator' }, { size: DESK })
  await visit(admin, '/settings/mailboxes')
  await press(admin, '新增邮箱')
  await field(panel(admin), /^邮箱地址/).fill('kefu@shop.example.cn')
  await choose(panel(admin), '归哪个部门', '一店')
  await choose(panel(admin), '怎么登录', 'Microsoft 365（授权登录）')
  await field(panel(admin), /^应用编号/).fill('00000000-1111-2222-3333-444444444444')
  expect(await field(panel(admin), /^IMAP 服务器/).inputValue()).toBe('outlook.office365.com')
  await lookAtPanel(admin, 'mailbox-consent')
  await press(panel(admin), '保存')
  await admin.getByText('等授权').waitFor()
  await look(admin, 'mailbox-waits')
  await admin.goto('/settings/mailboxes/consent?error=access_denied&state=x')
  await admin.getByText('没有授权，邮箱还不会收信').waitFor()
  await look(admin, 'mailbox-declined')
})

chapter('on the phone, in English', async () => {
  const ann = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en' })
  await visit(ann, '/figures')
  await ann.getByRole('heading', { level: 1, name: 'Figures · Classification' }).waitFor()
  await ann.getByText('Passing the customer around', { exact: false }).first().waitFor()
  await look(ann, 'figures-phone')
  await visit(ann, `/complaints/${serious.id}`)
  await ann.getByText('To be reviewed').first().waitFor()
  await look(ann, 'review-phone')
})
