import type { FastifyRequest } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from '#kernel/db.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { from, honestly, proof, solve } from '#test/puzzle.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, register, upload } from '#test/story.ts'

let w: World
beforeAll(async () => { w = await openWorld({}, { puzzleBase: 20 }) })
afterAll(() => w.close())

const HOUR = 3_600_000
const told = (n: number, more: Record<string, unknown> = {}) => ({ place: 'S01', name: `客人${n}`, phone: '13700137001', text: `第${n}件：项链断了，想退`, wants: null, locale: 'zh-CN', ...more })
const held = (state: string, who: Client = w.admin) => got(who.get<any>(`/held?state=${state}&limit=200`))
const organizationId = async () => (await asSystem(w.db, (open) => open.selectFrom('identity.organization').select('organization_id').orderBy('founded_at').executeTakeFirstOrThrow())).organization_id
const registeredSince = async (since: Date) => Number((await asSystem(w.db, (open) => open.selectFrom('complaint.complaint').select((eb) => eb.fn.countAll().as('n')).where('registered_at', '>=', since).executeTakeFirstOrThrow())).n)

describe('many at once', () => {
  test('500 honest people behind one address in an hour all come through, most after a puzzle their browser solves', async () => {
    const since = w.now()
    const answers = []
    for (let n = 0; n < 500; n++) {
      if (n === 250) w.travel(HOUR / 2)
      answers.push(await honestly(w.visitor, '/portal/complaints', told(n, { place: `S0${1 + n % 2}` }), '203.0.113.1'))
    }
    expect(answers.filter((a) => a.status !== 201).map((a) => a.body)).toEqual([])
    expect(await registeredSince(since)).toBe(500)
    expect((await held('waiting')).items).toEqual([])
  }, 240_000)

  test('a flood of 10,000 from many addresses leaves next to nothing, and the honest ones among it come through', async () => {
    w.travel(2 * HOUR)
    const since = w.now()
    let taken = 0
    const { status: one } = await w.visitor.post('/portal/complaints', told(0, { text: '垃圾' }), from('198.51.100.1'))
    expect(one).toBe(201)
    // Straight at the gate, which every one of them meets first: what it lets through would be registered.
    const place = { organizationId: await organizationId(), unitId: await w.unitId('S01'), cardId: null }
    const knock = (n: number) => w.composed.gate.submit({ ip: `198.51.${Math.floor(n / 250)}.${n % 250}`, headers: {} } as unknown as FastifyRequest, place, { text: `垃圾 ${n}` }).then(() => 1, () => 0)
    for (let n = 0; n < 10_000; n++) taken += await knock(n)
    // What is free for one place in an hour; the rest was asked for a puzzle and left.
    expect(taken).toBeLessThanOrEqual(120)
    const honest = []
    for (let n = 0; n < 20; n++) honest.push((await honestly(w.visitor, '/portal/complaints', told(n, { text: `真的有事 ${n}` }), `192.0.2.${n}`)).status)
    expect(honest.every((status) => status === 201)).toBe(true)
    expect(await registeredSince(since)).toBe(1 + 20)
  }, 240_000)

  test('a flood that solves its puzzles is held for somebody to look at, and its senders keep their number and code', async () => {
    w.travel(2 * HOUR)
    const same = '同样的话，一遍又一遍，发给同一家门店'
    const answers = []
    for (let n = 0; n < 34; n++) answers.push(await honestly(w.visitor, '/portal/complaints', told(n, { text: same }), `198.18.0.${n}`))
    expect(answers.map((a) => a.body.held)).toEqual([...Array.from({ length: 30 }, () => false), true, true, true, true])
    const { items } = await held('waiting')
    expect(items).toMatchObject(Array.from({ length: 4 }, () => ({ state: 'waiting', why: 'sameWords', text: same, what: 'complaint', unitName: expect.any(String) })))
    const { number, code } = answers.at(-1)?.body ?? {}
    const seen = await got(w.visitor.get<any>(`/portal/complaints/${number}`, { 'x-case-code': code, ...from('198.18.1.1') }))
    expect(seen).toMatchObject({ number, held: 'waiting', step: 1, points: [{ text: same }] })
    expect(await refused(w.visitor.post(`/portal/complaints/${number}/messages`, { text: '补一句' }, { 'x-case-code': code, ...from('198.18.1.1') }))).toBe('404 portal/case-not-found')
  })

  test('what is held is released, discarded with a reason, and put back; by whom it concerns', async () => {
    const { items } = await held('waiting')
    const [first, second, third] = items
    const elsewhere = [await w.person('别店', 'S02', 'shopManager'), await w.otherOrganization()]
    for (const who of elsewhere) {
      expect((await held('waiting', who)).items).toEqual([])
      expect(await refused(who.post('/held/release', { ids: [first.id] }))).toBe('404 kernel/not-found')
    }
    expect(await refused((await w.person('店员', 'S01', 'clerk')).get('/held'))).toBe('403 identity/not-allowed')
    expect(await got(w.admin.post('/held/release', { ids: [first.id, second.id] }))).toEqual({ decided: 2 })
    const both = await Promise.all([w.admin.post<any>('/held/discard', { ids: [third.id], reason: '同一个人刷的' }), w.admin.post<any>('/held/release', { ids: [third.id] })])
    expect(both.map((a) => a.status).sort()).toEqual([200, 409])
    const released = (await held('released')).items
    expect(released.find((h: any) => h.id === first.id)).toMatchObject({ complaint: { number: expect.stringMatching(/^S01-/) }, decided: { by: { name: '管理员' } } })
    const rest = (await held('waiting')).items
    await got(w.admin.post('/held/discard', { ids: [rest[0].id], reason: '刷的' }))
    expect((await held('discarded')).items.find((h: any) => h.id === rest[0].id)).toMatchObject({ decided: { reason: '刷的' } })
    await got(w.admin.post('/held/restore', { ids: [rest[0].id] }))
    expect((await held('waiting')).items).toHaveLength(rest.length)
    expect(await refused(w.admin.post('/held/discard', { ids: [first.id], reason: 'x' }))).toBe('409 portal/held-decided')
  })

  test('number and code of a held one lead to the complaint it became, with its photos', async () => {
    w.travel(2 * HOUR)
    const same = '再来一遍同样的话'
    for (let n = 0; n < 30; n++) await honestly(w.visitor, '/portal/complaints', told(n, { text: same }), `198.18.2.${n}`)
    const file = (await upload(w.visitor, 'a.png', PNG, '/portal/files')).json<any>()
    const { number, code } = (await honestly(w.visitor, '/portal/complaints', told(1, { text: same, fileIds: [file.id] }), '198.18.3.1')).body
    const [one] = (await held('waiting')).items
    expect(one).toMatchObject({ number, files: [{ name: 'a.png' }] })
    await got(w.admin.post('/held/release', { ids: [one.id] }))
    const seen = await got(w.visitor.get<any>(`/portal/complaints/${number}`, { 'x-case-code': code, ...from('198.18.1.2') }))
    expect(seen).toMatchObject({ number: expect.stringMatching(/^S01-/), held: null, receivedAt: one.at })
    const [released] = (await held('released')).items
    expect((await got(w.admin.get<any>(`/complaints/${released.complaint.id}`))).files?.length ?? 1).toBeGreaterThan(0)
    expect((await w.app.inject({ url: `/api/v1/files/${file.id}`, headers: w.admin.headers })).rawPayload.equals(PNG)).toBe(true)
  })
})

describe('puzzles', () => {
  test('are good once, for ten minutes, and only ours', async () => {
    w.travel(2 * HOUR)
    for (let n = 0; n < 60; n++) expect((await w.visitor.post('/portal/complaints', told(n), from('203.0.113.9'))).status).toBe(201)
    expect(await refused(w.visitor.post('/portal/complaints', told(61), from('203.0.113.9')))).toBe('429 kernel/too-many-requests')
    const solved = await proof(w.visitor, '203.0.113.9')
    expect((await w.visitor.post('/portal/complaints', told(62), solved)).status).toBe(201)
    expect((await w.visitor.post('/portal/complaints', told(63), solved)).status).toBe(429)
    const late = await proof(w.visitor, '203.0.113.9')
    w.travel(11 * 60_000)
    expect((await w.visitor.post('/portal/complaints', told(64), late)).status).toBe(429)
    const { body } = await w.visitor.get<any>('/portal/puzzle')
    for (const forged of ['x', Buffer.from('{}').toString('base64'), solve({ ...body, signature: '0'.repeat(64) })]) expect((await w.visitor.post('/portal/complaints', told(65), { ...from('203.0.113.9'), 'x-proof': forged })).status).toBe(429)
  })

  test('a field nobody sees that is filled, or a page open for a second, asks for one sooner and refuses nobody', async () => {
    for (const [n, sign] of [{ trap: 'http://spam.example' }, { seconds: 1 }].entries()) {
      const ip = `203.0.113.${10 + n}`
      for (let i = 0; i < 5; i++) expect((await w.visitor.post('/portal/complaints', told(70 + i, sign), from(ip))).status).toBe(201)
      expect((await w.visitor.post('/portal/complaints', told(76, sign), from(ip))).status).toBe(429)
      expect((await w.visitor.post('/portal/complaints', told(77), from(ip))).status).toBe(201)
      expect((await honestly(w.visitor, '/portal/complaints', told(78, sign), ip)).body).toMatchObject({ held: false })
    }
  })

  test('who guesses at a code pays more and more; the owner is never shut out', async () => {
    const { number, portalCode } = await register(w, w.admin)
    const look = (code: string, headers: Record<string, string>) => w.visitor.get<any>(`/portal/complaints/${number}`, { 'x-case-code': code, ...headers })
    const guesses = await Promise.all(Array.from({ length: 10 }, () => look('AAAA-AAAA-AAAA', from('203.0.113.20'))))
    expect(guesses.map((a) => a.status)).toEqual(Array.from({ length: 10 }, () => 404))
    const first = (await w.visitor.get<any>('/portal/puzzle', from('203.0.113.20'))).body.most
    expect((await look(portalCode, from('203.0.113.20'))).status).toBe(429)
    expect((await look(portalCode, await proof(w.visitor, '203.0.113.20'))).body.number).toBe(number)
    const more = await Promise.all(Array.from({ length: 30 }, async () => look('AAAA-AAAA-AAAA', await proof(w.visitor, '203.0.113.20'))))
    expect(more.map((a) => a.status)).toEqual(Array.from({ length: 30 }, () => 404))
    expect((await w.visitor.get<any>('/portal/puzzle', from('203.0.113.20'))).body.most).toBeGreaterThanOrEqual(4 * first)
    // From elsewhere it is the case that is watched; still its owner comes in.
    expect((await look(portalCode, from('203.0.113.21'))).status).toBe(429)
    expect((await look(portalCode, await proof(w.visitor, '203.0.113.21'))).status).toBe(200)
  }, 240_000)

  test('everything is counted for the operator', async () => {
    const counters = await got(w.admin.get<any>('/held/counters'))
    expect(counters).toMatchObject({ waiting: expect.any(Number), submitted: expect.any(Number), puzzlesSolved: expect.any(Number) })
    expect(counters.puzzlesAsked).toBeGreaterThan(9_000)
    expect((await w.app.inject({ url: '/metrics' })).body).toContain('wenguo_portal{what="puzzlesAsked"}')
  })
})
