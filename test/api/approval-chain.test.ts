import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, connect } from '#kernel/db.ts'
import { sweepApprovals } from '#modules/remedy/sweep.ts'
import { freshCase, ruleFirst } from '#test/approvals.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { cancelAgreed, got, propose, refused } from '#test/steps.ts'
import type { Registered } from '#test/story.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let database: Database
let clerk: Person
let colleague: Person
let manager: Person
let director: Person
let general: Person
let finance: Person
let officer: Person

// Amounts of which each stands for a way of its own through the house.
const CHAIN = 30_001
const TOGETHER = 30_002
const EITHER = 30_003
const QUICK = 30_004
const exactly = (fen: number, gives: Record<string, unknown>) => ({ when: { totalFen: { gte: fen, lte: fen } }, gives: { rank: 2, position: 'shopManager', ...gives } })

beforeAll(async () => {
  w = await openWorld()
  database = connect(w.url, 4, () => undefined)
  clerk = await w.person('小李', 'S01', 'clerk')
  colleague = await w.person('小张', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
  await ruleFirst(w, general, [
    exactly(CHAIN, { after: ['serviceManager', 'generalManager'] }), exactly(TOGETHER, { beside: ['financeOfficer'] }),
    exactly(EITHER, { instead: ['complaintOfficer'] }), exactly(QUICK, { hours: 2 }),
    { when: { totalFen: { gte: 100_000 }, unit: ['S02'] }, gives: { rank: 4, position: 'generalManager' } },
    { when: { caseFen: { gt: 60_000 }, totalFen: { gt: 0, lte: 60_000 } }, gives: { rank: 3, position: 'serviceManager' } },
  ])
})
afterAll(async () => {
  await database.end()
  await w.close()
})

const say = (who: Client, p: { id: string; version: number }, what: 'approve' | 'return' = 'approve', comment = what === 'return' ? '金额再想想' : '') => who.post<any>(`/remedies/${p.id}/${what}`, { version: p.version, comment })
const waiting = async (fen: number, who: Client = clerk) => { const c = await freshCase(w, who); return { c, p: await got<any>(propose(who, c, fen), 201) } }
const remedyOf = async (c: Registered, who: Client = w.admin) => (await got<any>(who.get(`/complaints/${c.id}`))).remedies.at(-1)
const inbox = async (who: Client) => (await got<any>(who.get('/approvals'))).items.map((a: any) => a.remedyId) as string[]
const notices = async (who: Client, c: Registered) => (await got<any>(who.get('/notifications'))).items.filter((n: any) => n.complaintId === c.id).map((n: any) => n.name) as string[]
const events = async (c: Registered) => (await got<any>(w.admin.get(`/complaints/${c.id}`))).timeline.map((e: any) => e.name) as string[]
const sweep = () => sweepApprovals(database.db, w.composed.doors.perform, w.now)

describe('several levels, one after another', () => {
  test('each is asked when the one before said yes; it is approved with the last', async () => {
    const { c, p } = await waiting(CHAIN)
    expect(p.state).toBe('awaitingApproval')
    expect(p.steps.map((s: any) => [s.no, s.positions, s.state])).toEqual([[1, ['shopManager'], 'open'], [2, ['serviceManager'], 'later'], [3, ['generalManager'], 'later']])
    expect([(await inbox(manager)).includes(p.id), (await inbox(director)).includes(p.id)]).toEqual([true, true])
    expect([await notices(manager, c), await notices(director, c)]).toEqual([['approvalAsked'], []])
    const first = await got(say(manager, p))
    expect(first).toMatchObject({ state: 'awaitingApproval', version: p.version, approver: { positionCode: 'serviceManager' } })
    expect(first.steps[0]).toMatchObject({ state: 'done', doneBy: { id: manager.id } })
    expect(await inbox(manager)).not.toContain(p.id)
    expect(await notices(director, c)).toEqual(['approvalAsked'])
    expect(await refused(say(manager, p))).toBe('409 authority/already-decided')
    expect((await got(say(director, p, 'approve', '照办'))).approver).toMatchObject({ positionCode: 'generalManager' })
    expect(await refused(clerk.post(`/remedies/${p.id}/offer`, { version: p.version }))).toBe('409 remedy/not-approved')
    const done = await got(say(general, p))
    expect(done).toMatchObject({ state: 'approved', version: p.version + 1, approver: null })
    expect(done.approvals.map((a: any) => [a.by.id, a.verdict, a.comment])).toEqual([[manager.id, 'approved', ''], [director.id, 'approved', '照办'], [general.id, 'approved', '']])
    expect((await events(c)).filter((name) => name.startsWith('remedy.'))).toEqual(['remedy.proposed', 'remedy.endorsed', 'remedy.endorsed', 'remedy.approved'])
    await got(clerk.post(`/remedies/${p.id}/offer`, { version: done.version }))
  })

  test('a yes from above counts for everything below it', async () => {
    const { p } = await waiting(CHAIN)
    expect(await got(say(general, p))).toMatchObject({ state: 'approved' })
  })

  test('who proposes is not asked for what their own post is enough for', async () => {
    const { p } = await waiting(CHAIN, manager)
    expect(p.steps.map((s: any) => s.state)).toEqual(['done', 'open', 'later'])
    expect(await refused(say(manager, p))).toBe('403 authority/own-proposal')
    await got(say(director, p))
    expect(await got(say(general, p))).toMatchObject({ state: 'approved' })
  })

  test('sent back at the second step it is over for everybody, and another is proposed', async () => {
    const { c, p } = await waiting(CHAIN)
    await got(say(manager, p))
    expect(await got(say(director, p, 'return'))).toMatchObject({ state: 'returned', steps: [{ state: 'done' }, { state: 'over' }, { state: 'over' }] })
    expect(await notices(clerk, c)).toContain('remedyReturned')
    expect(await refused(say(general, p))).toBe('409 remedy/not-awaiting-approval')
    expect(await got(propose(clerk, c, 10_000), 201)).toMatchObject({ state: 'approved', no: 2 })
  })

  test('taken back while it waits: nobody may say yes any more, and who was asked hears of it', async () => {
    const { c, p } = await waiting(CHAIN)
    await got(clerk.post(`/remedies/${p.id}/withdraw`, { version: p.version, reason: '改主意了' }))
    expect(await notices(manager, c)).toEqual(['approvalWithdrawn', 'approvalAsked'])
    expect(await refused(say(manager, p))).toBe('409 remedy/not-awaiting-approval')
    expect(await inbox(manager)).not.toContain(p.id)
  })
})

describe('together', () => {
  test('both are wanted, whoever comes first; a department’s post sees the case for it', async () => {
    const { c, p } = await waiting(TOGETHER)
    expect(p.steps.map((s: any) => [s.no, s.positions[0], s.state])).toEqual([[1, 'shopManager', 'open'], [1, 'financeOfficer', 'open']])
    expect(await got(say(finance, p))).toMatchObject({ state: 'awaitingApproval' })
    expect(await refused(say(finance, p))).toBe('409 authority/already-decided')
    expect((await remedyOf(c)).steps.map((s: any) => s.state)).toEqual(['open', 'done'])
    expect(await got(say(manager, p))).toMatchObject({ state: 'approved' })
  })

  test('one of two is enough, and the other is not asked any more', async () => {
    const { p } = await waiting(EITHER)
    expect((await inbox(officer)).includes(p.id)).toBe(true)
    expect(await got(say(officer, p))).toMatchObject({ state: 'approved' })
    expect(await inbox(manager)).not.toContain(p.id)
    expect(await refused(say(manager, p))).toBe('409 remedy/not-awaiting-approval')
  })

  test('who is neither asked nor above may not, nor may another organisation', async () => {
    const { p } = await waiting(TOGETHER)
    expect(await refused(say(colleague, p))).toBe('403 authority/above-limit')
    expect(await refused(say(officer, p))).toBe('403 authority/above-limit')
    expect(await refused(say(await w.otherOrganization(), p))).toBe('404 kernel/not-found')
    const elsewhere = await w.person('别店店长', 'S02', 'shopManager')
    expect(await refused(say(elsewhere, p))).toBe('404 kernel/not-found')
  })
})

describe('at the same moment', () => {
  test('both that are wanted say yes at once: it is approved once', async () => {
    for (let round = 0; round < 3; round++) {
      const { c, p } = await waiting(TOGETHER)
      const answers = await Promise.all([say(manager, p), say(finance, p)])
      expect(answers.map((a) => a.status)).toEqual([200, 200])
      expect(await remedyOf(c)).toMatchObject({ state: 'approved', version: p.version + 1 })
      expect((await events(c)).filter((name) => name === 'remedy.approved')).toHaveLength(1)
    }
  })

  test('two of whom one is enough: one yes counts, the other hears that it is decided', async () => {
    for (let round = 0; round < 3; round++) {
      const { c, p } = await waiting(EITHER)
      const answers = await Promise.all([refused(say(manager, p)), refused(say(officer, p))])
      expect(answers.toSorted()).toEqual(['200 undefined', '409 remedy/not-awaiting-approval'])
      expect((await remedyOf(c)).approvals).toHaveLength(1)
    }
  })

  test('a yes while it is taken back: one of the two, never both', async () => {
    for (let round = 0; round < 4; round++) {
      const { c, p } = await waiting(EITHER)
      const [yes, back] = await Promise.all([refused(say(manager, p)), refused(clerk.post(`/remedies/${p.id}/withdraw`, { version: p.version, reason: '改主意了' }))])
      const { state, approvals } = await remedyOf(c)
      if (yes === '200 undefined') expect([back, state, approvals.length]).toEqual(['409 kernel/stale-version', 'approved', 1])
      else expect([yes, back, state, approvals.length]).toEqual(['409 remedy/not-awaiting-approval', '200 undefined', 'withdrawn', 0])
    }
  })

  test('a yes and a no at once: the first stands', async () => {
    const { c, p } = await waiting(EITHER)
    const answers = await Promise.all([refused(say(manager, p)), refused(say(officer, p, 'return'))])
    expect(answers.toSorted()).toEqual(['200 undefined', '409 remedy/not-awaiting-approval'])
    expect((await remedyOf(c)).approvals).toHaveLength(1)
  })

  test('deputy and principal at once: one yes', async () => {
    const deputy = await w.person('代店长', 'S01', 'clerk')
    const day = (ms: number) => new Date(w.now().getTime() + ms).toISOString().slice(0, 10)
    await got(w.admin.post(`/people/${manager.id}/absence`, { from: day(-DAY), until: day(2 * DAY), deputyId: deputy.id }))
    const { c, p } = await waiting(QUICK)
    expect(await notices(deputy, c)).toEqual(['approvalAsked'])
    const answers = await Promise.all([refused(say(manager, p)), refused(say(deputy, p))])
    expect(answers.toSorted()).toEqual(['200 undefined', '409 remedy/not-awaiting-approval'])
    const { approvals } = await remedyOf(c)
    expect(approvals).toHaveLength(1)
    const { people } = await got<any>(w.admin.get('/people')).then((body) => ({ people: body.items }))
    const { absence } = people.find((one: any) => one.id === manager.id)
    await got(w.admin.post(`/people/${manager.id}/absence/cancel`, { absenceId: absence.id }))
  })
})

describe('the table of the moment', () => {
  test('decides what was asked, and is asked again before it goes out', async () => {
    const { c, p } = await waiting(40_000)
    const { p: high } = await waiting(40_000)
    const { p: alone } = await waiting(40_000, manager)
    expect(alone.state).toBe('approved')
    const [approved, byGeneral] = [await got(say(manager, p)), await got(say(general, high))]
    await ruleFirst(w, general, [{ when: { totalFen: { gte: 40_000, lte: 45_000 } }, gives: { rank: 3, position: 'serviceManager' } }])
    const before = await waiting(40_000)
    expect(before.p.approver).toMatchObject({ positionCode: 'serviceManager' })
    expect(await refused(clerk.post(`/remedies/${p.id}/offer`, { version: approved.version }))).toBe('409 remedy/limit-lowered')
    expect(await refused(manager.post(`/remedies/${alone.id}/offer`, { version: alone.version }))).toBe('409 remedy/limit-lowered')
    await got(clerk.post(`/remedies/${high.id}/offer`, { version: byGeneral.version }))
    await got(clerk.post(`/remedies/${p.id}/withdraw`, { version: approved.version, reason: '规则改了' }))
    const again = await got<any>(propose(clerk, c, 40_000), 201)
    expect(await refused(say(manager, again))).toBe('403 authority/above-limit')
    await got(say(director, again))
    // What waits is decided by whoever was asked by the table of then.
    await ruleFirst(w, general, [{ when: { totalFen: { gte: 40_000, lte: 40_500 } }, gives: { rank: 2, position: 'shopManager' } }])
    expect(await refused(say(manager, before.p))).toBe('403 authority/above-limit')
    await got(say(director, before.p))
  })

  test('asks for a post besides: what was approved without it does not go out, and what waits is asked of it as well', async () => {
    const [{ c, p }, { p: seen }, { p: still }] = [await waiting(51_000), await waiting(51_000), await waiting(51_000)]
    const approved = await got(say(manager, p))
    const byGeneral = await got(say(general, seen))
    await ruleFirst(w, general, [{ when: { totalFen: { gte: 51_000, lte: 51_000 } }, gives: { rank: 2, position: 'shopManager', after: ['financeOfficer'] } }])
    const answer = await clerk.post<any>(`/remedies/${p.id}/offer`, { version: approved.version })
    expect([answer.status, answer.body.type, answer.body.title]).toEqual([409, '/problems/remedy/limit-lowered', expect.stringContaining('财务')])
    // Who is above the post stands for it, as ever.
    await got(clerk.post(`/remedies/${seen.id}/offer`, { version: byGeneral.version }))
    expect(await got(say(manager, still))).toMatchObject({ state: 'awaitingApproval', steps: [{ state: 'done' }, { no: 2, positions: ['financeOfficer'], state: 'open' }] })
    const whole = await got(say(finance, still))
    await got(clerk.post(`/remedies/${still.id}/offer`, { version: whole.version }))
    await got(clerk.post(`/remedies/${p.id}/withdraw`, { version: approved.version, reason: '规则改了' }))
    expect((await got<any>(propose(clerk, c, 51_000), 201)).steps.map((s: any) => s.positions[0])).toEqual(['shopManager', 'financeOfficer'])
  })

  test('knows the unit and what the case was given before', async () => {
    const there = await w.person('二店小王', 'S02', 'clerk')
    const c = await freshCase(w, there, { unitId: await w.unitId('S02') })
    expect((await got<any>(propose(there, c, 150_000), 201)).approver).toMatchObject({ positionCode: 'generalManager' })
    expect((await waiting(150_000)).p.approver).toMatchObject({ positionCode: 'shopManager' })
    const mine = await freshCase(w, manager)
    const given = await got<any>(propose(manager, mine, 50_000), 201)
    expect((await got<any>(manager.get(`/complaints/${mine.id}/remedy-advice`))).limitFen).toBe(200_000)
    await got(manager.post(`/remedies/${given.id}/offer`, { version: given.version }))
    await got(manager.post(`/remedies/${given.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    const more = () => got<any>(manager.post(`/complaints/${mine.id}/remedies/preview`, { items: [{ kind: 'refund', amountFen: 50_000, pointId: mine.points[0]?.id }] }))
    expect((await more()).approver).toEqual({ positionCode: 'serviceManager' })
    expect((await got<any>(manager.get(`/complaints/${mine.id}/remedy-advice`))).limitFen).toBeGreaterThan(60_000)
    await got(cancelAgreed(manager, mine.id, '顾客改主意'))
    expect((await more()).approver).toBeNull()
  })
})

describe('what waits too long', () => {
  test('is asked of the next above, once for each, and whoever proposed it hears of it', async () => {
    const { c, p } = await waiting(QUICK)
    expect(p.steps[0]).toMatchObject({ dueAt: expect.any(String), climbedAt: null })
    await sweep()
    expect(await notices(director, c)).toEqual([])
    w.travel(3 * DAY)
    await sweep()
    expect(await notices(director, c)).toEqual(['approvalClimbed'])
    expect(await notices(clerk, c)).toEqual(['approvalLate'])
    await sweep()
    expect(await notices(director, c)).toEqual(['approvalClimbed'])
    w.travel(3 * DAY)
    await sweep()
    expect(await notices(general, c)).toEqual(['approvalClimbed'])
    w.travel(3 * DAY)
    await sweep()
    w.travel(3 * DAY)
    await sweep()
    expect((await events(c)).filter((name) => name === 'remedy.approvalClimbed')).toHaveLength(3)
    expect((await remedyOf(c)).steps[0]).toMatchObject({ state: 'open', dueAt: null, climbedAt: expect.any(String) })
    expect(await got(say(director, p))).toMatchObject({ state: 'approved' })
  })

  test('is not asked of anybody once it was decided', async () => {
    const { c, p } = await waiting(QUICK)
    await got(say(manager, p))
    w.travel(3 * DAY)
    await sweep()
    expect(await notices(director, c)).toEqual([])
  })
})
