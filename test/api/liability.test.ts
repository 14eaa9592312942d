import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { textOfPdf } from '#test/pdf-text.ts'
import { got, investigated, propose, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const DAY = 24 * 3_600_000
const NAUGHTY = '“红运”<b>\u202e😀</b>\'; drop table--\n=1+1'
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let phones = 0
let supplier: { id: string }
let carrier: { id: string }

const outsider = (kind: string, name: string, who: Client = manager) => who.post<any>('/outsiders', { kind, name })

beforeAll(async () => {
  ({ w, clerk, mate, manager, away } = await openCounter())
  supplier = await got(outsider('supplier', '远大铸造'), 201)
  carrier = await got(outsider('carrier', '顺达物流'), 201)
})
afterAll(() => w.close())

const day = (days: number) => new Date(w.now().getTime() + days * DAY).toISOString().slice(0, 10)
const somebody = () => ({ name: '何女士', phone: `1371114${String(1000 + phones++)}` })
const about = (customer = somebody()) => ({ customer, product: { name: '六爪钻戒', lot: 'L-77' } })
const newCase = (customer = somebody()) => register(w, clerk, about(customer))
const agreed = async (amountFen: number) => {
  const c = await investigated(w, clerk, about())
  const made = await got(propose(clerk, c, amountFen), 201)
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
  await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  return c
}
const share = (party: string, part: number, outsiderId: string | null = null) => ({ party, outsiderId, share: part, grounds: `依据：${party}` })
const HALVES = () => [share('ours', 3_333), share('supplier', 6_667, supplier.id)]
const divide = (who: Client, id: string, shares: unknown, basedOn: string | null = null, reason: string | null = null) => who.post<any>(`/complaints/${id}/liability`, { basedOn, shares, reason })
const look = (id: string, who: Client = clerk) => got<any>(who.get(`/complaints/${id}/liability`))
/** A case on which somebody spent 100.00, divided; what the supplier bears of it is 66.67. */
const divided = async (shares: unknown = HALVES()) => {
  const c = await agreed(10_000)
  const it = await got(divide(clerk, c.id, shares))
  return { c, it, theirs: it.current.shares.find((s: any) => s.outsider) }
}
const claim = (who: Client, id: string, shareId: string, amountFen = 6_667, more: Record<string, unknown> = {}) => who.post<any>(`/complaints/${id}/charge-backs`, { shareId, amountFen, ...more })
const claimed = async () => { const { c, theirs } = await divided(); return { c, theirs, one: await got(claim(manager, c.id, theirs.id), 201) } }

describe('outsiders', () => {
  test('stand in the register once, are put out of use and brought back', async () => {
    expect(await refused(outsider('supplier', ' 远大铸造 '))).toBe('409 outsider/known')
    const both = await Promise.all([1, 2, 3].map(() => outsider('laboratory', '金检所')))
    expect(both.map((a) => a.status).sort()).toEqual([201, 409, 409])
    const odd = await got(outsider('company', NAUGHTY), 201)
    expect(odd.name).toBe(NAUGHTY)
    expect((await got(clerk.get(`/outsiders?q=${encodeURIComponent('drop table')}`))).items.map((o: any) => o.id)).toEqual([odd.id])
    const changed = await got(manager.put(`/outsiders/${odd.id}`, { version: odd.version, kind: 'company', name: '红运商贸', email: '' }))
    expect(await refused(manager.put(`/outsiders/${odd.id}`, { version: odd.version, kind: 'company', name: '另一个' }))).toBe('409 kernel/stale-version')
    await got(manager.post(`/outsiders/${changed.id}/retire`, {}))
    expect(await refused(manager.put(`/outsiders/${odd.id}`, { version: changed.version + 1, kind: 'company', name: '另一个' }))).toBe('409 outsider/retired')
    const again = await got(outsider('company', '红运商贸'), 201)
    expect(await refused(manager.post(`/outsiders/${odd.id}/restore`, {}))).toBe('409 outsider/known')
    await got(manager.post(`/outsiders/${again.id}/retire`, {}))
    expect((await got(manager.post(`/outsiders/${odd.id}/restore`, {}))).retired).toBe(false)
    expect(await refused(clerk.post(`/outsiders/${odd.id}/retire`, {}))).toBe('403 identity/not-allowed')
    expect((await got((await w.otherOrganization()).get('/outsiders'))).items).toEqual([])
    expect(await refused(outsider('supplier', '　 '))).toBe('422 kernel/invalid-input')
  })
})

describe('liability', () => {
  test('is divided to a hundred per cent, and every division is kept', async () => {
    const { c, it } = await divided()
    expect(it).toMatchObject({ costFen: 10_000, earlier: [], chargeBacks: [], current: { by: { id: clerk.id }, shares: [{ party: 'ours', share: 3_333, amountFen: 3_333, whyNotClaim: expect.any(String) }, { party: 'supplier', share: 6_667, amountFen: 6_667, openFen: 6_667, outsider: { name: '远大铸造' }, whyNotClaim: null }] } })
    expect(await refused(divide(clerk, c.id, [share('ours', 5_000)], it.current.id))).toBe('422 liability/not-whole')
    expect(await refused(divide(clerk, c.id, [share('ours', 5_000), share('ours', 5_000)], it.current.id))).toBe('422 liability/named-twice')
    expect(await refused(divide(clerk, c.id, [share('carrier', 10_000, supplier.id)], it.current.id))).toBe('422 liability/other-kind')
    expect(await refused(divide(clerk, c.id, [share('carrier', 10_000, '01900000-0000-7000-8000-000000000000')], it.current.id))).toBe('404 kernel/not-found')
    const next = await got(divide(clerk, c.id, [share('supplier', 5_000, supplier.id), { ...share('carrier', 5_000, carrier.id), grounds: NAUGHTY }], it.current.id, '运输也有责任'))
    expect(next).toMatchObject({ current: { reason: '运输也有责任', shares: [{ amountFen: 5_000 }, { amountFen: 5_000, grounds: NAUGHTY }] }, earlier: [{ id: it.current.id }] })
    expect(await refused(divide(clerk, c.id, HALVES(), it.current.id))).toBe('409 liability/divided-already')
    expect((await got(clerk.get(`/complaints/${c.id}`))).timeline.map((e: any) => e.name).filter((n: string) => n === 'liability.divided')).toHaveLength(2)
  })

  test('is divided by one where two do it at once', async () => {
    const c = await newCase()
    const all = await Promise.all([clerk, mate, manager, clerk].map((who) => divide(who, c.id, HALVES())))
    expect(all.map((a) => a.status).sort()).toEqual([200, 409, 409, 409])
    expect((await look(c.id)).earlier).toEqual([])
  })

  test('stays with those who see the case', async () => {
    const { c, theirs, one } = await claimed()
    const other = await w.otherOrganization()
    for (const who of [away, other]) {
      expect([await refused(who.get(`/complaints/${c.id}/liability`)), await refused(divide(who, c.id, HALVES())), await refused(who.get(`/charge-backs/${one.id}`))]).toEqual(['404 kernel/not-found', '404 kernel/not-found', '404 kernel/not-found'])
      expect([(await got(who.get('/charge-backs'))).items, (await got(who.get('/charge-backs/sums'))).items]).toEqual([[], []])
      expect((await who.get(`/charge-backs/${one.id}/letter`)).status).toBe(404)
    }
    expect(await refused(other.post(`/complaints/${c.id}/charge-backs`, { shareId: theirs.id, amountFen: 1 }))).toBe('404 kernel/not-found')
    expect(await refused(clerk.post(`/charge-backs/${one.id}/receipt`, { version: one.version, amountFen: 6_667, reference: 'x', on: day(0) }))).toBe('403 identity/not-allowed')
  })

  test('goes along with a merged case and comes back as it was', async () => {
    const customer = somebody()
    const [kept, gone, plain] = [await newCase(customer), await newCase(customer), await newCase(customer)]
    const first = await got(divide(clerk, kept.id, [share('ours', 10_000)]))
    const second = await got(divide(clerk, gone.id, HALVES()))
    const one = await got(claim(manager, gone.id, second.current.shares[1].id, 500, { reason: '运费' }), 201)
    await got(manager.post(`/complaints/${kept.id}/merge`, { duplicateId: gone.id, reason: '同一件事' }))
    expect(await look(kept.id)).toMatchObject({ current: { id: first.current.id }, earlier: [{ id: second.current.id }], chargeBacks: [{ id: one.id, replaced: true, complaintNumber: kept.number }] })
    expect(await refused(divide(clerk, gone.id, HALVES()))).toBe('409 complaint/merged-elsewhere')
    await got(manager.post(`/complaints/${kept.id}/unmerge`, { duplicateId: gone.id, reason: '两件事' }))
    expect(await look(gone.id)).toMatchObject({ current: { id: second.current.id }, earlier: [], chargeBacks: [{ id: one.id, replaced: false }] })
    expect(await look(kept.id)).toMatchObject({ current: { id: first.current.id }, earlier: [], chargeBacks: [] })
    await got(manager.post(`/complaints/${plain.id}/merge`, { duplicateId: gone.id, reason: '同一件事' }))
    expect((await look(plain.id)).current.id).toBe(second.current.id)
  })
})

describe('a charge-back', () => {
  test('follows from the share, another amount is explained, and nothing is claimed twice by accident', async () => {
    const { c, it, theirs } = await divided()
    expect(await refused(claim(manager, c.id, theirs.id, 7_000))).toBe('422 liability/amount-unexplained')
    expect(await refused(claim(manager, c.id, theirs.id, 0))).toBe('422 kernel/invalid-input')
    expect(await refused(claim(manager, c.id, it.current.shares[0].id, 1))).toBe('409 liability/not-chargeable')
    expect(await refused(claim(manager, c.id, theirs.id, 6_667, { answerBy: day(-2) }))).toBe('422 liability/answer-past')
    const all = await Promise.all(Array.from({ length: 5 }, () => claim(manager, c.id, theirs.id)))
    expect(all.map((a) => a.status).sort()).toEqual([201, 422, 422, 422, 422])
    const now = await look(c.id, manager)
    expect(now).toMatchObject({ current: { shares: [{}, { openFen: 0 }] }, chargeBacks: [{ number: `${c.number}-P1`, costFen: 10_000, proposedFen: 6_667, amountFen: 6_667, amountReason: null, state: 'claimed' }] })
    const more = await got(claim(manager, c.id, theirs.id, 800, { reason: NAUGHTY }), 201)
    expect(more).toMatchObject({ number: `${c.number}-P2`, proposedFen: 0, amountReason: NAUGHTY, steps: [{ kind: 'claimed', amountFen: 800, note: NAUGHTY }] })
    const again = await got(divide(clerk, c.id, [share('ours', 5_000), share('supplier', 5_000)], it.current.id, '重算'))
    expect(await refused(claim(manager, c.id, theirs.id, 1, { reason: 'x' }))).toBe('409 liability/share-replaced')
    expect(await refused(claim(manager, c.id, again.current.shares[1].id, 1, { reason: 'x' }))).toBe('409 liability/party-unnamed')
  })

  test('is claimed of an outsider once, as whatever party they are named', async () => {
    const { c, it, theirs } = await divided()
    await got(claim(manager, c.id, theirs.id), 201)
    expect(await refused(divide(clerk, c.id, [share('supplier', 5_000, supplier.id), share('thirdParty', 5_000, supplier.id)], it.current.id, '重算'))).toBe('422 liability/named-twice')
    const { current } = await got(divide(clerk, c.id, [share('ours', 3_333), share('thirdParty', 6_667, supplier.id)], it.current.id, '改称其他方'))
    expect(current.shares[1]).toMatchObject({ party: 'thirdParty', amountFen: 6_667, openFen: 0 })
    expect(await refused(claim(manager, c.id, current.shares[1].id))).toBe('422 liability/amount-unexplained')
  })

  test('is answered, agreed in part, and received once, whoever is quicker', async () => {
    const { one } = await claimed()
    const step = (what: string, body: Record<string, unknown>, who: Client = manager) => who.post<any>(`/charge-backs/${one.id}/${what}`, body)
    expect(await refused(step('receipt', { version: one.version, amountFen: 6_667, reference: 'B1', on: day(0) }))).toBe('409 liability/not-agreed')
    const no = await got(step('answer', { version: one.version, answer: 'refused', note: '不认可' }, clerk))
    expect(no).toMatchObject({ state: 'refused', agreedFen: null })
    expect(await refused(step('answer', { version: no.version, answer: 'partlyAgreed', amountFen: 6_667, note: '全部' }))).toBe('422 liability/above-claim')
    const part = await got(step('answer', { version: no.version, answer: 'partlyAgreed', amountFen: 4_000, note: '承担一部分' }))
    expect(part).toMatchObject({ state: 'partlyAgreed', agreedFen: 4_000 })
    expect(await refused(step('receipt', { version: part.version, amountFen: 3_000, reference: 'B1', on: day(0) }))).toBe('422 liability/amount-unexplained')
    const all = await Promise.all(['B1', 'B1', 'B2', 'B3', 'B4'].map((reference) => step('receipt', { version: part.version, amountFen: 4_000, reference, on: day(0) })))
    expect(all.map((a) => a.status).sort()).toEqual([200, 409, 409, 409, 409])
    const paid = await got(manager.get(`/charge-backs/${one.id}`))
    expect(paid).toMatchObject({ state: 'received', receipt: { amountFen: 4_000, on: day(0), by: { id: manager.id } }, may: { answer: expect.any(String), receive: expect.any(String), withdraw: expect.any(String) } })
    expect(paid.steps.map((s: any) => s.kind)).toEqual(['claimed', 'refused', 'partlyAgreed', 'received'])
    expect([await refused(step('withdrawal', { version: paid.version, reason: 'x' })), await refused(step('answer', { version: paid.version, answer: 'agreed', note: 'x' }))]).toEqual(['409 liability/over', '409 liability/over'])
  })

  test('goes on after the case is closed and comes to the desk of who waits for an answer', async () => {
    const { c, theirs } = await divided()
    const one = await got(claim(manager, c.id, theirs.id, 6_667, { answerBy: day(2) }), 201)
    const onDesk = async () => (await got(manager.get('/desk'))).items.filter((i: any) => i.kind === 'chargeBack' && i.id === one.id).length
    expect([one.late, await onDesk()]).toEqual([false, 0])
    w.travel(4 * DAY)
    expect([(await got(manager.get(`/charge-backs/${one.id}`))).late, await onDesk()]).toEqual([true, 1])
    expect((await got(manager.get('/charge-backs?late=1'))).items.map((b: any) => b.id)).toContain(one.id)
    await got(manager.post(`/charge-backs/${one.id}/withdrawal`, { version: one.version, reason: '另行协商' }))
    expect(await onDesk()).toBe(0)
    expect((await look(c.id)).current.shares[1].openFen).toBe(6_667)
  })

  test('prints as a letter in three languages that does not name the customer, and stands in the file of the case', async () => {
    const { c, one } = await claimed()
    for (const locale of ['zh-CN', 'zh-Hant', 'en']) {
      const paper = await manager.get<Buffer>(`/charge-backs/${one.id}/letter?locale=${locale}`)
      expect([paper.status, paper.headers['content-type'], Buffer.from(paper.body).subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-'])
    }
    await got(w.admin.put('/pack/own/papers/claim.replySign', { revision: 0, retired: false, entry: { list: 'papers', content: { text: { 'zh-CN': '贵方盖公章', 'zh-Hant': '貴方蓋公章', en: 'Your official seal' } } } }))
    for (const [locale, words] of [['zh-CN', '贵方盖公章'], ['zh-Hant', '貴方蓋公章'], ['en', 'Yourofficialseal']]) expect(textOfPdf((await manager.get<Buffer>(`/charge-backs/${one.id}/letter?locale=${locale}`)).body)).toContain(words)
    expect((await manager.get(`/complaints/${c.id}/papers/file`)).status).toBe(200)
  }, 60_000)

  test('is summed up and leaves as a table that no spreadsheet program works out', async () => {
    const { c, theirs } = await divided()
    await got(claim(manager, c.id, theirs.id, 100, { reason: '=cmd|calc' }), 201)
    const sums = (await got(manager.get(`/charge-backs/sums?q=${c.number}`))).items
    expect(sums).toEqual([{ state: 'claimed', count: 1, amountFen: 100, agreedFen: 0, receivedFen: 0 }])
    const table = await manager.get<string>('/charge-backs/table')
    expect(table.headers['content-type']).toContain('text/csv')
    const lines = String(table.body).split('\r\n')
    expect(lines[0]).toContain('追偿编号')
    expect(lines.find((line) => line.includes(`${c.number}-P1`))).toContain('"1.00"')
    expect((await got(manager.get('/charge-backs?limit=2'))).next).toEqual(expect.any(String))
  })
})
