import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { faulty, got, onDatabase, refused } from '#test/steps.ts'
import { aComplaint, PNG, upload } from '#test/story.ts'
import { sweepDrafts } from '#modules/draft/sweep.ts'
import { sweepFiles } from '#modules/files/sweep.ts'

let w: World
let clerk: Client & { id: string }
let colleague: Client & { id: string }
let manager: Client & { id: string }
const DAY = 86_400_000

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  colleague = await w.person('小赵', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
})
afterAll(() => w.close())

const BODY = { channel: 'phone', name: '王女士', phone: '13800138000', points: [{ key: 'a', text: '戒指掉钻', wants: '' }], someFutureField: { deep: [1, 2] } }
const save = (who: Client, id: string, revision: number, change: Record<string, unknown> = {}) => who.put<any>(`/drafts/${id}`, { revision, form: 1, body: BODY, fileIds: [], ...change })
const begun = async (who: Client = clerk, change: Record<string, unknown> = {}) => {
  const id = randomUUID()
  await got(save(who, id, 0, change))
  return id
}
const ids = async (who: Client, query = '') => (await got(who.get(`/drafts${query}`))).items.map((d: { id: string }) => d.id) as string[]
const aFile = async (who: Client = clerk) => JSON.parse((await upload(who, 'p.png', PNG)).body).id as string

test('ten thousand of them are read page by page, each as fast as a page of a hundred', async () => {
  const busy = await w.person('小满', 'S01', 'clerk')
  const calm = await w.person('小寒', 'S01', 'clerk')
  const filled = (who: string, many: number) => onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    await db.query(`insert into draft.draft select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid()))).* from draft.draft d, generate_series(1, $2::int) where d.owner_id = $1`, [who, many])
  })
  await begun(busy)
  await begun(calm)
  await filled(calm.id, 99)
  const page = async (who: Client, cursor = '') => {
    const began = performance.now()
    const { items, next } = await got<any>(who.get(`/drafts?limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`))
    return { items, next, took: performance.now() - began }
  }
  const middling = async (who: Client, cursor = '') => {
    const took = []
    for (let i = 0; i < 7; i++) took.push((await page(who, cursor)).took)
    return took.sort((a, b) => a - b)[3] ?? 0
  }
  const few = await middling(calm)
  await filled(busy.id, 9_999)
  // What others have there costs nobody anything.
  expect(await middling(calm)).toBeLessThan(few * 4 + 20)
  expect(await middling(busy)).toBeLessThan(few * 4 + 20)
  // Through all of them: each once, and the last page as fast as the first.
  const seen = new Set<string>()
  let cursor = ''
  let last = ''
  for (let next: string | null = ''; next !== null;) {
    const { items, next: more }: { items: { id: string }[]; next: string | null } = await got(busy.get(`/drafts?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`))
    for (const { id } of items) seen.add(id)
    last = cursor
    cursor = more ?? ''
    next = more
  }
  expect(seen.size).toBe(10_000)
  expect(await middling(busy, last)).toBeLessThan(few * 4 + 20)
  await onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    await db.query('delete from draft.draft where owner_id = any ($1)', [[busy.id, calm.id]])
  })
}, 120_000)

describe('an unfinished registration', () => {
  test('is kept as it was typed, listed by who and what, and found on another device', async () => {
    const id = randomUUID()
    expect(await got(save(clerk, id, 0))).toMatchObject({ id, revision: 1, name: '王女士', firstWords: '戒指掉钻', channel: 'phone', body: BODY, owner: { id: clerk.id } })
    expect(await got(save(clerk, id, 1, { body: { ...BODY, points: [{ text: '🧨 <b>\u202e ﷽ ../../' }] } }))).toMatchObject({ revision: 2, firstWords: '🧨 <b>\u202e ﷽ ../../' })
    expect((await got(clerk.get(`/drafts/${id}`))).body.someFutureField).toEqual({ deep: [1, 2] })
    const [first] = (await got(clerk.get('/drafts?limit=1'))).items
    expect(Date.parse(first.expiresAt) - Date.parse(first.savedAt)).toBe(30 * DAY)
    expect(await faulty(save(clerk, id, 2, { body: { ...BODY, long: 'x'.repeat(400_001) } }))).toBe('422 #/body')
    expect(await faulty(save(clerk, id, 2, { body: { ...BODY, name: '\u0000' } }))).toBe('422 #/body/name')
    expect(await faulty(clerk.put('/drafts/not-an-id', { revision: 0, form: 1, body: {} }))).toBe('422 #/id')
  })

  test('two tabs: the second is told and loses nothing; of two at once one is kept', async () => {
    const id = await begun()
    const answers = await Promise.all([save(clerk, id, 1, { body: { name: '甲' } }), save(clerk, id, 1, { body: { name: '乙' } })])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
    expect(await refused(save(clerk, id, 0))).toBe('409 kernel/stale-version')
    expect(await got(clerk.get(`/drafts/${id}`))).toMatchObject({ revision: 2 })
    const fresh = randomUUID()
    const both = await Promise.all([save(clerk, fresh, 0), save(clerk, fresh, 0)])
    expect(both.map((a) => a.status).sort()).toEqual([200, 409])
  })

  test('nobody else reads, changes, discards or registers it: no colleague, no manager, no administrator, no other firm', async () => {
    const id = await begun()
    for (const who of [colleague, manager, w.admin, await w.otherOrganization()]) {
      expect(await ids(who)).not.toContain(id)
      expect(await refused(who.get(`/drafts/${id}`))).toBe('404 kernel/not-found')
      expect((await save(who, id, 1)).status).toBe(404)
      for (const act of ['take', 'discard', 'restore']) expect(await refused(who.post(`/drafts/${id}/${act}`))).toBe('404 kernel/not-found')
    }
    expect(await refused(colleague.post(`/drafts/${id}/register`, { complaint: await aComplaint(w) }))).toBe('404 kernel/not-found')
    expect(await refused(w.visitor.get('/drafts'))).toBe('401 identity/not-signed-in')
    expect(await got(clerk.get(`/drafts/${id}`))).toMatchObject({ revision: 1 })
  })

  test('its files stay until it is done, go with it to the case, and are swept when it is gone', async () => {
    const [kept, loose] = [await aFile(), await aFile()]
    const id = await begun(clerk, { fileIds: [kept, randomUUID()] })
    expect((await got(clerk.get(`/drafts/${id}`))).attached.map((f: { id: string }) => f.id)).toEqual([kept])
    w.travel(2 * DAY)
    await sweepFiles(w.db, w.composed.doors.perform, w.composed.store, w.now)
    expect((await clerk.get(`/files/${kept}`)).status).toBe(200)
    expect((await clerk.get(`/files/${loose}`)).status).toBe(404)
    const made = await got(clerk.post(`/drafts/${id}/register`, { complaint: await aComplaint(w, { fileIds: [kept] }) }), 201)
    expect((await got(manager.get(`/complaints/${made.id}`))).files.map((f: { id: string }) => f.id)).toEqual([kept])
    w.travel(0)
  })

  test('becomes one case, sent twice at once, again after a crash, or never saved before; what was typed is erased', async () => {
    const before = (await got(w.admin.get('/complaints/count'))).count as number
    const id = await begun()
    const input = { complaint: await aComplaint(w, { points: [{ text: '只登记一次', wants: null }] }) }
    const answers = await Promise.all([1, 2, 3].map(() => clerk.post<any>(`/drafts/${id}/register`, input)))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409])
    expect(await refused(clerk.post(`/drafts/${id}/register`, input))).toBe('409 draft/used')
    expect(await refused(save(clerk, id, 1))).toBe('409 draft/used')
    const made = answers.find((a) => a.status === 201)?.body
    expect(await got(clerk.get(`/drafts/${id}`))).toMatchObject({ complaint: { id: made.id, number: made.number }, body: {}, name: '', firstWords: '' })
    expect(await ids(clerk)).not.toContain(id)
    const kept = await onDatabase(w, async (client) => { await client.query('set role wenguo_system'); return (await client.query('select body from draft.draft where id = $1', [id])).rows })
    expect(kept).toEqual([{ body: '{}' }])
    // The same key gets the first answer, with the look-up code; also where the server never heard of it while it was typed.
    const unheard = randomUUID()
    const key = { 'idempotency-key': unheard }
    const twice = await Promise.all([1, 2].map(() => clerk.post<any>(`/drafts/${unheard}/register`, input, key)))
    expect(twice.map((a) => [a.status, a.body.number, a.body.portalCode])).toEqual([1, 2].map(() => [201, twice[0]?.body.number, twice[0]?.body.portalCode]))
    expect((await got(w.admin.get('/complaints/count'))).count).toBe(before + 2)
  })

  test('a refused registration leaves it as it was', async () => {
    const id = await begun()
    expect(await refused(clerk.post(`/drafts/${id}/register`, { complaint: await aComplaint(w, { customer: { name: '王', phone: 'abc' } }) }))).toBe('422 customer/not-a-phone')
    expect(await got(clerk.get(`/drafts/${id}`))).toMatchObject({ revision: 1, complaint: null, body: BODY })
  })

  test('is handed to a colleague, who goes on with it and its files; until then the owner can take it back', async () => {
    const file = await aFile()
    const id = await begun(clerk, { fileIds: [file] })
    expect(await refused(clerk.post(`/drafts/${id}/hand`, { toId: clerk.id }))).toBe('422 draft/not-to-oneself')
    expect(await refused(clerk.post(`/drafts/${id}/hand`, { toId: randomUUID() }))).toBe('422 draft/person-unknown')
    await got(save(clerk, id, 1, { fileIds: [file], body: { ...BODY, accusedIds: [manager.id] } }))
    for (const toId of [manager.id, colleague.id]) expect(await refused(clerk.post(`/drafts/${id}/hand`, { toId }))).toBe('422 complaint/not-independent')
    await got(save(clerk, id, 2, { fileIds: [file] }))
    await got(clerk.post(`/drafts/${id}/hand`, { toId: colleague.id, note: '我下班了，请打电话问完。' }))
    expect(await refused(save(clerk, id, 1))).toBe('409 draft/handed')
    expect(await got(clerk.post(`/drafts/${id}/take`))).toMatchObject({ handed: null })
    await got(clerk.post(`/drafts/${id}/hand`, { toId: colleague.id, note: '' }))
    expect((await got(colleague.get('/notifications'))).items[0].words).toBe('小李 请您接着写一份没有完成的登记。')
    expect(await got(colleague.get(`/drafts/${id}`))).toMatchObject({ body: BODY, owner: { id: clerk.id } })
    expect(await refused(save(colleague, id, 1))).toBe('409 draft/handed')
    expect(await got(colleague.post(`/drafts/${id}/take`))).toMatchObject({ owner: { id: colleague.id }, handed: null, attached: [{ id: file }] })
    expect(await refused(clerk.get(`/drafts/${id}`))).toBe('404 kernel/not-found')
    const made = await got(colleague.post(`/drafts/${id}/register`, { complaint: await aComplaint(w, { fileIds: [file] }) }), 201)
    expect((await got(colleague.get(`/complaints/${made.id}`))).files).toHaveLength(1)
  })

  test('is discarded and fetched back; what nobody goes on with is erased', async () => {
    const id = await begun()
    expect(await got(clerk.post(`/drafts/${id}/discard`))).toMatchObject({ id })
    expect(await ids(clerk)).not.toContain(id)
    expect(await ids(clerk, '?state=discarded')).toContain(id)
    expect(await refused(save(clerk, id, 1))).toBe('409 draft/discarded')
    expect(await got(clerk.post(`/drafts/${id}/restore`))).toMatchObject({ discardedAt: null, body: BODY })
    const gone = await begun()
    await got(clerk.post(`/drafts/${gone}/discard`))
    w.travel(10 * DAY)
    await sweepDrafts(w.db, w.now)
    expect(await refused(clerk.get(`/drafts/${gone}`))).toBe('404 kernel/not-found')
    expect((await clerk.get(`/drafts/${id}`)).status).toBe(200)
    w.travel(40 * DAY)
    await sweepDrafts(w.db, w.now)
    expect(await refused(clerk.get(`/drafts/${id}`))).toBe('404 kernel/not-found')
    w.travel(0)
  })

  test('of a lead that came in: registered together with its end', async () => {
    const { items: [lead] } = await got(clerk.post('/candidates', { items: [{ source: 'colleague', text: '听客人说修坏了', unitId: await w.unitId('S01') }] }), 201)
    const id = await begun(clerk, { candidateId: lead.id })
    const made = await got(clerk.post(`/drafts/${id}/register`, { complaint: await aComplaint(w), candidateId: lead.id }), 201)
    expect(await got(clerk.get(`/candidates/${lead.id}`))).toMatchObject({ state: 'registered', complaintId: made.id })
    expect(await refused(clerk.post(`/drafts/${randomUUID()}/register`, { complaint: await aComplaint(w), candidateId: lead.id }))).toBe('409 importing/candidate-decided')
  })

  test('a list of ten thousand is read in pages', async () => {
    await onDatabase(w, async (client) => {
      await client.query('set role wenguo_system')
      await client.query(`insert into draft.draft (organization_id, id, owner_id, revision, form, body, begun_at, saved_at, expires_at)
        select organization_id, gen_random_uuid(), $1, 1, 1, '{"name":"王"}', now(), now(), now() + interval '30 days' from identity.person, generate_series(1, 10000) where id = $1`, [colleague.id])
    })
    const first = await got(colleague.get('/drafts?limit=200'))
    expect(first.items).toHaveLength(200)
    expect((await got(colleague.get(`/drafts?limit=200&cursor=${encodeURIComponent(first.next)}`))).items).toHaveLength(200)
  })
})
