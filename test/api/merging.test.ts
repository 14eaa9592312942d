import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Client, World } from '#test/app.ts'
import { openWorld } from '#test/app.ts'
import { merge, unmerge } from '#test/merging.ts'
import { got, investigated, offered, refused } from '#test/steps.ts'
import { PNG, type Registered, register, upload } from '#test/story.ts'

type Person = Client & { id: string }
const HOUR = 3_600_000
const DAY = 24 * HOUR
let w: World
let clerk: Person
let there: Person
let manager: Person
let officer: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  there = await w.person('小王', 'S02', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

const show = (who: Client, id: string) => got<any>(who.get(`/complaints/${id}`))
let phone = 13_910_000_000
const somebody = (name = '钱女士') => ({ name, phone: String(phone++) })
const together = async (work: readonly Promise<Answer<any>>[]): Promise<string[]> => (await Promise.all(work)).map((a) => (a.status < 400 ? String(a.status) : `${a.status} ${a.body.type.replace('/problems/', '')}`)).sort()
const portal = (c: { number: string; portalCode: string }) => got<any>(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))

/** Two complaints of one customer; the second came earlier and has a conversation, a promise and a finding with its proof. */
const twins = async (change: Record<string, unknown> = {}): Promise<{ kept: Registered; gone: Registered; fileId: string }> => {
  const customer = somebody()
  const kept = await register(w, clerk, { customer, ...change })
  const gone = await register(w, clerk, { customer, receivedAt: new Date(w.now().getTime() - HOUR).toISOString(), points: [{ text: '链子断了', wants: '修' }, { text: '店员不理人' }], ...change })
  const file = (await upload(clerk, 'chain.png', PNG)).json<{ id: string }>()
  const proof = (await upload(clerk, 'proof.png', PNG)).json<{ id: string }>()
  await got(clerk.post(`/complaints/${gone.id}/messages`, { kind: 'note', text: '附照片', fileIds: [file.id] }), 201)
  await got(clerk.post(`/complaints/${gone.id}/promises`, { text: '明天回电', dueAt: new Date(w.now().getTime() + DAY).toISOString() }), 201)
  await got(clerk.post(`/complaints/${gone.id}/findings`, { pointId: gone.points[0]?.id, text: '焊点开裂', liability: 'ours', rootCause: null, evidence: [proof.id] }))
  return { kept, gone, fileId: file.id }
}

/** A case without what every change moves along, and without clocks that nothing waits for any more. */
const still = ({ version: _v, timeline: _t, may: _m, closeGates: _c, endings: _e, next: _n, ...rest }: any) => ({ ...rest, clocks: rest.clocks.filter((k: any) => k.state !== 'cancelled').map(({ warnAt: _w, id: _i, ...k }: any) => k) })

describe('merging', () => {
  test('brings everything of the one to the other, and both numbers and codes lead there', async () => {
    const { kept, gone, fileId } = await twins()
    const due = async (id: string, kind: string) => (await show(manager, id)).clocks.find((k: any) => k.kind === kind).dueAt
    const earlier = await due(gone.id, 'acknowledgement')
    const one = await got(merge(manager, kept, gone))
    expect(one.points.map((p: any) => [p.no, p.text, p.from])).toEqual([[1, '戒指戴了三天就掉钻', null], [2, '链子断了', gone.number], [3, '店员不理人', gone.number]])
    expect(one.messages.map((m: any) => m.text)).toEqual(['附照片'])
    expect([one.promises.length, one.findings.length, one.findings[0].evidence.length, one.receivedAt]).toEqual([1, 1, 1, (await show(manager, gone.id)).receivedAt])
    expect(one.clocks.filter((k: any) => k.kind === 'acknowledgement')).toHaveLength(1)
    expect(await due(kept.id, 'acknowledgement')).toBe(earlier)
    expect(one.merged).toMatchObject([{ id: gone.id, number: gone.number, reason: '同一件事说了两遍', by: { name: '陈店长' } }])
    const other = await show(clerk, gone.id)
    expect(other).toMatchObject({ state: 'merged', mergedInto: { id: kept.id, number: kept.number }, points: [{ no: 1, text: '链子断了' }, { no: 2, text: '店员不理人' }], messages: [] })
    expect(other.clocks.filter((k: any) => ['running', 'paused', 'late'].includes(k.state))).toEqual([])
    expect(other.timeline.at(-1).name).toBe('complaint.mergedInto')
    expect(one.timeline.at(-1)).toMatchObject({ name: 'complaint.merged', reason: '同一件事说了两遍' })
    expect((await clerk.get(`/files/${fileId}`)).status).toBe(200)
    for (const c of [kept, gone]) expect(await portal(c)).toMatchObject({ number: kept.number, includes: [gone.number], points: [{ no: 1 }, { no: 2 }, { no: 3 }] })
    expect(await refused(clerk.post(`/complaints/${gone.id}/messages`, { kind: 'note', text: '写错地方了' }))).toBe('409 complaint/merged-elsewhere')
    expect((await w.visitor.post(`/portal/complaints/${gone.number}/messages`, { text: '你们收到了吗' }, { 'x-case-code': gone.portalCode })).status).toBe(200)
    expect((await show(clerk, kept.id)).messages.map((m: any) => m.text)).toEqual(['附照片', '你们收到了吗'])
  })

  test('counts one; a search by either number finds it, a list shows it once', async () => {
    const { kept, gone } = await twins()
    const count = async (filter: string) => (await got<any>(clerk.get(`/complaints/count?${filter}`))).count
    const customerId = (await show(clerk, kept.id)).customer.id
    const before = [await count(''), await count('state=open'), (await got<any>(clerk.get('/desk'))).figures.registeredToday]
    await got(merge(manager, kept, gone))
    expect([await count(''), await count('state=open'), (await got<any>(clerk.get('/desk'))).figures.registeredToday]).toEqual(before.map((n) => n - 1))
    const ids = async (filter: string) => (await got<any>(clerk.get(`/complaints?${filter}`))).items.map((i: any) => [i.id, i.mergedInto])
    expect(await ids(`customerId=${customerId}`)).toEqual([[kept.id, null]])
    expect(await ids(`q=${gone.number}`)).toEqual([[gone.id, kept.id]])
    expect(await ids(`q=${kept.number}`)).toEqual([[kept.id, null]])
    expect((await got<any>(clerk.get(`/customers/${customerId}`))).complaints.map((c: any) => c.id)).toEqual([kept.id])
    const told = (await got<any>(w.admin.get('/complaints/changes?limit=500'))).items.filter((e: any) => e.data.complaint?.id === kept.id || e.data.complaint?.id === gone.id).map((e: any) => e.type)
    expect(told).toEqual(expect.arrayContaining(['complaint.merged', 'complaint.mergedInto']))
  })

  test('is for who answers for cases, of one person, of the same secrecy', async () => {
    const { kept, gone } = await twins()
    expect(await refused(merge(clerk, kept, gone))).toBe('403 identity/not-allowed')
    expect(await refused(unmerge(clerk, kept, gone))).toBe('403 identity/not-allowed')
    expect(await refused(merge(manager, kept, kept))).toBe('422 complaint/same-case')
    expect(await refused(merge(manager, kept, await register(w, clerk, { customer: somebody('赵女士') })))).toBe('409 complaint/other-customer')
    const shared = somebody('王先生')
    const [his, hers] = [await register(w, clerk, { customer: shared }), await register(w, clerk, { customer: { ...shared, name: '王太太' } })]
    expect(await refused(merge(manager, his, hers))).toBe('409 complaint/names-differ')
    expect((await got(merge(manager, his, hers, { samePerson: true }))).merged).toHaveLength(1)
    const secret = somebody()
    const [open, closed] = [await register(w, clerk, { customer: secret }), await register(w, clerk, { customer: secret, confidential: true })]
    expect(await refused(merge(officer, open, closed))).toBe('409 complaint/confidential-differs')
    expect(await refused(merge(manager, open, { id: (await register(w, there, { unitId: await w.unitId('S02'), customer: secret })).id }))).toBe('404 kernel/not-found')
  })

  test('is refused while something of the other is under way, and goes the other way round', async () => {
    const { c: gone, remedy } = await offered(w, clerk)
    const name = (await show(clerk, gone.id)).customer
    const kept = await register(w, clerk, { customer: { id: name.id, name: name.name } })
    expect(await refused(merge(manager, kept, gone))).toBe('409 remedy/remedy-under-way')
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    expect(await refused(merge(manager, kept, gone))).toBe('409 remedy/remedy-under-way')
    expect((await got(merge(manager, gone, kept))).merged).toMatchObject([{ id: kept.id }])
    const { kept: a, gone: b } = await twins()
    await got(clerk.post(`/complaints/${b.id}/handovers`, { toPersonId: manager.id, story: '请接手' }), 201)
    expect(await refused(merge(manager, a, b))).toBe('409 routing/handover-under-way')
  })

  test('between shops lets the other shop see where it goes on, and not longer than that', async () => {
    const customer = somebody()
    const kept = await register(w, clerk, { customer })
    const gone = await register(w, there, { unitId: await w.unitId('S02'), customer })
    expect((await there.get(`/complaints/${kept.id}`)).status).toBe(404)
    await got(merge(officer, kept, gone))
    expect((await show(there, gone.id)).mergedInto).toEqual({ id: kept.id, number: kept.number })
    expect((await show(there, kept.id)).points).toHaveLength(2)
    expect((await got<any>(there.get('/notifications'))).items[0].words).toContain(kept.number)
    await got(unmerge(officer, kept, gone))
    expect((await there.get(`/complaints/${kept.id}`)).status).toBe(404)
    expect((await show(there, gone.id)).points).toHaveLength(1)
  })

  test('of two records that were held for one keeps them together until the cases are taken apart', async () => {
    const [one, two] = [somebody('汤女士'), somebody('汤女士')]
    const [kept, gone] = [await register(w, clerk, { customer: one }), await register(w, clerk, { customer: two })]
    const ids = await Promise.all([kept, gone].map(async (c) => (await show(clerk, c.id)).customer.id))
    await got(manager.post(`/customers/${ids[0]}/merge`, { duplicateId: ids[1], reason: '同一人' }))
    await got(merge(manager, kept, gone))
    const [{ id: mergeId }] = (await got<any>(manager.get(`/customers/${ids[0]}`))).merges
    const undo = () => manager.post(`/customers/${ids[0]}/merges/${mergeId}/undo`, { reason: '不是同一人' })
    expect(await refused(undo())).toBe('409 customer/cases-merged')
    await got(unmerge(manager, kept, gone))
    await got(undo())
    expect((await show(clerk, gone.id)).customer.id).toBe(ids[1])
  })

  test('in a chain still leads to the last, and is taken apart from the end', async () => {
    const customer = somebody()
    const [a, b, c] = [await register(w, clerk, { customer }), await register(w, clerk, { customer }), await register(w, clerk, { customer })]
    await got(merge(manager, b, c))
    const one = await got(merge(manager, a, b))
    expect(one.points).toHaveLength(3)
    expect((await show(clerk, c.id)).mergedInto).toEqual({ id: a.id, number: a.number })
    expect((await portal(c)).number).toBe(a.number)
    expect(await refused(unmerge(manager, b, c))).toBe('409 complaint/merged-elsewhere')
    expect(await refused(unmerge(manager, a, c))).toBe('409 complaint/not-merged')
    await got(unmerge(manager, a, b))
    expect((await show(clerk, b.id)).points.map((p: any) => p.from)).toEqual([null, c.number])
    await got(unmerge(manager, b, c))
    expect([(await show(clerk, a.id)).points.length, (await show(clerk, b.id)).points.length, (await show(clerk, c.id)).points.length]).toEqual([1, 1, 1])
  })
})

describe('taking apart', () => {
  test('puts everything back as it was', async () => {
    const { kept, gone, fileId } = await twins()
    await got(officer.post(`/complaints/${gone.id}/urgency`, { urgency: 'critical', reason: '要去曝光' }))
    const before = [still(await show(clerk, kept.id)), still(await show(clerk, gone.id))]
    expect((await got(merge(manager, kept, gone))).urgency).toBe('critical')
    await got(unmerge(manager, kept, gone))
    const after = [still(await show(clerk, kept.id)), still(await show(clerk, gone.id))]
    expect(after).toEqual(before)
    expect((await clerk.get(`/files/${fileId}`)).status).toBe(200)
    expect(await portal(gone)).toMatchObject({ number: gone.number, includes: [] })
    expect([(await show(clerk, kept.id)).timeline.findLast((e: any) => e.name.startsWith('complaint.')).name, (await show(clerk, gone.id)).timeline.some((e: any) => e.name === 'complaint.separated')]).toEqual(['complaint.urgencyChanged', true])
    expect(await refused(unmerge(manager, kept, gone))).toBe('409 complaint/not-merged')
  })

  test('leaves what was done since where it was done; a finding goes with its point', async () => {
    const { kept, gone } = await twins()
    await got(merge(manager, kept, gone))
    const proof = (await upload(clerk, 'later.png', PNG)).json<{ id: string }>()
    await got(clerk.post(`/complaints/${kept.id}/acknowledge`, { how: 'phone' }))
    await got(clerk.post(`/complaints/${kept.id}/messages`, { kind: 'reply', text: '两件一起答复您' }), 201)
    await got(clerk.post(`/complaints/${kept.id}/findings`, { pointId: gone.points[1]?.id, text: '查了监控', liability: 'ours', rootCause: null, evidence: [proof.id] }))
    await got(unmerge(manager, kept, gone))
    const [k, g] = [await show(clerk, kept.id), await show(clerk, gone.id)]
    expect([k.messages.map((m: any) => m.text), g.messages.map((m: any) => m.text)]).toEqual([['两件一起答复您'], ['附照片']])
    expect([k.findings.length, g.findings.map((f: any) => f.text)]).toEqual([0, ['焊点开裂', '查了监控']])
    expect([k.acknowledgement?.how, g.acknowledgement]).toEqual(['phone', null])
    expect(g.clocks.find((c: any) => c.kind === 'acknowledgement').state).toBe('running')
    expect((await clerk.get(`/files/${proof.id}`)).status).toBe(200)
    expect(g.state).toBe('open')
  })
})

describe('two at once', () => {
  test('each into the other: one goes', async () => {
    for (let round = 0; round < 5; round++) {
      const customer = somebody()
      const [a, b] = [await register(w, clerk, { customer }), await register(w, clerk, { customer })]
      expect(await together([merge(manager, a, b), merge(officer, b, a), merge(manager, a, b)])).toEqual(['200', '409 complaint/merged-elsewhere', '409 complaint/merged-elsewhere'])
      const states = [(await show(clerk, a.id)).state, (await show(clerk, b.id)).state].sort()
      expect(states).toEqual(['merged', 'open'])
    }
  })

  test('merging and writing: the words are in one of the two, never lost, never in the merged one', async () => {
    for (let round = 0; round < 5; round++) {
      const customer = somebody()
      const [a, b] = [await register(w, clerk, { customer }), await register(w, clerk, { customer })]
      const [merged, written] = await Promise.all([merge(manager, a, b), clerk.post<any>(`/complaints/${b.id}/messages`, { kind: 'note', text: '赶上了吗' })])
      expect(merged.status).toBe(200)
      const texts = (await show(clerk, a.id)).messages.length
      expect([written.status, texts]).toEqual(written.status === 201 ? [201, 1] : [409, 0])
      expect((await show(clerk, b.id)).messages).toEqual([])
    }
  })

  test('merging and closing: the closed one takes nothing in', async () => {
    const c = await investigated(w, clerk)
    const { customer, version } = await show(clerk, c.id)
    const other = await register(w, clerk, { customer: { id: customer.id, name: customer.name } })
    const outcome = await together([clerk.post(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '顾客说算了', summary: { cause: '一', effect: '二', improvement: '三' } }), merge(manager, c, other)])
    expect([['200', '409 complaint/not-open'], ['200', '409 kernel/stale-version'], ['200', '422 complaint/reason-missing']]).toContainEqual(outcome)
  })

  test('taking apart twice does it once', async () => {
    const { kept, gone } = await twins()
    await got(merge(manager, kept, gone))
    expect(await together([unmerge(manager, kept, gone), unmerge(officer, kept, gone)])).toEqual(['200', '409 complaint/not-merged'])
  })

  test('the same request again gets the same answer', async () => {
    const { kept, gone } = await twins()
    const send = () => manager.post(`/complaints/${kept.id}/merge`, { duplicateId: gone.id, reason: '重复' }, { 'idempotency-key': `merge-${gone.id}` })
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status, second.headers['idempotent-replayed']]).toEqual([200, 200, 'true'])
    expect((await show(clerk, kept.id)).points).toHaveLength(3)
  })
})
