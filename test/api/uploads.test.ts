import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from '#kernel/db.ts'
import { sweepFiles } from '#modules/files/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { aVideo, begin, part } from '#test/resumable.ts'
import { PNG, register } from '#test/story.ts'

let w: World
beforeAll(async () => { w = await openWorld() })
afterAll(() => w.close())

const MB = 1_048_576
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const uploads = () => asSystem(w.db, (open) => open.selectFrom('files.upload').selectAll().execute())
const filesOf = (hash: string) => asSystem(w.db, (open) => open.selectFrom('files.file').selectAll().where('sha256', '=', hash).execute())

describe('a file in parts', () => {
  test('is one file when all are there, and goes into the case once', async () => {
    const video = aVideo(3 * MB)
    const upload = await begin(w.visitor, '/portal/uploads', 'IMG_0042.MOV.mp4', video.length, { place: 'S01' })
    expect(await part(w.visitor, '/portal/uploads', upload, 0, video.subarray(0, MB))).toMatchObject({ status: 200, body: { offset: MB, file: null } })
    expect((await w.visitor.get(`/portal/uploads/${upload.id}`, { 'x-upload-key': upload.key })).body).toMatchObject({ offset: MB, bytes: video.length })
    const last = await part(w.visitor, '/portal/uploads', upload, MB, video.subarray(MB))
    expect(last).toMatchObject({ status: 200, body: { offset: video.length, file: { name: 'IMG_0042.MOV.mp4', mediaType: 'video/mp4', sha256: sha(video) } } })
    // The answer got lost: asked again, by a part or by a look, the same file.
    expect((await part(w.visitor, '/portal/uploads', upload, video.length, Buffer.alloc(0))).body.file).toEqual(last.body.file)
    expect((await w.visitor.get(`/portal/uploads/${upload.id}`, { 'x-upload-key': upload.key })).body.file).toEqual(last.body.file)
    expect(await filesOf(sha(video))).toHaveLength(1)
    const told = await w.visitor.post('/portal/complaints', { place: 'S01', name: '林女士', phone: '13700137001', text: '项链断了', locale: 'zh-CN', fileIds: [last.body.file?.id] })
    expect(told.status).toBe(201)
    const back = await w.admin.app.inject({ url: `/api/v1/files/${last.body.file?.id}`, headers: w.admin.headers })
    expect(back.rawPayload.equals(video)).toBe(true)
    // Players seek; some show nothing of a video they cannot seek in.
    const seek = async (range: string, wanted: Buffer) => {
      const answer = await w.admin.app.inject({ url: `/api/v1/files/${last.body.file?.id}?inline=1`, headers: { ...w.admin.headers, range } })
      return `${answer.statusCode} ${answer.headers['content-range'] ?? 'all'} ${answer.rawPayload.equals(wanted)}`
    }
    const of = (from: number) => `206 bytes ${from}-${video.length - 1}/${video.length} true`
    expect(await seek('bytes=0-1', video.subarray(0, 2))).toBe(`206 bytes 0-1/${video.length} true`)
    expect(await seek(`bytes=${MB}-`, video.subarray(MB))).toBe(of(MB))
    expect(await seek('bytes=-5', video.subarray(-5))).toBe(of(video.length - 5))
    for (const odd of ['bytes=9-1', `bytes=${video.length}-`, 'bytes=0-1,5-6', 'x']) expect(await seek(odd, video)).toBe('200 all true')
  })

  test('is taken from the staff as well, and shown to nobody else', async () => {
    const one = await w.person('小李', 'S01', 'clerk')
    const other = await w.person('小王', 'S01', 'clerk')
    const video = aVideo(MB)
    const upload = await begin(one, '/uploads', '到店录像.mp4', video.length)
    const elsewhere = [other, await w.otherOrganization()]
    for (const who of elsewhere) expect((await part(who, '/uploads', upload, 0, video)).status).toBe(404)
    expect((await part(w.visitor, '/portal/uploads', upload, 0, video)).status).toBe(404)
    expect((await part(one, '/uploads', { ...upload, key: `${upload.key}x` }, 0, video)).body.type).toBe('/problems/files/upload-over')
    const { body } = await part(one, '/uploads', upload, 0, video)
    expect(body.file?.sha256).toBe(sha(video))
    expect((await one.post('/complaints', { ...await aCase(one), fileIds: [body.file?.id] })).status).toBe(201)
  })

  test('two parts at once are one: the other is told where to go on', async () => {
    const video = aVideo(2 * MB)
    const upload = await begin(w.visitor, '/portal/uploads', 'a.mp4', video.length)
    const both = await Promise.all([part(w.visitor, '/portal/uploads', upload, 0, video.subarray(0, MB)), part(w.visitor, '/portal/uploads', upload, 0, video.subarray(0, MB))])
    expect(both.map((a) => a.status).sort()).toEqual([200, 409])
    expect(both.find((a) => a.status === 409)?.body).toMatchObject({ type: '/problems/files/offset-differs', params: { offset: MB } })
    const ends = await Promise.all([part(w.visitor, '/portal/uploads', upload, MB, video.subarray(MB)), part(w.visitor, '/portal/uploads', upload, MB, video.subarray(MB))])
    expect(ends.some((a) => a.status === 200 && a.body.file?.sha256 === sha(video))).toBe(true)
    expect(await filesOf(sha(video))).toHaveLength(1)
  })

  test('a gap, more than was said, and a stranger’s kind are refused, and nothing of them stays', async () => {
    const upload = await begin(w.visitor, '/portal/uploads', 'b.png', PNG.length)
    expect((await part(w.visitor, '/portal/uploads', upload, 5, PNG)).body.type).toBe('/problems/files/offset-differs')
    expect((await part(w.visitor, '/portal/uploads', upload, 0, Buffer.concat([PNG, PNG]))).body.type).toBe('/problems/files/too-large')
    expect((await part(w.visitor, '/portal/uploads', upload, 0, PNG)).body.file?.sha256).toBe(sha(PNG))
    const page = Buffer.from('<html><script>alert(1)</script>'.padEnd(4_000))
    const bad = await begin(w.visitor, '/portal/uploads', 'photo.jpg', page.length * 2)
    expect((await part(w.visitor, '/portal/uploads', bad, 0, page)).body).toMatchObject({ type: '/problems/files/kind-not-taken', title: expect.stringContaining('photo.jpg') })
    expect((await part(w.visitor, '/portal/uploads', bad, page.length, page)).body.type).toBe('/problems/files/upload-over')
    for (const [name, bytes] of [['a.pdf', 26 * MB], ['a.mp4', 301 * MB]] as const) expect((await w.visitor.post('/portal/uploads', { name, bytes })).body).toMatchObject({ type: '/problems/files/too-large' })
  })

  test('a sound file that turns out to be a picture is not taken for being long', async () => {
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(26 * MB)])
    const upload = await begin(w.visitor, '/portal/uploads', 'a.m4a', jpeg.length)
    expect((await part(w.visitor, '/portal/uploads', upload, 0, jpeg.subarray(0, 8 * MB))).body.type).toBe('/problems/files/kind-differs')
  })

  test('given up or a day old it is over, and its parts are swept', async () => {
    const video = aVideo(2 * MB)
    const given = await begin(w.admin, '/uploads', 'c.mp4', video.length)
    await part(w.admin, '/uploads', given, 0, video.subarray(0, MB))
    const dropped = await w.app.inject({ method: 'DELETE', url: `/api/v1/uploads/${given.id}`, headers: { ...w.admin.headers, 'x-upload-key': given.key } })
    expect(dropped.statusCode).toBe(200)
    expect((await part(w.admin, '/uploads', given, MB, video.subarray(MB))).status).toBe(404)
    const left = await begin(w.admin, '/uploads', 'd.mp4', video.length)
    await part(w.admin, '/uploads', left, 0, video.subarray(0, MB))
    w.travel(25 * 3_600_000)
    expect((await part(w.admin, '/uploads', left, MB, video.subarray(MB))).status).toBe(404)
    await sweepFiles(w.db, w.composed.doors.perform, w.composed.store, w.now)
    expect((await uploads()).filter((row) => row.parts.length > 0)).toEqual([])
  })
})

const aCase = async (who: Client) => {
  const { body } = await who.get<{ items: { id: string; code: string }[] }>('/units')
  return { channel: 'phone', unitId: body.items.find((u) => u.code === 'S01')?.id, receivedAt: w.now().toISOString(), customer: { name: '王女士', phone: '13800138000' }, points: [{ text: '掉钻', wants: '退款' }], product: null, order: null, receiver: { name: '小李', position: '店员' }, signedOff: true }
}

test('a file begun for a case is added to it by a message', async () => {
  const { number, portalCode } = await register(w, w.admin)
  const code = { 'x-case-code': portalCode }
  const upload = (await w.visitor.post(`/portal/complaints/${number}/uploads`, { name: '票据.png', bytes: PNG.length }, code)).body as { id: string; key: string }
  const { body } = await part(w.visitor, '/portal/uploads', upload, 0, PNG)
  const said = await w.visitor.post(`/portal/complaints/${number}/messages`, { text: '这是票据', fileIds: [body.file?.id] }, code)
  expect(said.body.messages.at(-1).files).toEqual([{ id: body.file?.id, name: '票据.png' }])
})
