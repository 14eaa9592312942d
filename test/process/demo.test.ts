import { afterAll, expect, test } from 'vitest'
import { asSystem, connect, sql } from '../../server/kernel/db.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { openInstallation } from '../../tools/ops/installation.ts'
import { endAll, newPlace, tool } from './server.ts'

afterAll(endAll)

/** The year's oldest complaint, in days before today. */
const oldest = async (dataDir: string): Promise<number> => {
  const installation = await openInstallation(readConfig({ DATA_DIR: dataDir }))
  const database = connect(installation.url, 1, () => undefined)
  try {
    const { rows: [found] } = await asSystem(database.db, (open) => sql<{ days: number }>`select extract(epoch from now() - min(registered_at))::int / 86400 as days from complaint.complaint`.execute(open))
    return found?.days ?? 0
  } finally {
    await database.end()
    await installation.close()
  }
}

test('npm run demo fills a folder with as much of the past as DEMO_MONTHS says, once, and verify finds it whole', async () => {
  const dataDir = newPlace()
  const made = await tool('demo', ['--pack', 'base', '--locale', 'en'], { DATA_DIR: dataDir, DEMO_MONTHS: '2' })
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out).toContain('Everybody signs in with the password demo-demo-1')
  expect(await oldest(dataDir)).toBeLessThan(70)
  const verdict = await tool('verify', [], { DATA_DIR: dataDir })
  expect(verdict.out).toMatch(/No event was altered\.\n\d{3,} rows beside what the events say of them, 0 otherwise\.\n\d+ deadlines counted afresh from the events, 0 stored otherwise\./)
  expect(verdict.code).toBe(0)
  expect(await tool('demo', [], { DATA_DIR: dataDir })).toMatchObject({ code: 1, out: '', err: expect.stringContaining('holds an organisation already') })
}, 300_000)
