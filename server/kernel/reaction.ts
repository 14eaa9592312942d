import type { z } from 'zod'
import type { Ask } from './query.ts'
import type { Perform } from './command.ts'
import type { OpenTransaction } from './db.ts'
import type { EventType, Recorded } from './event.ts'
import type { Tx } from './tx.ts'

/** What a job may use: it reads and writes like everybody else, through queries and commands. */
export interface Outside { readonly ask: Ask; readonly perform: Perform }

/** Asked once for a round of events, so that events nobody waits for cost no jobs. */
export type Listening = (open: OpenTransaction) => Promise<ReadonlySet<string>>

export interface Reaction {
  readonly on: string
  readonly inside?: (tx: Tx, events: readonly Recorded<never>[]) => Promise<void>
  readonly later?: { readonly handler: string; /** The organisations in which somebody waits for it; left out: all. */ readonly listening?: Listening; run(given: Outside, event: Recorded<never>): Promise<void> }
}

/** Runs inside the command that recorded the events: all happen or none does. Given all events of one recording at once. */
export const whenever = <P extends z.ZodType>(type: EventType<P>, react: (tx: Tx, events: readonly Recorded<z.output<P>>[]) => Promise<void>): Reaction =>
  ({ on: type.name, inside: react })

/** Runs as a job after the commit, at least once, so its work is idempotent by event id: mail, webhooks, everything outside this database. */
export const afterwards = <P extends z.ZodType>(type: EventType<P>, handler: string, run: (given: Outside, event: Recorded<z.output<P>>) => Promise<void>, listening?: Listening): Reaction =>
  ({ on: type.name, later: { handler, run, ...(listening && { listening }) } })
