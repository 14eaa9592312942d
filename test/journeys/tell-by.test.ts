import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, PHONE, eventually, openJourney, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { field, lookAtPanel, panel, press, visit } from './steps/hands.ts'
import { openCase } from './steps/portal.ts'
import { type Desk, HEADLESS, type Known, deskOf, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk', phone: '0571-85010001' }

let smtp: Awaited<ReturnType<typeof openSmtp>>
let journey: Journey
let desk: Desk
let clerk: Page
let customer: Page
let made: Known

beforeAll(async () => {
  smtp = await openSmtp()
  journey = await openJourney({ ...HEADLESS, SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  await hire(journey, [CLERK])
  desk = await deskOf(journey, CLERK.email)
  made = await registerBy(desk, '一店', { customer: { name: '何先生', phone: '13757110455', email: 'he@example.com' } })
}, OPENING_MS)
afterAll(async () => {
  await journey.close()
  await smtp.close()
})

const chapter = storyOf(() => journey)
const asked = async () => (await desk.get<{ readonly tellBy: string | null }>(`/complaints/${made.id}`)).tellBy

chapter('the customer chooses on the phone how to be told, among what is possible', async () => {
  customer = await journey.window('何先生', { size: PHONE, path: null })
  await openCase(customer, made.number, made.portalCode)
  const ways = customer.getByRole('group', { name: '用什么方式告诉您' })
  await ways.scrollIntoViewIfNeeded()
  await eventually(() => ways.getByRole('radio').count()).toBe(4)
  await ways.getByRole('radio', { name: '打电话', exact: true }).check()
  await look(customer, 'phone-portal-ways')
  await press(customer, '就这样告诉我')
  await customer.getByText('记下了。').waitFor()
  await eventually(asked).toBe('call')
})

chapter('whoever looks after the case sees it, sees why another way is not possible, and writes down what the customer says', async () => {
  clerk = await signedIn(journey, CLERK)
  await visit(clerk, `/complaints/${made.id}`)
  await clerk.getByText('怎样告诉进展').waitFor()
  await clerk.getByText('顾客选择怎样听进展：电话').first().waitFor()
  await press(clerk, '顾客来问')
  await panel(clerk).getByText(/^没有能收短信的手机号/).waitFor()
  await eventually(() => panel(clerk).getByRole('radio', { name: /^短信/ }).isDisabled()).toBe(true)
  await panel(clerk).getByRole('radio', { name: '只看查询页' }).click()
  await panel(clerk).getByText('现在用：只看查询页').waitFor()
  await lookAtPanel(clerk, 'ways')
  await eventually(asked).toBe('portal')
  await customer.reload()
  await customer.getByRole('radio', { name: '什么都不发，我自己来看' }).waitFor()
})

chapter('an address that was missing is added in the case, and opens the way', async () => {
  await visit(clerk, `/complaints/${made.id}`)
  await press(clerk, '更正联系方式')
  await lookAtPanel(clerk, 'contact')
  await field(panel(clerk), '电话').fill('0571-85010099')
  await field(panel(clerk), '邮箱').fill('he2@example.com')
  await press(panel(clerk), '保存')
  await panel(clerk).waitFor({ state: 'detached' })
  await clerk.getByText('he2@example.com').waitFor()
  await clerk.getByText('更正了投诉人的称呼或联系方式').first().waitFor()
})

chapter('at registration it is one choice more: who wants mail is asked for the address, and gets the receipt there', async () => {
  await visit(clerk, '/register?channel=phone&form=full')
  await clerk.getByRole('combobox', { name: '怎样告诉进展', exact: true }).click()
  await clerk.locator('.ant-select-dropdown:visible').getByText('邮件', { exact: true }).click()
  await field(clerk, '怎么称呼').fill('沈女士')
  await field(clerk, '邮箱').fill('shen@example.com')
  await look(clerk, 'register-ways')
  await field(clerk, '顾客的原话').fill('手镯的搭扣松了。')
  await clerk.getByRole('checkbox', { name: /我是记录人/ }).check()
  await press(clerk, '登记')
  await clerk.getByText('登记好了').waitFor()
  const { items } = await desk.get<{ readonly items: readonly { readonly id: string; readonly customerName: string }[] }>('/complaints')
  const id = items.find(({ customerName }) => customerName === '沈女士')?.id ?? ''
  expect((await desk.get<{ readonly tellBy: string | null }>(`/complaints/${id}`)).tellBy).toBe('mail')
  await eventually(() => smtp.sent.filter(({ raw }) => raw.includes('shen@example.com')).length).toBe(1)
})

chapter('where nothing arrives the portal says what is done instead, and tries it again when asked to', async () => {
  const lost = await registerBy(desk, '一店', { customer: { name: '冯女士', phone: '0571-85010088', email: 'unknown@example.com' }, tellBy: 'mail' })
  const failed = async () => (await desk.get<{ readonly timeline: readonly { readonly name: string }[] }>(`/complaints/${lost.id}`)).timeline.filter(({ name }) => name === 'telling.wayFailed').length
  await eventually(failed).toBe(1)
  const hers = await journey.window('冯女士', { size: PHONE, path: null })
  await openCase(hers, lost.number, lost.portalCode)
  await hers.getByText('您选的方式现在用不了，我们改打电话。').scrollIntoViewIfNeeded()
  await look(hers, 'phone-portal-failed')
  await press(hers, '再试一次')
  await hers.getByText('记下了。').waitFor()
  await eventually(failed).toBe(2)
})
