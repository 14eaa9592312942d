import type { Actor } from './actor.ts'
import type { Reader } from './db.ts'

/** What is written down about a read of personal data: who saw whom. */
export interface Sight { readonly type: string; readonly id: string; readonly unitId: string | null }

export interface Query<I, O> {
  readonly name: string
  answer(read: Reader, actor: Actor, input: I, now: Date): Promise<O>
  /** Given: this read shows personal data and leaves an entry in the audit trail. */
  sees?(input: I, output: O): Sight
  /** Given: this read lists or searches personal data; that it was asked, and how many were shown, goes into the audit trail. */
  shows?(output: O): number
}

/** Like a command, its name is the permission it needs; unlike one, it is given nothing to write with. */
export const query = <I, O>(name: string, answer: Query<I, O>['answer'], sees?: (input: I, output: O) => Sight): Query<I, O> =>
  sees ? { name, answer, sees } : { name, answer }

/** A query that lists or searches personal data. */
export const listing = <I, O extends { readonly items: readonly unknown[] }>(name: string, answer: Query<I, O>['answer']): Query<I, O> => ({ name, answer, shows: ({ items }) => items.length })

export type Ask = <I, O>(query: Query<I, O>, actor: Actor, input: I) => Promise<O>
