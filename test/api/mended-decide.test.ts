import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { type Database, type Reader, asActor, connect } from '#kernel/db.ts'
import { approvals } from '#modules/remedy/queries/approvals.ts'
import { sweepOffers } from '#modules/remedy/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { closedCases } from '#test/precedents.ts'
import { payOut } from '#test/payout.ts'
import { faulty, got, investigated, offered, onDatabase, propose, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let database: Database
let clerk: Person
let colleague: Person
let manager: Person
let officer: Person
let director: Person
let general: Person
let finance: Person

beforeAll(async () => {
  w = await openWorld()
  database = connect(w.url, 4, () => undefined)
  clerk = await w.person('小李', 'S01', 'clerk')
  colleague = await w.person('小张', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
})
afterAll(async () => {
  await database.end()
  await w.close()
})

const show = (who: Client, id: string) => got(who.get(`/complaints/${id}`))
const portal = (c: Registered) => got(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))
const answerAtPortal = (c: Registered, remedyId: string, answer = 'accept') => w.visitor.post<any>(`/portal/complaints/${c.number}/answer`, { remedyId, answer }, { 'x-case-code': c.portalCode })
const notice = (who: Client, c: Registered) => got(who.post(`/complaints/${c.id}/completion-notice`, { answers: c.points.map((p) => ({ pointId: p.id, answer: '已说明' })), contact: '一店' }), 201)
const accepted = async (who: Client, c: Registered, fen: number, kind: string) => {
  const p = await got(propose(who, c, fen, kind), 201)
  await got(who.post(`/remedies/${p.id}/offer`, { version: p.version }))
  await got(who.post(`/remedies/${p.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
}
/** Carried out, the customer told: a follow-up is due. */
const finished = async (who: Client, change: Record<string, unknown> = {}) => {
  const c = await investigated(w, who, change)
  await accepted(who, c, 0, 'explanation')
  await notice(who, c)
  return { c, followUp: (await show(w.admin, c.id)).followUps[0].id as string }
}
const YES = { satisfied: true, score: 5, via: 'phone', early: true }

describe('who handled a case does not ask how it was handled', () => {
  test('neither after a take-over nor by an attempt; somebody else does', async () => {
    const { c, followUp } = await finished(clerk)
    await got(manager.post(`/complaints/${c.id}/take-over`, { reason: '我来' }))
    for (const former of [clerk, manager]) {
      expect(await refused(former.post(`/follow-ups/${followUp}/record`, YES))).toBe('403 follow-up/own-case')
      expect(await refused(former.post(`/follow-ups/${followUp}/attempt`, { via: 'phone' }))).toBe('403 follow-up/own-case')
      expect((await got(former.get(`/follow-ups?complaintId=${c.id}`))).items[0].whyNot).toEqual(expect.any(String))
      expect((await got(former.get('/desk'))).items.filter((i: any) => i.kind === 'followUp' && i.complaintId === c.id)).toEqual([])
    }
    expect((await got(officer.get(`/follow-ups?complaintId=${c.id}`))).items[0].whyNot).toBeNull()
    expect((await got(officer.post(`/follow-ups/${followUp}/attempt`, { via: 'phone' }))).attempts).toBe(1)
    await got(officer.post(`/follow-ups/${followUp}/record`, { ...YES, comment: '自己来店' }))
    expect((await show(officer, c.id)).timeline.find((e: any) => e.name === 'follow-up.made')).toMatchObject({ reason: '自己来店', detail: { early: true } })
  })

  test('nor who had what was merged into it', async () => {
    const { c, followUp } = await finished(clerk)
    const { customer } = await show(w.admin, c.id)
    const twin = await register(w, colleague, { customer: { id: customer.id, name: customer.name } })
    await got(manager.post(`/complaints/${c.id}/merge`, { duplicateId: twin.id, reason: '同一件' }))
    expect(await refused(colleague.post(`/follow-ups/${followUp}/record`, YES))).toBe('403 follow-up/own-case')
    expect((await got(officer.get(`/follow-ups?complaintId=${c.id}`))).items[0].whyNot).toBeNull()
  })

  test('nor who found, proposed, or did a task', async () => {
    const c = await register(w, clerk)
    await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
    await got(colleague.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
    await accepted(director, c, 10_000, 'refund')
    const { tasks } = await show(clerk, c.id)
    await payOut(tasks[0], { asks: clerk, approves: finance })
    await notice(clerk, c)
    const [{ id }] = (await show(clerk, c.id)).followUps
    for (const part of [clerk, colleague, director]) expect(await refused(part.post(`/follow-ups/${id}/record`, YES))).toBe('403 follow-up/own-case')
    await got(officer.post(`/follow-ups/${id}/record`, YES))
  })

  test('a clerk takes over no case; hands over and accepts as before', async () => {
    const c = await register(w, clerk)
    expect((await colleague.post(`/complaints/${c.id}/take-over`, { reason: 'x' })).status).toBe(403)
    expect((await show(colleague, c.id)).may['routing.takeOver']).toEqual(expect.any(String))
    const h = await got(clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: colleague.id, story: '请接手' }), 201)
    await got(colleague.post(`/handovers/${h.id}/accept`))
    for (const may of [officer, director, manager]) await got(may.post(`/complaints/${c.id}/take-over`, { reason: '我来' }))
  })
})

describe('standing in', () => {
  const day = (ms: number) => new Date(w.now().getTime() + ms).toISOString().slice(0, 10)
  test('keeps one’s own limit and counts for approvals only where it is needed', async () => {
    const c = await investigated(w, manager, { customer: { name: '代理', phone: '13700000021' } })
    const limit = async () => (await got(manager.get(`/complaints/${c.id}/remedy-advice`))).limitFen
    expect(await limit()).toBe(200_000)
    await got(w.admin.post(`/people/${general.id}/absence`, { from: day(-DAY), until: day(3 * DAY), deputyId: manager.id }))
    expect(await limit()).toBe(200_000)
    const items = (fen: number) => ({ items: [{ kind: 'refund', amountFen: fen, pointId: c.points[0]?.id }] })
    expect((await got(manager.post(`/complaints/${c.id}/remedies/preview`, items(200_000)))).approver).toBeNull()
    expect((await got(manager.post(`/complaints/${c.id}/remedies/preview`, items(200_001)))).approver).toEqual({ positionCode: 'serviceManager' })
    expect(await got(propose(manager, c, 200_000), 201)).toMatchObject({ state: 'approved' })
    const approve = async (phone: string, fen: number) => {
      const p = await got(propose(clerk, await investigated(w, clerk, { customer: { name: '代理', phone } }), fen), 201)
      return (await got(manager.post(`/remedies/${p.id}/approve`, { version: p.version, comment: '' }))).approvals[0]
    }
    expect(await approve('13700000022', 50_000)).toMatchObject({ by: { id: manager.id }, asDeputyOf: null })
    expect(await approve('13700000023', 1_100_000)).toMatchObject({ by: { id: manager.id }, asDeputyOf: { id: general.id } })
  })

  test('never for the one who proposed', async () => {
    const c = await investigated(w, director, { customer: { name: '代理', phone: '13700000024' } })
    const p = await got(propose(general, c, 1_000_001), 201)
    expect(p.state).toBe('approved')
    const q = await got(propose(director, await investigated(w, director, { customer: { name: '代理', phone: '13700000025' } }), 1_000_001), 201)
    await got(w.admin.post(`/people/${director.id}/absence`, { from: day(-DAY), until: day(3 * DAY), deputyId: colleague.id }))
    expect(await refused(colleague.post(`/remedies/${q.id}/approve`, { version: q.version, comment: '' }))).toBe('403 authority/above-limit')
    expect((await got(director.get('/approvals'))).items.find((a: any) => a.remedyId === q.id).whyNot).toEqual(expect.any(String))
    expect((await got(colleague.get('/approvals'))).items.some((a: any) => a.remedyId === q.id)).toBe(false)
  })
})

describe('what is worth something needs its amount or the shop manager', () => {
  test.each(['refund', 'priceReduction', 'damages', 'fees', 'extra'])('%s of nothing is refused', async (kind) => {
    const c = await investigated(w, clerk)
    const items = [{ kind: 'apology', pointId: c.points[0]?.id }, { kind, pointId: c.points[0]?.id }]
    const answer = await clerk.post<any>(`/complaints/${c.id}/remedies`, { items, reason: 'x' })
    expect(answer.body.type).toBe('/problems/remedy/amount-missing')
    expect(await faulty(Promise.resolve(answer))).toBe('422 #/items/1/amountFen')
  })

  test.each([['replacement', 'awaitingApproval'], ['return', 'awaitingApproval'], ['substitute', 'awaitingApproval'], ['other', 'awaitingApproval'], ['gift', 'approved'], ['repair', 'approved'], ['rework', 'approved'], ['apology', 'approved']])('%s for nothing: %s', async (kind, state) => {
    expect(await got(propose(clerk, await investigated(w, clerk), 0, kind), 201)).toMatchObject({ state })
  })
})

describe('a declined counter-demand', () => {
  const counterDeclined = async () => {
    const { c, remedy } = await offered(w, clerk)
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'counter', counterFen: 5, proof: { kind: 'call' } }))
    await got(clerk.post(`/remedies/${remedy.id}/decline-counter`, { version: remedy.version + 1, grounds: '超出损失', furtherWays: ['court'] }))
    return { c, remedy }
  }

  test('leaves the offer open until another is weighed, and again when that one is taken back', async () => {
    const { c, remedy } = await counterDeclined()
    expect((await portal(c)).offer).toMatchObject({ remedyId: remedy.id, state: 'counterDeclined', open: true })
    const second = await got(propose(clerk, c, 12_000), 201)
    expect((await portal(c)).offer).toMatchObject({ remedyId: remedy.id, open: false })
    expect(await refused(answerAtPortal(c, remedy.id))).toBe('409 remedy/not-offered')
    await got(clerk.post(`/remedies/${second.id}/withdraw`, { version: second.version, reason: 'x' }))
    expect((await portal(c)).offer).toMatchObject({ remedyId: remedy.id, open: true })
    expect((await show(clerk, c.id)).remedies[0].may.answer).toBeNull()
    expect((await got(answerAtPortal(c, remedy.id))).offer).toMatchObject({ remedyId: remedy.id, state: 'agreed', open: false })
  })

  test('is over once a better offer was put forward', async () => {
    const { c, remedy } = await counterDeclined()
    const second = await got(propose(clerk, c, 12_000), 201)
    await got(clerk.post(`/remedies/${second.id}/offer`, { version: second.version }))
    expect((await portal(c)).offer).toMatchObject({ remedyId: second.id, open: true })
    expect(await refused(answerAtPortal(c, remedy.id))).toBe('409 remedy/not-offered')
    expect((await got(answerAtPortal(c, second.id))).offer).toMatchObject({ state: 'agreed' })
  })
})

describe('precedents', () => {
  const closed = async (category: string, givenFen: number, count: number) => {
    const model = await register(w, clerk)
    await closedCases(w, model.id, Array.from({ length: count }, () => ({ words: category === 'stoneLoose' ? '石头松了' : '品级不符', category, above: ['stone', 'product'], givenFen })))
  }

  test('of near categories are shown as such and make no range; a few of the same are too few to compare', async () => {
    await closed('stoneLoose', 10_000, 4)
    await closed('stoneGrade', 500_000, 6)
    const c = await investigated(w, clerk, { points: [{ text: '掉钻', categoryCode: 'stoneLoose' }] })
    const precedents = async () => (await got(clerk.get(`/complaints/${c.id}/remedy-advice`))).precedents
    const few = await precedents()
    expect(few).toMatchObject({ basis: 'tooFew', count: 4, needed: 5, lowFen: null, medianFen: null, highFen: null })
    expect(few.items.map((i: { near: boolean }) => i.near)).toEqual([...new Array(4).fill(false), ...new Array(6).fill(true)])
    expect((await got(clerk.post(`/complaints/${c.id}/remedies/preview`, { items: [{ kind: 'refund', amountFen: 15_000, pointId: c.points[0]?.id }] }))).outsidePrecedent).toBe(false)
    await closed('stoneLoose', 12_000, 1)
    const enough = await precedents()
    expect(enough).toMatchObject({ basis: 'sameCategory', count: 5, lowFen: 10_000, highFen: 10_000 })
    expect(enough.items.map((i: { near: boolean }) => i.near)).toEqual(new Array(5).fill(false))
    expect(await refused(propose(clerk, c, 15_000))).toBe('422 remedy/deviation-reason-missing')
  })
})

test('an offer that runs out is expired once, told to its owner, and may be followed by another', async () => {
  const mine = async () => (await got(clerk.get('/notifications'))).items.filter((n: any) => n.name === 'offerExpired')
  const { c, remedy } = await offered(w, clerk, undefined, { validDays: 1 })
  const sweep = () => sweepOffers(database.db, w.composed.doors.perform, w.now)
  await sweep()
  expect((await show(clerk, c.id)).remedies[0].state).toBe('offered')
  w.travel(2 * DAY)
  await Promise.all([sweep(), sweep()])
  const shown = await show(clerk, c.id)
  expect(shown).toMatchObject({ stage: 'remedy', next: { action: 'remedy.propose' } })
  expect(shown.remedies[0]).toMatchObject({ state: 'expired' })
  expect(shown.timeline.filter((e: any) => e.name === 'remedy.expired')).toHaveLength(1)
  expect((await mine()).filter((n: any) => n.complaintId === c.id)).toMatchObject([{ words: expect.stringContaining(c.number) }])
  const items = async () => (await got(clerk.get('/desk'))).items.filter((i: any) => i.complaintId === c.id && ['cameBack', 'offer'].includes(i.kind)).map((i: any) => i.kind)
  expect(await items()).toEqual(['cameBack'])
  expect((await portal(c)).offer).toMatchObject({ remedyId: remedy.id, state: 'expired', open: false })
  expect(await refused(answerAtPortal(c, remedy.id))).toBe('409 remedy/not-offered')
  expect(await got(propose(clerk, c, 11_000), 201)).toMatchObject({ state: 'approved' })
  expect(await items()).toEqual(['offer'])
})

test('approvals ask the database as often for many as for one', async () => {
  const { rows: [{ organization_id }] } = await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); return db.query('select organization_id from identity.organization') })
  const actor: Actor = { ...systemActor(organization_id), kind: 'person', id: manager.id }
  let asked = 0
  const counter: KyselyPlugin = { transformQuery: ({ node }) => { asked++; return node }, transformResult: async ({ result }) => result }
  const count = async () => {
    asked = 0
    const { items } = await asActor(database.db, actor, (open) => approvals.answer({ selectFrom: (from: never) => open.withPlugin(counter).selectFrom(from), raw: open } as unknown as Reader, actor, {}, w.now()), 'read')
    return [items.filter((a) => a.whyNot === null).length, asked] as const
  }
  const wait = async (n: number) => { for (let i = 0; i < n; i++) await got(propose(clerk, await investigated(w, clerk, { customer: { name: `客户${i}`, phone: `1370000${n}${String(i).padStart(3, '0')}` } }), 50_000), 201) }
  await wait(1)
  const [before, once] = await count()
  await wait(6)
  expect(await count()).toEqual([before + 6, once])
  expect(once).toBeLessThan(10)
})

/** Many rows like one that is there, spread over months into the past. */
const MANY = [
  ['complaint.complaint', `jsonb_build_object('id', gen_random_uuid(), 'number', 'X' || g, 'portal_hash', sha256(g::text::bytea), 'state', 'closed', 'registered_at', now() - g * interval '1 hour', 'last_closed_at', now() - g * interval '1 hour')`],
  ['promise.promise', `jsonb_build_object('id', gen_random_uuid(), 'due_at', now() - g * interval '1 hour')`],
  ['follow_up.follow_up', `jsonb_build_object('id', gen_random_uuid(), 'done_at', now() - g * interval '1 hour', 'state', 'done', 'satisfied', true)`],
] as const
const FIGURES = [
  ['complaint_registered', 'complaint.complaint', "registered_at >= now() - interval '1 day'"], ['complaint_closed_latest', 'complaint.complaint', "state = 'closed' and last_closed_at >= now() - interval '1 day'"],
  ['promise_by_due', 'promise.promise', "due_at >= now() - interval '3 days' and due_at <= now() and state <> 'withdrawn'"], ['follow_up_done', 'follow_up.follow_up', "done_at >= now() - interval '3 days' and satisfied"],
] as const

test('the figures of the desk are read by index, under row security', async () => {
  const { c } = await finished(clerk, { customer: { name: '许诺', phone: '13700000031' } })
  await got(clerk.post(`/complaints/${c.id}/promises`, { text: '回电', dueAt: new Date(w.now().getTime() + DAY).toISOString() }), 201)
  const plans = await onDatabase(w, async (db) => {
    await db.query('begin; set local role wenguo_system')
    for (const [table, change] of MANY) await db.query(`insert into ${table} select (jsonb_populate_record(t, ${change})).* from ${table} as t, generate_series(1, 5000) as g where t.id = (select id from ${table} limit 1)`)
    const { rows: [{ organization_id: org }] } = await db.query('select organization_id from complaint.complaint limit 1')
    await db.query(`set local role wenguo_owner; ${MANY.map(([table]) => `analyze ${table}`).join('; ')}; set local role wenguo_app; select set_config('app.organization', '${org}', true), set_config('app.units', '*', true)`)
    const found: string[] = []
    for (const [, table, condition] of FIGURES) found.push((await db.query<{ 'QUERY PLAN': string }>(`explain select count(*) from ${table} where organization_id = '${org}' and ${condition}`)).rows.map((r) => r['QUERY PLAN']).join('\n'))
    await db.query('rollback')
    return found
  })
  for (const [i, [index]] of FIGURES.entries()) expect(plans[i]).toMatch(new RegExp(`${index} [^]*Index Cond: .*_at >=`))
}, 60_000)
