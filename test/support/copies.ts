import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { ownDatabase } from './own-database.ts'

/** A database of one test file alone. */
export interface Copy { readonly url: string; drop(): Promise<void> }

const asOwner = async (statement: string): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: (await ownDatabase()).owner })
  await client.connect()
  return client.query(statement).finally(() => client.end())
}

const create = async (name: string, template?: string): Promise<string> => {
  const migrated = new URL((await ownDatabase()).url)
  await asOwner(`create database ${name} template ${template ?? migrated.pathname.slice(1)} owner ${migrated.username}`)
  return new URL(`/${name}`, migrated).href
}

/** A copy of what is ready: of the migrated database, in which nobody is yet, unless another is named. */
export const copyOf = async (template?: string): Promise<Copy> => {
  const name = `t_${randomUUID().slice(0, 8)}`
  return { url: await create(name, template), drop: async () => { await asOwner(`drop database if exists ${name} with (force)`) } }
}

const founded = new Map<string, Promise<void>>()

/** A copy of a database in which somebody has begun already. Who needs it first makes it by `found`. */
export const foundedCopy = async (name: string, found: (url: string) => Promise<void>): Promise<Copy> => {
  const ready = founded.get(name) ?? create(name).then(found)
  founded.set(name, ready)
  await ready
  return copyOf(name)
}
