import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, openWorld } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { bring, checked, machineryOf, rowsOf, taken } from '#test/importing.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let director: Person
let officer: Person
let engineer: Person
let manager: Person
let clerk: Person
let away: Person
beforeAll(async () => {
  w = await openWorld()
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  officer = await w.person('投诉专员', 'HQ', 'complaintOfficer')
  engineer = await w.person('鉴定师', 'QA', 'qualityEngineer')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  clerk = await w.person('小李', 'S01', 'clerk')
  away = await w.person('小马', 'S02', 'clerk')
})
afterAll(() => w.close())

const read = (id: string, who: Person = director) => got<any>(who.get(`/complaints/${id}`))
const toldOf = async (who: Person, number: string) => (await got<any>(who.get('/notifications'))).items.filter((n: any) => JSON.stringify(n).includes(number)).map((n: any) => n.name)
const about = (categoryCode: string, more = {}) => ({ points: [{ text: '和说好的不一样', wants: '退货', categoryCode }], ...more })
const why = { 'zh-CN': '本公司另有规定', 'zh-Hant': '本公司另有規定', en: 'Our own rule' }

/** Puts rules of one's own before those of the pack. */
const ruled = async (rules: readonly object[], without: string | null = null) => {
  const { published } = await got<any>(w.admin.get('/tables/routing'))
  const { version } = await got<any>(w.admin.put('/tables/routing/draft', { version: 0, rules: [...rules, ...published.rules.filter((rule: any) => rule.id !== without)], examples: [] }))
  await got(w.admin.post('/tables/routing/draft/send', { version, note: '' }))
  await got(director.post('/tables/routing/draft/approve', { version: version + 1 }), 201)
}

test('without a rule of its own a case stays with whoever received it, and nothing more happens', async () => {
  const c = await register(w, clerk, about('stoneLoose'))
  const shown = await read(c.id)
  expect(shown).toMatchObject({ handledBy: null, wayOffered: null, owner: { id: clerk.id }, handovers: [] })
  expect(shown.timeline.map((e: any) => e.name)).not.toContain('routing.routed')
})

test('what staff received is offered to whom the rule names, and stays with who received it until then', async () => {
  const c = await register(w, clerk, about('fineness', { channel: 'regulator' }))
  const shown = await read(c.id)
  expect(shown).toMatchObject({ handledBy: { name: '总部' }, owner: { id: clerk.id }, handovers: [{ to: { id: officer.id }, state: 'pending' }] })
  expect(shown.timeline.find((e: any) => e.name === 'routing.routed').words).toBe('按规则确定处理部门：总部')
  expect(await toldOf(officer, c.number)).toContain('handoverOffered')
  expect(await toldOf(director, c.number)).toContain('routedHere')
  await got(officer.post(`/handovers/${shown.handovers[0].id}/accept`, {}))
  expect((await read(c.id)).owner.id).toBe(officer.id)
})

test('another unit that handles it sees it; a third does not, nor anybody of it what is confidential', async () => {
  const open = await register(w, clerk, about('certificateMismatch'))
  expect(await read(open.id, engineer)).toMatchObject({ unitName: '一店', handledBy: { name: '质检部' } })
  expect(await toldOf(engineer, open.number)).toEqual(['routedHere'])
  expect((await away.get(`/complaints/${open.id}`)).status).toBe(404)
  const kept = await register(w, clerk, about('certificateMismatch', { confidential: true }))
  expect((await engineer.get(`/complaints/${kept.id}`)).status).toBe(404)
  expect(await toldOf(engineer, kept.number)).toEqual([])
  expect(await toldOf(director, kept.number)).toContain('routedHere')
})

test('never to somebody it is about', async () => {
  const { id, number } = await register(w, manager, about('privacy', { accusedIds: [officer.id] }))
  expect((await officer.get(`/complaints/${id}`)).status).toBe(404)
  expect(await toldOf(officer, number)).toEqual([])
  const shown = await read(id)
  expect(shown.owner.id).not.toBe(officer.id)
  expect(shown.handovers.filter((h: any) => h.state === 'pending')).toEqual([])
})

test('classified otherwise, the new way is offered and taken with one click, once', async () => {
  const c = await register(w, clerk, { points: [{ text: '戴了就发黑', wants: '退货' }] })
  const classify = async (categoryCode: string) => got<any>(clerk.post(`/complaints/${c.id}/classify`, { version: (await read(c.id)).version, pointId: c.points[0]?.id, categoryCode }))
  const seen = await classify('fineness')
  expect(seen.wayOffered).toMatchObject({ rule: 'authenticity', unit: { name: '质检部' }, owner: null })
  expect((await engineer.get(`/complaints/${c.id}`)).status).toBe(404)
  expect(await refused(clerk.post(`/complaints/${c.id}/way`, { version: seen.version - 1 }))).toBe('409 kernel/stale-version')
  expect(await refused(away.post(`/complaints/${c.id}/way`, { version: seen.version }))).toBe('404 kernel/not-found')
  expect(await refused(engineer.post(`/complaints/${c.id}/way`, { version: seen.version }))).toBe('403 identity/not-allowed')
  const answers = await Promise.all([1, 2].map(() => clerk.post(`/complaints/${c.id}/way`, { version: seen.version })))
  expect(answers.map((a) => a.status).toSorted()).toEqual([200, 409])
  const gone = await read(c.id, engineer)
  expect(gone).toMatchObject({ handledBy: { name: '质检部' }, wayOffered: null, owner: { id: clerk.id } })
  expect(gone.timeline.filter((e: any) => e.name === 'routing.routed')).toHaveLength(1)
  // Back to what goes the usual way: the way back is offered, and quality sees it no more.
  const back = await classify('stoneLoose')
  expect(back.wayOffered).toMatchObject({ rule: 'usual', unit: { name: '一店' } })
  await got(clerk.post(`/complaints/${c.id}/way`, { version: back.version }))
  expect((await engineer.get(`/complaints/${c.id}`)).status).toBe(404)
})

test('it may stay where it is, with a reason; the same is not offered again', async () => {
  const c = await register(w, clerk, { points: [{ text: '把我的电话告诉了别人', wants: '道歉' }] })
  const seen = await got<any>(clerk.post(`/complaints/${c.id}/classify`, { version: 1, pointId: c.points[0]?.id, categoryCode: 'privacy' }))
  expect(seen.wayOffered).toMatchObject({ rule: 'privacy', owner: 'complaintOfficer' })
  await got(clerk.post(`/complaints/${c.id}/way/keep`, { reason: '顾客只要店里道歉' }))
  expect(await refused(clerk.post(`/complaints/${c.id}/way/keep`, { reason: '再说一次' }))).toBe('409 routing/no-way-offered')
  const shown = await got<any>(clerk.post(`/complaints/${c.id}/urgency`, { urgency: 'urgent', reason: '顾客很急' }))
  expect(shown).toMatchObject({ wayOffered: null, handledBy: null })
  expect(shown.timeline.find((e: any) => e.name === 'routing.wayKept')).toMatchObject({ reason: '顾客只要店里道歉' })
})

test('every door asks the same table: what nobody received in person is theirs whom the rule names, at once', async () => {
  await ruled([
    { id: 'own-web', when: { channel: ['web', 'card'], unit: ['S01'] }, gives: { place: { kind: 'above' }, owner: 'complaintOfficer', tell: ['shopManager'], why } },
    { id: 'own-report', when: { channel: ['colleague', 'phone'], product: { contains: ['怀表'] } }, gives: { place: { unit: 'QA', kind: 'quality' }, owner: null, tell: [], why } },
  ])
  const { number } = await got<any>(w.visitor.post('/portal/complaints', { place: 'S01', locale: 'zh-CN', name: '沈女士', phone: '13611110001', text: '项链断了', wants: '修好' }), 201)
  const [found] = (await got<any>(director.get(`/complaints?q=${number}`))).items
  expect(await read(found.id)).toMatchObject({ handledBy: { name: '总部' }, owner: { id: officer.id } })
  expect((await got<any>(officer.get('/triage'))).items.map((i: any) => i.number)).not.toContain(number)
  expect(await toldOf(officer, number)).toContain('assigned')
  const elsewhere = await got<any>(w.visitor.post('/portal/complaints', { place: 'S02', locale: 'zh-CN', name: '沈女士', phone: '13611110002', text: '项链断了', wants: '修好' }), 201)
  expect((await got<any>(officer.get('/triage'))).items.map((i: any) => i.number)).toContain(elsewhere.number)
  // A lead of a colleague that becomes a complaint, and a complaint over the API.
  const { items: [lead] } = await got<any>(clerk.post('/candidates', { items: [{ source: 'colleague', text: '客人说怀表停了', unitId: await w.unitId('S01') }] }), 201)
  const body = { channel: 'colleague', unitId: await w.unitId('S01'), receivedAt: w.now().toISOString(), customer: { name: '钟先生', phone: '13711110001' }, points: [{ text: '怀表停了', wants: '修好' }], product: { name: '古董怀表' }, receiver: { name: '小李', position: '店员' }, signedOff: true }
  const made = await got<any>(clerk.post(`/candidates/${lead.id}/register`, { complaint: body }), 201)
  expect(await read(made.id)).toMatchObject({ handledBy: { name: '质检部' }, owner: { id: clerk.id } })
  const many = await Promise.all(Array.from({ length: 20 }, (_, i) => register(w, clerk, { customer: { name: '同时', phone: `1371112${1000 + i}` }, product: { name: '怀表' } })))
  for (const one of many) expect((await read(one.id)).handledBy.name).toBe('质检部')
})

test('what is brought from another system goes its way at once, without ringing for each row, and can still be taken back', async () => {
  const machinery = machineryOf(w)
  const before = (await got<any>(officer.get('/notifications'))).items.length
  const table = Buffer.from(['编号,日期,姓名,电话,内容,结案日期', 'W-1,2026-03-02,林女士,13911112222,12315转来的投诉,', 'W-2,2026-03-03,陈先生,,12315转来，已办结,2026-03-09'].join('\r\n'))
  const id = await bring(director, '监管转办.csv', table)
  await checked(director, machinery, id, { columns: { externalId: [0], receivedAt: [1], customerName: [2], phone: [3], text: [4], closedAt: [5] }, dates: { receivedAt: 'ymd', closedAt: 'ymd' }, unitId: await w.unitId('S01'), channel: 'regulator' })
  expect(await taken(director, machinery, id)).toMatchObject({ counts: { done: 2 } })
  const [open, closed] = await rowsOf(director, id)
  expect(await read(open.complaint.id)).toMatchObject({ handledBy: { name: '总部' }, owner: { id: officer.id }, handovers: [] })
  expect(await read(closed.complaint.id)).toMatchObject({ handledBy: null, owner: { id: director.id } })
  expect((await got<any>(officer.get('/notifications'))).items).toHaveLength(before)
  await got(director.post(`/imports/${id}/undo`))
  await machinery.settle()
  for (const row of [open, closed]) expect((await director.get(`/complaints/${row.complaint.id}`)).status).toBe(404)
  await machinery.close()
})

test('a rule that only tells gives the case to nobody: they hear of it, and it waits where it came in', async () => {
  await ruled([{ id: 'own-tells', when: { channel: ['web'], unit: ['S02'] }, gives: { place: { kind: 'own' }, owner: null, tell: ['qualityEngineer'], why } }])
  const { number } = await got<any>(w.visitor.post('/portal/complaints', { place: 'S02', locale: 'zh-CN', name: '韩女士', phone: '13611110031', text: '手链断了', wants: '修好' }), 201)
  expect((await got<any>(officer.get('/triage'))).items.find((i: any) => i.number === number)).toMatchObject({ unitName: '二店', handledBy: null, owner: null })
  expect(await toldOf(engineer, number)).toEqual(['routedHere'])
})

describe('whom a rule names by post', () => {
  let second: Person
  let phones = 0
  const DAY = 86_400_000
  const day = (n: number) => new Date(w.now().getTime() + n * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
  const written = async () => {
    const { number } = await got<any>(w.visitor.post('/portal/complaints', { place: 'S02', locale: 'zh-CN', name: '沈女士', phone: `1361112${1000 + phones++}`, text: '项链断了', wants: '修好' }), 201)
    const { items: [found] } = await got<any>(director.get(`/complaints?q=${number}`))
    return { id: found.id as string, number: number as string, shown: await read(found.id) }
  }
  const skill = async (who: Person, mostOpen: number | null) => {
    const before = (await got<any>(director.get('/skills'))).items.find((one: any) => one.personId === who.id)
    await got(director.put(`/people/${who.id}/skills`, { mostOpen, categories: [], languages: [], classes: [], version: before?.version ?? 0 }))
  }
  beforeAll(async () => {
    second = await w.person('另一位专员', 'HQ', 'complaintOfficer')
    await ruled([{ id: 'own-post', when: { channel: ['web'], unit: ['S02'] }, gives: { place: { kind: 'headquarters' }, owner: 'complaintOfficer', tell: [], why } }], 'own-tells')
  })

  test('carries alike; the customer hears who it is, and why it is they is kept', async () => {
    const owners = [(await written()).shown.owner.id, (await written()).shown.owner.id, (await written()).shown.owner.id]
    expect(owners).toContain(second.id)
    const { id, shown } = await written()
    expect(shown.messages).toMatchObject([{ kind: 'reply', via: 'handler', text: expect.stringContaining(shown.owner.name) }])
    expect(await got<any>(director.get(`/complaints/${id}/choice`))).toMatchObject({ way: 'automatic', person: { id: shown.owner.id } })
  })

  test('is passed over when away or full; where nobody is left, it waits in the queue of the unit that handles it, with the reason', async () => {
    await skill(officer, 0)
    const own = [await written(), await written()]
    expect(own.map((one) => one.shown.owner.id)).toEqual([second.id, second.id])
    await got(w.admin.post(`/people/${second.id}/absence`, { from: day(0), until: day(30) }))
    const { number, shown } = await written()
    expect(shown).toMatchObject({ owner: { name: '' }, handledBy: { name: '总部' }, messages: [] })
    expect(shown.timeline.find((e: any) => e.name === 'routing.nobodyFits').words).toMatch(/在岗位上 2 人，请假 1 人，件数已满 0 人，.* 1 人/)
    expect((await got<any>(officer.get('/triage'))).items.find((i: any) => i.number === number)).toMatchObject({ owner: null, unitName: '二店', handledBy: { name: '总部' } })
    expect(await toldOf(director, number)).toContain('routedHere')
    const [hq, s02] = [await w.unitId('HQ'), await w.unitId('S02')]
    const listed = async (query: string) => (await got<any>(director.get(`/complaints?${query}&q=${number}`))).items.map((i: any) => [i.unitName, i.handledBy?.name])
    expect([await listed(`handledIn=${hq}`), await listed(`handledIn=${s02}`), await listed(`unitId=${s02}`)]).toEqual([[['二店', '总部']], [], [['二店', '总部']]])
    // Of staff who received one the rule takes nothing away.
    const kept = await register(w, away, { unitId: s02, channel: 'regulator' })
    expect((await read(kept.id)).owner.id).toBe(away.id)
  })

  test('is proposed from among those of the unit that handles it', async () => {
    const hq = await w.unitId('HQ')
    await got(director.put(`/units/${hq}/giving-out`, { way: 'proposed', receiverKeeps: true, mostOpen: null }))
    const { number } = await written()
    const lying = (await got<any>(director.get('/triage'))).items.find((i: any) => i.number === number)
    const considered = lying.proposal.considered.map((one: any) => one.person.id)
    expect(considered).toContain(officer.id)
    expect(considered).not.toContain(away.id)
    await got(director.put(`/units/${hq}/giving-out`, { way: 'hand', receiverKeeps: true, mostOpen: null }))
    await skill(officer, null)
  })

  test('declined twice, it comes before who leads the unit that handles it', async () => {
    const c = await register(w, clerk, about('fineness', { channel: 'regulator' }))
    const pending = async () => (await read(c.id)).handovers.find((h: any) => h.state === 'pending')
    await got(officer.post(`/handovers/${(await pending()).id}/decline`, { reason: '不归我管' }))
    await got(clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: officer.id, story: '还是请您' }), 201)
    await got(officer.post(`/handovers/${(await pending()).id}/decline`, { reason: '真的不归我管' }))
    expect(await toldOf(director, c.number)).toContain('bouncedTwice')
    expect(await toldOf(manager, c.number)).not.toContain('bouncedTwice')
  })
})
