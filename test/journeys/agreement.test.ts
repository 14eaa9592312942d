import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, PHONE, eventually, openJourney, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, field, lookAtPanel, panel, press, visit } from './steps/hands.ts'
import { type Known, HEADLESS, deskOf, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const BAD = '签署后乙方自愿放弃投诉和起诉的权利。'
const GOOD = '甲方三天之内把退款原路退回。'

let journey: Journey
let smtp: Awaited<ReturnType<typeof openSmtp>>
let clerk: Page
let customer: Page
let known: Known
beforeAll(async () => {
  smtp = await openSmtp()
  journey = await openJourney({ ...HEADLESS, SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  await hire(journey, [CLERK])
  const desk = await deskOf(journey, CLERK.email)
  known = await registerBy(desk, '一店', { customer: { name: '安女士', phone: '13905712019', email: 'an@customers.example.cn' } })
  const point = known.points[0]?.id
  await desk.post(`/complaints/${known.id}/acknowledge`, { how: 'phone' })
  await desk.post(`/complaints/${known.id}/findings`, { pointId: point, text: '镶口松动，属实', liability: 'ours', rootCause: null, evidence: [] })
  await desk.post(`/complaints/${known.id}/remedies`, { items: [{ kind: 'refund', amountFen: 18_000, pointId: point }], reason: '合理' })
  clerk = await signedIn(journey, CLERK, { size: DESK })
}, OPENING_MS)
afterAll(async () => {
  await journey.close()
  await smtp.close()
})

const chapter = storyOf(() => journey)
const mailed = async (found: (mail: { text: string; subject: string }) => string | undefined): Promise<string> => {
  await eventually(() => smtp.sent.some((mail) => found(mail) !== undefined)).toBe(true)
  return smtp.sent.flatMap((mail) => found(mail) ?? []).at(-1) ?? ''
}
/** A stroke across the pad of a window, as a finger draws it. */
const draw = async (page: Page, pad: string) => {
  const canvas = page.locator(`${pad}[aria-busy=false]`)
  await canvas.scrollIntoViewIfNeeded()
  const box = await canvas.boundingBox()
  if (!box) throw new Error('no pad')
  await page.mouse.move(box.x + 30, box.y + box.height / 2)
  await page.mouse.down()
  for (let step = 1; step <= 8; step++) await page.mouse.move(box.x + 30 + step * 25, box.y + box.height / 2 + (step % 2 ? -25 : 25))
  await page.mouse.up()
}

chapter('the agreement is made of the approved remedy; what must not be said is marked and does not get out', async () => {
  await visit(clerk, `/complaints/${known.id}`)
  const paper = card(clerk, '处理协议')
  await paper.getByText('谈妥的办法写成协议').waitFor()
  await look(clerk, 'agreement-none')
  await press(paper, '做协议')
  const text = panel(clerk)
  await field(text, '事由（一句话）').fill('戒指掉钻，退款了结')
  await press(text, '加一条')
  await text.getByRole('textbox', { name: /^条款/ }).last().fill(BAD)
  await press(text, '检查措辞')
  await text.getByText('不能这样写').first().waitFor()
  await lookAtPanel(clerk, 'agreement-stopped')
  await press(text, '保存草稿')
  await eventually(() => text.getByRole('button', { name: '定稿', exact: true }).isEnabled()).toBe(true)
  await journey.refused(clerk, 422, async () => {
    const answer = clerk.waitForResponse(/\/freeze$/)
    await press(text, '定稿')
    expect((await answer).status()).toBe(422)
    await text.getByText(/放弃投诉和起诉/).first().waitFor()
  })
  await text.getByRole('textbox', { name: /^条款/ }).last().fill(GOOD)
  await press(text, '保存草稿')
  await eventually(() => text.getByRole('button', { name: '定稿', exact: true }).isEnabled()).toBe(true)
  await press(text, '定稿')
  await text.getByRole('heading', { name: '签署' }).waitFor()
  await lookAtPanel(clerk, 'agreement-final')
})

chapter('it is sent by mail, and lies on the desk as waiting for a name', async () => {
  const text = panel(clerk)
  await text.getByText('发链接给顾客签').click()
  await lookAtPanel(clerk, 'agreement-link')
  await press(text, '发出')
  await text.getByText('发过的链接').waitFor()
  await visit(clerk, '/')
  await clerk.getByText('签处理协议').first().waitFor()
  await look(clerk, 'agreement-desk')
})

chapter('the customer shows who they are with a code, reads and signs on a phone', async () => {
  const url = new URL(await mailed((mail) => /https?:\S+agreement=\S+/.exec(mail.text)?.[0]))
  customer = await journey.window('安女士', { size: PHONE, path: `${url.pathname}${url.search}` })
  await customer.getByRole('heading', { name: '先确认是您本人' }).waitFor()
  expect(await customer.getByText('戒指掉钻').count()).toBe(0)
  await look(customer, 'agreement-who-phone')
  await press(customer, '发验证码')
  const digits = await mailed((mail) => /验证码是 (\d{6})/.exec(mail.text)?.[1])
  await field(customer, '验证码').fill(digits)
  await press(customer, '打开协议')
  await customer.getByText('戒指掉钻，退款了结').waitFor()
  await customer.getByText(GOOD).waitFor()
  await look(customer, 'agreement-read-phone')
  await press(customer, '我看过了，同意并签署')
  await customer.getByText('请在框里签名。').waitFor()
  await draw(customer, 'canvas.pad')
  await look(customer, 'agreement-drawn-phone')
  await press(customer, '我看过了，同意并签署')
  await customer.getByText('您已经签好了').waitFor()
})

chapter('the firm signs for itself, and the file both signed is had and known again', async () => {
  await visit(clerk, `/complaints/${known.id}`)
  const paper = card(clerk, '处理协议')
  await paper.getByText('安女士 已签').waitFor()
  await press(paper, /^打开/)
  const text = panel(clerk)
  await text.getByText('代表企业签', { exact: true }).click()
  await press(text, /^签名/)
  await draw(clerk, '.pad canvas')
  await press(text, '签好了')
  await text.getByRole('img', { name: /签名|签字/ }).first().waitFor()
  await press(text, '确认签署')
  await text.getByRole('link', { name: '下载签好的 PDF' }).waitFor()
  await lookAtPanel(clerk, 'agreement-signed')
  const address = await text.getByRole('link', { name: '下载签好的 PDF' }).getAttribute('href') ?? ''
  const pdf = Buffer.from(await clerk.evaluate(async (href) => [...new Uint8Array(await (await fetch(href)).arrayBuffer())], address))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  await text.getByText(createHash('sha256').update(pdf).digest('hex')).waitFor()
  await visit(clerk, `/complaints/${known.id}`)
  await paper.getByText('核对文件').click()
  await paper.getByLabel('选文件').setInputFiles({ name: '协议.pdf', mimeType: 'application/pdf', buffer: pdf })
  await paper.getByText(/是签署的那一份/).waitFor()
  await paper.getByLabel('选文件').setInputFiles({ name: '改过.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([pdf, Buffer.from(' ')]) })
  await paper.getByText(/可能被改过/).waitFor()
  await look(clerk, 'agreement-checked')
})

chapter('the customer has it too, by the link; and the pages are right in the dark and on a small screen', async () => {
  await customer.reload()
  await customer.getByText('双方都签了，协议生效。').waitFor()
  await look(customer, 'agreement-whole-phone')
  const phone = await signedIn(journey, CLERK, { size: PHONE, scheme: 'dark' })
  await visit(phone, `/complaints/${known.id}`)
  await card(phone, '处理协议').waitFor()
  await look(phone, 'agreement-card-phone-dark')
  await press(card(phone, '处理协议'), /^打开/)
  await lookAtPanel(phone, 'agreement-panel-phone-dark')
})
