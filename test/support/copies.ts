import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A database of one test file alone. */
export interface Copy { readonly url: string; drop(): Promise<void> }

const asOwner = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: inject('ownerUrl') })
  await client.connect()
  return work(client).finally(() => client.end())
}

const urlOf = (name: string): string => new URL(`/${name}`, inject('databaseUrl')).href

const create = (name: string, template: string) => asOwner(async (client) => { await client.query(`create database ${name} template ${template} owner ${new URL(inject('databaseUrl')).username}`) })

/** Migrated, and nobody is there yet. */
const MIGRATED = () => new URL(inject('databaseUrl')).pathname.slice(1)

/** A copy of what is ready: of the migrated database unless another is named. */
export const copyOf = async (template = MIGRATED()): Promise<Copy> => {
  const name = `t_${randomUUID().slice(0, 8)}`
  await create(name, template)
  return { url: urlOf(name), drop: () => asOwner(async (client) => { await client.query(`drop database if exists ${name} with (force)`) }) }
}

const LOCK = 716_290_012

/** A database in which somebody has begun already. Who needs it first makes it by `found`, the others wait and take copies. */
export const foundedCopy = async (name: string, found: (url: string) => Promise<void>): Promise<Copy> => {
  await asOwner(async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    if ((await client.query('select 1 from pg_database where datname = $1', [name])).rowCount) return
    const unfinished = `${name}_unfinished`
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await create(unfinished, MIGRATED())
    await found(urlOf(unfinished))
    await client.query(`alter database ${unfinished} rename to ${name}`)
  })
  return copyOf(name)
}
