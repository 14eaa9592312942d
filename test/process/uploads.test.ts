import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aVideo } from '#test/resumable.ts'
import { endAll, ensureBuilt, newPlace, start } from './server.ts'

beforeAll(ensureBuilt, 120_000)
afterAll(endAll)

const MB = 1_048_576
const PATH = '/api/v1/portal/uploads'

interface Upload { readonly id: string; readonly key: string; readonly offset: number; readonly file: { readonly sha256: string } | null }

const begin = async (url: string, bytes: number): Promise<Upload> =>
  await (await fetch(url + PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: '开箱.mp4', bytes }) })).json() as Upload
const look = async (url: string, { id, key }: Upload): Promise<Upload> => await (await fetch(`${url}${PATH}/${id}`, { headers: { 'x-upload-key': key } })).json() as Upload
const send = async (url: string, { id, key }: Upload, offset: number, bytes: Buffer): Promise<Upload> =>
  await (await fetch(`${url}${PATH}/${id}`, { method: 'PATCH', headers: { 'x-upload-key': key, 'upload-offset': String(offset), 'content-type': 'application/partial-upload' }, body: new Uint8Array(bytes) })).json() as Upload

/** Says that `announced` bytes come, sends fewer and leaves the line open. */
const halfWay = (url: string, { id, key }: Upload, offset: number, announced: number, bytes: Buffer) => new Promise<{ cut(): void }>((sent, failed) => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname, () => {
    socket.write(`PATCH ${PATH}/${id} HTTP/1.1\r\nhost: ${hostname}\r\nx-upload-key: ${key}\r\nupload-offset: ${offset}\r\ncontent-type: application/partial-upload\r\ncontent-length: ${announced}\r\n\r\n`)
    socket.write(bytes, () => sent({ cut: () => socket.resetAndDestroy() }))
  })
  socket.on('error', failed)
})

test('a long video goes on after a broken line and after kill -9, and is whole', async () => {
  const video = aVideo(40 * MB)
  const dataDir = newPlace()
  const server = await start(dataDir)
  const upload = await begin(server.url, video.length)
  await send(server.url, upload, 0, video.subarray(0, 8 * MB))

  const line = await halfWay(server.url, upload, 8 * MB, 16 * MB, video.subarray(8 * MB, 13 * MB))
  line.cut()
  // What came before the line broke is kept, and it is where to go on.
  await expect.poll(async () => (await look(server.url, upload)).offset, { timeout: 30_000 }).toBeGreaterThan(8 * MB)
  const { offset: kept } = await look(server.url, upload)
  expect(kept).toBeLessThanOrEqual(13 * MB)
  expect((await send(server.url, upload, kept, video.subarray(kept, 16 * MB))).offset).toBe(16 * MB)

  await halfWay(server.url, upload, 16 * MB, 16 * MB, video.subarray(16 * MB, 20 * MB))
  await server.end('SIGKILL')
  const again = await start(dataDir)
  const { offset } = await look(again.url, upload)
  expect(offset).toBe(16 * MB)
  await send(again.url, upload, offset, video.subarray(offset, 32 * MB))
  const { file } = await send(again.url, upload, 32 * MB, video.subarray(32 * MB))
  expect(file?.sha256).toBe(createHash('sha256').update(video).digest('hex'))
  expect((await send(again.url, upload, video.length, Buffer.alloc(0))).file).toEqual(file)
}, 120_000)
