import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import pg from 'pg'

/** A statement is worth a name when a connection sees it again. */
const SIGHTS = 2
/** What the server keeps for one connection: each named statement holds its plan in memory there. */
const MOST_NAMED = 200
const MOST_SEEN = 300
const DIGITS = 40
const STALE_PLAN = '0A000'

const isStale = (error: unknown) => error instanceof Error && 'code' in error && error.code === STALE_PLAN

/** Gives names to statements that come again. */
class Names {
  readonly #seen = new Map<string, number>()
  readonly #names = new Map<string, string>()
  #generation = 0

  of(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    const sights = (this.#seen.get(text) ?? 0) + 1
    if (this.#seen.size >= MOST_SEEN) this.#seen.clear()
    this.#seen.set(text, sights)
    if (sights < SIGHTS || this.#names.size >= MOST_NAMED) return undefined
    // By what it says: through a pooler that nobody mentioned, a name counted here might be another statement there.
    const name = `w${this.#generation}_${createHash('sha256').update(text).digest('hex').slice(0, DIGITS)}`
    this.#names.set(text, name)
    this.#seen.delete(text)
    return name
  }

  /** The tables have changed under a plan (another version of the program was installed beside this one): from now on by new names. */
  forget(): void {
    this.#names.clear()
    this.#generation += 1
  }
}

export interface DbClientConfig extends pg.ClientConfig { /** A transaction pooler stands between: a statement named in one transaction is unknown in the next. */ readonly pooled?: boolean }

/**
 * A connection that sends what is asked together in one message, without waiting for the answers in between, and names the statements it sends
 * again and again, so that the server plans each once: under row security planning costs several times what executing does.
 */
export class DbClient extends pg.Client {
  #gathering = false

  constructor(config?: DbClientConfig) {
    super({ ...config, pipeline: true } as pg.ClientConfig)
    const send = this.query.bind(this) as (config: unknown, values?: unknown, callback?: unknown) => unknown
    const names = config?.pooled ? null : new Names()
    const ask = (text: unknown, values?: unknown, callback?: unknown): unknown => {
      this.#gather()
      // Without parameters it may be several statements in one message.
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && callback === undefined ? names?.of(text) : undefined
      if (name === undefined) return send(text, values, callback)
      return (send({ name, text, values }) as Promise<unknown>).catch((error: unknown) => {
        if (isStale(error)) names?.forget()
        throw error
      })
    }
    this.query = ask as typeof this.query
  }

  /** Holds back what is sent until whoever runs now has asked everything. */
  #gather(): void {
    if (this.#gathering) return
    this.#gathering = true
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection
    stream.cork()
    process.nextTick(() => {
      this.#gathering = false
      stream.uncork()
    })
  }
}
