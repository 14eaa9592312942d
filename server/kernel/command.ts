import type { Actor } from './actor.ts'
import type { Tx } from './tx.ts'

export interface BatchItem<I> { readonly actor: Actor; readonly input: I }

export interface Command<I, O> {
  readonly name: string
  run(tx: Tx, input: I): Promise<O>
  /** Several inputs of one organisation in one transaction (group commit, import). Answers in the order of the items. */
  readonly batch?: (tx: Tx, items: readonly BatchItem<I>[]) => Promise<readonly O[]>
}

/** The name is also the permission it needs and the word the audit trail uses for it. */
export const command = <I, O>(name: string, run: (tx: Tx, input: I) => Promise<O>): Command<I, O> => ({ name, run })

/** A command written for many at once; one alone is a batch of one. */
export const batchCommand = <I, O>(name: string, batch: (tx: Tx, items: readonly BatchItem<I>[]) => Promise<readonly O[]>): Command<I, O> => ({
  name, batch,
  run: async (tx, input) => {
    const [output] = await batch(tx, [{ actor: tx.actor, input }])
    if (output === undefined) throw new Error(`${name} answered nothing`)
    return output
  },
})

export interface Caller {
  readonly actor: Actor
  readonly requestId: string
  /** The caller's key of this write: the same key is done once. */
  readonly idempotencyKey?: string | undefined
}

export interface Performed<O> { readonly output: O; readonly replayed: boolean }
export type Perform = <I, O>(command: Command<I, O>, caller: Caller, input: I) => Promise<Performed<O>>
