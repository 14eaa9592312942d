import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FoundOrder } from '#contract/order-book.ts'
import { RECURRENCES_TO } from '#contract/investigation.ts'
import { type World, openWorld } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { got, onDatabase } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

const FEW = 100
const MANY = 10_000
const ORDERS_OF_ONE = 10
const ROUNDS = 3
const MINUTE = 60_000
const DAY = 1_440 * MINUTE

let w: World
let clerk: Person
let otherManager: Person
let director: Person
let manager: Person
let c: Registered
let templateId: string
let version: number
let bookId: string

const said = (text: string) => ({ 'zh-CN': text, 'zh-Hant': '', en: '' })
const QUESTIONS = { title: said('佩戴情况'), intro: null, questions: [{ code: 'happy', kind: 'scale', text: said('满意吗？') }, { code: 'words', kind: 'text', text: said('还想说什么？') }] }
const ORDER: FoundOrder = { number: '', product: '足金手链', productCode: null, lot: null, serial: null, quantity: null, boughtOn: '2026-03-02', amountFen: 128_050, unit: null, customerName: null, phone: null, memberNumber: null, shipment: null, shippedOn: null }

/** Cases like the first from one number to another, ten orders for each, with all that is counted. */
const filled = (from: number, to: number) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  const copied = (table: string, set: string, where: string) => db.query(`insert into ${table} select (made_row.r).* from (select jsonb_populate_record(null::${table}, to_jsonb(t) || ${set}) as r from ${table} t, made where ${where} offset 0) as made_row`)
  await db.query(`create temporary table made as select g, gen_random_uuid() as case_id, gen_random_uuid() as point_id from generate_series(${from}, ${to}) as g`)
  const ofCase = `t.complaint_id = '${c.id}'`
  await copied('complaint.complaint', `jsonb_build_object('id', case_id, 'number', 'MANY-' || g, 'portal_hash', '\\x' || md5(g::text), 'received_at', t.received_at - g * interval '1 minute', 'registered_at', t.registered_at - g * interval '1 minute')`, `t.id = '${c.id}'`)
  await copied('complaint.point', `jsonb_build_object('id', point_id, 'complaint_id', case_id)`, ofCase)
  await copied('investigation.finding', `jsonb_build_object('id', gen_random_uuid(), 'complaint_id', case_id, 'point_id', made.point_id)`, ofCase)
  await copied('inquiry.task', `jsonb_build_object('id', gen_random_uuid(), 'complaint_id', case_id, 'number', 'MANY-' || g || '-D1', 'due_at', t.due_at + g * interval '1 minute', 'state', case when g % 2 = 0 then 'open' else 'done' end, 'ended_at', case when g % 2 = 0 then null else now() end)`, ofCase)
  await copied('questionnaire.sent', `jsonb_build_object('id', gen_random_uuid(), 'complaint_id', case_id, 'number', 'MANY-' || g || '-W1', 'state', 'answered', 'answered_at', now() - g * interval '1 minute', 'answers', jsonb_build_object('happy', g % 5 + 1, 'words', 'no ' || g))`, `${ofCase} and t.template_id = '${templateId}'`)
  await db.query(`insert into order_book.entry (organization_id, id, book_id, row_no, number_key, phone_key, body)
    select b.organization_id, gen_random_uuid(), b.id, g, 'n-' || g, '+86138' || lpad(g::text, 8, '0'), $1::jsonb || jsonb_build_object('number', 'N-' || g)
    from order_book.book b, generate_series(${(from - 1) * ORDERS_OF_ONE + 1}, ${to * ORDERS_OF_ONE}) as g where b.id = $2`, [ORDER, bookId])
  await db.query('drop table made')
  // Only the owner may: otherwise it is passed over, and plans are made for empty tables.
  await db.query('set role wenguo_owner')
  await db.query('analyze complaint.complaint, complaint.point, investigation.finding, inquiry.task, questionnaire.sent, order_book.entry, customer.customer, analytics.fact, analytics.change')
})

/** An empty table of orders that is in use, in the firm of the case. */
const orderBook = () => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  const { rows: [book] } = await db.query<{ id: string }>(`insert into order_book.book (organization_id, id, rows, live_at) select organization_id, gen_random_uuid(), ${MANY * ORDERS_OF_ONE}, now() from complaint.complaint where id = $1 returning id`, [c.id])
  return book?.id ?? ''
})

interface Asked { readonly what: string; readonly ask: () => Promise<any>; /** How much longer it may take where there is a hundred times as much. */ readonly most: number }

/** A page of a list costs what it shows, a look-up what it finds. */
const AS_SHOWN = 3
/** What is counted over all grows with all, by no more than a part of it. */
const AS_COUNTED = 20
/** Below this nobody waits, however it compares. */
const AT_ONCE_MS = 500

/** Beside each page of inquiries stands how many are open and late. */
const pages = (): Asked[] => [
  { what: 'inquiries', ask: () => got(clerk.get('/inquiries?limit=30')), most: AS_COUNTED },
  { what: 'inquiries that ended', ask: () => got(clerk.get('/inquiries?state=done&limit=30')), most: AS_COUNTED },
  { what: 'inquiries of a kind', ask: () => got(director.get('/inquiries?kind=siteVisit&limit=30')), most: AS_COUNTED },
  { what: 'own inquiries', ask: () => got(clerk.get('/inquiries?mine=1&limit=30')), most: AS_COUNTED },
  { what: 'cases of a cause', ask: () => got(clerk.get('/complaints?rootCause=human&limit=30')), most: AS_SHOWN },
  { what: 'an order by its number', ask: () => got(clerk.post('/order-lookups', { by: 'order', value: `N-${FEW}` }), 201), most: AS_SHOWN },
  { what: 'an order by its phone', ask: () => got(clerk.post('/order-lookups', { by: 'phone', value: `138${String(FEW).padStart(8, '0')}` }), 201), most: AS_SHOWN },
]
const month = () => w.now().toISOString().slice(0, 7)
const recurrences = (who: Person, rootCause = 'human') => got(who.get(`/complaints/${c.id}/recurrences?pointId=${c.points[0]?.id}&rootCause=${rootCause}`))
const figures = (who: Person) => got(who.get(`/figures/classification?from=${month()}&to=${month()}`))
const counted = (): Asked[] => [
  { what: 'the same cause before', ask: () => recurrences(clerk), most: AS_SHOWN },
  { what: 'the same cause before, of who sees all', ask: () => recurrences(director), most: AS_SHOWN },
  { what: 'figures of causes and of classification', ask: () => figures(manager), most: AS_COUNTED },
  { what: 'figures of all units', ask: () => figures(director), most: AS_COUNTED },
  { what: 'figures of a questionnaire', ask: () => got(director.get(`/questionnaires/${templateId}/figures`)), most: AS_COUNTED },
  { what: 'trial of a draft on past cases', ask: () => got(director.get(`/tables/routing/draft/cases?version=${version}&months=36`)), most: AS_COUNTED },
]
const all = () => [...pages(), ...counted()]

/** Milliseconds of the middle of some rounds: a machine that is busy for a moment does not count. */
const took = async (ask: Asked['ask']): Promise<number> => {
  const times: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const begun = performance.now()
    await ask()
    times.push(performance.now() - begun)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}

const before = new Map<string, number>()

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  otherManager = await w.person('马店长', 'S02', 'shopManager')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  c = await register(w, clerk, { product: { name: '足金手链', lot: 'L7' }, points: [{ text: '掉钻', wants: '换', categoryCode: 'fineness' }] })
  await got(clerk.post(`/complaints/${c.id}/inquiries`, { what: '看看经过', ownerId: clerk.id, dueAt: new Date(w.now().getTime() + DAY).toISOString(), details: { kind: 'siteVisit', fields: {} } }), 201)
  const made = await got(manager.post('/questionnaires', { body: QUESTIONS }), 201)
  templateId = (await got(manager.post(`/questionnaires/${made.id}/publish`, { version: made.version }))).id
  await got(clerk.post(`/complaints/${c.id}/questionnaires`, { templateId, to: 'customer', locale: 'zh-CN', way: 'copy' }), 201)
  await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '爪镶不牢', liability: 'ours', rootCause: 'human' }))
  const { published } = await got<any>(w.admin.get('/tables/routing'))
  version = (await got<any>(w.admin.put('/tables/routing/draft', { version: 0, rules: published.rules.toReversed(), examples: [] }))).version
  bookId = await orderBook()
  await filled(1, FEW)
  for (const { what, ask } of all()) before.set(what, await took(ask))
  await filled(FEW + 1, MANY)
}, 240_000)
afterAll(() => w.close())

describe('among 10,000 cases and 100,000 orders', () => {
  test('whatever is asked is answered almost as among a hundredth of them', { timeout: 120_000 }, async () => {
    const told: { readonly what: string; readonly few: number; readonly many: number; readonly slow: boolean }[] = []
    for (const { what, ask, most } of all()) {
      const [few, many] = [before.get(what) ?? 0, await took(ask)]
      told.push({ what, few, many, slow: many > most * few + AT_ONCE_MS })
    }
    expect(told.filter(({ slow }) => slow)).toEqual([])
  })

  test('nothing is left out of what is counted', async () => {
    expect(await got(director.get(`/questionnaires/${templateId}/figures`))).toMatchObject({ asked: MANY + 1, answered: MANY })
    expect((await got(clerk.get('/inquiries?limit=30'))).open).toBe(MANY / 2 + 1)
    expect((await figures(manager)).totals).toMatchObject({ 'cause.human': MANY + 1 })
    expect((await figures(otherManager)).totals).toEqual({})
    for (const [by, value] of [['order', 'n-77777'], ['phone', '13800077777']] as const) {
      expect((await got(clerk.post('/order-lookups', { by, value }), 201)).found).toMatchObject([{ order: { number: 'N-77777' } }])
    }
  })

  test('the same cause before is counted no further than is shown, with the newest of them', async () => {
    const { items, count } = await recurrences(clerk)
    expect([items.length, count]).toEqual([10, RECURRENCES_TO + 1])
    expect(items.map((it: { receivedAt: string }) => it.receivedAt)).toEqual(items.map((it: { receivedAt: string }) => it.receivedAt).toSorted().toReversed())
    expect((await recurrences(clerk, 'soldering'))).toMatchObject({ items: [], count: 0 })
  })
})
