import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, connect } from '#kernel/db.ts'
import { sweepFiles } from '#modules/files/sweep.ts'
import { Client, type World, openWorld } from '#test/app.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { PNG, register, upload } from '#test/story.ts'
import { recurring } from '../../server/recurring.ts'

type P = Client & { id: string }
let w: World
let database: Database
const folder = mkdtempSync(join(tmpdir(), 'wenguo-mended-'))
let clerk: P
let manager: P

beforeAll(async () => {
  w = await openWorld({ DATA_DIR: folder })
  database = connect(w.url, 2, () => undefined)
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
})
afterAll(async () => {
  await database.end()
  await w.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As the machinery, which sees all rows. */
const rows = (statement: string, values: readonly unknown[] = []) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  return (await db.query(statement, [...values])).rows
})

describe('what was left behind', () => {
  const stored = () => readdirSync(join(folder, 'files'), { recursive: true, encoding: 'utf8' }).filter((name) => name.length > 10)

  test('uploads that nobody attached within a day are removed with their bytes', async () => {
    const bytes = (mark: string) => Buffer.concat([PNG, Buffer.from(mark)])
    const loose = (await upload(w.visitor, 'loose.png', bytes('loose'), '/portal/files')).json<any>()
    const twice = (await upload(clerk, 'twice.png', bytes('twice'))).json<any>()
    const kept = (await upload(clerk, 'kept.png', bytes('twice'))).json<any>()
    await register(w, clerk, { fileIds: [kept.id] })
    const coming = join(folder, 'files', 'coming', 'broken-off')
    writeFileSync(coming, 'x')
    const run = () => sweepFiles(database.db, w.composed.doors.perform, w.composed.store, w.now)
    await run()
    expect((await rows('select id from files.file where id = any ($1)', [[loose.id, twice.id, kept.id]])).length).toBe(3)
    w.travel(2 * 86_400_000)
    utimesSync(coming, 0, 0)
    await run()
    expect((await rows('select id from files.file where id = any ($1)', [[loose.id, twice.id, kept.id]])).map((r) => r.id)).toEqual([kept.id])
    expect(stored().some((name) => name.endsWith(loose.sha256))).toBe(false)
    expect(stored().some((name) => name.endsWith(kept.sha256))).toBe(true)
    expect(stored().some((name) => name.includes('broken-off'))).toBe(false)
    expect((await clerk.get(`/files/${kept.id}`)).status).toBe(200)
    expect((await rows("select payload from kernel.event where name = 'files.removed'")).flatMap((r) => r.payload.fileIds)).toEqual(expect.arrayContaining([loose.id, twice.id]))
  })

  test('bytes that no row names, because the program ended before it was written, are removed after a day', async () => {
    const named = (await upload(clerk, 'named.png', Buffer.concat([PNG, Buffer.from('named')]))).json<any>()
    await register(w, clerk, { fileIds: [named.id] })
    const put = async (mark: string) => (await w.composed.store.put(Readable.from([Buffer.from(mark)]), 100, () => Promise.resolve())).sha256
    const [orphan, young] = [await put('orphan'), await put('young orphan')]
    const pathOf = (hash: string) => join(folder, 'files', hash.slice(0, 2), hash)
    for (const hash of [orphan, named.sha256]) utimesSync(pathOf(hash), 0, 0)
    await recurring(database.db, w.composed.doors.perform, [], w.composed.store, w.composed.webhooks, w.composed.messages, w.composed.mailboxes, () => new Date(), w.composed.learner, w.composed.sayAnswersOn).find((r) => r.name === 'orphaned bytes')?.run()
    expect([orphan, young, named.sha256].filter((hash) => existsSync(pathOf(hash)))).toEqual([young, named.sha256])
  })

  test('bytes that were just put stay, a row may be about to name them', async () => {
    const { sha256 } = (await upload(clerk, 'young.png', Buffer.concat([PNG, Buffer.from('young')]))).json<any>()
    await w.composed.store.remove(sha256, new Date(Date.now() - 3_600_000))
    expect(stored().some((name) => name.endsWith(sha256))).toBe(true)
  })

  test('uploads without a name are counted, by number and by bytes', async () => {
    const from = (ip: string) => ({ ...w.visitor, app: w.app, headers: { 'x-forwarded-for': ip } }) as unknown as Client
    const statuses = []
    for (let i = 0; i < 61; i++) statuses.push((await upload(from('203.0.113.7'), 'a.png', PNG, '/portal/files')).statusCode)
    expect([statuses.slice(0, 60).every((s) => s === 201), statuses[60]]).toEqual([true, 429])
    const large = Buffer.concat([PNG, Buffer.alloc(24 * 1_048_576)])
    const many = []
    for (let i = 0; i < 10; i++) many.push((await upload(from('203.0.113.8'), 'b.png', large, '/portal/files')).statusCode)
    expect([many.slice(0, 9).every((s) => s === 201), many[9]]).toEqual([true, 429])
  })
})

describe('files of a case', () => {
  test('naming evidence in a message through the portal does not show it', async () => {
    const c = await register(w, clerk)
    const evidence = (await upload(clerk, 'internal.png', PNG)).json<any>()
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: 'x', liability: 'ours', evidence: [evidence.id] }))
    const code = { 'x-case-code': c.portalCode }
    const say = (fileIds: string[]) => w.visitor.post(`/portal/complaints/${c.number}/messages`, { text: 'x', fileIds }, code)
    expect(await refused(say([evidence.id]))).toBe('422 communication/file-unknown')
    expect((await w.visitor.get(`/portal/complaints/${c.number}/files/${evidence.id}`, code)).status).toBe(404)
    const own = (await upload(w.visitor, 'own.png', PNG, '/portal/files')).json<any>()
    expect((await say([own.id, own.id])).status).toBe(200)
    expect(await refused(say([own.id]))).toBe('422 communication/file-unknown')
    expect((await w.visitor.get(`/portal/complaints/${c.number}/files/${own.id}`, code)).status).toBe(200)
  })

  test('staff name their own and those of the case, not what others uploaded', async () => {
    const c = await register(w, clerk)
    const [mine, theirs] = [(await upload(clerk, 'a.png', PNG)).json<any>(), (await upload(manager, 'b.png', PNG)).json<any>()]
    const note = (who: Client, fileIds: string[]) => who.post(`/complaints/${c.id}/messages`, { kind: 'note', text: 'x', fileIds })
    expect(await refused(note(clerk, [theirs.id]))).toBe('422 communication/file-unknown')
    await got(note(clerk, [mine.id]), 201)
    await got(note(manager, [mine.id]), 201)
  })
})

describe('where several organisations are at home', () => {
  test('a place is named by its id, where they use the same code', async () => {
    const other = await w.otherOrganization()
    const theirs = (await got(other.get('/units'))).items.find((u: { code: string }) => u.code === 'S01')
    const info = await got(w.visitor.get(`/portal?place=${theirs.id}`))
    expect([info.organization, info.place.id]).toEqual(['另一家', theirs.id])
    await got(w.visitor.post('/portal/complaints', { place: info.place.id, name: '顾客', phone: null, text: '给另一家', wants: null, locale: 'zh-CN' }), 201)
    expect((await got(other.get('/complaints?q=给另一家'))).items).toHaveLength(1)
  })

  test('what is uploaded goes to the one of the place, or of the case', async () => {
    const other = await w.otherOrganization()
    const { id: place } = (await got(other.get('/units'))).items.find((u: { code: string }) => u.code === 'S01')
    const photo = (await upload(w.visitor, '照片.png', PNG, `/portal/files?place=${place}`)).json<any>()
    const sent = await got(w.visitor.post<any>('/portal/complaints', { place, name: '顾客', phone: null, text: '附照片', wants: null, locale: 'zh-CN', fileIds: [photo.id] }), 201)
    const withCode = new Client(w.app, { 'x-case-code': sent.code })
    const later = (await upload(withCode, '后来.png', PNG, `/portal/complaints/${sent.number}/files`)).json<any>()
    await got(withCode.post(`/portal/complaints/${sent.number}/messages`, { text: '再看一张', fileIds: [later.id] }))
    const { id } = (await got(other.get('/complaints?q=附照片'))).items[0]
    expect((await got(other.get(`/complaints/${id}`))).files.map((f: { name: string }) => f.name).sort()).toEqual(['后来.png', '照片.png'])
    expect((await upload(new Client(w.app, { 'x-case-code': 'WRONG' }), 'x.png', PNG, `/portal/complaints/${sent.number}/files`)).json<any>().type).toBe('/problems/portal/case-not-found')
    expect((await upload(w.visitor, 'x.png', PNG, '/portal/files?place=NOWHERE')).json<any>()).toMatchObject({ type: '/problems/portal/place-unknown', errors: [{ pointer: '#/place' }] })
    expect((await upload(w.visitor, 'x.png', PNG, '/portal/files?plaice=S01')).json<any>().errors).toMatchObject([{ pointer: '#/plaice' }])
  })
})
