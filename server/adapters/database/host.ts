import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from './embedded.ts'

/** `owner`: the embedded server's superuser, for making databases and backups; never for serving. */
export interface Host {
  readonly url: string
  readonly owner: string | null
  /** Comes true when the embedded server ends without having been told to. */
  readonly lost: Promise<void>
  stop(): Promise<void>
}

// The initdb user is a superuser and would void every row policy: it only creates this login and its database.
const LOGIN = 'wenguo'

const prepareLogin = async (superuser: string, secret: string) => {
  const client = new pg.Client({ connectionString: superuser })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [LOGIN])
    if (!rowCount) await client.query(`create role ${LOGIN} login noinherit createrole nosuperuser nobypassrls password '${secret}'`)
    const { rowCount: database } = await client.query('select 1 from pg_database where datname = $1', [LOGIN])
    if (!database) await client.query(`create database ${LOGIN} owner ${LOGIN}`)
  } finally {
    await client.end()
  }
}

/** The database to serve from: `DATABASE_URL` when given, otherwise the embedded one in `<dataDir>/database`. */
export const openHost = async (given: string | undefined, dataDir: string, say: (words: string) => void, flags: readonly string[] = []): Promise<Host> => {
  if (given) return { url: given, owner: null, lost: new Promise(() => undefined), stop: async () => undefined }
  const embedded = await startEmbedded({ dataDir: join(dataDir, 'database'), flags, say })
  const secretFile = join(dataDir, 'database.login')
  if (!existsSync(secretFile)) {
    const secret = randomBytes(24).toString('hex')
    await prepareLogin(embedded.url, secret)
    // Written last: a start that died before comes here again and finds role and database already there.
    const client = new pg.Client({ connectionString: embedded.url })
    await client.connect()
    await client.query(`alter role ${LOGIN} password '${secret}'`)
    await client.end()
    writeFileSync(secretFile, secret, { mode: 0o600 })
  }
  const url = new URL(embedded.url)
  url.username = LOGIN
  url.password = readFileSync(secretFile, 'utf8').trim()
  url.pathname = `/${LOGIN}`
  return { url: url.href, owner: embedded.url, lost: embedded.lost, stop: embedded.stop }
}
