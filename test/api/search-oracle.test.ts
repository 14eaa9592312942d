import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmptyWorld } from '#test/app.ts'
import { consult } from '#test/oracle.ts'
import { ownDatabase } from '#test/own-database.ts'

let w: Awaited<ReturnType<typeof openEmptyWorld>>

beforeAll(async () => { w = await openEmptyWorld() })
afterAll(() => w.close())

test('the search finds what plain reading finds, nothing less and nothing more, newest first, page by page', async () => {
  const client = new pg.Client({ connectionString: new URL(new URL(w.url).pathname, (await ownDatabase()).owner).href })
  await client.connect()
  const { expected, faults } = await consult(client, 5_000, 150, 7).finally(() => client.end())
  expect(faults).toEqual([])
  expect(expected).toBeGreaterThan(5_000)
})
