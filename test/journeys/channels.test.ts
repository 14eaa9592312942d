import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { answering, openReceiver } from '#test/receiver.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { choose, field, panel, press, visit } from './steps/hands.ts'
import { ADMIN, HEADLESS, deskOf, hire, registerBy } from './steps/staff.ts'

const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '一店', position: 'shopManager' }

let journey: Journey
let receiver: Awaited<ReturnType<typeof openReceiver>>
let admin: Page

beforeAll(async () => {
  receiver = await openReceiver(answering(200, '{"errcode":0,"errmsg":"ok","Code":"OK","BizId":"9^0"}'))
  const at = `http://127.0.0.1:${receiver.port}`
  journey = await openJourney({ ...HEADLESS, CHANNEL_ENDPOINTS: `wecom=${at},aliyun=${at}` })
  await hire(journey, [ABROAD])
  const ann = await deskOf(journey, ABROAD.email)
  await ann.put('/me', { locale: 'en' })
  admin = await signedIn(journey, { ...ADMIN, name: '林总', unit: '总部', position: 'administrator' }, { size: DESK, workers: true })
}, OPENING_MS)
afterAll(async () => {
  await journey?.close()
  await receiver?.close()
})

const chapter = storyOf(() => journey)

chapter('a robot is set up, tried, and tells its group of a new complaint; what goes out is seen', async () => {
  await visit(admin, '/settings/channels')
  await look(admin, 'channels-none')
  await press(admin, '新增渠道')
  const form = panel(admin)
  await press(form, '保存')
  await form.getByText('这一项要填').first().waitFor()
  await look(admin, 'channel-form-missing')
  await field(form, /^名称/).fill('一店投诉群')
  await field(form, /^Webhook 地址/).fill('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4')
  await press(form, '保存')
  const row = admin.getByRole('listitem').filter({ hasText: '一店投诉群' })
  await row.getByText('还没有用过').waitFor()
  await press(row, '发测试消息')
  await panel(admin).getByText('已发出').waitFor()
  await look(admin, 'channel-sent')
  await admin.keyboard.press('Escape')
  const known = await registerBy(await deskOf(journey, ADMIN.email), '一店')
  await eventually(() => receiver.received.map((r) => r.body).join()).toContain(known.number)
  await row.getByText('正常').waitFor()
  receiver.next(answering(200, '{"errcode":93000,"errmsg":"invalid webhook url"}'))
  await press(row, '发测试消息')
  await row.getByText('发不出去').waitFor()
  await admin.keyboard.press('Escape')
  await look(admin, 'channels-failing')
})

chapter('who leads chooses among all ways there are', async () => {
  await visit(admin, '/settings/notices')
  await admin.getByRole('table').waitFor()
  await look(admin, 'my-notices')
  await visit(admin, '/settings/channels')
})

chapter('a gateway with approved templates tells a customer, and the case says so', async () => {
  await press(admin, '新增渠道')
  const form = panel(admin)
  await choose(form, '渠道种类', '阿里云短信')
  await field(form, /^AccessKey ID/).fill('LTAI-id')
  await field(form, /^短信签名/).fill('明岚珠宝')
  await field(form, /^AccessKey Secret/).fill('the-secret')
  await press(form, '加一个模板')
  await choose(form, '用在哪里', '受理回执')
  await field(form, /^模板编号/).fill('SMS_154950909')
  await look(admin, 'channel-form-sms')
  await press(form, '保存')
  await admin.getByRole('listitem').filter({ hasText: '1个短信模板' }).waitFor()
  const known = await registerBy(await deskOf(journey, ADMIN.email), '一店', { customer: { name: '孙女士', phone: '13600136001' } })
  await eventually(() => receiver.received.map((r) => r.path).join()).toContain(known.number)
  await visit(admin, `/complaints/${known.id}`)
  await admin.getByRole('heading', { name: '短信告知' }).waitFor()
  await admin.getByText('服务商已接收').first().waitFor()
  await look(admin, 'case-told')
})

chapter('on the phone, in English: each chooses how to be told and when; the worker is there', async () => {
  const ann = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en-GB', workers: true })
  await visit(ann, '/settings/notices')
  const matrix = ann.getByRole('table')
  await matrix.getByRole('checkbox', { name: 'Progress · Browser' }).uncheck()
  const progress = matrix.getByRole('row', { name: /^Progress/ })
  await progress.getByText('Chosen by you').waitFor()
  await progress.getByRole('button', { name: 'Progress · Back to the default' }).click()
  await progress.getByText('General default').waitFor()
  expect(await matrix.getByRole('checkbox', { name: 'Progress · Browser' }).isChecked()).toBe(true)
  await matrix.getByRole('checkbox', { name: 'Progress · Browser' }).uncheck()
  await choose(ann.locator('main'), 'Digest', 'Once on working days')
  await look(ann, 'my-notices-phone')
  await press(ann.getByRole('region', { name: 'When I am told' }), 'Save')
  await ann.getByText('Saved').waitFor()
  await field(ann, /^Mobile for SMS/).fill('12')
  await journey.refused(ann, 422, async () => {
    await press(ann.getByRole('region', { name: 'Numbers and accounts for notices' }), 'Keep')
    await ann.getByText('not a number that can receive SMS').first().waitFor()
  })
  await look(ann, 'my-notices-wrong-phone')
  await ann.reload()
  expect(await ann.getByRole('checkbox', { name: 'Progress · Browser' }).isChecked()).toBe(false)
  // No maker of browsers is in reach of this machine, and this browser shows no notices: what it can do is said plainly.
  await ann.getByRole('region', { name: 'Browser' }).getByText(/You have blocked notices|cannot be told|did not allow/).first().waitFor()
  const worker = await ann.evaluate(async () => {
    await navigator.serviceWorker.register('/worker.js', { scope: '/' })
    const { active, scope } = await navigator.serviceWorker.ready
    return `${new URL(active?.scriptURL ?? '').pathname} ${new URL(scope).pathname}`
  })
  expect(worker).toBe('/worker.js /')
})
