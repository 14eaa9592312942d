import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { look } from '#test/journey-look.ts'
import { attach, button, card, choose, day, field, lookAtPanel, panel, photo, pick, press, save, visit } from './hands.ts'
import { type Registered, readRegistered } from './register.ts'
import type { Trade } from './trade.ts'

const yuan = (fen: number) => (fen / 100).toFixed(2)

/** Presses what the page says is to be done now, and looks at the form that opens. */
const doNext = async (page: Page, { t }: Trade, action: string, name: string) => {
  await press(card(page, t('case:next.title')), t(`case:next.${action}.button`, { name }))
  await lookAtPanel(page, action)
}

const fillField = async (place: Locator, trade: Trade, code: string, value: string | number) => {
  const label = trade.label('fields', code)
  const { type, choices } = trade.body.fields.find((each) => each.code === code) ?? {}
  const choice = choices?.find((each) => each.code === value)
  if (choice) return choose(place, label, trade.say(choice.label))
  if (type === 'number') return place.getByRole('spinbutton', { name: label, exact: true }).fill(String(value))
  return field(place, label).fill(type === 'money' ? yuan(Number(value)) : String(value))
}

export interface Entry { readonly classCode: string; readonly claim?: string; /** Besides those of the worked case. */ readonly fields?: Readonly<Record<string, string>> }

/** The whole form, with the fields that this industry asks for. */
export const registerCase = async (page: Page, trade: Trade, { classCode, claim, fields }: Entry): Promise<Registered> => {
  const { t, say, body, example } = trade
  await visit(page, '/register?form=full')
  await card(page, t('register:section.closing')).waitFor()
  await press(page.getByRole('group', { name: t('register:field.channel') }), t(`terms:channel.${example.channel}`))
  await pick(page, t('register:received.label'), t('register:received.now'))
  if (example.channel === 'walkIn') await press(page, t('terms:presence.onPremises'))
  const who = card(page, t('register:section.who'))
  await field(who, t('register:field.phone')).fill(example.phone)
  await field(who, t('register:field.name')).fill(example.customer)
  await choose(who, t('register:field.class'), trade.label('classes', classCode))
  const points = card(page, t('register:section.points'))
  await field(points, t('register:points.text')).fill(say(example.text))
  await field(points, t('register:points.wants')).fill(say(example.wants))
  await choose(points, t('register:points.category'), trade.label('categories', example.category))
  const ownClaim = body.fields.some(({ code }) => code === 'claimAmount')
  if (claim) await field(points, ownClaim ? trade.label('fields', 'claimAmount') : t('register:field.claim')).fill(claim)
  const goods = card(page, t('register:section.goods'))
  await goods.locator('summary').last().click()
  for (const [code, value] of Object.entries({ ...example.fields, ...fields })) await fillField(goods, trade, code, value)
  await look(page, `${body.pack.code}-register`)
  await page.getByRole('checkbox', { name: t('register:field.signedOff', { name: await field(page, t('register:field.receiverName')).inputValue() }) }).check()
  await press(page, t('register:register'))
  const made = await readRegistered(page)
  await look(page, `${body.pack.code}-registered`)
  return made
}

export const acknowledgeCase = async (page: Page, trade: Trade) => {
  const { t, example } = trade
  await doNext(page, trade, 'complaint.acknowledge', example.customer)
  await field(panel(page), t('case:acknowledge.nextOn')).fill(day(1))
  await save(page, t('case:acknowledge.save'))
}

/** How much harm, and what kind of demand it is. */
export const classifyCase = async (page: Page, { t, example }: Trade, nature: string) => {
  await press(card(page, t('case:points.title')), t('case:points.classifyOf', { no: 1 }))
  await lookAtPanel(page, 'classify')
  await pick(panel(page), t('case:classify.severity'), t(`terms:severity.${example.severity}`))
  await pick(panel(page), t('case:classify.nature'), t(`terms:nature.${nature}`))
  await save(page, t('case:classify.save'))
}

export const findOut = async (page: Page, trade: Trade, method: string) => {
  const { t, say, example } = trade
  await press(card(page, t('case:points.title')), t('case:points.findingOf', { no: 1 }))
  const form = panel(page)
  await field(form, t('case:finding.text')).fill(say(example.finding))
  await pick(form, t('case:finding.liability'), t(`terms:liability.${example.liability}`))
  const cause = example.rootCause
  if (cause) await choose(form, t('case:finding.cause'), trade.label('causes', cause))
  await choose(form, t('case:finding.method'), t(`terms:method.${method}`))
  await attach(form, await photo(page, 'evidence.jpg'))
  await lookAtPanel(page, 'finding')
  await save(page, t('case:finding.save'))
}

/** The items of the worked case; the page says who must approve them. */
export const proposeItems = async (page: Page, trade: Trade, approver: string) => {
  const { t, say, body, example } = trade
  await doNext(page, trade, 'remedy.propose', example.customer)
  const form = panel(page)
  for (const { kind, amountFen } of example.items) {
    await press(form, t('case:propose.add'))
    const line = form.locator('.line').last()
    await choose(line, t('case:propose.kind'), t(`terms:remedyKind.${kind}`))
    if (amountFen > 0) await field(line, t('case:propose.amount')).fill(yuan(amountFen))
    else if (await field(line, t('case:propose.amount')).count() > 0) await field(line, t('case:propose.amount')).fill('0')
  }
  await form.getByText(t('case:propose.needs', { position: trade.label('positions', approver) })).waitFor()
  await field(form, t('case:propose.reason')).fill(say(example.reason))
  await lookAtPanel(page, `${body.pack.code}-propose`)
  await save(page, t('case:propose.saveForApproval'))
}

export const approveIt = async (page: Page, { t, say, body, example }: Trade) => {
  await visit(page, '/approvals')
  await page.getByText(t('approvals:count', { count: 1 })).waitFor()
  await page.getByText(say(example.reason)).waitFor()
  await look(page, `${body.pack.code}-approvals`)
  await page.locator('.decide .ant-btn-primary').click()
  await page.getByText(t('approvals:empty')).waitFor()
}

export const offerIt = async (page: Page, trade: Trade) => {
  await doNext(page, trade, 'remedy.offer', trade.example.customer)
  await field(panel(page), trade.t('case:offer.message')).fill(trade.say(trade.example.reason))
  await save(page, trade.t('case:offer.save', { name: trade.example.customer }))
}

/** The customer reads the offer with number and code, and agrees. */
export const agreeInPortal = async (page: Page, { t, say, body, example }: Trade, { number, code }: Registered) => {
  await page.goto(`/portal?case=${number}`)
  await field(page, t('portal:look.code')).fill(code)
  await press(page, t('portal:look.submit'))
  await page.getByText(say(example.reason)).waitFor()
  for (const { kind } of example.items) await page.getByRole('list', { name: t('portal:offer.items') }).getByText(t(`terms:remedyKind.${kind}`), { exact: true }).waitFor()
  await look(page, `${body.pack.code}-portal-offer`)
  await page.getByRole('radio', { name: new RegExp(`^${t('portal:offer.accept')}`) }).check()
  await press(page, t('portal:offer.acceptButton'))
  await press(page, t('portal:offer.sureYes'))
  await page.getByText(t('portal:offer.agreed')).waitFor()
  await look(page, `${body.pack.code}-portal-agreed`)
}

/** The customer said yes on the phone; what costs much is signed afterwards. */
export const agreeByWord = async (page: Page, trade: Trade) => {
  const { t, example } = trade
  await doNext(page, trade, 'remedy.answer', example.customer)
  await pick(panel(page), t('case:answer.what'), t('terms:answer.accept'))
  await pick(panel(page), t('case:answer.proof'), t('terms:proof.call'))
  await save(page, t('case:answer.save'))
}

export const signAgreement = async (page: Page, { t }: Trade) => {
  await press(card(page, t('case:close.before')), t('case:gate.go.signature'))
  await attach(panel(page), await photo(page, 'signed.jpg'))
  await lookAtPanel(page, 'sign')
  await save(page, t('case:sign.save'))
}

const taskTitle = ({ body, say }: Trade, kind: string) => {
  const rule = body.execution.find((each) => each.kind === kind)
  if (!rule) throw new Error(`nobody carries out ${kind}`)
  return say(rule.label)
}

/** The task of the kind that tells this industry from others, by whom it falls to. */
export const carryOut = async (page: Page, trade: Trade, kind: string) => {
  const { t, body } = trade
  const title = taskTitle(trade, kind)
  const task = card(page, t('case:execution.title')).getByRole('listitem').filter({ hasText: title })
  await press(task, t('case:task.begin'))
  await look(page, `${body.pack.code}-execution`)
  await press(task, t('case:task.complete'))
  await field(panel(page), t('case:task.result')).fill(title)
  await field(panel(page), t('case:task.referenceLabel')).fill('A-0231')
  await attach(panel(page), await photo(page, 'done.jpg'))
  await lookAtPanel(page, 'task')
  await save(page, t('case:task.save'))
}

export const sendNotice = async (page: Page, { t, say, body, example }: Trade) => {
  await press(card(page, t('case:execution.title')), t('case:notice.write'))
  const form = panel(page)
  await lookAtPanel(page, `${body.pack.code}-notice`)
  await field(form, t('case:notice.point', { no: 1 })).fill(say(example.finding))
  await save(page, t('case:notice.save'))
}

/** Asked by somebody who did not handle the case. */
export const followUpBy = async (page: Page, { t, say, body }: Trade) => {
  await press(card(page, t('case:followUp.title')), t('case:followUp.cameByThemselves'))
  const form = panel(page)
  const asked = body['follow-up'].find(({ code }) => code === 'satisfied')
  await pick(form, asked ? say(asked.text) : t('case:followUp.isSatisfied'), t('case:followUp.satisfied'))
  await form.locator('.ant-rate').first().getByRole('radio').nth(4).click()
  await form.getByRole('checkbox', { name: t('case:followUp.early') }).check()
  await lookAtPanel(page, `${body.pack.code}-follow-up`)
  await save(page, t('case:followUp.save'))
}

export const closeCase = async (page: Page, trade: Trade) => {
  const { t, say, body, example } = trade
  await doNext(page, trade, 'complaint.close', example.customer)
  const form = panel(page)
  await field(form, t('case:close.cause')).fill(say(example.finding))
  await field(form, t('case:close.effect')).fill(say(example.reason))
  await field(form, t('case:close.improvement')).fill(say(example.lesson))
  await lookAtPanel(page, 'close')
  expect(await button(form, t('case:close.save')).isDisabled()).toBe(false)
  await save(page, t('case:close.save'))
  await card(page, t('case:close.summary')).getByText(say(example.lesson)).waitFor()
  await look(page, `${body.pack.code}-closed`)
}

/** Who wrote in English is asked for patience in English, and the colleagues see it so. */
export const seeEnglishLetter = async (page: Page, { t }: Trade, id: string) => {
  await visit(page, `/complaints/${id}?panel=extend`)
  await field(panel(page), t('case:extend.reason')).fill('The pictures are retouched again.')
  await panel(page).getByText(/^Dear Ms Taylor, your complaint .* The reason: The pictures are retouched again\./).waitFor()
  await lookAtPanel(page, 'extend-english')
}

/** While a sample is tested elsewhere the clocks that may do so stand still. */
export const waitForSample = async (page: Page, { t, say, body, example }: Trade) => {
  await press(page, t('case:pause.open'))
  await field(panel(page), t('case:pause.reason')).fill(say(example.wants))
  await lookAtPanel(page, 'pause')
  await save(page, t('case:pause.save'))
  await page.getByText(t('case:pause.now', { reason: say(example.wants) })).first().waitFor()
  await look(page, `${body.pack.code}-paused`)
}
