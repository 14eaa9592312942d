import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../server/kernel/config.ts'
import { AlreadyRunning, lockFolder } from '../server/lock.ts'
import { isTaken, undumpDatabase } from './ops/dump.ts'
import { type Entry, type Head, copyChecked, readManifest } from './ops/manifest.ts'
import { Refused, runTool, say } from './ops/refused.ts'

const refuseMixedUp = ({ database }: Head, { databaseUrl }: Config) => {
  if (database === 'embedded' && databaseUrl) throw new Refused('This backup holds the embedded database. Unset DATABASE_URL to restore it.')
  if (database === 'dump' && !databaseUrl) throw new Refused('This backup holds a dump of an outside database. Set DATABASE_URL to an empty one to restore it.')
}

const refuseTaken = async ({ dataDir, databaseUrl }: Config) => {
  const there = (await readdir(dataDir)).filter((name) => name !== 'wenguo.lock')
  if (there.length) throw new Refused(`${dataDir} is not empty (${there.slice(0, 3).join(', ')}${there.length > 3 ? ', …' : ''}). Restore into a new folder: set DATA_DIR.`)
  if (databaseUrl && await isTaken(databaseUrl)) throw new Refused('The database of DATABASE_URL holds an installation already. Restore into an empty one.')
}

/** Everything is copied and checked beside its place first: a folder is restored wholly or stays empty. */
const putBack = async (backup: string, head: Head, entries: readonly Entry[], { dataDir, databaseUrl }: Config) => {
  const coming = join(dataDir, 'coming')
  await mkdir(coming, { mode: 0o755 })
  try {
    if (head.database === 'dump') {
      await mkdir(join(coming, 'dump'), { mode: 0o700 })
      await copyChecked(backup, join(coming, 'dump'), entries.filter((e) => !e.path.startsWith('data/')), '')
    }
    await copyChecked(backup, coming, entries, 'data/')
    if (databaseUrl) await undumpDatabase(databaseUrl, join(coming, 'dump'))
    await rm(join(coming, 'dump'), { recursive: true, force: true })
    for (const name of await readdir(coming)) await rename(join(coming, name), join(dataDir, name))
  } finally {
    await rm(coming, { recursive: true, force: true })
  }
}

const lock = (dataDir: string) => {
  try {
    return lockFolder(dataDir)
  } catch (error) {
    throw error instanceof AlreadyRunning ? new Refused(error.message) : error
  }
}

/** `npm run restore -- FOLDER`: into an empty DATA_DIR (and an empty database where DATABASE_URL is set). */
const restore = async (): Promise<boolean> => {
  const { positionals: [given] } = parseArgs({ allowPositionals: true })
  if (!given) throw new Refused('From where? npm run restore -- FOLDER')
  const backup = resolve(given)
  const config = readConfig()
  const { head, entries } = await readManifest(backup)
  refuseMixedUp(head, config)
  const unlock = lock(config.dataDir)
  try {
    await refuseTaken(config)
    await putBack(backup, head, entries, config)
  } finally {
    unlock()
  }
  say(`${config.dataDir} holds everything up to ${head.made}. Start with npm start; npm run verify checks every event.`)
  return true
}

await runTool(restore)
