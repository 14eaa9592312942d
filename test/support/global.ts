import type { TestProject } from 'vitest/node'
import pg from 'pg'
import { migrate } from '../../server/kernel/migrate.ts'
import { prepareJobs } from '../../server/kernel/jobs.ts'
import { createLog } from '../../server/kernel/log.ts'
import { throwawayHost } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext { databaseUrl: string; ownerUrl: string }
}

/** One PostgreSQL for all tests with a migrated template; each test file takes a copy. */
export const setup = async (project: TestProject) => {
  const host = await throwawayHost()
  await migrate(host.url)
  const pool = new pg.Pool({ connectionString: host.url, max: 2 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  await prepareJobs(pool, createLog('silent'))
  await pool.end()
  project.provide('databaseUrl', host.url)
  project.provide('ownerUrl', host.owner ?? host.url)
  return () => host.stop()
}
