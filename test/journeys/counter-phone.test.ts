import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { signIn, type Somebody } from './steps/begin.ts'
import { attach, card, choose, field, lookAtPanel, panel, photo, press, visit, write } from './steps/hands.ts'
import { readRegistered, type Registered } from './steps/register.ts'
import { deskOf, HEADLESS, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: 'Amy Lau', email: 'amy@example.com', unit: '一店', position: 'clerk', phone: '0571-85010001' }
const MANAGER: Somebody = { name: 'David Chen', email: 'david@example.com', unit: '一店', position: 'shopManager' }
const MINUTE = 60_000
const WORDS = 'The clasp of my necklace broke the second time I wore it.'

let journey: Journey
let clerk: Page
let customer: Page
let made: Registered

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, MANAGER])
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

/** Signs in on a phone and makes the pages speak English. */
const inEnglish = async (who: Somebody) => {
  const page = await journey.window(who.name, { size: PHONE, locale: 'en-GB', path: '/sign-in' })
  await look(page, 'phone-sign-in')
  await signIn(page, who.email, true)
  await page.getByRole('link', { name: '更多' }).click()
  await press(page, 'English')
  await page.getByRole('heading', { level: 1, name: 'More' }).waitFor()
  return page
}

chapter('sign-in on a phone, in English', async () => {
  clerk = await inEnglish(CLERK)
  await look(clerk, 'phone-more')
  await clerk.getByRole('link', { name: 'Desk', exact: true }).last().click()
  await clerk.getByRole('heading', { level: 1, name: /Amy Lau/ }).waitFor()
  await look(clerk, 'phone-desk')
})

chapter('counter mode: registered in under a minute, once, and a reload loses nothing', async () => {
  const begun = Date.now()
  let looking = 0
  /** Looking takes time that nobody at a counter spends. */
  const lookAside = async (name: string) => {
    const at = Date.now()
    await look(clerk, name)
    looking += Date.now() - at
  }
  await clerk.getByRole('link', { name: 'Register', exact: true }).click()
  await clerk.getByRole('heading', { level: 1, name: 'What is your name?' }).waitFor()
  await write(clerk, { Phone: '13757110455', Name: 'Mr Ho' })
  // Who complains at the counter stands there: one tap says otherwise.
  expect(await clerk.getByRole('button', { name: 'Still here' }).getAttribute('aria-pressed')).toBe('true')
  await clerk.getByText(/^Act within 30 minutes/).waitFor()
  await press(clerk, 'Visibly displeased')
  await clerk.getByText(/^Act within 5 minutes/).waitFor()
  await press(clerk, 'Angry')
  await lookAside('counter-who')
  await press(clerk, 'Next: What')
  await field(clerk, "In the customer's words").fill(WORDS)
  await lookAside('counter-what')
  await clerk.reload()
  await eventually(() => field(clerk, "In the customer's words").inputValue()).toBe(WORDS)
  await press(clerk, 'Next: Wish')
  await press(clerk.getByRole('group', { name: 'Usual wishes' }), 'Exchange')
  await press(clerk.getByRole('group', { name: 'Usual wishes' }), 'Apology')
  await lookAside('counter-wish')
  await press(clerk, 'Next: Photo')
  await attach(clerk.locator('main'), await photo(clerk, 'clasp.jpg'))
  await lookAside('counter-photo')
  await press(clerk, 'Next: Done')
  await clerk.getByRole('checkbox', { name: /^I, Amy Lau, wrote this down/ }).check()
  await lookAside('counter-done')
  await clerk.getByRole('button', { name: 'Register', exact: true }).dblclick()
  made = await readRegistered(clerk)
  expect(Date.now() - begun - looking).toBeLessThan(MINUTE)
  await look(clerk, 'counter-registered')
  await visit(clerk, '/complaints')
  await clerk.getByText(WORDS).waitFor()
  expect(await clerk.getByText(WORDS).count()).toBe(1)
  await look(clerk, 'phone-list')
})

chapter('the case on a phone: everything within reach of a thumb', async () => {
  await clerk.getByText(WORDS).click()
  await clerk.getByRole('heading', { level: 1, name: /^The clasp of my necklace broke/ }).waitFor()
  await look(clerk, 'phone-case')
  for (const [name, title] of [['Reply', 'reply'], ['Promise', 'promise'], ['Note', 'note']] as const) {
    await clerk.locator('.bar-m').getByRole('button', { name, exact: true }).click()
    await lookAtPanel(clerk, `phone-${title}`)
    await clerk.goBack()
    await panel(clerk).waitFor({ state: 'detached' })
  }
  await clerk.locator('.bar-m').getByRole('button', { name: 'Promise', exact: true }).click()
  await field(panel(clerk), 'What we will do').fill('Call back with the appraiser’s result')
  await press(panel(clerk), 'Tomorrow noon')
  await press(panel(clerk), 'Record promise')
  await panel(clerk).waitFor({ state: 'detached' })
  await clerk.getByRole('button', { name: /^Promise.*record the result$/ }).click()
  await lookAtPanel(clerk, 'phone-settle')
  await field(panel(clerk), 'How it was kept and what the customer was told').fill('Called at noon; the clasp is too thin.')
  await press(panel(clerk), 'Record as kept')
  await panel(clerk).waitFor({ state: 'detached' })
  await press(card(clerk, 'Do now'), 'Record that they were told')
  await press(panel(clerk), 'Record acknowledgement')
  await panel(clerk).waitFor({ state: 'detached' })
})

chapter('settled on the spot: she may decide it, the customer stands there and agrees', async () => {
  await visit(clerk, `/complaints/${made.id}?panel=propose`)
  const form = panel(clerk)
  await press(form, 'Add item')
  await choose(form, 'What', 'Apology')
  await field(form, 'Why this remedy').fill('Our clasp; she accepts an apology and a new one next week.')
  await form.getByText('You can decide this yourself').waitFor()
  await form.getByRole('checkbox', { name: 'The customer is here and agrees' }).check()
  await lookAtPanel(clerk, 'phone-propose')
  await press(form, 'Settle on the spot')
  await form.waitFor({ state: 'detached' })
  await clerk.getByText('agreed', { exact: false }).first().waitFor()
  await look(clerk, 'phone-case-agreed')
})

chapter('the customer leaves: one tap and a time; with the agreement in hand no solution is waited for', async () => {
  await press(clerk, /^All deadlines/)
  await look(clerk, 'phone-clocks')
  await press(clerk, 'The customer has left')
  expect(await panel(clerk).getByRole('radio', { name: '30 minutes ago' }).count()).toBe(0)
  await lookAtPanel(clerk, 'phone-depart')
  await press(panel(clerk), 'Record that they left')
  await panel(clerk).waitFor({ state: 'detached' })
  await clerk.getByText(/^Has left/).first().waitFor()
  expect(await clerk.getByText('Fire alarm 4: 24 hours after departure').count()).toBe(0)
  await look(clerk, 'phone-left')
})

chapter('the manager approves with one thumb', async () => {
  const desk = await deskOf(journey, CLERK.email)
  const other = await registerBy(desk, '一店', { customer: { name: 'Ms Fong', phone: '13757110466' }, points: [{ text: 'The bracelet was sold as solid gold but it is plated.', wants: 'my money back' }] })
  await desk.post(`/complaints/${other.id}/acknowledge`, { how: 'inPerson' })
  await desk.post(`/complaints/${other.id}/remedies`, { items: [{ kind: 'refund', amountFen: 90_000, pointId: other.points[0]?.id }], reason: 'Mislabelled at our counter.' })
  const manager = await inEnglish(MANAGER)
  await manager.getByRole('link', { name: /^Approvals/ }).click()
  await manager.getByText('One remedy waits for you').waitFor()
  await look(manager, 'phone-approvals')
  await press(manager, 'Approve ¥900.00')
  await manager.getByText('Nothing waits for your approval').waitFor()
  await look(manager, 'phone-approvals-empty')
  await manager.context().close()
})

chapter('a customer tells us in English, with a photo', async () => {
  customer = await journey.window('a customer', { size: PHONE, locale: 'en-GB', path: '/portal?place=S01' })
  await customer.getByRole('heading', { level: 1, name: 'Tell us what went wrong' }).waitFor()
  await write(customer, { 'What happened': 'The ring I left for resizing came back with a scratch.', 'Your name': 'Ms Taylor', 'Mobile number': '1380013800013800138000' })
  await customer.getByRole('checkbox', { name: 'Repair it' }).check()
  await customer.locator('input[type=file][multiple]').first().setInputFiles(await photo(customer, 'scratch.jpg'))
  await customer.getByText('Sent', { exact: true }).waitFor()
  await look(customer, 'portal-en-tell')
  await journey.refused(customer, 422, () => press(customer, 'Send'))
  expect(await field(customer, 'Mobile number').inputValue()).toBe('1380013800013800138000')
  expect(await field(customer, 'Mobile number').getAttribute('aria-invalid')).toBe('true')
  await look(customer, 'portal-en-fault')
  await field(customer, 'Mobile number').fill('13800138000')
  await press(customer, 'Send')
  await customer.getByRole('heading', { level: 1, name: 'We have it. Thank you for telling us' }).waitFor()
  await press(customer, 'Save as picture')
  await customer.locator('img.picture').waitFor()
  await look(customer, 'portal-en-done')
  await customer.getByRole('link', { name: 'See progress' }).click()
  await customer.getByText('came back with a scratch').waitFor()
  await look(customer, 'portal-en-case')
})

chapter('a wrong code says so and keeps what was typed, in traditional characters too', async () => {
  await customer.goto(`/portal?case=${made.number}`)
  await press(customer, '繁體')
  await field(customer, '查詢碼').fill('0000-0000-0000')
  await journey.refused(customer, 404, () => press(customer, '查看'))
  await customer.getByText('編號與查詢碼不符').waitFor()
  expect(await field(customer, '編號').inputValue()).toBe(made.number)
  await look(customer, 'portal-hant-wrong')
  await field(customer, '查詢碼').fill(made.code)
  await press(customer, '查看')
  await customer.getByRole('heading', { level: 2, name: '您滿意嗎' }).waitFor()
  await look(customer, 'portal-hant-rate')
})

chapter('rated dissatisfied: the case is open again and its owner sees why', async () => {
  await press(customer, '提交')
  await customer.getByText('請選擇分數。').waitFor()
  await customer.getByRole('radio', { name: '2 不滿意' }).check()
  await customer.getByRole('radio', { name: '不滿意', exact: true }).check()
  await customer.getByText('我們會重開個案').waitFor()
  await field(customer, /^還有甚麼想告訴我們/).fill('新的扣頭又鬆了。')
  await look(customer, 'portal-hant-dissatisfied')
  await press(customer, '提交')
  await customer.getByText('您給了2分。').waitFor()
  await look(customer, 'portal-hant-rated')
  await visit(clerk, '/?show=cameBack')
  await clerk.getByRole('link', { name: /Mr Ho/ }).first().click()
  await clerk.getByText('Reopened once').waitFor()
  await look(clerk, 'phone-case-reopened')
})
