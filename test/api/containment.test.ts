import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTable, recipientKey } from '#modules/containment/keys.ts'
import { whyNotScope } from '#modules/containment/rules.ts'
import { sweepHolds } from '#modules/containment/sweep.ts'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000
const NAUGHTY = '“红运”<b>\u202e😀</b>\'; drop table--'
let w: World
let clerk: Person
let manager: Person
let away: Person
let awayManager: Person
let officer: Person
let boss: Person
let phones = 0
let lots = 0
let [S01, S02] = ['', '']

beforeAll(async () => {
  ({ w, clerk, manager, away } = await openCounter())
  awayManager = await w.person('马店长', 'S02', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
  boss = await w.person('客服经理', 'HQ', 'serviceManager')
  S01 = await w.unitId('S01')
  S02 = await w.unitId('S02')
})
afterAll(() => w.close())

const later = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const newLot = () => `L-${++lots}`
const newCase = async (lot: string, unitId = S01, who: Client = clerk, product = '六爪钻戒') => register(w, who, { unitId, customer: { name: `何女士${phones}`, phone: `1371115${String(1000 + phones++)}` }, product: { name: product, lot }, order: { number: `XS-${phones}` } })
const order = (who: Client, change: Record<string, unknown> = {}) => who.post<any>('/hold-orders', { kind: 'lot', lot: newLot(), reason: '爪位砂眼', unitIds: [S01, S02], confirmBy: later(4 * HOUR), ...change })
const held = (change: Record<string, unknown> = {}, who: Client = officer) => got(order(who, change), 201)
const look = (who: Client, id: string) => got<any>(who.get(`/hold-orders/${id}`))
const confirm = (who: Client, id: string, unitId: string, version: number, milli: number | null = 3_000) => who.post<any>(`/hold-orders/${id}/confirmations`, { unitId, version, found: milli && { milli, unit: 'piece' }, note: '已入隔离柜' })
const told = async (who: Client, name: string) => ((await got(who.get('/notifications'))).items as { name: string }[]).filter((n) => n.name === name).length
const deskOf = async (who: Client, id: string) => (await got(who.get('/desk'))).items.filter((i: any) => i.id === id).map((i: any) => i.kind)

describe('a hold', () => {
  test('needs something to hold, a time ahead and somebody who may order it', async () => {
    expect(await refused(order(officer, { lot: '  ' }))).toBe('422 containment/nothing-held')
    expect(await refused(order(officer, { kind: 'sale' }))).toBe('422 containment/nothing-held')
    expect(await refused(order(officer, { confirmBy: later(-HOUR) }))).toBe('422 containment/confirm-too-soon')
    expect(await refused(order(officer, { unitIds: ['01900000-0000-7000-8000-000000000000'] }))).toBe('404 kernel/not-found')
    expect(await refused(order(clerk))).toBe('403 identity/not-allowed')
    const numbers = await Promise.all(Array.from({ length: 4 }, () => order(officer, { reason: NAUGHTY })))
    expect(new Set(numbers.map((a) => a.body.number)).size).toBe(4)
    expect(numbers[0]?.body).toMatchObject({ reason: NAUGHTY, state: 'active', orderedBy: { id: officer.id }, units: [{ unitId: S01, confirmed: null }, { unitId: S02, confirmed: null }] })
    expect(whyNotScope('service', null, '旅拍')).toBeNull()
  })

  test('is told to whoever leads, confirmed by each unit with its count, and seen there alone', async () => {
    const before = await told(awayManager, 'holdOrdered')
    const hold = await held({ unitIds: [S02] })
    expect(await told(awayManager, 'holdOrdered')).toBe(before + 1)
    expect([await refused(clerk.get(`/hold-orders/${hold.id}`)), await refused((await w.otherOrganization()).get(`/hold-orders/${hold.id}`))]).toEqual(['404 kernel/not-found', '404 kernel/not-found'])
    expect((await got(clerk.get(`/hold-warnings?lot=${hold.lot}`))).items).toEqual([])
    expect(await deskOf(away, hold.id)).toEqual(['hold'])
    const both = await got(officer.post(`/hold-orders/${hold.id}/units`, { unitId: S01 }))
    expect(await refused(officer.post(`/hold-orders/${hold.id}/units`, { unitId: S01 }))).toBe('409 containment/told-already')
    expect(both.units).toHaveLength(2)
    expect((await look(clerk, hold.id)).units.map((u: any) => u.unitId)).toEqual([S01])
    expect(await refused(confirm(clerk, hold.id, S02, 1))).toBe('403 containment/not-your-unit')
    const at = await Promise.all([1, 2, 3].map((n) => confirm(away, hold.id, S02, 1, n * 1_000)))
    expect(at.map((a) => a.status).sort()).toEqual([200, 409, 409])
    await got(confirm(away, hold.id, S02, 2, null))
    await got(confirm(clerk, hold.id, S01, 1))
    expect((await look(officer, hold.id)).units).toMatchObject([{ unitId: S01, confirmed: { found: { milli: 3_000, unit: 'piece' }, note: '已入隔离柜', by: { id: clerk.id } } }, { unitId: S02, confirmed: { found: null } }])
    expect(await deskOf(away, hold.id)).toEqual([])
  })

  test('warns whoever registers or opens the same goods, until it is lifted by another person', async () => {
    const hold = await held({ lot: ' l-Ａ９ ', product: '六爪钻戒' })
    const warned = async (query: string, who: Client = clerk) => (await got(who.get(`/hold-warnings?${query}`))).items.map((i: any) => i.id).includes(hold.id)
    expect([await warned(`lot=${encodeURIComponent('L-a9')}&product=${encodeURIComponent('六爪钻戒')}`), await warned('lot=L-A9'), await warned(`lot=L-A9&code=${encodeURIComponent('六爪钻戒')}`), await warned('lot=L-A8')]).toEqual([true, false, true, false])
    expect(await refused(officer.post(`/hold-orders/${hold.id}/lift/decision`, { version: hold.version, approve: true, comment: 'x' }))).toBe('409 containment/lift-not-asked')
    const asked = await got(officer.post(`/hold-orders/${hold.id}/lift`, { version: hold.version, reason: '复检合格' }))
    expect(await refused(manager.post(`/hold-orders/${hold.id}/lift`, { version: asked.version, reason: 'x' }))).toBe('409 containment/lift-asked')
    expect(await refused(officer.post(`/hold-orders/${hold.id}/lift/decision`, { version: asked.version, approve: true, comment: '同意' }))).toBe('403 containment/own-lift')
    const stays = await got(boss.post(`/hold-orders/${hold.id}/lift/decision`, { version: asked.version, approve: false, comment: '再查一次' }))
    expect([stays.state, await warned(`lot=L-A9&product=${encodeURIComponent('六爪钻戒')}`)]).toEqual(['active', true])
    const again = await got(officer.post(`/hold-orders/${hold.id}/lift`, { version: stays.version, reason: '两次复检合格' }))
    const all = await Promise.all([boss, boss, boss].map((who) => who.post<any>(`/hold-orders/${hold.id}/lift/decision`, { version: again.version, approve: true, comment: '同意' })))
    expect(all.map((a) => a.status).sort()).toEqual([200, 409, 409])
    expect(await warned(`lot=L-A9&product=${encodeURIComponent('六爪钻戒')}`)).toBe(false)
    expect([await refused(confirm(clerk, hold.id, S01, 1)), await refused(officer.post(`/hold-orders/${hold.id}/recipients`, { people: [{ name: '王先生' }] }))]).toEqual(['409 containment/over', '409 containment/over'])
    expect((await got(officer.get('/hold-orders?state=lifted'))).items.map((h: any) => h.id)).toContain(hold.id)
  })

  test('that headquarters ordered is lifted by nobody of the units that were told: they confirm, and ask', async () => {
    const hold = await held()
    const asked = await got(manager.post(`/hold-orders/${hold.id}/lift`, { version: hold.version, reason: '本店复检合格' }))
    const decide = (who: Client, version = asked.version) => who.post<any>(`/hold-orders/${hold.id}/lift/decision`, { version, approve: true, comment: '同意' })
    for (const who of [manager, awayManager]) expect(await refused(decide(who))).toBe('403 containment/not-yours-to-lift')
    expect((await look(awayManager, hold.id)).may.decideLift).toMatch(/下令的部门/)
    await got(confirm(away, hold.id, S02, 1))
    expect((await look(officer, hold.id)).may.decideLift).toBeNull()
    expect((await got(decide(officer))).state).toBe('lifted')
    // What a shop ordered for itself its manager lifts.
    const own = await held({ unitIds: [S01] }, manager)
    const again = await got(manager.post(`/hold-orders/${own.id}/lift`, { version: own.version, reason: '复检合格' }))
    expect(await refused(manager.post<any>(`/hold-orders/${own.id}/lift/decision`, { version: again.version, approve: true, comment: 'x' }))).toBe('403 containment/own-lift')
    expect((await got(boss.post(`/hold-orders/${own.id}/lift/decision`, { version: again.version, approve: true, comment: '同意' }))).state).toBe('lifted')
  })

  test('is late once where a unit does not confirm in time', async () => {
    const hold = await held()
    await got(confirm(clerk, hold.id, S01, 1))
    const before = [await told(awayManager, 'holdLate'), await told(officer, 'holdLate')]
    w.travel(5 * HOUR)
    const sweep = () => sweepHolds(w.db, w.composed.doors.perform, w.now)
    await Promise.all([sweep(), sweep()])
    await sweep()
    expect((await look(officer, hold.id)).units.map((u: any) => u.late)).toEqual([false, true])
    expect(await told(awayManager, 'holdLate')).toBeGreaterThan(before[0] ?? 0)
    const after = await told(officer, 'holdLate')
    await sweep()
    expect(await told(officer, 'holdLate')).toBe(after)
  })
})

describe('who else has it', () => {
  test('is found in the cases in sight, typed and brought in, each once, and spoken with once', async () => {
    const lot = newLot()
    const [mine, theirs] = [await newCase(lot), await newCase(lot.toLowerCase(), S02, away)]
    const other = await newCase('L-none')
    const hold = await held({ lot })
    const found = async (who: Client, q = '') => (await got(who.get(`/hold-orders/${hold.id}/found${q && `?q=${q}`}`))).items.map((i: any) => i.complaintId).sort()
    expect([await found(officer), await found(clerk), await found(away)]).toEqual([[mine.id, theirs.id].sort(), [mine.id], [theirs.id]])
    expect(await found(officer, `XS-${phones}`)).toContain(other.id)
    expect(await refused(clerk.post(`/hold-orders/${hold.id}/recipients`, { complaintIds: [theirs.id] }))).toBe('404 kernel/not-found')
    const all = await Promise.all([1, 2, 3].map(() => officer.post<any>(`/hold-orders/${hold.id}/recipients`, { complaintIds: [mine.id, theirs.id] })))
    expect(all.map((a) => a.body.added).sort()).toEqual([0, 0, 2])
    const csv = '\ufeff姓名,手机,送货单号,数量\r\n"远洋, 工程",13700001111,D-1,30吨\r\n,13700002222,D-2,1\r\n远洋工程,137 0000 1111,D-3,2\r\n\'=1+1,,D-4,'
    expect(await got(officer.post(`/hold-orders/${hold.id}/recipients/table`, { csv }), 201)).toEqual({ added: 2, known: 1, skipped: [3] })
    expect(await refused(officer.post(`/hold-orders/${hold.id}/recipients/table`, { csv: '1,2\n3,4' }))).toBe('422 containment/table-without-names')
    const list = (await got(officer.get(`/hold-orders/${hold.id}/recipients`))).items
    expect(list.map((r: any) => r.source)).toEqual(['case', 'case', 'table', 'table'])
    expect(list.map((r: any) => r.name)).toContain('=1+1')
    expect((await got(away.get(`/hold-orders/${hold.id}/recipients`))).items.map((r: any) => r.complaint?.id)).toEqual([theirs.id])
    const one = list[0]
    const speak = (version: number, outcome: string, who: Client = officer) => who.post<any>(`/hold-recipients/${one.id}/contact`, { version, outcome, how: 'phone', result: NAUGHTY })
    const missed = await got(speak(1, 'noAnswer'))
    expect(missed).toMatchObject({ state: 'open', tries: 1, spoken: { result: NAUGHTY } })
    const spoken = await Promise.all([1, 2, 3].map(() => speak(2, 'informed')))
    expect(spoken.map((a) => a.status).sort()).toEqual([200, 409, 409])
    expect(await refused(speak(3, 'informed'))).toBe('409 containment/spoken-already')
    expect((await look(officer, hold.id)).recipients).toEqual({ all: 4, informed: 1, open: 3 })
    expect(await deskOf(officer, hold.id)).toEqual(['recipients'])
  })

  test('is one person, whichever unit records them: the second unit hears that they are known', async () => {
    const hold = await held()
    const person = { name: '远洋工程', phone: '13700003333' }
    const add = (who: Client) => got<any>(who.post(`/hold-orders/${hold.id}/recipients`, { people: [person] }), 201)
    expect(await add(clerk)).toMatchObject({ added: 1, known: 0 })
    expect(await add(away)).toMatchObject({ added: 0, known: 1 })
    expect((await look(officer, hold.id)).recipients.all).toBe(1)
  })

  test('is kept from whom a case is kept', async () => {
    const lot = newLot()
    const c = await newCase(lot)
    const hold = await held({ lot, unitIds: [S01] })
    await got(officer.post(`/hold-orders/${hold.id}/recipients`, { complaintIds: [c.id] }), 201)
    const seen = async () => (await got(manager.get(`/hold-orders/${hold.id}/recipients`))).items.length
    expect(await seen()).toBe(1)
    await got(officer.post(`/complaints/${c.id}/accused`, { personIds: [manager.id], reason: '投诉店长' }))
    expect([await seen(), (await got(manager.get(`/hold-orders/${hold.id}/found`))).items.length]).toEqual([0, 0])
  })

  test('may be ten thousand', async () => {
    const hold = await held()
    const csv = ['name,phone', ...Array.from({ length: 10_000 }, (_, n) => `客户${n},139${String(10_000_000 + n)}`)].join('\n')
    expect(await got(officer.post(`/hold-orders/${hold.id}/recipients/table`, { csv }), 201)).toMatchObject({ added: 10_000 })
    const page = await got(officer.get(`/hold-orders/${hold.id}/recipients?limit=200`))
    expect([page.items.length, (await got(officer.get(`/hold-orders/${hold.id}/recipients?limit=200&cursor=${page.next}`))).items[0].name]).toEqual([200, '客户200'])
    expect((await look(officer, hold.id)).recipients.all).toBe(10_000)
  }, 60_000)

  test('is one person by number, else by name and order', () => {
    expect(recipientKey({ name: '甲', phone: '+86 137-0000-1111', order: null })).toBe(recipientKey({ name: '乙', phone: '8613700001111', order: 'x' }))
    expect(recipientKey({ name: '甲', phone: null, order: '1' })).not.toBe(recipientKey({ name: '甲', phone: null, order: '2' }))
    expect(readTable([['Customer', '數量'], ['a', '3']])).toMatchObject([{ no: 2, name: 'a', quantity: '3' }])
    expect(readTable([['x']])).toBeNull()
  })
})
