import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Locale } from '#contract/common.ts'
import { isPaid } from '#contract/settlement.ts'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { PASSWORD } from './steps/begin.ts'
import { paper, type Registered } from './steps/register.ts'
import { ADMIN, type Desk, deskOf } from './steps/staff.ts'
import { BROWSERS, type Trade, tradeOf } from './steps/trade.ts'
import { acknowledgeCase, agreeByWord, agreeInPortal, approveIt, carryOut, classifyCase, closeCase, type Entry, findOut, followUpBy, offerIt, proposeItems, registerCase, seeEnglishLetter, sendNotice, signAgreement, waitForSample } from './steps/walk.ts'
import { visit } from './steps/hands.ts'

interface Post { readonly unit: string; readonly position: string }
interface Walk extends Entry {
  readonly pack: string; readonly worked: string
  readonly locale: Locale; readonly size: typeof DESK; readonly scheme: 'light' | 'dark'
  readonly nature: string; readonly method: string
  readonly handler: Post; readonly approver: Post; readonly officer: Post
  /** Who carries out the item that tells this industry from others; the handler unless named. */
  readonly doer?: Post; readonly kind: string
  /** Agreed by word of mouth and signed on paper, not in the portal. */
  readonly onPaper?: boolean
}

/** With the story of the jewellery shop (simplified, desktop, light) every pair of language, size and colours occurs. */
const WALKS: readonly Walk[] = [
  {
    pack: 'wedding-photography', worked: 'worked-defect', locale: 'zh-CN', size: PHONE, scheme: 'dark', classCode: 'couple', nature: 'redress', method: 'records',
    handler: { unit: 'S01', position: 'clerk' }, approver: { unit: 'S01', position: 'shopManager' }, officer: { unit: 'HQ', position: 'complaintOfficer' }, doer: { unit: 'ST1', position: 'photographer' }, kind: 'rework',
  },
  {
    pack: 'cement', worked: 'worked-defect', locale: 'zh-Hant', size: DESK, scheme: 'dark', classCode: 'corporate', nature: 'claim', method: 'siteVisit',
    handler: { unit: 'R01', position: 'clerk' }, approver: { unit: 'HQ', position: 'serviceManager' }, officer: { unit: 'HQ', position: 'complaintOfficer' }, kind: 'visit',
  },
  {
    pack: 'healthcare', worked: 'worked-defect', locale: 'zh-Hant', size: PHONE, scheme: 'light', classCode: 'regular', nature: 'redress', method: 'appraisal', onPaper: true,
    handler: { unit: 'OPD', position: 'clerk' }, approver: { unit: 'OPD', position: 'shopManager' }, officer: { unit: 'PRO', position: 'complaintOfficer' }, kind: 'rework',
  },
  {
    pack: 'manufacturing', worked: 'worked-mixed', locale: 'en', size: DESK, scheme: 'light', classCode: 'oem', claim: '9000', nature: 'claim', method: 'inspection',
    handler: { unit: 'S01', position: 'clerk' }, approver: { unit: 'HQ', position: 'serviceManager' }, officer: { unit: 'HQ', position: 'complaintOfficer' }, doer: { unit: 'P01', position: 'countermeasureLead' }, kind: 'rework',
  },
  {
    pack: 'base', worked: 'worked-defect', locale: 'en', size: PHONE, scheme: 'dark', classCode: 'regular', nature: 'redress', method: 'inspection',
    handler: { unit: 'S01', position: 'clerk' }, approver: { unit: 'S01', position: 'shopManager' }, officer: { unit: 'HQ', position: 'complaintOfficer' }, kind: 'replacement',
  },
]

const NAMES: Readonly<Record<Locale, Readonly<Record<Role, string>>>> = {
  'zh-CN': { handler: '李晓芸', approver: '陈国栋', officer: '赵一鸣', doer: '吴启航' }, 'zh-Hant': { handler: '李曉雲', approver: '陳國棟', officer: '趙一鳴', doer: '吳啟航' }, en: { handler: 'Amy Lau', approver: 'David Chen', officer: 'Grace Ho', doer: 'Peter Wu' },
}
type Role = 'handler' | 'approver' | 'officer' | 'doer'

interface Listed { readonly items: readonly { readonly id: string; readonly code: string; readonly state: string; readonly kind: string; readonly amountFen: number }[] }

interface Versioned { readonly id: string; readonly version: number }
let payments = 0

/** Money leaves without a page: the desktop story shows how. */
const paidBy = async (asks: Desk, admin: Desk, task: { readonly id: string; readonly amountFen: number }) => {
  const { version: rule } = await admin.get<Versioned>('/payout-rule')
  await admin.put('/payout-rule', { limitFen: task.amountFen, version: rule })
  const { id, version } = await asks.post<Versioned>(`/tasks/${task.id}/payouts`, { amountFen: task.amountFen, way: 'original', payee: '—' })
  const approved = await admin.post<Versioned & { readonly firstOn: string }>(`/payouts/${id}/approve`, { version })
  await admin.post(`/payouts/${id}/payment`, { version: approved.version, reference: `P-${++payments}`, on: approved.firstOn })
}

/** The firm and its people, without a page: other journeys show how they come. */
const found = async (journey: Journey, { pack, locale, ...walk }: Walk, { body, say }: Trade) => {
  const made = await fetch(`${journey.url}/api/v1/first-run`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ locale, pack, organization: say(body.pack.name), name: NAMES[locale].officer, ...ADMIN }) })
  expect(made.status).toBe(201)
  const admin = await deskOf(journey, ADMIN.email)
  const units = (await admin.get<Listed>('/units')).items
  for (const role of ['handler', 'approver', 'officer', 'doer'] as const) {
    const post = walk[role]
    if (post) await admin.post('/people', { name: NAMES[locale][role], email: `${role}@example.com`, phone: '0571-85010001', password: PASSWORD, unitId: units.find(({ code }) => code === post.unit)?.id, positionCode: post.position, locale })
  }
  return admin
}

describe.each(WALKS)('$pack, $locale, $size.width wide, $scheme', (walk) => {
  let journey: Journey
  let trade: Trade
  let handler: Page
  let made: Registered
  beforeAll(async () => {
    [journey, trade] = await Promise.all([openJourney(), tradeOf(walk.pack, walk.locale, walk.worked)])
    await found(journey, walk, trade)
  }, OPENING_MS)
  afterAll(() => journey.close())

  const chapter = storyOf(() => journey)
  const look = { size: walk.size, scheme: walk.scheme, locale: BROWSERS[walk.locale] }
  const toCase = (page: Page) => visit(page, `/complaints/${made.id}`)
  const someone = (role: Role) => journey.window(NAMES[walk.locale][role], { ...look, path: null, as: { email: `${role}@example.com`, password: PASSWORD } })
  /** By the page for it, in the language of the firm. */
  const signIn = async (role: Role) => {
    const page = await journey.window(NAMES[walk.locale][role], { ...look, path: '/sign-in' })
    const { t } = trade
    await page.getByRole('textbox', { name: t('sign-in:email') }).fill(`${role}@example.com`)
    await page.getByRole('textbox', { name: t('sign-in:password') }).fill(PASSWORD)
    await page.getByRole('button', { name: t('sign-in:go'), exact: true }).click()
    await page.getByRole('navigation', { name: t('shell:nav.main') }).waitFor()
    return page
  }

  chapter('registered in the words and fields of the trade', async () => {
    handler = await signIn('handler')
    made = await registerCase(handler, trade, walk)
    await paper(handler, made.id, 'receipt')
  })

  chapter('acknowledged, sorted and looked into', async () => {
    await toCase(handler)
    await acknowledgeCase(handler, trade)
    await classifyCase(handler, trade, walk.nature)
    await findOut(handler, trade, walk.method)
  })

  chapter('a remedy above the own limit is approved by whom the table names', async () => {
    await proposeItems(handler, trade, walk.approver.position)
    const approver = await someone('approver')
    await approveIt(approver, trade)
    await approver.context().close()
  })

  chapter('offered and agreed', async () => {
    await toCase(handler)
    await offerIt(handler, trade)
    if (walk.onPaper) {
      await agreeByWord(handler, trade)
      await paper(handler, made.id, 'agreement')
      await signAgreement(handler, trade)
      return
    }
    const customer = await journey.window('customer', { ...look, size: PHONE, path: '/portal' })
    await agreeInPortal(customer, trade, made)
    await customer.context().close()
  })

  chapter('carried out and told in writing', async () => {
    const doer = walk.doer ? await someone('doer') : handler
    await toCase(doer)
    await carryOut(doer, trade, walk.kind)
    const [asks, admin] = [await deskOf(journey, 'handler@example.com'), await deskOf(journey, ADMIN.email)]
    for (const task of (await admin.get<Listed>(`/tasks?complaintId=${made.id}`)).items.filter(({ state }) => state !== 'done'))
      await (isPaid(task.kind) ? paidBy(asks, admin, task) : admin.post(`/tasks/${task.id}/complete`, { reference: 'A-0232', result: trade.say(trade.example.reason).slice(0, 60), evidence: [] }))
    await toCase(handler)
    await sendNotice(handler, trade)
    await paper(handler, made.id, 'notice')
  })

  chapter('followed up by another, and closed', async () => {
    const officer = await someone('officer')
    await toCase(officer)
    await followUpBy(officer, trade)
    await toCase(handler)
    await closeCase(handler, trade)
    await paper(handler, made.id, 'file')
  })

  if (walk.pack === 'wedding-photography') chapter('a customer who wrote in English: the letter of more time is seen in English', async () => {
    const told = await fetch(`${journey.url}/api/v1/portal/complaints`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ place: walk.handler.unit, name: 'Ms Taylor', phone: null, text: 'The pictures are far too yellow.', wants: null, locale: 'en' }) })
    expect(told.status).toBe(201)
    const { number } = await told.json() as { number: string }
    const { items } = await (await deskOf(journey, ADMIN.email)).get<{ items: readonly { id: string; number: string }[] }>('/complaints')
    await seeEnglishLetter(handler, trade, items.find((each) => each.number === number)?.id ?? '')
  })

  if (walk.pack === 'cement') chapter('a testing body of class D: its sample is with the laboratory, and the clocks wait for the retest', async () => {
    const testing = await tradeOf('cement', walk.locale, 'worked-testing')
    made = await registerCase(handler, testing, { classCode: 'testingBody', fields: { sampleKeeper: 'laboratory' } })
    await toCase(handler)
    await acknowledgeCase(handler, testing)
    await waitForSample(handler, testing)
  })
})
