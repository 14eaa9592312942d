import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import type { Answer, Client, World } from '#test/app.ts'
import { ADMIN, openWorld } from '#test/app.ts'
import { aComplaint, register } from '#test/story.ts'
import { got, investigated, offered, onDatabase, propose } from '#test/steps.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let clerk: Person
let colleague: Person
let manager: Person
let officer: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  colleague = await w.person('小张', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

/** What came of things done at the same moment: each status once, sorted, with the problem of those that were refused. */
const together = async (work: readonly Promise<Answer<any>>[]): Promise<string[]> => (await Promise.all(work)).map((a) => (a.status < 400 ? String(a.status) : `${a.status} ${a.body.type.replace('/problems/', '')}`)).sort()
const shown = (c: { id: string }) => got(w.admin.get(`/complaints/${c.id}`))
const events = async (c: { id: string }, name: string): Promise<number> => (await shown(c)).timeline.filter((e: { name: string }) => e.name === name).length

/** The case is ready to be closed. */
const closable = async () => {
  const { c, remedy } = await offered(w, clerk, [{ kind: 'explanation', amountFen: 0 }])
  await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  await got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: [{ pointId: c.points[0]?.id, answer: '已说明' }], contact: '一店' }), 201)
  const due = (await shown(c)).followUps[0]
  await got(officer.post(`/follow-ups/${due.id}/record`, { satisfied: true, score: 5, via: 'phone', early: true }))
  return { c, version: (await shown(c)).version }
}

describe('twenty at once', () => {
  let address: string
  beforeAll(async () => { address = await w.app.listen({ port: 0, host: '127.0.0.1' }) })
  /** Over real sockets, so that the server takes them as they come. */
  const signIns = async (email: string, passwords: readonly string[]) => {
    const signIn = async (password: string) => {
      const answer = await fetch(`${address}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) })
      return `${answer.status} ${(await answer.json() as { type?: string }).type?.replace('/problems/', '') ?? ''}`
    }
    return (await Promise.all(passwords.map(signIn))).sort()
  }
  const emailOf = async ({ id }: Person): Promise<string> => (await got(w.admin.get('/people'))).items.find((p: { id: string }) => p.id === id).email
  const wrong = (n: number) => Array.from({ length: n }, (_, i) => `wrong ${i}`)
  const times = (n: number, said: string) => new Array<string>(n).fill(said)

  test('wrong passwords: eight are looked at, then the account is locked, known or not', async () => {
    const email = await emailOf(colleague)
    const expected = [...times(8, '401 identity/wrong-sign-in'), ...times(12, '429 identity/locked-out')]
    expect(await signIns(email, wrong(20))).toEqual(expected)
    expect(await signIns(email, [ADMIN.password])).toEqual(['429 identity/locked-out'])
    expect(await signIns('nobody@example.com', wrong(20))).toEqual(expected)
    w.travel(16 * 60_000)
    expect(await signIns(email, [...wrong(7), ADMIN.password])).toEqual(['200 ', ...times(7, '401 identity/wrong-sign-in')])
  })

  test('right passwords are all let in', async () => {
    expect(await signIns(await emailOf(clerk), times(20, ADMIN.password))).toEqual(times(20, '200 '))
  })
})

describe('two at once', () => {
  test('approve: one does, the other hears that it is decided', async () => {
    const c = await investigated(w, clerk)
    const made = await got(propose(clerk, c, 50_000), 201)
    expect(await together([1, 2, 3].map(() => manager.post(`/remedies/${made.id}/approve`, { version: 1, comment: '同意' })))).toEqual(['200', '409 remedy/not-awaiting-approval', '409 remedy/not-awaiting-approval'])
    expect((await shown(c)).remedies[0].approvals).toHaveLength(1)
  })

  test('approve and return: exactly one counts', async () => {
    const second = await w.person('副店长', 'S01', 'shopManager')
    const c = await investigated(w, clerk)
    const made = await got(propose(clerk, c, 50_000), 201)
    expect(await together([manager.post(`/remedies/${made.id}/approve`, { version: 1, comment: '' }), second.post(`/remedies/${made.id}/return`, { version: 1, comment: '太多' })])).toEqual(['200', '409 remedy/not-awaiting-approval'])
    const [remedy] = (await shown(c)).remedies
    expect(remedy.approvals).toEqual([expect.objectContaining({ verdict: remedy.state })])
  })

  test('propose: one proposal lives', async () => {
    const c = await investigated(w, clerk)
    expect(await together([propose(clerk, c, 100), propose(colleague, c, 200), propose(manager, c, 300)])).toEqual(['201', '409 remedy/proposal-pending', '409 remedy/proposal-pending'])
    expect((await shown(c)).remedies).toHaveLength(1)
  })

  test('close: the case closes once', async () => {
    const { c, version } = await closable()
    const close = (who: Client) => who.post(`/complaints/${c.id}/close`, { version, summary: { cause: '一', effect: '二', improvement: '三' } })
    expect(await together([close(clerk), close(colleague), close(manager)])).toEqual(['200', '409 complaint/not-open', '409 complaint/not-open'])
    expect(await events(c, 'complaint.closed')).toBe(1)
    expect(await together([clerk, colleague].map((who) => who.post(`/complaints/${c.id}/reopen`, { reason: '又坏了' })))).toEqual(['200', '409 complaint/not-closed'])
  })

  test('close and write: never a message in a closed case', async () => {
    const { c, version } = await closable()
    const outcome = await together([clerk.post(`/complaints/${c.id}/close`, { version, summary: { cause: '一', effect: '二', improvement: '三' } }), colleague.post(`/complaints/${c.id}/messages`, { kind: 'note', text: '赶上了吗' })])
    expect([['200', '409 complaint/not-open'], ['201', '409 kernel/stale-version']]).toContainEqual(outcome)
  })

  test('hand over: one is pending', async () => {
    const c = await register(w, clerk)
    const give = (to: Person) => clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: to.id, story: '请接手' })
    expect(await together([give(colleague), give(manager), give(colleague)])).toEqual(['201', '409 routing/handover-pending', '409 routing/handover-pending'])
  })

  test('accept a hand-over and take the case over: no deadlock, one owner', async () => {
    for (let round = 0; round < 8; round++) {
      const c = await register(w, clerk)
      const given = await got(clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: colleague.id, story: '请接手' }), 201)
      const outcome = await together([colleague.post(`/handovers/${given.id}/accept`), manager.post(`/complaints/${c.id}/take-over`, { reason: '我来' }), colleague.post(`/handovers/${given.id}/decline`, { reason: '太忙' })])
      expect(outcome.filter((o) => !/^(200|409 routing\/handover-settled)$/.test(o))).toEqual([])
      expect((await shown(c)).owner.id).toBe((await shown(c)).timeline.filter((e: { name: string }) => e.name === 'complaint.ownerChanged').at(-1)?.detail.ownerId)
    }
  })

  test('the customer accepts while we withdraw: one of them, and tasks only if it was accepted', async () => {
    for (let round = 0; round < 4; round++) {
      const { c, remedy } = await offered(w, clerk)
      const outcome = await together([
        w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: remedy.id, answer: 'accept', counterFen: null, text: null }, { 'x-case-code': c.portalCode }), clerk.post(`/remedies/${remedy.id}/withdraw`, { version: remedy.version, reason: '算错了' }),
      ])
      expect(outcome).toEqual(['200', '409 remedy/not-offered'])
      const after = await shown(c)
      expect([after.remedies[0].state, after.tasks.length, after.agreement !== null]).toEqual(after.remedies[0].state === 'agreed' ? ['agreed', 1, true] : ['withdrawn', 0, false])
    }
  })

  test('the customer accepts in the portal and on the telephone: one agreement', async () => {
    const { c, remedy } = await offered(w, clerk, [{ kind: 'refund', amountFen: 500 }, { kind: 'gift', amountFen: 100 }])
    const outcome = await together([
      ...[1, 2].map(() => w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: remedy.id, answer: 'accept', counterFen: null, text: null }, { 'x-case-code': c.portalCode })),
      clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }), colleague.post(`/remedies/${remedy.id}/answer`, { answer: 'decline', proof: { kind: 'call' } }),
    ])
    expect(outcome).toEqual(['200', '409 remedy/not-offered', '409 remedy/not-offered', '409 remedy/not-offered'])
    expect((await shown(c)).remedies[0].answers).toHaveLength(1)
  })

  test('the two last tasks are done: one execution, one follow-up', async () => {
    const { c, remedy } = await offered(w, clerk, [{ kind: 'repair', amountFen: 500 }, { kind: 'gift', amountFen: 100 }])
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    const { tasks } = await shown(c)
    expect(tasks).toHaveLength(2)
    expect(await together(tasks.map((t: { id: string }) => w.admin.post(`/tasks/${t.id}/complete`, { result: '已办', reference: 'X-1' })))).toEqual(['200', '200'])
    const after = await shown(c)
    expect([after.stage, after.followUps.length, await events(c, 'settlement.executed'), await events(c, 'follow-up.planned')]).toEqual(['closing', 1, 1, 1])
  })

  test('the same task is done twice: it is done once', async () => {
    const { c, remedy } = await offered(w, clerk, [{ kind: 'repair', amountFen: 500 }])
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    const [task] = (await shown(c)).tasks
    expect(await together(['A', 'B', 'C'].map((reference) => w.admin.post(`/tasks/${task.id}/complete`, { result: '已付', reference })))).toEqual(['200', '409 settlement/task-done', '409 settlement/task-done'])
    expect(await events(c, 'settlement.taskDone')).toBe(1)
  })

  test('a follow-up is recorded by two, and rated by the customer: one answer', async () => {
    const { c, remedy } = await offered(w, clerk, [{ kind: 'apology', amountFen: 0 }])
    await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    const [due] = (await shown(c)).followUps
    const record = (who: Client) => who.post(`/follow-ups/${due.id}/record`, { satisfied: true, score: 4, via: 'phone', early: true })
    const outcome = await together([record(officer), record(manager), w.visitor.post(`/portal/complaints/${c.number}/rating`, { score: 5, satisfied: true }, { 'x-case-code': c.portalCode })])
    expect(outcome.filter((o) => o === '200')).toHaveLength(1)
    expect(outcome.filter((o) => !/^(200|409 follow-up\/done|409 portal\/nothing-to-rate)$/.test(o))).toEqual([])
    expect(await events(c, 'follow-up.made')).toBe(1)
  })

  test('change a customer from the same version: one does, nobody overwrites silently', async () => {
    const c = await register(w, clerk, { customer: { name: '郑女士', phone: '13511112222' } })
    const { customer } = await shown(c)
    const change = (who: Client, name: string) => who.put(`/customers/${customer.id}`, { version: customer.version, name, phone: '13511112222', email: null, memberNumber: null, classCode: null, address: null, temperament: null, relation: null, note: null })
    expect(await together([change(clerk, '郑女士甲'), change(colleague, '郑女士乙'), change(manager, '郑女士丙')])).toEqual(['200', '409 kernel/stale-version', '409 kernel/stale-version'])
    expect((await shown(c)).customer.version).toBe(customer.version + 1)
  })

  test('take each other\'s telephone number: nobody ends up with two records of one number', async () => {
    const [a, b] = [(await shown(await register(w, clerk, { customer: { name: '甲', phone: '13500000001' } }))).customer, (await shown(await register(w, clerk, { customer: { name: '乙', phone: '13500000002' } }))).customer]
    const take = (c: { id: string; version: number; name: string }, phone: string) => clerk.put(`/customers/${c.id}`, { version: c.version, name: c.name, phone, email: null, memberNumber: null, classCode: null, address: null, temperament: null, relation: null, note: null })
    for (let round = 0; round < 10; round++) expect(await together([take(a, '13500000002'), take(b, '13500000001')])).toEqual(['422 customer/same-customer', '422 customer/same-customer'])
  })

  test('merge two customers into each other: one of them stays', async () => {
    const [a, b] = [await register(w, clerk, { customer: { name: '甲', phone: '13500000011' } }), await register(w, clerk, { customer: { name: '甲', phone: '13500000012' } })]
    const [x, y] = [(await shown(a)).customer.id, (await shown(b)).customer.id]
    expect(await together([clerk.post(`/customers/${x}/merge`, { duplicateId: y, reason: '同一人' }), colleague.post(`/customers/${y}/merge`, { duplicateId: x, reason: '同一人' })])).toEqual(['200', '422 customer/same-customer'])
    const left = (await got(clerk.get('/customers?q=1350000001'))).items
    expect(left).toHaveLength(1)
    expect(left[0].complaints).toBe(2)
    expect((await shown(a)).customer.id).toBe((await shown(b)).customer.id)
  })

  test('a person is created twice: one address, one person', async () => {
    const unitId = await w.unitId('S01')
    const create = () => w.admin.post('/people', { name: '双胞', email: 'twin@example.com', password: 'long enough', unitId, positionCode: 'clerk' })
    expect(await together([create(), create(), create()])).toEqual(['201', '409 identity/email-taken', '409 identity/email-taken'])
  })
})

test('two writes that block each other are both done in the end', async () => {
  const ids = [await w.unitId('S01'), await w.unitId('S02')]
  const organizationId = (await got(w.admin.get('/session'))).organization.id
  const locking = (order: readonly string[]) => command('test.lock', async (tx) => {
    for (const id of order) {
      await tx.db.selectFrom('identity.unit').select('id').where('organization_id', '=', organizationId).where('id', '=', id).forUpdate().execute()
      await sql`select pg_sleep(0.2)`.execute(tx.db)
    }
    return order
  })
  const caller = { actor: systemActor(organizationId), requestId: 'test' }
  const done = await Promise.all([ids, ids.toReversed()].map((order) => w.composed.doors.perform(locking(order), caller, {})))
  expect(done.map((d) => d.output)).toEqual([ids, ids.toReversed()])
})

describe('many at once', () => {
  test('fifty registrations get fifty numbers in a row', async () => {
    const bodies = await Promise.all(Array.from({ length: 50 }, (_, i) => aComplaint(w, { customer: { name: `第${i}位`, phone: null }, points: [{ text: `并发登记${i}` }] })))
    const before = Number((await register(w, clerk)).number.split('-')[2])
    const answers = await Promise.all(bodies.map((body, i) => [clerk, colleague, manager, officer][i % 4]?.post('/complaints', body)))
    expect(answers.map((a) => a?.status)).toEqual(answers.map(() => 201))
    const numbers = answers.map((a) => Number(a?.body.number.split('-')[2])).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, i) => before + 1 + i))
    // Each has its own points, its own customer, its own recorder.
    for (const [i, a] of answers.entries()) expect(a?.body).toMatchObject({ customer: { name: `第${i}位` }, points: [{ text: `并发登记${i}` }] })
    const owners = await Promise.all(answers.map(async (a) => (await got(w.admin.get(`/complaints/${a?.body.id}`))).recordedBy.id))
    expect(owners).toEqual(answers.map((_, i) => [clerk, colleague, manager, officer][i % 4]?.id))
  })

  test('twenty registrations with the same new phone make one customer', async () => {
    const bodies = await Promise.all(Array.from({ length: 20 }, (_, i) => aComplaint(w, { customer: { name: '新顾客', phone: ['137 0000 0000', '+86 137-0000-0000', '13700000000'][i % 3] } })))
    const answers = await Promise.all(bodies.map((body, i) => (i % 2 ? clerk : officer).post('/complaints', body)))
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 201))
    expect(new Set(answers.map((a) => a.body.customer.id)).size).toBe(1)
    expect((await got(clerk.get('/customers?q=13700000000'))).items).toMatchObject([{ name: '新顾客', complaints: 20 }])
    const added = await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); return (await db.query('select actor_kind from kernel.event where name = \'customer.added\' and subject_id = $1', [answers[0]?.body.customer.id])).rows })
    expect(added).toEqual([{ actor_kind: 'person' }])
  })

  test('one bad item in a batch spoils nobody else\'s', async () => {
    const good = await Promise.all(Array.from({ length: 12 }, (_, i) => aComplaint(w, { points: [{ text: `好的${i}` }], customer: { name: 'x', phone: null } })))
    const bad = [{ customer: { name: 'x', phone: 'abc' } }, { points: [{ text: 'x', categoryCode: 'noSuch' }] }, { unitId: await w.unitId('S02') }, { receivedAt: new Date(w.now().getTime() + DAY).toISOString() }, { fields: { nothing: 'x' } }, { fileIds: [crypto.randomUUID()] }]
    const bodies = [...good.slice(0, 6), ...await Promise.all(bad.map((change) => aComplaint(w, change))), ...good.slice(6)]
    expect(await together(bodies.map((body) => clerk.post('/complaints', body)))).toEqual([
      ...good.map(() => '201'), '403 complaint/unit-not-yours', '422 communication/file-unknown', '422 complaint/received-in-future', '422 complaint/unknown-category', '422 complaint/unknown-field', '422 customer/not-a-phone',
    ])
    expect((await got(clerk.get('/complaints?q=好的'))).items).toHaveLength(12)
  })

  test('nobody borrows the sight of who registers at the same time', async () => {
    const away = await w.person('小王', 'S02', 'clerk')
    const c = await register(w, clerk, { customer: { name: '邻', phone: '13512340000' } })
    const [mine, theirs] = [await aComplaint(w), await aComplaint(w, { customer: { name: '邻', phone: '13512340000' } })]
    expect(await together([...Array.from({ length: 5 }, () => clerk.post('/complaints', mine)), ...Array.from({ length: 5 }, () => away.post('/complaints', theirs))])).toEqual([...Array.from({ length: 5 }, () => '201'), ...Array.from({ length: 5 }, () => '403 complaint/unit-not-yours')])
    expect((await got(away.get('/complaints'))).items).toEqual([])
    expect((await shown(c)).customer.name).toBe('邻')
  })

  test('everybody at one case: every change is counted and none is lost', async () => {
    const c = await register(w, clerk)
    const before = (await shown(c)).version
    expect(await together(Array.from({ length: 24 }, (_, i) => [clerk, colleague, manager][i % 3]?.post(`/complaints/${c.id}/messages`, { kind: 'note', text: `第${i}条` }) as Promise<Answer<any>>))).toEqual(Array.from({ length: 24 }, () => '201'))
    const after = await shown(c)
    expect([after.messages.length, after.version]).toEqual([24, before + 24])
  })
})
