import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { PNG, register, upload } from '#test/story.ts'
import { faulty, got, propose, refused, rowCounts } from '#test/steps.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let manager: Person
let finance: Person
let outsiders: { name: string; who: Client; same: boolean }[]
/** Ids of one case with everything that hangs on it, in two states: being negotiated, and being carried out. */
let ids: Record<'complaint' | 'point' | 'customer' | 'file' | 'clock' | 'promise' | 'handover' | 'remedy' | 'waiting' | 'waitingCase' | 'task' | 'followUp' | 'doneCase', string>
const WORDS = '绝密蓝宝石手镯'

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
  const other = await w.otherOrganization()
  outsiders = [
    { name: 'a clerk of another shop', who: await w.person('小王', 'S02', 'clerk'), same: true }, { name: 'a manager of another shop', who: await w.person('王店长', 'S02', 'shopManager'), same: true },
    { name: 'an engineer without a task', who: await w.person('质检吴', 'QA', 'qualityEngineer'), same: true }, { name: 'the administrator of another organisation', who: other, same: false },
  ]
  const change = { points: [{ text: WORDS, wants: '赔偿', categoryCode: 'stoneLoose' }], customer: { name: '孙女士', phone: '13612345678' }, order: { number: 'XS-777' } }
  const ready = async () => {
    const c = await register(w, clerk, change)
    await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours' }))
    return c
  }
  const c = await ready()
  const file = (await upload(clerk, 'ring.png', PNG)).json<{ id: string }>()
  await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'note', text: '附照片', fileIds: [file.id] }), 201)
  const promise = await got(clerk.post(`/complaints/${c.id}/promises`, { text: '明天回电', dueAt: new Date(w.now().getTime() + 86_400_000).toISOString() }), 201)
  const handover = await got(clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: manager.id, story: '请接手' }), 201)
  const remedy = await got(propose(clerk, c, 10_000), 201)
  await got(clerk.post(`/remedies/${remedy.id}/offer`, { version: 1 }))
  await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  const shown = await got(clerk.get(`/complaints/${c.id}`))
  const waitingCase = await ready()
  const waiting = await got(propose(clerk, waitingCase, 50_000), 201)
  const done = await ready()
  const words = await got(propose(clerk, done, 0, 'explanation'), 201)
  await got(clerk.post(`/remedies/${words.id}/offer`, { version: 1 }))
  await got(clerk.post(`/remedies/${words.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  ids = {
    complaint: c.id, point: c.points[0]?.id ?? '', customer: shown.customer.id, file: file.id, clock: shown.clocks[0].id, promise: promise.id, handover: handover.id, remedy: remedy.id, task: shown.tasks[0].id,
    waitingCase: waitingCase.id, waiting: waiting.id, doneCase: done.id, followUp: (await got(clerk.get(`/complaints/${done.id}`))).followUps[0].id,
  }
})
afterAll(() => w.close())

describe('who has nothing to do with a case', () => {
  test('finds it in no list, by no filter and no search', async () => {
    for (const { name, who } of outsiders) {
      for (const filter of ['', `q=${WORDS}`, 'q=绝密', 'q=XS-777', 'q=5678', `unitId=${await w.unitId('S01')}`, `ownerId=${clerk.id}`, `customerId=${ids.customer}`, 'categoryCode=stoneLoose', 'state=open', 'mine=1'])
        expect({ name, filter, items: (await got(who.get(`/complaints?${filter}`))).items }).toEqual({ name, filter, items: [] })
      const lists = await Promise.all(['/tasks', `/tasks?complaintId=${ids.complaint}`, ...(name.includes('engineer') ? [] : ['/approvals', '/follow-ups', `/follow-ups?complaintId=${ids.doneCase}`]), '/notifications', '/desk'].map(async (path) => [path, (await got(who.get(path))).items]))
      expect(lists).toEqual(lists.map(([path]) => [path, []]))
      expect((await got(who.get('/desk'))).figures).toMatchObject({ open: 0, overdue: 0, registeredToday: 0, promisesDue: 0 })
    }
  })

  test('sees neither the case nor anything that hangs on it', async () => {
    const paths = [
      `/complaints/${ids.complaint}`, `/complaints/${ids.waitingCase}`, ...['receipt', 'agreement', 'notice', 'transfer', 'file'].map((paper) => `/complaints/${ids.complaint}/papers/${paper}`),
      `/files/${ids.file}`, `/files/${ids.file}?inline=1`, `/clocks/${ids.clock}`,
    ]
    for (const { name, who } of outsiders) for (const path of paths) expect({ name, path, answer: await refused(who.get(path)) }).toEqual({ name, path, answer: '404 kernel/not-found' })
    for (const { who } of outsiders.filter((o) => !o.name.includes('engineer'))) expect(await refused(who.get(`/complaints/${ids.complaint}/remedy-advice`))).toBe('404 kernel/not-found')
  })

  test('sees the customer when of the same firm, without the cases of others; otherwise not at all', async () => {
    for (const { who, same } of outsiders) {
      if (!same) {
        expect(await refused(who.get(`/customers/${ids.customer}`))).toBe('404 kernel/not-found')
        expect((await got(who.get('/customers?q=孙'))).items).toEqual([])
        expect((await got(who.get('/customers/recognise?phone=13612345678&order=XS-777&name=孙女'))).items).toEqual([])
        expect((await got(who.get(`/people?q=小李`))).items).toEqual([])
        continue
      }
      expect(await got(who.get(`/customers/${ids.customer}`))).toMatchObject({ customer: { name: '孙女士' }, complaints: [], promises: [], givenFen: 0, givenThisYearFen: 0 })
      expect((await got(who.get('/customers/recognise?phone=13612345678'))).items).toMatchObject([{ complaints: 0, openComplaints: 0 }])
      expect((await got(who.get('/customers/recognise?order=XS-777'))).items).toEqual([])
    }
  })

  const writes = (): [string, string, unknown][] => [
    ['POST', `/complaints/${ids.complaint}/acknowledge`, { how: 'phone' }], ['POST', `/complaints/${ids.complaint}/restatement`, { text: 'x', confirmed: true, how: 'phone' }],
    ['POST', `/complaints/${ids.complaint}/classify`, { version: 1, pointId: ids.point, categoryCode: 'clasp' }], ['POST', `/complaints/${ids.complaint}/urgency`, { urgency: 'critical', reason: 'x' }],
    ['POST', `/complaints/${ids.complaint}/findings`, { pointId: ids.point, text: 'x', liability: 'none' }], ['POST', `/complaints/${ids.complaint}/verification`, { exists: true, ours: true, note: 'x' }],
    ['POST', `/complaints/${ids.complaint}/close`, { version: 1, summary: { cause: 'a', effect: 'b', improvement: 'c' } }], ['POST', `/complaints/${ids.complaint}/reopen`, { reason: 'x' }],
    ['POST', `/complaints/${ids.complaint}/messages`, { kind: 'note', text: 'x' }], ['POST', `/complaints/${ids.complaint}/promises`, { text: 'x', dueAt: '2099-01-01T00:00:00Z' }],
    ['POST', `/promises/${ids.promise}/keep`, { result: 'x' }], ['POST', `/promises/${ids.promise}/withdraw`, { reason: 'x' }],
    ['POST', `/complaints/${ids.complaint}/handovers`, { toPersonId: clerk.id, story: 'x' }], ['POST', `/handovers/${ids.handover}/accept`, {}], ['POST', `/handovers/${ids.handover}/decline`, { reason: 'x' }], ['POST', `/complaints/${ids.complaint}/take-over`, { reason: 'x' }],
    ['POST', `/complaints/${ids.waitingCase}/remedies`, { items: [{ kind: 'refund', amountFen: 1, pointId: ids.point }], reason: 'x' }], ['POST', `/complaints/${ids.waitingCase}/remedies/preview`, { items: [{ kind: 'refund', amountFen: 1, pointId: ids.point }] }],
    ['POST', `/remedies/${ids.waiting}/approve`, { version: 1, comment: '' }], ['POST', `/remedies/${ids.waiting}/return`, { version: 1, comment: 'x' }], ['POST', `/remedies/${ids.waiting}/withdraw`, { version: 1, reason: 'x' }], ['POST', `/remedies/${ids.waiting}/offer`, { version: 1 }],
    ['POST', `/remedies/${ids.remedy}/answer`, { answer: 'decline', proof: { kind: 'call' } }], ['POST', `/remedies/${ids.remedy}/decline-counter`, { version: 1, grounds: 'x', furtherWays: ['court'] }],
    ['POST', `/tasks/${ids.task}/begin`, {}], ['POST', `/tasks/${ids.task}/complete`, { result: 'x', reference: 'x' }], ['POST', `/complaints/${ids.complaint}/completion-notice`, { answers: [{ pointId: ids.point, answer: 'x' }], contact: 'x' }],
    ['POST', `/follow-ups/${ids.followUp}/record`, { satisfied: false, score: 1, via: 'phone', early: true }], ['POST', `/follow-ups/${ids.followUp}/attempt`, { via: 'phone' }],
  ]

  test('changes nothing of it, with whatever id, and is told that there is nothing', async () => {
    for (const { name, who } of outsiders) {
      const before = await rowCounts(w)
      for (const [method, path, body] of writes()) {
        const answer = await refused(who.call<any>(method as 'POST', path, body))
        expect({ name, path, answer }).toEqual({ name, path, answer: name.includes('engineer') || path.endsWith('/take-over') ? expect.stringMatching(/^(404 kernel\/not-found|403 identity\/not-allowed)$/) : '404 kernel/not-found' })
      }
      expect(await rowCounts(w)).toEqual(before)
    }
  })

  test('of another organisation touches nothing else of ours either', async () => {
    const who = outsiders.at(-1)?.who as Client
    const before = await rowCounts(w)
    const unitId = await w.unitId('S01')
    const answers = await Promise.all([
      who.put(`/customers/${ids.customer}`, { version: 1, name: 'x', phone: null, email: null, memberNumber: null, classCode: null, address: null, temperament: null, relation: null, note: null }), who.post(`/customers/${ids.customer}/merge`, { duplicateId: crypto.randomUUID(), reason: 'x' }),
      who.put(`/units/${unitId}`, { code: 'S01', name: 'x', kind: 'shop', parentId: null }), who.post(`/units/${unitId}/retire`), who.put(`/people/${clerk.id}`, { name: 'x', email: 'x@example.com', unitId, positionCode: 'clerk' }),
      who.post(`/people/${clerk.id}/retire`), who.post(`/people/${clerk.id}/absence`, { from: '2026-12-01', until: '2026-12-02', deputyId: manager.id }), who.post('/positions', { unitId, code: 'clerk' }),
    ])
    expect(answers.map((a) => a.status)).toEqual(answers.map((a) => (a.body.type === '/problems/identity/unknown-position' ? 422 : 404)))
    const own = (await got(who.get('/units'))).items.find((u: { code: string }) => u.code === 'S01')
    expect(own.id).not.toBe(unitId)
    const theirs = { channel: 'phone', unitId: own.id, receivedAt: w.now().toISOString(), customer: { name: 'x' }, points: [{ text: 'x' }], receiver: { name: 'x', position: 'x' }, signedOff: true }
    expect(await faulty(who.post('/complaints', { ...theirs, unitId }))).toBe('422 #/unitId')
    expect(await faulty(who.post('/complaints', { ...theirs, customer: { id: ids.customer, name: 'x' } }))).toBe('404 #/customer/id')
    expect(await faulty(who.post('/complaints', { ...theirs, fileIds: [ids.file] }))).toBe('422 #/fileIds/0')
    expect(await faulty(who.post('/people', { name: 'x', email: 'y@example.com', password: 'long enough', unitId, positionCode: 'clerk' }))).toBe('422 #/positionCode')
    expect(await rowCounts(w)).toEqual(before)
    // Only what they asked themselves names it.
    const trail = (await got(who.get('/audit?limit=200'))).items.map(({ reason: _asked, ...entry }: { reason: string | null }) => entry)
    expect(JSON.stringify(trail)).not.toContain(ids.complaint)
    expect((await got(who.get(`/audit?subjectId=${ids.complaint}`))).items).toEqual([])
  })
})

describe('sight comes with the work', () => {
  test('of a task: finance sees the case it pays for, and no other', async () => {
    expect(await got(finance.get(`/complaints/${ids.complaint}`))).toMatchObject({ id: ids.complaint })
    expect((await got(finance.get('/tasks'))).items).toMatchObject([{ id: ids.task, whyNot: null }])
    expect((await got(finance.get(`/complaints?q=${WORDS}`))).items).toMatchObject([{ id: ids.complaint }])
    expect(await refused(finance.get(`/complaints/${ids.waitingCase}`))).toBe('404 kernel/not-found')
  })

  test('of a hand-over: only who it was offered to may take it', async () => {
    expect(await refused(clerk.post(`/handovers/${ids.handover}/accept`))).toBe('403 routing/not-the-receiver')
    const away = await w.person('小马', 'S02', 'clerk')
    const c = await register(w, clerk)
    expect(await refused(away.get(`/complaints/${c.id}`))).toBe('404 kernel/not-found')
    const offer = await got(clerk.post(`/complaints/${c.id}/handovers`, { toPersonId: away.id, story: '顾客在二店附近' }), 201)
    expect(await got(away.get(`/complaints/${c.id}`))).toMatchObject({ id: c.id })
    expect(await got(away.post(`/handovers/${offer.id}/accept`))).toMatchObject({ state: 'accepted' })
    expect(await got(away.get(`/complaints/${c.id}`))).toMatchObject({ owner: { id: away.id } })
  })

  test('a confidential case is seen by its owner and named roles only', async () => {
    const c = await register(w, clerk, { confidential: true, points: [{ text: '内部举报店员偷换钻石' }] })
    const hidden = await w.person('小郑', 'S01', 'clerk')
    for (const who of [hidden, manager]) {
      expect(await refused(who.get(`/complaints/${c.id}`))).toBe('404 kernel/not-found')
      expect((await got(who.get('/complaints?q=偷换钻石'))).items).toEqual([])
    }
    expect(await got(clerk.get(`/complaints/${c.id}`))).toMatchObject({ confidential: true })
    expect((await got(w.admin.get('/complaints?q=偷换钻石'))).items).toHaveLength(1)
  })

  test('a file is seen with its case, before that only by who uploaded it, and given away once', async () => {
    const loose = (await upload(clerk, 'loose.png', PNG)).json<{ id: string }>()
    expect((await clerk.get(`/files/${loose.id}`)).status).toBe(200)
    expect(await refused(manager.get(`/files/${loose.id}`))).toBe('404 kernel/not-found')
    const c = await register(w, manager)
    expect(await faulty(manager.post(`/complaints/${c.id}/messages`, { kind: 'note', text: 'x', fileIds: [loose.id] }))).toBe('422 #/fileIds/0')
    expect(await faulty(manager.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: 'x', liability: 'none', evidence: [ids.file] }))).toBe('422 #/evidence/0')
    await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'note', text: 'x', fileIds: [loose.id] }), 201)
    expect((await manager.get(`/files/${loose.id}`)).status).toBe(200)
  })
})

test('a role without the permission is told so', async () => {
  const engineer = outsiders[2]?.who as Client
  const answers = await Promise.all([
    clerk.post('/people', { name: 'x', email: 'z@example.com', password: 'long enough', unitId: await w.unitId('S01'), positionCode: 'clerk' }), clerk.post('/units', { code: 'X', name: 'x', kind: 'shop', parentId: null }), clerk.post('/tokens', { name: 'x', scopes: ['*'] }),
    clerk.get('/audit'), clerk.get('/tokens'), manager.get('/audit'), clerk.post(`/people/${manager.id}/retire`), engineer.get('/follow-ups'),
    finance.post('/complaints', { channel: 'phone', unitId: await w.unitId('FIN'), receivedAt: w.now().toISOString(), customer: { name: 'x' }, points: [{ text: 'x' }], receiver: { name: 'x', position: 'x' }, signedOff: true }), finance.post(`/complaints/${ids.complaint}/messages`, { kind: 'reply', text: 'x' }),
  ])
  expect(answers.map((a) => `${a.status} ${a.body.type}`)).toEqual(answers.map(() => '403 /problems/identity/not-allowed'))
  expect(await refused(clerk.post('/complaints', { channel: 'phone', unitId: await w.unitId('S02'), receivedAt: w.now().toISOString(), customer: { name: 'x' }, points: [{ text: 'x' }], receiver: { name: 'x', position: 'x' }, signedOff: true }))).toBe('403 complaint/unit-not-yours')
})
