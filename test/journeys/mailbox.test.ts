import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { type Dovecot, IMAP_PASSWORD, openDovecot, whyNoDovecot } from '#test/dovecot.ts'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { aMail, openSmtp } from '#test/mailboxes.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { choose, field, panel, press } from './steps/hands.ts'
import { ADMIN, HEADLESS, deskOf, hire } from './steps/staff.ts'

const missing = whyNoDovecot()
if (missing) process.stderr.write(`skipped: ${missing}\n`)

const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof openSmtp>>
let admin: Page

beforeAll(async () => {
  if (missing) return
  ;[journey, dovecot, smtp] = await Promise.all([openJourney({ ...HEADLESS, WEBHOOK_PRIVATE: 'allow' }), openDovecot(), openSmtp()])
  await hire(journey, [ABROAD])
  const ann = await deskOf(journey, ABROAD.email)
  await ann.put('/me', { locale: 'en' })
  admin = await signedIn(journey, { ...ADMIN, name: '林总', unit: '总部', position: 'administrator' }, { size: DESK })
}, OPENING_MS)
afterAll(async () => {
  await journey?.close()
  await Promise.all([dovecot?.close(), smtp?.close()])
})

const unencrypted = async (form: Locator, side: number) => {
  await form.getByRole('combobox', { name: '加密', exact: true }).nth(side).click()
  await admin.locator('.ant-select-dropdown:visible').locator('.ant-select-item-option').filter({ hasText: '不加密' }).click()
}

describe.skipIf(missing)('mail', () => {
  const chapter = storyOf(() => journey)

  chapter('a mailbox is set up, tried with a wrong and a right password, and read', async () => {
    await admin.goto('/settings/mailboxes')
    await look(admin, 'mailboxes-none')
    await press(admin, '新增邮箱')
    const form = panel(admin)
    await field(form, /^邮箱地址/).fill('kefu@qq.com')
    await look(admin, 'mailbox-form')
    await field(form, /^邮箱地址/).fill('kefu@shop.example.cn')
    await choose(form, '归哪个部门', '一店')
    await field(form, /^IMAP 服务器/).fill('127.0.0.1')
    await field(form, /^SMTP 服务器/).fill('127.0.0.1')
    await field(form, /^端口/).nth(0).fill(String(dovecot.port))
    await field(form, /^端口/).nth(1).fill(String(smtp.port))
    for (const side of [0, 1]) await unencrypted(form, side)
    await field(form, /^密码或授权码/).nth(0).fill('wrong')
    await press(form, '测试连接')
    await form.getByText('账号或密码不对').first().waitFor()
    await look(admin, 'mailbox-wrong')
    await field(form, /^密码或授权码/).nth(0).fill(IMAP_PASSWORD)
    await press(form, '测试连接')
    await form.getByText('连上了').waitFor()
    await press(form, '保存')
    await admin.getByText('收信中').waitFor()
    await look(admin, 'mailboxes')
  })

  chapter('on the phone, in English: what is not clear waits for somebody, is read as text and registered or put into a case', async () => {
    await dovecot.deliver('kefu@shop.example.cn', aMail({ subject: 'Clasp broke', text: 'The clasp broke after a week.', from: 'Chan Tai Man <chan@customers.example.cn>' }))
    await dovecot.deliver('kefu@shop.example.cn', aMail({ subject: 'Weekly offers', text: 'Buy two, pay one.', from: 'Offers <offers@news.example.cn>', headers: ['List-Id: <news.example.cn>'] }))
    await dovecot.deliver('kefu@shop.example.cn', aMail({ subject: 'Members group', text: 'My ring lost its stone.\n\nOn 3 Nov 2026, at 16:05, Shop wrote:\n> Welcome', from: 'Lee Siu Fong <lee@group.example.cn>', headers: ['List-Id: <members.example.cn>'] }))
    const ann = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en-GB' })
    await ann.goto('/settings/mails?list=taken')
    await ann.getByRole('listitem').filter({ hasText: 'Clasp broke' }).waitFor()
    const number = await ann.getByRole('listitem').filter({ hasText: 'Clasp broke' }).locator('.link.no').textContent() ?? ''
    await press(ann, 'Waiting')
    const row = (text: string) => ann.getByRole('listitem').filter({ hasText: text })
    await row('Members group').waitFor()
    await look(ann, 'mails-phone')
    await press(row('Members group'), 'Decide')
    await panel(ann).getByText('My ring lost its stone.').waitFor()
    await look(ann, 'mail-phone')
    await field(panel(ann), /^Put it into a complaint/).fill(number)
    await press(panel(ann), 'Put it into this complaint')
    await row('Members group').waitFor({ state: 'detached' })
    await press(row('Weekly offers'), 'Decide')
    await press(panel(ann), 'Leave it aside')
    await row('Weekly offers').waitFor({ state: 'detached' })
    await press(ann, 'Left aside')
    await row('Weekly offers').waitFor()
    await look(ann, 'mails-aside-phone')
    await press(ann, 'Registered')
    await row('Members group').getByText(number).click()
    await ann.getByText('My ring lost its stone.').first().waitFor()
  })
})
