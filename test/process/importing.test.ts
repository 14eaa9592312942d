import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, allNumbers, apiOf } from './people.ts'
import { endAll, ensureBuilt, newPlace, start, tool } from './server.ts'

beforeAll(ensureBuilt, 120_000)
afterAll(endAll)

const ROWS = 6_000
const PATIENCE_MS = 60_000

interface Import { readonly id: string; readonly state: string; readonly counts: { readonly good: number; readonly done: number; readonly bad: number; readonly duplicates: number } }

const ask = async <T>(api: Api, method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await api.call<T>(method, path, body)
  expect({ path, status: answer.status < 300, said: answer.status < 300 ? '' : answer.body }).toEqual({ path, status: true, said: '' })
  return answer.body
}

const until = async (api: Api, id: string, comes: (it: Import) => boolean): Promise<Import> => {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(20)) {
    const it = await ask<Import>(api, 'GET', `/imports/${id}`)
    if (comes(it)) return it
  }
  throw new Error('the import got no further')
}

test('kill -9 in the middle of an import: the next start goes on, and every row is taken over once', async () => {
  const dataDir = newPlace()
  const server = await start(dataDir)
  const api = await apiOf(server.url)
  const table = new FormData()
  table.set('file', new Blob([['编号,日期,姓名,内容,结案', ...Array.from({ length: ROWS }, (_, i) => `K-${i},2026-03-02,客人${i},第${i}件,2026-03-04`)].join('\n')]), 'many.csv')
  const file = await ask<{ id: string }>(api, 'POST', '/files', table)
  const { id } = await ask<Import>(api, 'POST', '/imports', { fileId: file.id, target: 'complaints', source: 'otherSystem' })
  const { reading } = await ask<{ reading: object }>(api, 'GET', `/imports/${id}/preview`)
  const mapping = { columns: { externalId: [0], receivedAt: [1], customerName: [2], text: [3], closedAt: [4] }, dates: { receivedAt: 'ymd', closedAt: 'ymd' }, channel: 'automatic', unitId: api.unitId, values: {} }
  await ask(api, 'POST', `/imports/${id}/check`, { reading, mapping })
  expect((await until(api, id, ({ state }) => state === 'checked')).counts).toMatchObject({ good: ROWS, bad: 0 })
  await ask(api, 'POST', `/imports/${id}/run`)
  const before = await until(api, id, ({ counts }) => counts.done > 0)
  await server.end('SIGKILL')
  expect(before.counts.done).toBeLessThan(ROWS)

  const again = await start(dataDir)
  const after = await apiOf(again.url, api.token)
  expect((await until(after, id, ({ state }) => state === 'imported')).counts).toMatchObject({ done: ROWS, bad: 0, duplicates: 0 })
  const numbers = await allNumbers(after)
  expect({ all: numbers.length, different: new Set(numbers).size }).toEqual({ all: ROWS, different: ROWS })
  expect((await again.end('SIGTERM')).code).toBe(0)
  expect(await tool('verify', [], { DATA_DIR: dataDir })).toMatchObject({ code: 0, err: '' })
}, 240_000)
