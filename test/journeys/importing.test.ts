import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, field, panel, press, visit } from './steps/hands.ts'
import { HEADLESS, deskOf, hire, registerBy } from './steps/staff.ts'

const OFFICER: Somebody = { name: '周敏', email: 'zhou@example.com', unit: '总部', position: 'complaintOfficer' }
const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let officer: Page

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [OFFICER, ABROAD])
  const ann = await deskOf(journey, ABROAD.email)
  await ann.put('/me', { locale: 'en' })
  officer = await signedIn(journey, OFFICER, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

const table = (name: string, ...lines: readonly string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${lines.join('\r\n')}`) })
const sure = (page: Page, name: string) => page.locator('.ant-popconfirm').getByRole('button', { name }).click()

const upload = async (page: Page, file: ReturnType<typeof table>, begin: string) => {
  await panel(page).locator('input[type=file]').first().setInputFiles(file)
  await panel(page).getByRole('button', { name: new RegExp(file.name) }).waitFor()
  await press(panel(page), begin)
}

chapter('a table of the old system is read, its dates are asked about, and a dry run names what is wrong', async () => {
  await visit(officer, '/settings/imports')
  await look(officer, 'imports-none')
  await officer.getByRole('button', { name: '导入表格' }).click()
  await upload(officer, table('旧系统.csv', '编号,投诉日期,姓名,联系电话,投诉内容,来源', 'L-1,03-04-2026,何女士,13600001234,"项链扣头断了,修了两次",热线', 'L-2,25-03-2026,方先生,,戒指尺寸不对,热线', 'L-3,31-02-2026,丁先生,,耳钉掉了,热线'), '上传并开始')
  await officer.getByRole('heading', { level: 1, name: '旧系统.csv' }).waitFor()
  await officer.getByRole('cell', { name: '项链扣头断了,修了两次' }).waitFor()
  await officer.getByText('请先选定日期怎么读：收到时间').waitFor()
  await choose(officer, '收到时间怎么读', '日-月-年')
  await look(officer, 'import-choose')
  await press(officer, '试运行')
  await officer.getByRole('region', { name: '试运行结果' }).waitFor()
  await officer.getByText('读不出日期').first().waitFor()
  await look(officer, 'import-checked')
})

chapter('what the table calls otherwise is told once; the rest is taken over and can be undone', async () => {
  await choose(officer, '渠道：热线（3行）', '电话')
  await press(officer, '再试一次')
  await press(officer, '导入2行')
  await officer.getByRole('region', { name: '已导入' }).waitFor()
  await look(officer, 'import-ended')
  const first = officer.locator('.imp-n').first()
  expect(await first.textContent()).toMatch(/^[A-Z0-9]+-\d{8}-\d{4}$/)
  await first.click()
  await officer.getByText('项链扣头断了,修了两次').first().waitFor()
  await officer.goBack()
  await press(officer, '撤销这次导入')
  await sure(officer, '确定')
  await officer.getByRole('region', { name: '已撤销' }).waitFor()
})

chapter('on the phone, in English: a daily report brings possible complaints; one is registered, one is none', async () => {
  const ann = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en-GB' })
  await visit(ann, '/settings/imports')
  await press(ann, 'Import a table')
  await choose(panel(ann), 'What it becomes', 'Possible complaints')
  await choose(panel(ann), 'Where it comes from', 'Service report')
  await upload(ann, table('Report 2 November.csv', 'date,text', '2026-11-02,The clasp of a bracelet opens by itself', '2026-11-02,A quiet day'), 'Upload and begin')
  await choose(ann, 'How to read: Received', 'Year, month, day')
  await look(ann, 'import-choose-phone')
  await press(ann, 'Dry run')
  await press(ann, 'Import 2 rows')
  await ann.getByRole('link', { name: 'See the possible complaints' }).click()
  await look(ann, 'candidates-phone')
  const row = (text: string) => ann.getByRole('listitem').filter({ hasText: text })
  await press(row('A quiet day'), 'Not a complaint')
  await field(panel(ann), /Why it is no complaint/).fill('Nobody complained')
  await press(panel(ann), 'Not a complaint')
  await row('A quiet day').waitFor({ state: 'detached' })
  await press(row('The clasp'), 'Register it')
  await ann.getByText('The clasp of a bracelet opens by itself').first().waitFor()
  await look(ann, 'candidate-register-phone')
  await field(ann, /^Name/).first().fill('Ms Chan')
  await ann.getByRole('checkbox', { name: /wrote this down/ }).check()
  await press(ann, 'Register')
  await ann.getByText(/HQ-\d{8}-\d{4}/).first().waitFor()
  await visit(ann, '/settings/candidates?state=registered')
  await row('The clasp').getByRole('link', { name: 'See the complaint' }).waitFor()
})

chapter('a table of orders is brought, and orders are looked up when a complaint is checked and when one is registered', async () => {
  await visit(officer, '/settings/orders')
  await look(officer, 'orders-none')
  await officer.getByRole('link', { name: '导入订单表' }).click()
  await upload(officer, table('订单.csv', '订单号,商品,批号,下单日期,金额,客户姓名,手机', 'JS-0115,足金手链,L7,2026-03-02,1280.50,何女士,13600001234', ',没有单号,,2026-03-02,1,,'), '上传并开始')
  await choose(officer, '购买日期怎么读', '年-月-日')
  await press(officer, '试运行')
  await officer.getByRole('radio', { name: '用这张表替换' }).waitFor()
  await look(officer, 'orders-checked')
  await press(officer, '导入1行')
  await officer.getByRole('link', { name: '去看订单核对' }).click()
  await officer.getByText('现在可以查 1 条订单').waitFor()
  await look(officer, 'orders-page')
  const known = await registerBy(await deskOf(journey, OFFICER.email), '总部', { product: { name: '银手链' }, customer: { name: '何女士', phone: '13600001234', classCode: 'regular' } })
  await visit(officer, `/complaints/${known.id}?panel=verify`)
  await card(officer, '现在该做').getByText('先谢谢他愿意告诉我们').waitFor()
  await choose(panel(officer), '按什么查', '订单号')
  await field(panel(officer), '查什么').fill('JS-9999')
  await press(panel(officer), '查订单')
  await panel(officer).getByText('没有查到这样的订单').waitFor()
  await field(panel(officer), '查什么').fill('js-0115')
  await press(panel(officer), '查订单')
  await panel(officer).getByRole('row', { name: '商品 银手链 足金手链' }).waitFor()
  await look(officer, 'panel-look-up')
  await press(panel(officer), '采用订单 JS-0115')
  await panel(officer).getByText('已采用，并补上了：订单号、购买日期、金额、批号。').waitFor()
  await visit(officer, '/register')
  await officer.getByText('从订单里查').click()
  await field(officer, '查什么').fill('JS-0115')
  await press(officer, '查订单')
  await press(officer, '采用订单 JS-0115')
  await officer.getByText('已填入订单 JS-0115').waitFor()
  expect(await officer.locator('#reg-productName').inputValue()).toBe('足金手链')
  await look(officer, 'register-look-up')
  await press(officer, '不存这个订单')
  await officer.getByText('已填入订单 JS-0115').waitFor({ state: 'detached' })
})
