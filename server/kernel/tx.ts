import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { OpenTransaction } from './db.ts'
import type { EventType, Subject } from './event.ts'

export interface Fact<P> {
  readonly subject: Subject
  readonly payload: P
  /** Why, in the actor's words. Kept erasable; the event keeps its salted hash. */
  readonly reason?: string | undefined
  /** In a batch each fact has its own actor. */
  readonly actor?: Actor
}

/** What every write needs: the open transaction, who acts, what time it is, and a way to say what happened. */
export interface Tx {
  readonly db: OpenTransaction
  readonly actor: Actor
  readonly now: Date
  /** Records one fact or many of a kind; the reactions of this transaction have run when it returns. */
  record<P extends z.ZodType>(type: EventType<P>, facts: Fact<z.input<P>> | readonly Fact<z.input<P>>[]): Promise<void>
}
