import { inject } from 'vitest'
import pg from 'pg'
import { prepareJobs } from '../../server/kernel/jobs.ts'
import { createLog } from '../../server/kernel/log.ts'
import { migrate } from '../../server/kernel/migrate.ts'
import { TEST_FLAGS, throwawayHost } from './database.ts'

/** `url`: a migrated database to copy from; `owner`: the superuser's. */
interface Own { readonly url: string; readonly owner: string }

const open = async (): Promise<Own> => {
  const host = await throwawayHost(TEST_FLAGS, inject('place'))
  // So the runner ends its workers. What lies in the folder it removes itself.
  process.once('SIGTERM', () => {
    void host.stop()
    process.exit(0)
  })
  await migrate(host.url)
  const pool = new pg.Pool({ connectionString: host.url, max: 2 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  await prepareJobs(pool, createLog('silent'))
  await pool.end()
  return { url: host.url, owner: host.owner ?? host.url }
}

let opened: Promise<Own> | undefined

/** The database server of this worker, begun by the first file that needs one: what is open in one worker holds no events back in another. */
export const ownDatabase = (): Promise<Own> => {
  opened ??= open()
  return opened
}
