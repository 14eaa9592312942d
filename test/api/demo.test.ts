import { setTimeout } from 'node:timers/promises'
import type { RawBuilder } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOCALES } from '#contract/common.ts'
import { asSystem, sql } from '#kernel/db.ts'
import { ROOT } from '#kernel/root.ts'
import { flagsIn } from '#modules/knowledge/rules.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import { type Client, openEmptyWorld } from '#test/app.ts'
import { frontsOf } from '../../server/demo/fronts.ts'
import { readTrade } from '../../server/demo/trade.ts'
import { demoWords } from '../../server/demo/words.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

const PASSWORD = 'demo-demo-1'
const STAGES = ['intake', 'investigation', 'liability', 'remedy', 'approval', 'negotiation', 'execution', 'closing', 'closed']
const CHANNELS = ['phone', 'walkIn', 'letter', 'email', 'web', 'card', 'social', 'field', 'dealer', 'regulator', 'colleague', 'automatic']

let w: Awaited<ReturnType<typeof openEmptyWorld>>
let director: Client
let shares: readonly (number | null)[]
/** What a second one is told meanwhile, and whether the first still plays. */
let second: readonly [status: number, playing: boolean]
/** Newest first. */
let year: any[]
/** Of the last two months. */
let cases: any[]

beforeAll(async () => {
  w = await openEmptyWorld()
  const making = w.visitor.post('/first-run/demo', { locale: 'zh-CN', pack: 'jewellery' })
  const onTheWay = await shareOnTheWay()
  second = [(await w.visitor.post('/first-run/demo', { locale: 'zh-CN', pack: 'jewellery' })).status, w.composed.isPlaying()]
  shares = [onTheWay, await making.then(shareMade)]
  const answer = await making
  expect(answer.body).toMatchObject({ person: { name: '林正宜', positionCodes: ['serviceManager'] }, organization: { name: '闻过珠宝（演示）', pack: 'jewellery' } })
  director = await w.signIn(answer.body.person.email, PASSWORD)
  year = await listed()
  cases = year.slice(0, year.findLastIndex((c) => c.registeredAt > daysAgo(61)) + 1)
}, 300_000)
afterAll(() => w.close())

const shareMade = async (): Promise<number | null> => (await w.visitor.get('/first-run/demo')).body.share

/** The first one that is more than nothing. */
const shareOnTheWay = async (): Promise<number | null> => {
  const share = await shareMade()
  if (share) return share
  await setTimeout(100)
  return shareOnTheWay()
}

const DAY = 86_400_000
const daysAgo = (days: number) => new Date(w.now().getTime() - days * DAY).toISOString()

/** What the database holds, past all sight. */
const told = <T>(asked: RawBuilder<T>) => asSystem(w.db, (open) => asked.execute(open))

/** Every case, page by page. */
const listed = async (): Promise<any[]> => {
  const { items, next } = (await director.get('/complaints?limit=200')).body
  const older = (await director.get(`/complaints?limit=200&cursor=${encodeURIComponent(next)}`)).body.items
  return [...items, ...older]
}

const some = async (path: string) => (await director.get(path)).body.items as any[]
const inStage = (stage: string) => cases.filter((c) => c.stage === stage)
const shown = async (id: string) => (await director.get(`/complaints/${id}`)).body
const allShown = async (stage: string) => Promise.all(inStage(stage).map((c) => shown(c.id)))
const every = (key: string) => [...new Set(cases.map((c) => String(c[key])))].sort()

test('while it is made, the first page hears how far it is', () => {
  expect(shares[0]).toBeGreaterThan(0)
  expect(shares[0]).toBeLessThan(1)
  expect(shares[1]).toBeNull()
})

test('while one is made, a second one is refused and does not call the machinery back', () => {
  expect(second).toEqual([409, true])
})

test('two months of work by every channel, with cases in every stage', async () => {
  expect(cases.length).toBeGreaterThanOrEqual(60)
  expect(every('stage')).toEqual([...STAGES].sort())
  expect(every('channel')).toEqual([...CHANNELS].sort())
  expect(every('urgency')).toEqual(['critical', 'general', 'urgent'])
  const people = await some('/people')
  expect(people.length).toBeGreaterThanOrEqual(10)
  expect(people.length).toBeLessThanOrEqual(14)
})

test('twelve months of it, busier in some, by customers some of whom came back', async () => {
  expect(year.length).toBeGreaterThanOrEqual(270)
  const months = new Map<string, number>()
  for (const { registeredAt } of year) months.set(registeredAt.slice(0, 7), (months.get(registeredAt.slice(0, 7)) ?? 0) + 1)
  expect(months.size).toBeGreaterThanOrEqual(12)
  const whole = [...months.values()].slice(1, -1)
  expect(Math.max(...whole)).toBeGreaterThan(1.4 * Math.min(...whole))
  const { rows: [counted] } = await told(sql<{ customers: number; returning: number }>`select count(*)::int as customers, (count(*) filter (where n > 1))::int as returning from (select count(*) as n from complaint.complaint group by customer_id) as c`)
  expect(counted?.customers).toBeGreaterThan(180)
  expect(counted?.returning).toBeGreaterThan(20)
})

test('its closed cases have causes and outcomes, and took their different times', async () => {
  const { rows: [open] } = await told(sql<{ many: number }>`select count(*)::int as many from complaint.complaint where state = 'open' and registered_at < ${daysAgo(70)}::timestamptz`)
  expect(open?.many).toBe(0)
  const { rows: causes } = await told(sql<{ root_cause: string; many: number }>`select root_cause, count(*)::int as many from investigation.finding where superseded_at is null group by root_cause`)
  expect(causes.length).toBeGreaterThan(12)
  expect(causes.every((c) => c.root_cause)).toBe(true)
  const { rows: [spread] } = await told(sql<{ short: number; long: number }>`select percentile_cont(0.1) within group (order by last_closed_at - registered_at) < interval '7 days' as short, percentile_cont(0.9) within group (order by last_closed_at - registered_at) > interval '9 days' as long from complaint.complaint where state = 'closed'`)
  expect(spread).toEqual({ short: true, long: true })
  const { rows: scores } = await told(sql<{ score: number }>`select distinct score from follow_up.follow_up where score is not null`)
  expect(scores.length).toBeGreaterThanOrEqual(4)
  const { rows: [late] } = await told(sql<{ many: number }>`select count(distinct complaint_id)::int as many from clock.deadline where state = 'late' or (met_at > due_at)`)
  expect(late?.many).toBeGreaterThan(15)
})

test('two incidents show in the figures and nowhere else', async () => {
  const { incidents, matters } = readTrade(ROOT, 'jewellery')
  for (const { matters: codes, from, to, front, fields } of incidents) {
    const categories = matters.filter((m) => codes.includes(m.code)).map((m) => m.category)
    const { rows } = await told(sql<{ days: number; unit: string; fields: Record<string, unknown> }>`select extract(epoch from ${w.now().toISOString()}::timestamptz - c.registered_at) / 86400 as days, u.code as unit, c.fields from complaint.complaint c join complaint.point p on p.complaint_id = c.id and p.no = 1 join identity.unit u on u.id = c.unit_id where p.category_code = any(${categories})`)
    const own = rows.map((r) => ({ ...r, days: Number(r.days) })).filter((r) => front === null || r.unit === frontsOf(readPack(ROOT, 'jewellery'))[front]?.code)
    const rate = (least: number, most: number) => own.filter((r) => r.days >= least && r.days <= most).length / (most - least)
    expect(rate(to - 1, from + 1)).toBeGreaterThan(2 * rate(from + 1, 365))
    const [field = '', value] = Object.entries(fields)[0] ?? []
    expect(own.filter((r) => r.fields[field] === value).length).toBeGreaterThanOrEqual(10)
  }
})

test('numbers and ids follow the calendar', () => {
  const days = year.map((c) => c.registeredAt)
  expect(days).toEqual([...days].sort().reverse())
  expect(new Set(year.map((c) => c.number)).size).toBe(year.length)
})

test('intake: a clock runs, another is overdue and was told', async () => {
  const intake = await allShown('intake')
  const clocks = intake.flatMap((c) => c.clocks.filter((k: any) => k.kind === 'acknowledgement').map((k: any) => k.state))
  expect(clocks).toEqual(expect.arrayContaining(['running', 'late']))
  expect(intake.find((c) => c.clocks.some((k: any) => k.state === 'late')).timeline.map((e: any) => e.name)).toContain('clock.breached')
  expect(intake.find((c) => c.channel === 'web')).toMatchObject({ owner: { name: '' }, acknowledgement: null })
})

test('negotiation: offered, countered, refused; execution: finance still has to pay; closing: a follow-up is due', async () => {
  const states = (await allShown('negotiation')).map((c) => c.remedies.at(-1).state)
  expect(states).toEqual(expect.arrayContaining(['approved', 'offered', 'countered', 'counterDeclined']))
  const tasks = (await allShown('execution')).flatMap((c) => c.tasks)
  expect(tasks.some((t: any) => t.kind === 'refund' && t.state === 'open')).toBe(true)
  expect((await allShown('closing')).every((c) => c.followUps.at(-1).state === 'due')).toBe(true)
  expect((await allShown('remedy')).some((c) => c.reopened > 0 && c.followUps.at(-1).satisfied === false)).toBe(true)
  expect((await allShown('remedy')).some((c) => c.reopened > 0 && c.timeline.some((e: any) => e.name === 'complaint.closed'))).toBe(true)
})

test('approvals wait for the shop manager, for who looks around and for the general manager', async () => {
  const manager = await w.signIn('chen.guoqiang@demo.example', PASSWORD)
  const other = await w.signIn('sun.li@demo.example', PASSWORD)
  const atShops = [...(await manager.get('/approvals')).body.items, ...(await other.get('/approvals')).body.items]
  expect(atShops.filter((a: any) => a.positionCode === 'shopManager' && a.whyNot === null).length).toBeGreaterThanOrEqual(1)
  expect((await some('/approvals')).map((a) => a.positionCode)).toEqual(expect.arrayContaining(['shopManager', 'serviceManager']))
  const chief = await w.signIn('gao.wenbo@demo.example', PASSWORD)
  expect((await chief.get('/approvals')).body.items.map((a: any) => a.positionCode)).toContain('generalManager')
})

test('closed cases end in several ways and make a precedent band', async () => {
  const closed = await allShown('closed')
  expect([...new Set(closed.map((c) => c.outcome))].sort()).toEqual(['agreed', 'declined', 'explained', 'silent', 'withdrawn'])
  expect(closed.filter((c) => c.points[0].categoryCode === 'stoneLoose').length).toBeGreaterThanOrEqual(8)
  const open = (await allShown('remedy')).find((c) => c.points[0].categoryCode === 'stoneLoose')
  const { precedents, standards } = (await director.get(`/complaints/${open.id}/remedy-advice`)).body
  expect(precedents).toMatchObject({ basis: 'sameCategory' })
  expect(precedents.count).toBeGreaterThanOrEqual(8)
  expect(precedents.lowFen).toBeLessThan(precedents.highFen)
  expect(standards.length).toBeGreaterThan(0)
})

test('promises kept, broken and due today; a hand-over waits; evidence can be opened', async () => {
  const all = await Promise.all(cases.map((c) => shown(c.id)))
  const promises = all.flatMap((c) => c.promises)
  expect([...new Set(promises.map((p: any) => p.state))].sort()).toEqual(['broken', 'kept', 'open'])
  expect(all.flatMap((c) => c.handovers).filter((h: any) => h.state === 'pending')).toMatchObject([{ to: { name: '林正宜' } }])
  expect([...new Set(all.flatMap((c) => c.messages.map((m: any) => m.kind)))].sort()).toEqual(['call', 'fromCustomer', 'note', 'reply'])
  const photo = all.flatMap((c) => c.findings).find((f: any) => f.evidence.length).evidence[0]
  const file = await director.get<Buffer>(`/files/${photo.id}`)
  expect(file.status).toBe(200)
  expect(file.body.subarray(1, 4).toString()).toBe('PNG')
  expect(all.filter((c) => c.clocks.some((k: any) => k.state === 'running' && k.dueAt < w.now().toISOString()))).toEqual([])
})

test('beside the cases: praise and suggestions, missed calls, meetings, a campaign, a group, things left with us, liaison forms', async () => {
  const feedback = await some('/feedback?limit=200')
  expect(feedback.filter((f) => f.kind === 'praise').length).toBeGreaterThan(6)
  expect(feedback.filter((f) => f.kind === 'suggestion').map((f) => f.state)).toEqual(expect.arrayContaining(['new', 'answered']))
  expect((await some('/thanks')).length).toBe(3)
  const calls = await some('/call-backs?limit=200')
  expect([...new Set(calls.map((c) => c.state))].sort()).toEqual(['done', 'open'])
  expect([...new Set((await some('/meetings')).map((m) => m.state))]).toEqual(expect.arrayContaining(['booked', 'held']))
  const [campaign] = await some('/campaigns')
  expect(campaign).toMatchObject({ state: 'running' })
  expect(campaign.progress.answered).toBeGreaterThan(8)
  expect((await some('/groups'))[0].members).toBeGreaterThan(2)
  const goods = await some('/goods')
  expect(goods.length).toBeGreaterThan(2)
  expect(goods.every((g) => g.photos.length === 1 && g.customerSignatureId)).toBe(true)
  const forms = await some('/liaison-forms')
  expect(forms.length).toBeGreaterThan(2)
  expect(forms.flatMap((f) => f.stops).some((stop: any) => stop.takenBy)).toBe(true)
})

test('the desk of who looks around is full of different things', async () => {
  const desk = (await director.get('/desk')).body
  expect([...new Set(desk.items.map((i: any) => i.kind))]).toEqual(expect.arrayContaining(['acknowledge', 'clock', 'promise', 'handover', 'task', 'followUp', 'counter', 'approval']))
  expect(desk.figures.overdue).toBeGreaterThan(0)
  expect(desk.team.length).toBeGreaterThan(3)
})

test('the trail holds, and a second demo is refused', async () => {
  expect(await verdictOn(w)).toMatchObject({ fault: null, rows: { altered: [] }, deadlines: { drift: [] } })
  expect(await w.visitor.post('/first-run/demo', { locale: 'en', pack: 'base' })).toMatchObject({ status: 409, body: { type: '/problems/identity/already-set-up' } })
})

const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)])) : typeof value
}
const textsIn = (value: unknown): string[] => (typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsIn))

test('the words are whole in every locale, and nothing that goes out is forbidden', async () => {
  const [first, ...others] = await Promise.all(LOCALES.map(demoWords))
  for (const other of others) expect(shapeOf(other)).toEqual(shapeOf(first))
  const forbidden = packCodes(ROOT).flatMap(({ code }) => readPack(ROOT, code).forbidden)
  for (const locale of LOCALES) {
    const { replies, answer, kindly, explanation, help, finalWord, noticeOurs, noticeOther, furtherWays } = await demoWords(locale)
    const outgoing = [replies, answer, kindly, explanation, help, finalWord, noticeOurs, noticeOther, furtherWays]
    expect(textsIn(outgoing).flatMap((text) => flagsIn(text, forbidden).map((flag) => flag.found))).toEqual([])
  }
})
