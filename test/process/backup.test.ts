import { readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PNG } from '#test/story.ts'
import { type Api, allNumbers, apiOf, registerOnce } from './people.ts'
import { type Server, endAll, ensureBuilt, newPlace, start, tool } from './server.ts'

const dataDir = newPlace()
const backup = newPlace('backup')
const restored = newPlace('elsewhere/data')
let server: Server
let api: Api
let before: string[]
let fileId: string

beforeAll(async () => {
  await ensureBuilt()
  server = await start(dataDir)
  api = await apiOf(server.url)
}, 120_000)
afterAll(endAll)

const upload = async () => {
  const form = new FormData()
  form.append('file', new Blob([PNG], { type: 'image/png' }), 'ring.png')
  const { status, body } = await api.call('POST', '/files', form)
  expect(status).toBe(201)
  return body.id as string
}

test('a backup is made while people go on working', async () => {
  fileId = await upload()
  before = []
  for (let n = 0; n < 10; n++) before.push(await registerOnce(api, n) ?? '')
  const at = performance.now()
  let made = false
  const backingUp = tool('backup', [backup], { DATA_DIR: dataDir }).then((told) => { made = true; return told })
  for (let n = 10; !made; n++) await registerOnce(api, n)
  const told = await backingUp
  process.stdout.write(`backup of a running server after ${Math.round(performance.now() - at)} ms\n`)
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(told.out).toContain('files')
})

test('secrets stay readable by their owner only', () => {
  expect(statSync(backup).mode & 0o777).toBe(0o700)
  for (const name of ['data/database.login', 'data/database.password']) expect(statSync(join(backup, name)).mode & 0o077).toBe(0)
})

test('restored under another path it goes on, files included, and every event is whole', async () => {
  expect(await tool('restore', [backup], { DATA_DIR: restored })).toMatchObject({ code: 0, err: '' })
  for (const name of ['database.login', 'database.password']) expect(statSync(join(restored, name)).mode & 0o077).toBe(0)
  expect(await tool('verify', [], { DATA_DIR: restored })).toMatchObject({ code: 0, err: '' })
  const again = await start(restored)
  const there = await apiOf(again.url, api.token)
  const numbers = await allNumbers(there)
  expect(numbers).toEqual(expect.arrayContaining(before))
  expect(new Set(numbers).size).toBe(numbers.length)
  const next = await registerOnce(there, 1_000)
  expect(numbers).not.toContain(next)
  const { status, body: file } = await there.call<string>('GET', `/files/${fileId}`)
  expect([status, file.length > 0]).toEqual([200, true])
  const running = await tool('verify', ['--json'], { DATA_DIR: restored })
  expect(JSON.parse(running.out)).toMatchObject({ fault: null })
  expect((await again.end('SIGTERM')).code).toBe(0)
}, 120_000)

test('a folder that is not empty is not restored into', async () => {
  const told = await tool('restore', [backup], { DATA_DIR: restored })
  expect(told.code).toBe(1)
  expect(told.err).toContain(`${restored} is not empty`)
  const running = await tool('restore', [backup], { DATA_DIR: dataDir })
  expect(running.code).toBe(1)
  expect(running.err).toContain(`process ${server.pid}`)
  expect((await tool('backup', [backup], { DATA_DIR: dataDir })).err).toContain('is there already')
})

test('while nothing runs the backup works just the same', async () => {
  await server.end('SIGTERM')
  const cold = newPlace('cold')
  expect(await tool('backup', [cold], { DATA_DIR: dataDir })).toMatchObject({ code: 0, err: '' })
  const warm = newPlace()
  expect(await tool('restore', [cold], { DATA_DIR: warm })).toMatchObject({ code: 0 })
  const again = await start(warm)
  expect(await allNumbers(await apiOf(again.url, api.token))).toEqual(expect.arrayContaining(before))
  await again.end('SIGTERM')
}, 120_000)

test('a backup that was altered or cut off is refused by the name of the file', async () => {
  const empty = newPlace()
  const files = join(backup, 'data/files')
  const folder = readdirSync(files)[0] ?? ''
  const path = join('data/files', folder, readdirSync(join(files, folder))[0] ?? '')
  const bytes = readFileSync(join(backup, path))
  const refused = async (words: string) => {
    const told = await tool('restore', [backup], { DATA_DIR: empty })
    expect(told.code).toBe(1)
    expect(told.err).toContain(words)
    expect(readdirSync(empty)).toEqual([])
  }
  truncateSync(join(backup, path), bytes.length - 1)
  await refused(path)
  writeFileSync(join(backup, path), Buffer.concat([bytes.subarray(0, -1), Buffer.of(0)]))
  await refused(`${path} was altered`)
  rmSync(join(backup, path))
  await refused(`${path} is missing`)
  writeFileSync(join(backup, path), bytes)
  truncateSync(join(backup, 'manifest.jsonl'), 1_000)
  await refused('manifest.jsonl was altered or cut off')
  expect((await tool('restore', [empty], { DATA_DIR: newPlace() })).err).toContain('not a whole backup')
}, 120_000)
