import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf, registerOnce } from './people.ts'
import { type Server, endAll, ensureBuilt, launch, newPlace, start } from './server.ts'

const dataDir = newPlace()
let first: Server

beforeAll(async () => {
  await ensureBuilt()
  first = await start(dataDir)
}, 120_000)
afterAll(endAll)

test('a first run from the environment alone is ready and lets the administrator in', async () => {
  const health = await fetch(`${first.url}/healthz`)
  expect(await health.json()).toEqual({ status: 'alive' })
  const ready = await fetch(`${first.url}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }])
  const api = await apiOf(first.url)
  expect(await registerOnce(api, 1)).toMatch(/^S01-\d{8}-0001$/)
})

test('a second start on the same folder says who has it and leaves the first alone', async () => {
  const second = await launch(dataDir)
  expect((await second.ended).code).toBe(1)
  expect(second.said()).toContain(`Another Wenguo (process ${first.pid})`)
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
  expect(await registerOnce(await apiOf(first.url), 2)).toMatch(/-0002$/)
})

test('SIGTERM ends it cleanly within seconds and frees the folder', async () => {
  const begun = performance.now()
  expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(performance.now() - begun).toBeLessThan(8_000)
  expect(existsSync(join(dataDir, 'wenguo.lock'))).toBe(false)
  expect(existsSync(join(dataDir, 'database/postmaster.pid'))).toBe(false)
})

test('with existing data it is ready in seconds and goes on counting', async () => {
  const again = await start(dataDir)
  process.stdout.write(`ready with existing data after ${again.readyMs} ms\n`)
  expect(again.readyMs).toBeLessThan(6_000)
  expect(await registerOnce(await apiOf(again.url), 3)).toMatch(/-0003$/)
  expect((await again.end('SIGINT')).code).toBe(0)
})

test('it also ends within seconds when told so the moment it is ready', async () => {
  const brief = await start(dataDir)
  const begun = performance.now()
  expect((await brief.end('SIGTERM')).code).toBe(0)
  expect(performance.now() - begun).toBeLessThan(8_000)
})

test('a setting that cannot be used is named', async () => {
  const wrong = await launch(newPlace(), { PORT: 'eighty' })
  expect((await wrong.ended).code).toBe(1)
  expect(wrong.said()).toContain('PORT')
})
