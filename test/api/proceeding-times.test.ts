import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { declinedDemand, faulty, got, investigated, noticed, refused } from '#test/steps.ts'
import { PNG, register, upload } from '#test/story.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

let w: World
let clerk: Client & { id: string }
let other: Client & { id: string }
const DAY = 86_400_000

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  other = await w.person('小赵', 'S02', 'clerk')
})
afterAll(() => w.close())

const at = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const aFile = async () => ((await upload(clerk, 'receipt.png', PNG)).json<{ id: string }>()).id
let numbers = 0
const number = () => `YY-2026-${String(++numbers).padStart(4, '0')}`
const of = async (c: { id: string }) => (await got(clerk.get(`/complaints/${c.id}/proceedings`))).items
const begin = async (c: { id: string }, more: Record<string, unknown> = {}) => got(clerk.post(`/complaints/${c.id}/proceedings`, { body: 'consumerAssociation', reference: number(), ...more }), 201)

describe('its number', () => {
  test('leads to the case it stands with; with another it is refused and says where', async () => {
    const [a, b] = [await register(w, clerk), await register(w, clerk)]
    const one = await begin(a, { reference: 'A-1' })
    expect(await got(clerk.post(`/complaints/${a.id}/proceedings`, { body: 'consumerAssociation', reference: 'a 1' }), 201)).toMatchObject({ id: one.id })
    expect(await of(a)).toHaveLength(1)
    const again = await clerk.post(`/complaints/${b.id}/proceedings`, { body: 'consumerAssociation', reference: 'A-1' })
    expect(again).toMatchObject({ status: 409, body: { type: '/problems/proceeding/number-known', title: expect.stringContaining(a.number) } })
    await got(clerk.post(`/complaints/${b.id}/proceedings`, { body: 'court', reference: 'A-1' }), 201)
  })

  test('is given once, however many register it at the same moment', async () => {
    const cases = await Promise.all(Array.from({ length: 6 }, () => register(w, clerk)))
    const made = await Promise.all(cases.map((c) => clerk.post(`/complaints/${c.id}/proceedings`, { body: 'consumerAssociation', reference: 'ONCE-1' })))
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    const same = await register(w, clerk)
    const twice = await Promise.all(Array.from({ length: 4 }, () => clerk.post<any>(`/complaints/${same.id}/proceedings`, { body: 'court', reference: 'ONCE-2' })))
    expect(new Set(twice.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect(await of(same)).toHaveLength(1)
  })
})

describe('times', () => {
  test('our own day comes two working days before that of the body, and never after it', async () => {
    const plain = await begin(await register(w, clerk))
    expect(plain.answerBy).toBeNull()
    const soon = await begin(await register(w, clerk), { answerBy: at(9 * 60 * 60_000) })
    expect(Date.parse(soon.ownDue)).toBeGreaterThan(w.now().getTime())
    expect(Date.parse(soon.ownDue)).toBeLessThan(Date.parse(soon.answerBy))
    const far = await begin(await register(w, clerk), { answerBy: at(200 * DAY) })
    expect(far.ownDue.slice(0, 10)).toBe(plain.ownDue.slice(0, 10))
  })

  test('impossible ones are refused by their fields', async () => {
    const c = await register(w, clerk)
    const post = (more: Record<string, unknown>) => clerk.post(`/complaints/${c.id}/proceedings`, { body: 'court', ...more })
    expect(await refused(post({ answerBy: at(-DAY) }))).toBe('422 proceeding/day-past')
    expect(await faulty(post({ begunAt: at(DAY) }))).toBe('422 #/begunAt')
    expect(await faulty(post({ fileIds: [crypto.randomUUID()] }))).toBe('422 #/fileIds/0')
  })

  test('begin again with the case when it comes back after it was closed', async () => {
    const c = await declinedDemand(w, clerk)
    await noticed(clerk, c)
    const one = await begin(c, { body: 'court' })
    const version = async () => (await got(clerk.get(`/complaints/${c.id}`))).version
    await got(clerk.post(`/complaints/${c.id}/close`, { version: await version(), outcome: 'declined', summary: { cause: '砂眼', effect: '已说明', improvement: '全检' } }))
    expect((await of(c))[0].clocks).toMatchObject([{ kind: 'bodyReply', state: 'cancelled' }])
    await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '顾客有新情况' }))
    const again = (await of(c)).find((p: any) => p.id === one.id)
    expect(again.clocks).toMatchObject([{ kind: 'bodyReply', state: 'running', dueAt: one.clocks[0].dueAt }])
  })

  test('begin anew when the body sends its order again after it had ended there: one proceeding, under its old number, owing an answer again', async () => {
    const c = await investigated(w, clerk)
    const reference = 'HZ-AGAIN-1'
    const one = await begin(c, { body: 'regulator12315', reference, answerBy: at(20 * DAY) })
    const ended = await got(clerk.post(`/proceedings/${one.id}/result`, { version: one.version, result: 'withdrawn', note: '消费者撤回了' }))
    expect(ended).toMatchObject({ state: 'ended', result: 'withdrawn' })
    expect(ended.clocks.filter((k: any) => k.state === 'running')).toEqual([])
    const orders = await Promise.all([1, 2, 3].map(() => clerk.post<any>(`/complaints/${c.id}/proceedings`, { body: 'regulator12315', reference: 'hz again 1', asks: '请重新处理', answerBy: at(15 * DAY) })))
    expect(orders.map(({ status, body }) => [status, body.id])).toEqual(orders.map(() => [201, one.id]))
    const [again, more] = await of(c)
    expect(more).toBeUndefined()
    expect(again).toMatchObject({ id: one.id, reference, state: 'open', result: null, endedAt: null, asks: '请重新处理', owed: true })
    expect(again.clocks.filter((k: any) => k.kind === 'bodyReply' && k.state === 'running')).toHaveLength(1)
    expect(again.notes.filter((n: any) => n.text === '请重新处理')).toHaveLength(1)
    const closing = await got(clerk.get(`/complaints/${c.id}`))
    expect(closing.timeline.filter((e: any) => e.name === 'proceeding.registered')).toHaveLength(2)
    const last = await got(clerk.post(`/proceedings/${one.id}/result`, { version: again.version, result: 'withdrawn', note: '又撤回了' }))
    expect(last).toMatchObject({ state: 'ended', result: 'withdrawn' })
    expect((await verdictOn({ url: w.url })).rows.altered).toEqual([])
  })

  test('begin anew in a closed case, which opens for it; what it was told or let off before does not count', async () => {
    const c = await declinedDemand(w, clerk)
    await noticed(clerk, c)
    const one = await begin(c, { reference: 'HZ-AGAIN-2' })
    const ended = await got(clerk.post(`/proceedings/${one.id}/result`, { version: one.version, result: 'failed', note: '调解不成' }))
    const manager = await w.person('陈店长', 'S01', 'shopManager')
    await got(manager.post(`/proceedings/${one.id}/waiver`, { version: ended.version, reason: '协会说不用答复' }))
    const close = async () => clerk.post<any>(`/complaints/${c.id}/close`, { version: (await got(clerk.get(`/complaints/${c.id}`))).version, outcome: 'declined', summary: { cause: '砂眼', effect: '已说明', improvement: '全检' } })
    expect(await got(close())).toMatchObject({ state: 'closed' })
    await got(clerk.post(`/complaints/${c.id}/proceedings`, { body: 'consumerAssociation', reference: 'HZ-AGAIN-2', asks: '请再答复一次' }), 201)
    expect(await got(clerk.get(`/complaints/${c.id}`))).toMatchObject({ state: 'open', reopened: 1 })
    const [again, more] = await of(c)
    expect([again.id, again.state, again.result, again.owed, more]).toEqual([one.id, 'open', null, true, undefined])
    // What was said before it came back is said of something else.
    await noticed(clerk, c)
    expect(await refused(close())).toBe('409 proceeding/report-missing')
    const elsewhere = await register(w, clerk)
    expect(await refused(clerk.post(`/complaints/${elsewhere.id}/proceedings`, { body: 'consumerAssociation', reference: 'HZ-AGAIN-2' }))).toBe('409 proceeding/number-known')
  })

  test('a further question and an answer on the way take no day away that was set, nor a legal one', async () => {
    const c = await investigated(w, clerk)
    const one = await begin(c, { body: 'platform12315', answerBy: at(30 * DAY) })
    const note = async (version: number, more: Record<string, unknown> = {}) => got(clerk.post(`/proceedings/${one.id}/notes`, { version, kind: 'letter', text: '请补充材料', asks: true, ...more }), 201)
    const live = (p: any) => p.clocks.filter((k: any) => k.state === 'running').map((k: any) => k.kind).sort()
    const asked = await note(one.version)
    expect([asked.answerBy, asked.ownDue]).toEqual([one.answerBy, one.ownDue])
    expect(live(asked)).toEqual(['bodyReply', 'platformSettlement'])
    const earlier = await note(asked.version, { answerBy: at(4 * DAY) })
    expect(Date.parse(earlier.answerBy)).toBeLessThan(Date.parse(one.answerBy))
    expect(live(earlier)).toEqual(['bodyReply', 'platformSettlement'])
    const written = await got(clerk.post(`/proceedings/${one.id}/reports`, { version: earlier.version, kind: 'interim', answers: c.points.map(({ id }) => ({ pointId: id, answer: '正在检测' })), outcome: '正在办理。' }), 201)
    const manager = await w.person('陈店长', 'S01', 'shopManager')
    const approved = await got(manager.post(`/reports/${written.reports[0].id}/approve`, { version: 1, comment: '' }))
    const sent = await got(clerk.post(`/reports/${approved.reports[0].id}/send`, { version: approved.reports[0].version, how: 'online', receipt: 'HZ-1' }))
    expect(sent).toMatchObject({ answerBy: earlier.answerBy, asks: '请补充材料' })
    expect(live(sent)).toEqual(['platformSettlement'])
  })

  test('a letter may move it on and ask anew: what was still to be answered is answered with that', async () => {
    const c = await register(w, clerk)
    const one = await begin(c, { body: 'regulator12315' })
    const note = (version: number, more: Record<string, unknown>) => clerk.post(`/proceedings/${one.id}/notes`, { version, kind: 'letter', text: '请补充材料', ...more })
    const asked = await got(note(one.version, { asks: true, answerBy: at(40 * DAY), fileIds: [await aFile()] }), 201)
    expect(asked).toMatchObject({ asks: '请补充材料', notes: [{ kind: 'letter', inbound: true, files: [{ name: 'receipt.png' }] }] })
    expect(asked.clocks.filter((k: any) => k.kind === 'bodyReply').map((k: any) => k.state).sort()).toEqual(['running'])
    const accepted = await got(note(asked.version, { kind: 'stage', text: '受理通知书', stage: 'accepted' }), 201)
    expect(accepted).toMatchObject({ stage: 'accepted', notes: [{}, { stage: { 'zh-CN': '已受理' } }] })
    expect(Object.fromEntries(accepted.clocks.map((k: any) => [`${k.kind} ${k.state}`, true]))).toMatchObject({ 'regulatorDecision met': true, 'regulatorMediation running': true })
    const again = await got(note(accepted.version, { kind: 'stage', text: '进入调解', stage: 'mediating' }), 201)
    expect(again.clocks.filter((k: any) => k.kind === 'regulatorMediation')).toHaveLength(1)
    expect(await refused(note(again.version, { stage: 'hearing' }))).toBe('422 proceeding/stage-unknown')
    expect(await refused(note(one.version, {}))).toBe('409 kernel/stale-version')
  })
})

test('a firm adds bodies of its own, for one place only', async () => {
  const label = { 'zh-CN': '西湖区消保委', 'zh-Hant': '', en: '' }
  const { code } = await got(w.admin.post('/pack/own/bodies', { entry: { list: 'bodies', content: { label, kind: 'consumerAssociation', contact: '0571-12315', units: ['S02'] } } }), 201)
  const here = await register(w, clerk)
  expect((await got(clerk.get(`/complaints/${here.id}/proceedings`))).bodies.map((b: any) => b.code)).not.toContain(code)
  expect(await refused(clerk.post(`/complaints/${here.id}/proceedings`, { body: code }))).toBe('422 proceeding/body-unknown')
  const there = await register(w, other, { unitId: await w.unitId('S02') })
  expect(await got(other.post(`/complaints/${there.id}/proceedings`, { body: code, reference: 'XH-1' }), 201)).toMatchObject({ body: { kind: 'consumerAssociation', label: { en: '西湖区消保委' }, contact: '0571-12315' } })
})
