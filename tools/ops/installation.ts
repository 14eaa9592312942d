import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHost } from '../../server/adapters/database/host.ts'
import { type Config, readConfig } from '../../server/kernel/config.ts'
import { AlreadyRunning, lockFolder } from '../../server/lock.ts'
import { Refused } from './refused.ts'

export interface Installation {
  readonly dataDir: string
  readonly url: string
  /** Superuser of the embedded database; null when the database is an outside one. */
  readonly owner: string | null
  close(): Promise<void>
}

const secretOf = (dataDir: string, name: string) => readFileSync(join(dataDir, name), 'utf8').trim()

const addressOf = (user: string, secret: string, port: string, database: string) => {
  const url = new URL(`postgres://127.0.0.1:${port}/${database}`)
  url.username = user
  url.password = secret
  return url.href
}

/** The database of the program that has the folder: its port is the fourth line of postmaster.pid. */
const joinRunning = (dataDir: string, pid: number): Installation => {
  const file = join(dataDir, 'database', 'postmaster.pid')
  const [, , , port = '', , , , status = ''] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  if (!/^\d+$/.test(port) || !status.startsWith('ready')) throw new Refused(`Process ${pid} is using ${dataDir}, and its database is not ready. Try again in a moment.`)
  return {
    dataDir, url: addressOf('wenguo', secretOf(dataDir, 'database.login'), port, 'wenguo'),
    owner: addressOf('postgres', secretOf(dataDir, 'database.password'), port, 'postgres'), close: async () => undefined,
  }
}

const startOwn = async (dataDir: string, unlock: () => void): Promise<Installation> => {
  try {
    const host = await openHost(undefined, dataDir, () => undefined)
    return { dataDir, url: host.url, owner: host.owner, close: async () => { await host.stop(); unlock() } }
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * Reaches the installation that the settings name: an outside database, the database of the running program,
 * or, when nothing runs, the embedded one, started here under the folder's lock until `close`.
 * @throws Refused when there is none.
 */
export const openInstallation = async (config: Config = readConfig()): Promise<Installation> => {
  const { dataDir, databaseUrl } = config
  if (databaseUrl) return { dataDir, url: databaseUrl, owner: null, close: async () => undefined }
  if (!existsSync(join(dataDir, 'database', 'PG_VERSION'))) throw new Refused(`There is no installation in ${dataDir}. Set DATA_DIR, or DATABASE_URL for an outside database.`)
  let unlock: () => void
  try {
    unlock = lockFolder(dataDir)
  } catch (error) {
    if (error instanceof AlreadyRunning) return joinRunning(dataDir, error.pid)
    throw error
  }
  return startOwn(dataDir, unlock)
}
