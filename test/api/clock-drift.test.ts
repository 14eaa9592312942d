import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Database } from '#kernel/db.ts'
import { driftWords, findDrift } from '#modules/clock/drift/find.ts'
import { sweepClocks } from '#modules/clock/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { jobsDone } from '#test/jobs.ts'
import { got, onDatabase } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let shop: string
let database: Database

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  shop = await w.unitId('S01')
  database = connect(w.url, 2, () => undefined)
})
afterAll(async () => {
  await database.end()
  await w.close()
})

const drift = async () => (await findDrift(database.db)).drift.map(driftWords)
const show = (c: { id: string }) => got<any>(clerk.get(`/complaints/${c.id}`))
const day = (ms: number) => new Date(w.now().getTime() + 8 * HOUR + ms).toISOString().slice(0, 10)

const NOTHING = { weekly: null, observesHolidays: null, region: null, closures: [], special: [] }
const shut = async (days: number | null) => {
  const { revision } = await got<any>(w.admin.get(`/units/${shop}/working-times`))
  await got(w.admin.put(`/units/${shop}/working-times`, { ...NOTHING, ...(days !== null && { closures: [{ from: day(0), to: day(days * DAY), reason: '盘点' }] }), revision }))
  await jobsDone(w, 'clock.recount')
}

let phone = 13_600_000_000
interface Run { readonly customer: { name: string; phone: string }; cases: Registered[] }
const begin = async (run: Run) => { run.cases.push(await register(w, clerk, { customer: run.customer, receivedAt: w.now().toISOString() })) }

/** Whatever is not allowed just now is refused; nothing may break. */
const tried = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer
  expect(status, JSON.stringify(body)).toBeLessThan(500)
  return status < 300
}
/** What was not only tried. */
const done = new Set<string>()
const SUMMARY = { cause: '尺寸不合', effect: '顾客不再追究', improvement: '再量一次' }
const CATEGORIES = ['stoneLoose', 'attitude', 'delivery', 'price']
const steps: Readonly<Record<string, (run: Run, c: any, n: number) => Promise<unknown>>> = {
  register: (run) => begin(run).then(() => true),
  travel: async (_run, _c, n) => { w.travel((n + 1) * 2 * HOUR); await sweepClocks(database.db, w.composed.doors.perform, w.now) },
  pause: (_run, c) => tried(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '等顾客寄回' })),
  resume: (_run, c) => tried(clerk.post(`/complaints/${c.id}/clocks/resume`, {})),
  urgency: (_run, c, n) => tried(clerk.post(`/complaints/${c.id}/urgency`, { urgency: ['general', 'urgent', 'critical'][n % 3], reason: '情况变了' })),
  classify: (_run, c, n) => tried(clerk.post(`/complaints/${c.id}/classify`, { pointId: c.points[0]?.id, categoryCode: CATEGORIES[n % CATEGORIES.length], severity: null, version: c.version })),
  acknowledge: (_run, c) => tried(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' })),
  shut: (_run, _c, n) => shut(n),
  open: () => shut(null),
  merge: (run, c) => { const [first] = run.cases; return first && first.id !== c.id ? tried(manager.post(`/complaints/${first.id}/merge`, { duplicateId: c.id, reason: '同一件事' })) : Promise.resolve(false) },
  unmerge: (run, c) => { const [first] = run.cases; return first && first.id !== c.id ? tried(manager.post(`/complaints/${first.id}/unmerge`, { duplicateId: c.id, reason: '是两件事' })) : Promise.resolve(false) },
  extend: async (_run, c) => {
    const clock = c.clocks.find((k: any) => k.kind === 'writtenReply' && k.state === 'running')
    if (!clock) return false
    const asked = await clerk.post<any>(`/complaints/${c.id}/extensions`, { clockId: clock.id, until: new Date(Date.parse(clock.dueAt) + 3 * DAY).toISOString(), reason: '送检' })
    await tried(Promise.resolve(asked))
    return asked.status === 200 && tried(manager.post(`/complaints/${c.id}/extensions/${asked.body.extensions.at(-1).id}/decision`, { approve: true }))
  },
  close: (_run, c) => tried(clerk.post(`/complaints/${c.id}/close`, { version: c.version, summary: SUMMARY, outcome: 'withdrawn', reason: '不追究了' })),
  reopen: (_run, c) => tried(clerk.post(`/complaints/${c.id}/reopen`, { reason: '又来了' })),
}

/** What is rare in any order, in one go. */
const pairs: typeof steps = {
  stop: async (run, c, n) => {
    if (!await steps['pause']?.(run, c, n)) return false
    w.travel((n + 1) * 2 * HOUR)
    return steps['resume']?.(run, c, n)
  },
  comeBack: async (run, c, n) => {
    if (!await steps['close']?.(run, c, n)) return false
    w.travel(n * HOUR)
    return steps['reopen']?.(run, c, n)
  },
  apart: async (run, _c, n) => {
    await begin(run)
    const twin = run.cases.at(-1)
    if (!await steps['merge']?.(run, twin, n)) return false
    await steps['pause']?.(run, run.cases[0], n)
    w.travel(n * HOUR)
    return steps['unmerge']?.(run, twin, n)
  },
}
const all: typeof steps = { ...steps, ...pairs }

const Step = fc.record({ what: fc.constantFrom(...Object.keys(all)), which: fc.nat(3), n: fc.nat(5) })

test('whatever happens to cases in whatever order, every stored deadline is the one counted afresh from the event log', async () => {
  await fc.assert(fc.asyncProperty(fc.array(Step, { minLength: 4, maxLength: 12 }), async (list) => {
    phone += 1
    const run: Run = { customer: { name: '钱女士', phone: String(phone) }, cases: [] }
    await begin(run)
    for (const { what, which, n } of list) {
      const c = run.cases[which % run.cases.length]
      if (c && await all[what]?.(run, await show(c), n)) done.add(what)
    }
    expect(await drift(), JSON.stringify(list)).toEqual([])
  }), { numRuns: 12, endOnFailure: true, seed: 20_261_123 })
  expect([...done].sort()).toEqual(expect.arrayContaining(['acknowledge', 'apart', 'classify', 'comeBack', 'extend', 'pause', 'stop', 'urgency']))
}, 240_000)

/** Past the commands, as a hand in the database would. */
const altered = (id: string, set: string) => onDatabase(w, async (client) => {
  await client.query('set role wenguo_system')
  await client.query(`update clock.deadline set ${set} where id = $1`, [id])
})

test('a deadline that somebody moved by hand is named by its case and its clock, and so is one that went missing', async () => {
  const c = await register(w, clerk, { customer: { name: '孙先生', phone: '13600009999' }, receivedAt: w.now().toISOString() })
  const clock = (await show(c)).clocks.find((k: any) => k.kind === 'writtenReply')
  await altered(clock.id, `due_at = due_at + interval '1 minute'`)
  expect(await drift()).toEqual([`${c.number}, clock writtenReply: does not end when it should by the log`])
  await altered(clock.id, `due_at = due_at - interval '1 minute', started_at = started_at + interval '1 second'`)
  expect(await drift()).toEqual([`${c.number}, clock writtenReply: does not begin when the log says`])
  await altered(clock.id, `started_at = started_at - interval '1 second', state = 'cancelled'`)
  expect(await drift()).toEqual([`${c.number}, clock writtenReply: should run and does not`])
  await altered(clock.id, `state = 'running', rule = rule || '{"amount": 8}'`)
  expect(await drift()).toEqual([`${c.number}, clock writtenReply: is not what its table says`])
  await altered(clock.id, `rule = rule || '{"amount": 7}'`)
  expect(await drift()).toEqual([])
})

test('an end agreed with the customer follows from the log as well, also when the clocks stood still since', async () => {
  const c = await register(w, clerk, { customer: { name: '冯女士', phone: '13600009998' }, receivedAt: w.now().toISOString() })
  const until = new Date(w.now().getTime() + 20 * DAY).toISOString()
  await got(clerk.post(`/complaints/${c.id}/agreed-end`, { until, reason: '等厂家出具报告', agreedWith: '冯女士', how: 'phone' }))
  const due = async () => (await show(c)).clocks.find((k: any) => k.kind === 'agreedEnd').dueAt
  expect([await due(), await drift()]).toEqual([until, []])
  await got(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '等顾客寄回' }))
  w.travel(30 * HOUR)
  await got(clerk.post(`/complaints/${c.id}/clocks/resume`, {}))
  expect([await due() > until, await drift()]).toEqual([true, []])
})

test('hours change while several workers sweep: a clock rings once or is put off, and every deadline follows from the log', async () => {
  const sweep = () => sweepClocks(database.db, w.composed.doors.perform, w.now)
  const cases: Registered[] = []
  for (let n = 0; n < 15; n++) cases.push(await register(w, clerk, { customer: { name: `蒋${n}`, phone: `136000088${10 + n}` }, receivedAt: w.now().toISOString() }))
  const sameDayOf = async (c: Registered) => (await show(c)).clocks.find((k: any) => k.kind === 'sameDay')
  const breaches = async (c: Registered) => (await show(c)).timeline.filter((e: any) => e.name === 'clock.breached').map((e: any) => e.facts?.clockId ?? e.id)
  const [first] = cases
  if (!first) throw new Error('there is no case')
  const dueAt = Date.parse((await sameDayOf(first)).dueAt)
  let putOff = 0
  for (const closedDays of [2, null, 1]) {
    w.travel(dueAt - w.now().getTime() + 1_000 > 0 ? dueAt - w.now().getTime() + 1_000 : HOUR)
    await Promise.all([sweep(), shut(closedDays), sweep(), sweep()])
    await sweep()
    expect(await drift()).toEqual([])
    for (const c of cases) {
      const clocks = (await show(c)).clocks as { id: string; state: string; dueAt: string }[]
      // What is due has rung; what runs is due later.
      expect(clocks.filter(({ state, dueAt: due }) => state === 'running' && Date.parse(due) <= w.now().getTime())).toEqual([])
      const rung = await breaches(c)
      expect(new Set(rung).size).toBe(rung.length)
      if (clocks.some(({ id, state }) => state === 'running' && rung.includes(id))) putOff += 1
    }
  }
  // Late once is late, whatever hours are set afterwards: no clock has rung and runs on.
  expect(putOff).toBe(0)
}, 120_000)
