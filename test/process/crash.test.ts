import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, allNumbers, apiOf, registerOnce } from './people.ts'
import { endAll, ensureBuilt, newPlace, start, tool } from './server.ts'

beforeAll(ensureBuilt, 120_000)
afterAll(endAll)

const WANTED = 200
const AT_ONCE = 8

/** Registers each key from several connections at once. @returns what was answered, by key. */
const registerAll = async (api: Api, keys: readonly string[], answered = new Map<string, string>()): Promise<Map<string, string>> => {
  const waiting = [...keys.entries()]
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [n, key] = next
      const number = await registerOnce(api, n, key)
      if (number === null) return
      answered.set(key, number)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return answered
}

test('kill -9 in the middle of registrations loses nothing that was answered and doubles nothing', async () => {
  const dataDir = newPlace()
  const server = await start(dataDir)
  const api = await apiOf(server.url)
  const keys = Array.from({ length: WANTED }, () => randomUUID())
  const answered = new Map<string, string>()
  const registering = registerAll(api, keys, answered)
  while (answered.size < WANTED * 0.4) await sleep(2)
  await server.end('SIGKILL')
  await registering
  expect(answered.size).toBeLessThan(WANTED)
  const before = new Map(answered)

  const again = await start(dataDir)
  const after = await apiOf(again.url, api.token)
  const kept = await allNumbers(after)
  for (const number of before.values()) expect(kept).toContain(number)

  // Everybody asks again under the key of before: who was answered gets the same number, nothing is registered twice.
  const all = await registerAll(after, keys)
  for (const [key, number] of before) expect(all.get(key)).toBe(number)
  const numbers = await allNumbers(after)
  expect(numbers.length).toBe(WANTED)
  expect(new Set(numbers).size).toBe(WANTED)
  expect((await again.end('SIGTERM')).code).toBe(0)
  expect(await tool('verify', [], { DATA_DIR: dataDir })).toMatchObject({ code: 0, err: '' })
}, 120_000)

test('when the database is killed the program says so and ends; the next start has everything', async () => {
  const dataDir = newPlace()
  const server = await start(dataDir)
  const api = await apiOf(server.url)
  const number = await registerOnce(api, 1)
  process.kill(Number(readFileSync(join(dataDir, 'database/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  expect((await server.ended).code).toBe(1)
  expect(server.said()).toContain('The database has ended')

  const again = await start(dataDir)
  expect(await allNumbers(await apiOf(again.url, api.token))).toEqual([number])
  expect((await again.end('SIGTERM')).code).toBe(0)
}, 120_000)
