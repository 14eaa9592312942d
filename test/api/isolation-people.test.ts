import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADMIN, Client, type World, openWorld } from '#test/app.ts'
import { aComplaint } from '#test/story.ts'
import { got, investigated, onDatabase, propose, refused, rowCounts } from '#test/steps.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let clerk: Person
let manager: Person
let director: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
})
afterAll(() => w.close())

const day = (shift: number) => new Date(w.now().getTime() + shift * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
const bearer = async (who: Client, scopes: string[]) => {
  const { id, token } = await got(who.post('/tokens', { name: '测试', scopes }), 201)
  return Object.assign(new Client(w.app, { authorization: `Bearer ${token}` }), { tokenId: id as string })
}
/** A token of a director who was an administrator when they made it: no lesser post makes tokens. */
const directorsToken = async () => {
  const who = await w.person('升降', 'HQ', 'administrator')
  const token = await bearer(who, ['*'])
  const { name, email } = (await got(who.get('/session'))).person
  await got(w.admin.put(`/people/${who.id}`, { name, email, unitId: await w.unitId('HQ'), positionCode: 'serviceManager' }))
  return { token, who, email: email as string }
}
/** What the door believes for a few seconds is forgotten after any change of people or units. */
const forgetBelief = async () => got(w.admin.post('/positions', { unitId: await w.unitId('S01'), code: 'clerk' }), 201)

describe('approval', () => {
  const waiting = async (who: Client = clerk, fen = 50_000) => {
    const made = await got(propose(who, await investigated(w, clerk), fen), 201)
    expect(made.state).toBe('awaitingApproval')
    return (by: Client) => by.post(`/remedies/${made.id}/approve`, { version: made.version, comment: '' })
  }

  test('is never given to one\'s own proposal, whatever one\'s rank', async () => {
    expect(await refused((await waiting())(clerk))).toBe('403 authority/own-proposal')
    expect(await refused((await waiting(manager, 300_000))(manager))).toBe('403 authority/own-proposal')
  })

  test('wants the rank, over this unit', async () => {
    const colleague = await w.person('小张', 'S01', 'clerk')
    expect(await refused((await waiting())(colleague))).toBe('403 authority/above-limit')
    expect(await refused((await waiting(clerk, 300_000))(manager))).toBe('403 authority/above-limit')
    expect(await refused((await waiting())(await w.person('王店长', 'S02', 'shopManager')))).toBe('404 kernel/not-found')
    expect((await (await waiting())(director)).status).toBe(200)
  })

  test('is given by a deputy while the absence lasts, and says for whom', async () => {
    const deputy = await w.person('小孙', 'S01', 'clerk')
    await got(w.admin.post(`/people/${manager.id}/absence`, { from: day(0), until: day(1), deputyId: deputy.id }))
    const decide = await waiting()
    expect((await got(deputy.get('/approvals'))).items).toContainEqual(expect.objectContaining({ whyNot: null, positionCode: 'shopManager' }))
    expect(await got(decide(deputy))).toMatchObject({ state: 'approved', approvals: [{ by: { id: deputy.id }, asDeputyOf: { id: manager.id, name: '陈店长' } }] })
    expect(await refused((await waiting(clerk, 300_000))(deputy))).toBe('403 authority/above-limit')
    const late = await waiting()
    w.travel(2 * DAY)
    expect(await refused(late(deputy))).toBe('403 authority/above-limit')
    w.travel(-2 * DAY)
  })

  test('is not given by standing in for the one who proposed', async () => {
    const proposer = await w.person('小钱', 'S01', 'clerk')
    const deputy = await w.person('小周', 'S01', 'clerk')
    const decide = await waiting(proposer)
    const people = (await got(w.admin.get('/people'))).items
    const { email } = people.find((p: { id: string }) => p.id === proposer.id)
    await got(w.admin.put(`/people/${proposer.id}`, { name: '小钱', email, unitId: await w.unitId('S01'), positionCode: 'shopManager' }))
    await got(w.admin.post(`/people/${proposer.id}/absence`, { from: day(0), until: day(1), deputyId: deputy.id }))
    expect(await refused(decide(deputy))).toBe('403 authority/above-limit')
    expect(await refused(decide(proposer))).toBe('403 authority/own-proposal')
    const ofAnother = await waiting()
    expect(await got(ofAnother(deputy))).toMatchObject({ approvals: [{ asDeputyOf: { id: proposer.id } }] })
  })

  test('of what a deputy proposed is for someone else', async () => {
    const deputy = await w.person('小吴', 'S01', 'clerk')
    const boss = await w.person('另一店长', 'S01', 'shopManager')
    await got(w.admin.post(`/people/${boss.id}/absence`, { from: day(0), until: day(0), deputyId: deputy.id }))
    expect(await refused((await waiting(deputy))(deputy))).toBe('403 authority/own-proposal')
  })

  test('an absence names two people and an end after its beginning', async () => {
    const path = `/people/${manager.id}/absence`
    expect(await refused(w.admin.post(path, { from: day(0), until: day(1), deputyId: manager.id }))).toBe('422 identity/deputy-is-self')
    expect(await refused(w.admin.post(path, { from: day(1), until: day(0), deputyId: clerk.id }))).toBe('422 kernel/invalid-input')
    expect(await refused(w.admin.post(path, { from: day(0), until: day(1), deputyId: crypto.randomUUID() }))).toBe('404 kernel/not-found')
  })
})

describe('a session', () => {
  let someone: Person
  let email: string
  beforeEach(async () => {
    someone = await w.person('临时', 'HQ', 'serviceManager')
    email = (await got(someone.get('/session'))).person.email
  })

  test('dies with its person, and so do the tokens', async () => {
    const { token, who: someone, email } = await directorsToken()
    expect((await token.get('/units')).status).toBe(200)
    await got(w.admin.post(`/people/${someone.id}/retire`))
    const before = await rowCounts(w)
    expect(await refused(someone.get('/units'))).toBe('401 identity/not-signed-in')
    expect(await refused(someone.post('/complaints', await aComplaint(w)))).toBe('401 identity/not-signed-in')
    expect(await refused(token.get('/units'))).toBe('401 identity/not-signed-in')
    expect(await refused(token.post('/complaints', await aComplaint(w)))).toBe('401 identity/not-signed-in')
    expect(await refused(w.visitor.post('/session', { email, password: ADMIN.password }))).toBe('401 identity/wrong-sign-in')
    expect(await rowCounts(w)).toEqual(before)
  })

  test('ends when it expires', async () => {
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      await db.query('update identity.session set expires_at = now() - interval \'1 second\' where person_id = $1', [someone.id])
    })
    await forgetBelief()
    expect(await refused(someone.get('/units'))).toBe('401 identity/not-signed-in')
    expect(await refused(someone.post('/complaints', await aComplaint(w)))).toBe('401 identity/not-signed-in')
  })

  test('ends with signing out, and by a new password everywhere else', async () => {
    const second = await w.signIn(email, ADMIN.password)
    expect(await got(second.call('DELETE', '/session'))).toEqual({ done: true })
    expect(await refused(second.get('/units'))).toBe('401 identity/not-signed-in')
    expect((await someone.get('/units')).status).toBe(200)
    const third = await w.signIn(email, ADMIN.password)
    expect(await refused(third.put('/me', { password: { current: 'not this one', next: 'a new password' } }))).toBe('422 identity/wrong-password')
    const changed = await third.put('/me', { password: { current: ADMIN.password, next: 'a new password' } })
    expect(changed.status).toBe(200)
    expect(await refused(someone.get('/units'))).toBe('401 identity/not-signed-in')
    const fresh = new Client(w.app, { cookie: String(changed.headers['set-cookie']).split(';')[0] ?? '' })
    expect((await fresh.get('/units')).status).toBe(200)
    expect(await refused(w.visitor.post('/session', { email, password: ADMIN.password }))).toBe('401 identity/wrong-sign-in')
  })

  test('made up or of another organisation opens nothing here', async () => {
    for (const cookie of ['wenguo=made-up', 'wenguo=', `wenguo=${'A'.repeat(43)}`, 'wenguo=%00', 'other=1']) expect(await refused(new Client(w.app, { cookie }).get('/units'))).toBe('401 identity/not-signed-in')
    const other = await w.otherOrganization()
    const mixed = new Client(w.app, { cookie: other.headers.cookie ?? '', 'x-csrf-token': someone.headers['x-csrf-token'] ?? '' })
    expect(await refused(mixed.post('/complaints', await aComplaint(w)))).toBe('403 identity/csrf')
    expect((await got(mixed.get('/people'))).items).toHaveLength(1)
  })

  test('loses at once what a new post no longer allows', async () => {
    expect((await someone.get(`/complaints`)).status).toBe(200)
    await got(w.admin.put(`/people/${someone.id}`, { name: '临时', email, unitId: await w.unitId('FIN'), positionCode: 'financeOfficer' }))
    expect(await refused(someone.post('/complaints', await aComplaint(w)))).toBe('403 identity/not-allowed')
    expect((await got(someone.get('/complaints'))).items).toEqual([])
  })
})

describe('a token', () => {
  test('is dead once revoked', async () => {
    const { token } = await directorsToken()
    expect((await token.get('/units')).status).toBe(200)
    await got(w.admin.post(`/tokens/${token.tokenId}/revoke`))
    expect(await refused(token.get('/units'))).toBe('401 identity/not-signed-in')
    expect(await refused(w.admin.post(`/tokens/${token.tokenId}/revoke`))).toBe('404 kernel/not-found')
    expect(await refused((await w.otherOrganization()).post(`/tokens/${(await directorsToken()).token.tokenId}/revoke`))).toBe('404 kernel/not-found')
  })

  test('does what its scopes say and no more', async () => {
    const reading = await bearer(w.admin, ['complaint.read', 'identity.read'])
    const c = await investigated(w, clerk)
    expect((await reading.get(`/complaints/${c.id}`)).status).toBe(200)
    const before = await rowCounts(w)
    const refusals = await Promise.all([reading.post('/complaints', await aComplaint(w)), reading.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }), reading.get('/customers'), reading.get('/audit'), reading.post('/tokens', { name: 'x', scopes: ['*'] }), reading.post('/people', { name: 'x', email: 'q@example.com', password: 'long enough', unitId: await w.unitId('S01'), positionCode: 'clerk' })])
    expect(refusals.map((r) => `${r.status} ${r.body.type}`)).toEqual(refusals.map(() => '403 /problems/identity/not-allowed'))
    expect(await rowCounts(w)).toEqual(before)
    const module = await bearer(w.admin, ['complaint.*'])
    expect((await module.post('/complaints', await aComplaint(w))).status).toBe(201)
    expect(await refused(module.get('/units'))).toBe('403 identity/not-allowed')
  })

  test('never allows more than its owner may', async () => {
    const { token } = await directorsToken()
    expect(await refused(token.get('/audit'))).toBe('403 identity/not-allowed')
  })

  test('makes no token that may do more than itself', async () => {
    const maker = await bearer(w.admin, ['identity.createToken', 'complaint.read'])
    for (const scopes of [['*'], ['complaint.*'], ['complaint.read', 'customer.read']]) expect(await refused(maker.post('/tokens', { name: 'x', scopes }))).toBe('403 identity/not-allowed')
    expect((await maker.post('/tokens', { name: 'x', scopes: ['complaint.read'] })).status).toBe(201)
  })

  test('without the right to upload leaves no bytes behind', async () => {
    const reading = await bearer(w.admin, ['complaint.read'])
    const bytes = 'nobody may keep this'
    const answer = await w.app.inject({ method: 'POST', url: '/api/v1/files', headers: { ...reading.headers, 'content-type': 'multipart/form-data; boundary=B' }, payload: `--B\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${bytes}\r\n--B--\r\n` })
    expect(answer.statusCode).toBe(403)
    await expect(w.composed.store.open(createHash('sha256').update(bytes).digest('hex'))).rejects.toThrow()
  })
})
