import pg from 'pg'
import { type OpenTransaction, sql } from './db.ts'
import type { Log } from './log.ts'

const CHANNEL = 'wenguo_changes'
/** A notice of PostgreSQL carries less than 8,000 bytes; a key takes 75. */
const KEYS_A_NOTICE = 90

/** What one organisation calls something that changes: `organization id` and the id of a case, a customer, a person. */
export const liveKey = (organizationId: string, id: string): string => `${organizationId} ${id}`

/** Tells every node what changed, with the end of this transaction. */
export const announce = async (open: OpenTransaction, keys: readonly string[]): Promise<void> => {
  const each = [...new Set(keys)]
  for (let at = 0; at < each.length; at += KEYS_A_NOTICE) await sql`select pg_notify(${CHANNEL}, ${each.slice(at, at + KEYS_A_NOTICE).join('\n')})`.execute(open)
}

/** `null`: something may have been missed. */
export type Heard = (key: string | null) => void

export interface Hub {
  /** Hears of these keys from now on; null where nothing can be heard. Returns how to stop. */
  follow(keys: readonly string[], heard: Heard): (() => void) | null
  close(): Promise<void>
}

const SOONEST_MS = 500
const LATEST_MS = 30_000

/** Who follows which keys. */
class Followers {
  readonly #each = new Map<string, Set<Heard>>()

  add(keys: readonly string[], heard: Heard): void {
    for (const key of keys) this.#each.set(key, (this.#each.get(key) ?? new Set()).add(heard))
  }

  drop(keys: readonly string[], heard: Heard): void {
    for (const key of keys) {
      const all = this.#each.get(key)
      all?.delete(heard)
      if (all?.size === 0) this.#each.delete(key)
    }
  }

  tell(keys: readonly string[]): void {
    for (const key of keys) for (const heard of this.#each.get(key) ?? []) heard(key)
  }

  tellMissed(): void {
    for (const heard of new Set([...this.#each.values()].flatMap((all) => [...all]))) heard(null)
  }
}

/** A connection that listens, and another when it is lost. */
class Ear {
  #client: pg.Client | null = null
  #again: NodeJS.Timeout | undefined
  #wait = SOONEST_MS
  #closed = false

  readonly #url: string
  readonly #log: Log
  readonly #followers: Followers

  constructor(url: string, log: Log, followers: Followers) {
    this.#url = url
    this.#log = log
    this.#followers = followers
  }

  open(): void {
    if (!this.#client && !this.#again && !this.#closed) void this.#listen()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#again)
    await this.#client?.end()
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true })
    this.#client = client
    const lose = (error: unknown) => { if (this.#client === client && !this.#closed) this.#lose(client, error) }
    client.on('error', lose).on('end', () => lose(new Error('ended'))).on('notification', ({ payload }) => this.#followers.tell((payload ?? '').split('\n')))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      this.#wait = SOONEST_MS
      // What was said before is not said again.
      this.#followers.tellMissed()
    } catch (error) {
      lose(error)
    }
  }

  #lose(client: pg.Client, error: unknown): void {
    this.#log.warn({ err: error }, 'live pages: connection lost')
    client.end().catch(() => undefined)
    this.#client = null
    this.#again = setTimeout(() => {
      this.#again = undefined
      this.open()
    }, this.#wait).unref()
    this.#wait = Math.min(this.#wait * 2, LATEST_MS)
  }
}

/**
 * One connection of this node listens for all pages that are open here; it is opened with the first of them. `url` must lead to the database itself,
 * not to a pooler; null: nothing can be heard. Whatever was said while the connection was away may be missed, and those who follow are told so.
 */
export const openHub = (url: string | null, log: Log): Hub => {
  const followers = new Followers()
  const ear = url === null ? null : new Ear(url, log, followers)
  return {
    follow: (keys, heard) => {
      if (!ear) return null
      followers.add(keys, heard)
      ear.open()
      return () => followers.drop(keys, heard)
    },
    close: async () => { await ear?.close() },
  }
}
