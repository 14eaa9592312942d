import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { cancelAgreed, got, investigated, onDatabase, propose, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

type Person = Client & { id: string }
const PROMISE = '王女士，您好。这件事是我们不对，我们退您三千元。'
let w: World
let clerk: Person
let colleague: Person
let manager: Person
let service: Person
let general: Person
let elsewhere: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  colleague = await w.person('小张', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  service = await w.person('客服经理', 'HQ', 'serviceManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
  elsewhere = await w.person('二店店长', 'S02', 'shopManager')
})
afterAll(() => w.close())

const reply = (who: Client, c: Registered, text: string, more: Record<string, unknown> = {}) => who.post<any>(`/complaints/${c.id}/messages`, { kind: 'reply', text, ...more })
const hold = (who: Client, c: Registered, text = PROMISE, more: Record<string, unknown> = {}) => who.post<any>(`/complaints/${c.id}/held-messages`, { text, ...more })
const heldOf = async (who: Client, c: Registered) => (await got(who.get(`/held-messages?complaintId=${c.id}`))).items
const portal = async (c: Registered) => (await got(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))).messages.map((m: any) => m.text)

describe('a reply that promises more than its writer may commit', () => {
  test('does not go out by their hand, and says up to what they may and who decides', async () => {
    const c = await register(w, clerk)
    const answer = await reply(clerk, c, PROMISE)
    expect(answer).toMatchObject({ status: 409, body: { type: '/problems/commitment/needs-approval' } })
    expect(answer.body.title).toMatch(/退您三千元.*¥200.*客户服务经理/)
    expect(answer.body.errors[0].pointer).toBe('#/text')
    expect(await refused(reply(clerk, c, PROMISE, { despite: '店长口头同意' }))).toBe('409 commitment/needs-approval')
    expect(await portal(c)).toEqual([])
    const seen = await got(clerk.post(`/complaints/${c.id}/words-check`, { text: PROMISE }))
    expect(seen).toMatchObject({ mostFen: 300_000, limitFen: 20_000, covered: false, approver: { positionCode: 'serviceManager' } })
    expect(PROMISE.slice(seen.promised[0].from, seen.promised[0].to)).toBe(seen.promised[0].found)
  })

  test('goes out within it: a small sum, a call, a note, a demand told', async () => {
    const c = await register(w, clerk)
    for (const text of ['我们补偿您一百元。', '您要求退三千元，我们记下了。', '上周已为您退款3000元。']) await got(reply(clerk, c, text), 201)
    await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'note', text: '打算退三千元，等店长定' }), 201)
    await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'call', text: '顾客问能不能退您三千元' }), 201)
    await got(reply(general, c, PROMISE), 201)
  })

  test('waits for who may, is seen by nobody outside until then, and goes out once, as written by its writer', async () => {
    const c = await register(w, clerk)
    const held = await got(hold(clerk, c, PROMISE, { answersInFull: true }), 201)
    expect(held).toMatchObject({ state: 'waiting', mostFen: 300_000, limitFen: 20_000, positionCode: 'serviceManager', own: true, decidedBy: { table: 'authority', rule: expect.any(String) } })
    expect(await portal(c)).toEqual([])
    expect(await refused(clerk.post(`/held-messages/${held.id}/approve`, { version: held.version }))).toBe('403 authority/own-proposal')
    expect(await refused(colleague.post(`/held-messages/${held.id}/approve`, { version: held.version }))).toBe('403 authority/above-limit')
    expect(await refused(manager.post(`/held-messages/${held.id}/approve`, { version: held.version }))).toBe('403 authority/above-limit')
    expect(await refused(elsewhere.post(`/held-messages/${held.id}/approve`, { version: held.version }))).toBe('404 kernel/not-found')
    expect((await got(service.get('/held-messages'))).items.find((one: any) => one.id === held.id)).toMatchObject({ whyNot: null, text: PROMISE })
    expect((await got(service.get('/notifications'))).items.some((one: any) => one.name === 'wordsHeld' && one.complaintId === c.id)).toBe(true)
    expect(await got(service.post(`/held-messages/${held.id}/approve`, { version: held.version, comment: '同意' }))).toMatchObject({ state: 'sent', messageId: expect.any(String), by: { name: '客服经理' } })
    expect(await portal(c)).toEqual([PROMISE])
    const shown = await got(clerk.get(`/complaints/${c.id}`))
    expect(shown.timeline.some((e: any) => e.name === 'commitment.released')).toBe(true)
    expect(shown.messages.find((m: any) => m.text === PROMISE).by.name).toBe('小李')
    expect(await refused(service.post(`/held-messages/${held.id}/approve`, { version: held.version }))).toBe('409 commitment/not-waiting')
  })

  test('goes out once, however many say yes at the same moment', async () => {
    const c = await register(w, clerk)
    const held = await got(hold(clerk, c), 201)
    const all = await Promise.all([service, general, service, general].map((who) => who.post<any>(`/held-messages/${held.id}/approve`, { version: held.version })))
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(await portal(c)).toEqual([PROMISE])
    const { rows } = await onDatabase(w, async (client) => { await client.query('set role wenguo_system'); return client.query('select count(*)::int as n from communication.message where complaint_id = $1', [c.id]) })
    expect(rows[0].n).toBe(1)
  })

  test('comes back with a comment, or is taken back by its writer', async () => {
    const c = await register(w, clerk)
    const one = await got(hold(clerk, c), 201)
    expect(await got(service.post(`/held-messages/${one.id}/return`, { version: one.version, comment: '先说清楚原因' }))).toMatchObject({ state: 'returned', comment: '先说清楚原因' })
    const two = await got(hold(clerk, c), 201)
    expect(await refused(colleague.post(`/held-messages/${two.id}/withdraw`, { version: two.version }))).toBe('403 commitment/not-yours')
    await got(clerk.post(`/held-messages/${two.id}/withdraw`, { version: two.version }))
    expect(await refused(service.post(`/held-messages/${two.id}/approve`, { version: two.version + 1 }))).toBe('409 commitment/not-waiting')
    expect((await heldOf(clerk, c)).map((one: any) => one.state)).toEqual(['returned', 'withdrawn'])
    expect(await portal(c)).toEqual([])
  })

  test('tells of what somebody approved already, and of nothing more', async () => {
    const c = await investigated(w, clerk)
    const p = await got(propose(clerk, c, 300_000), 201)
    expect(await refused(reply(clerk, c, PROMISE))).toBe('409 commitment/needs-approval')
    await got(service.post(`/remedies/${p.id}/approve`, { version: p.version }))
    await got(reply(clerk, c, PROMISE), 201)
    expect(await refused(reply(clerk, c, '我们退您四千元。'))).toBe('409 commitment/needs-approval')
    expect(await refused(reply(clerk, c, '我们给您换新的。'))).toBe('409 commitment/needs-approval')
  })

  test('is stopped in the message of an offer and in the notice, too', async () => {
    const c = await investigated(w, clerk)
    const p = await got(propose(clerk, c, 10_000), 201)
    expect(await refused(clerk.post(`/remedies/${p.id}/offer`, { version: p.version, message: '我们退您三千元。' }))).toBe('409 commitment/needs-approval')
    const plain = await investigated(w, clerk)
    expect(await refused(clerk.post(`/complaints/${plain.id}/completion-notice`, { answers: plain.points.map((point) => ({ pointId: point.id, answer: '我们退您三千元。' })), contact: '一店' }))).toBe('409 commitment/needs-approval')
  })

  test('has nothing to wait for where it promises nothing above', async () => {
    const c = await register(w, clerk)
    expect(await refused(hold(clerk, c, '我们正在调查。'))).toBe('409 commitment/nothing-held')
  })

  test('is nobody’s of another organisation', async () => {
    const c = await register(w, clerk)
    const held = await got(hold(clerk, c), 201)
    const other = await w.otherOrganization()
    expect(await refused(other.post(`/held-messages/${held.id}/approve`, { version: held.version }))).toBe('404 kernel/not-found')
    expect((await got(other.get('/held-messages'))).items).toEqual([])
  })
})

describe('a held reply is weighed again when it is let go', () => {
  const MORE = ['王女士，您好。我们另外补偿您一千五百元误工费。', '王女士，您好。我们另外赔偿您一千八百元交通费。'] as const
  const approve = (who: Person, { id, version }: any, comment = '') => who.post<any>(`/held-messages/${id}/approve`, { version, comment })
  const listed = async (who: Person, { id }: any) => (await got(who.get<any>('/held-messages'))).items.find((one: any) => one.id === id)

  test('two that each are within the limit of who lets them go are not so together: their yes stays, somebody above is asked besides', async () => {
    const c = await register(w, clerk)
    const [one, two] = [await got(hold(clerk, c, MORE[0]), 201), await got(hold(clerk, c, MORE[1]), 201)]
    expect([one, two].map(({ positionCode, mostFen, totalFen, endorsedBy }) => ({ positionCode, mostFen, totalFen, endorsedBy }))).toEqual([{ positionCode: 'shopManager', mostFen: 150_000, totalFen: 150_000, endorsedBy: [] }, { positionCode: 'shopManager', mostFen: 180_000, totalFen: 180_000, endorsedBy: [] }])
    expect(await listed(service, two)).toMatchObject({ whyNot: null })
    expect(await got(approve(manager, one))).toMatchObject({ state: 'sent' })

    const raised = await got(approve(manager, two, '交通费也应当给'))
    expect(raised).toMatchObject({ state: 'waiting', positionCode: 'serviceManager', mostFen: 180_000, totalFen: 330_000, endorsedBy: [{ name: '陈店长' }], whyNot: expect.any(String) })
    expect(raised.decidedBy.rule).not.toBe(two.decidedBy.rule)
    expect(await portal(c)).toEqual([MORE[0]])
    expect(await refused(approve(manager, raised))).toBe('403 authority/above-limit')
    expect(await refused(manager.post(`/held-messages/${two.id}/return`, { version: raised.version, comment: '算了' }))).toBe('403 authority/above-limit')
    expect(await refused(approve(service, two))).toBe('409 kernel/stale-version')
    expect(await listed(manager, two)).toMatchObject({ endorsedBy: [{ name: '陈店长' }], whyNot: expect.any(String) })
    expect(await listed(service, two)).toMatchObject({ endorsedBy: [{ name: '陈店长' }], whyNot: null })
    expect((await got(service.get<any>('/notifications'))).items.filter((each: any) => each.name === 'wordsHeld' && each.complaintId === c.id)).toHaveLength(1)
    expect((await got(clerk.get<any>(`/complaints/${c.id}`))).timeline.find((e: any) => e.name === 'commitment.endorsed')).toMatchObject({ reason: '交通费也应当给' })

    expect(await got(approve(service, raised))).toMatchObject({ state: 'sent', by: { name: '客服经理' }, endorsedBy: [{ name: '陈店长' }] })
    expect(await portal(c)).toEqual([...MORE])
  })

  test('at the same moment, too: only one of both goes out by the smaller limit', async () => {
    const c = await register(w, clerk)
    const both = [await got(hold(clerk, c, MORE[0]), 201), await got(hold(clerk, c, MORE[1]), 201)]
    const states = await Promise.all(both.map(async (one) => (await got(approve(manager, one))).state))
    expect(states.sort()).toEqual(['sent', 'waiting'])
  })

  test('what somebody else of a higher rank lets go at once is weighed as well, and kept as it was weighed', async () => {
    const c = await register(w, clerk)
    const held = await got(hold(clerk, c, MORE[1]), 201)
    await got(reply(manager, c, MORE[0]), 201)
    expect(await got(approve(service, held))).toMatchObject({ state: 'sent', positionCode: 'serviceManager', totalFen: 330_000, endorsedBy: [] })
  })

  test('what was given by a proposal since counts as well; what was taken back since asks for nobody less', async () => {
    const c = await investigated(w, clerk)
    const held = await got(hold(clerk, c, MORE[0]), 201)
    const p = await got(propose(manager, c, 190_000), 201)
    await got(manager.post(`/remedies/${p.id}/offer`, { version: p.version }))
    await got(manager.post(`/remedies/${p.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    const raised = await got(approve(manager, held))
    expect(raised).toMatchObject({ state: 'waiting', positionCode: 'serviceManager' })
    await got(cancelAgreed(manager, c.id, '顾客改变了主意'))
    expect(await refused(approve(manager, raised))).toBe('403 authority/above-limit')
  })

  test('said again for the same thing it is the same promise', async () => {
    const c = await register(w, clerk)
    const plain = '我们补偿您一千五百元误工费。'
    const both = [await got(hold(clerk, c, plain), 201), await got(hold(clerk, c, plain), 201)]
    for (const one of both) expect(await got(approve(manager, one))).toMatchObject({ state: 'sent' })
  })
})

describe('words that must not go out', () => {
  const BAD = '收款后请删除差评，并放弃一切追究。'

  test('are stopped for everybody, reason or not, in a reply, a held one, an offer, a notice, an item, a no', async () => {
    const c = await investigated(w, clerk)
    for (const who of [clerk, general, w.admin]) expect(await refused(reply(who, c, BAD, { despite: '总经理说可以' }))).toBe('422 knowledge/stopped-words')
    expect(await refused(hold(clerk, c, `${PROMISE}${BAD}`))).toBe('422 knowledge/stopped-words')
    expect(await refused(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 100, pointId: c.points[0]?.id, note: BAD }], reason: '合理' }))).toBe('422 knowledge/stopped-words')
    const p = await got(propose(clerk, c, 10_000), 201)
    expect(await refused(clerk.post(`/remedies/${p.id}/offer`, { version: p.version, message: BAD, despite: '说好的' }))).toBe('422 knowledge/stopped-words')
    const n = await investigated(w, clerk)
    expect(await refused(clerk.post(`/complaints/${n.id}/completion-notice`, { answers: n.points.map((point) => ({ pointId: point.id, answer: BAD })), contact: '一店', despite: '说好的' }))).toBe('422 knowledge/stopped-words')
    expect(await portal(c)).toEqual([])
  })

  test('say why, on what ground, and what to write instead', async () => {
    const c = await register(w, clerk)
    const { flags } = await got(clerk.post(`/complaints/${c.id}/words-check`, { text: BAD }))
    expect(flags.map((flag: any) => [flag.code, flag.level, BAD.slice(flag.from, flag.to)])).toEqual([['review-bought', 'stop', '删除差评'], ['waiver', 'stop', '放弃一切追究']])
    expect(flags[0]).toMatchObject({ basis: { 'zh-CN': expect.stringContaining('电子商务法') }, instead: { 'zh-CN': expect.any(String) } })
  })

  test('that only want a reason go out with it, and it is kept', async () => {
    const c = await register(w, clerk)
    const text = '请您把资料寄来，身份证 11010519491231002X 我们核对过了。'
    expect(await refused(reply(clerk, c, text))).toBe('422 communication/forbidden-words')
    await got(reply(clerk, c, text, { despite: '顾客要求写明' }), 201)
    const { timeline } = await got(clerk.get(`/complaints/${c.id}`))
    expect(timeline.find((e: any) => e.name === 'communication.written')).toMatchObject({ reason: '顾客要求写明' })
  })

  test('a telephone number of the customer is theirs, another one is not', async () => {
    const c = await register(w, clerk)
    await got(reply(clerk, c, '我们打您的电话 13800138000 没有打通。'), 201)
    expect(await refused(reply(clerk, c, '请联系 13912345678。'))).toBe('422 communication/forbidden-words')
  })
})
