import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { VERSION } from '../server/version.ts'
import { baseBackup, serverVersion } from './ops/base-backup.ts'
import { dumpDatabase } from './ops/dump.ts'
import { type Installation, openInstallation } from './ops/installation.ts'
import { type Entry, type Head, copyFile, writeManifest } from './ops/manifest.ts'
import { Refused, runTool, say } from './ops/refused.ts'
import { copyTree } from './ops/tree.ts'

const SECRETS = ['database.login', 'database.password']

async function* embedded({ dataDir, owner }: Installation & { owner: string }, to: string): AsyncGenerator<Entry> {
  yield* baseBackup(owner, join(dataDir, 'database'), to, 'data/database')
  for (const name of SECRETS) yield copyFile(join(dataDir, name), join(to, 'data', name), join('data', name))
}

/** Files after the database: bytes are stored before the commit that names them, so every file the copy names is there. */
async function* everything(installation: Installation, to: string): AsyncGenerator<Entry> {
  await mkdir(join(to, 'data'), { mode: 0o700 })
  const { owner } = installation
  yield* owner === null ? dumpDatabase(installation.url, to) : embedded({ ...installation, owner }, to)
  yield* copyTree(join(installation.dataDir, 'files'), to, 'data/files', { skip: (path) => path === 'coming', empty: () => false })
}

/** Into a folder beside, which takes the name asked for when everything is in it: what was broken off is never taken for a backup. */
const backUp = async (installation: Installation, folder: string): Promise<{ entries: number; bytes: number }> => {
  const coming = `${folder}.coming`
  if (existsSync(coming)) throw new Refused(`${coming} is left of a backup that was broken off. Remove it first.`)
  await mkdir(dirname(folder), { recursive: true })
  await mkdir(coming, { mode: 0o700 })
  try {
    const head: Head = { format: 1, program: VERSION, made: new Date().toISOString(), database: installation.owner === null ? 'dump' : 'embedded', postgres: await serverVersion(installation.url) }
    const entries: Entry[] = []
    for await (const entry of everything(installation, coming)) entries.push(entry)
    await writeManifest(coming, head, entries)
    await rm(folder, { recursive: true, force: true })
    await rename(coming, folder)
    return { entries: entries.filter((e) => e.sha256 !== null).length, bytes: entries.reduce((sum, e) => sum + e.bytes, 0) }
  } catch (error) {
    await rm(coming, { recursive: true, force: true })
    throw error
  }
}

const MIB = 1_048_576

/** `npm run backup -- FOLDER`: database and files of one moment, while the program runs or not. */
const backup = async (): Promise<boolean> => {
  const { positionals: [given] } = parseArgs({ allowPositionals: true })
  if (!given) throw new Refused('Where to? npm run backup -- FOLDER')
  const folder = resolve(given)
  if (existsSync(folder) && (await readdir(folder).catch(() => ['a file'])).length) throw new Refused(`${folder} is there already and not empty. Name a new folder.`)
  const installation = await openInstallation()
  try {
    const { entries, bytes } = await backUp(installation, folder)
    say(`${folder}: ${entries} files, ${Math.ceil(bytes / MIB)} MiB. Keep it where only you can read it: it holds everything, secrets included.`)
    return true
  } finally {
    await installation.close()
  }
}

await runTool(backup)
