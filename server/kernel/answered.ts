import { notAllowed } from '#contract/common.ts'
import { PersonalDataRead } from './ask.ts'
import { type Command, command } from './command.ts'
import { readerOf } from './db.ts'
import { Problem } from './problem.ts'
import type { Query } from './query.ts'

/**
 * A command together with what a query says afterwards, in one transaction: the answer is kept with the work, so that a repeated
 * key gets the first answer whatever happened since, and nothing is done for a caller who may not see its outcome.
 */
export const answered = <I, K, Q, O>(what: Command<I, K>, then: Query<Q, O>, asked: (done: K) => Q): Command<I, O> => command(what.name, async (tx, input) => {
  const question = asked(await what.run(tx, input))
  if (!tx.actor.may(then.name)) throw new Problem(notAllowed, { permission: then.name })
  const output = await then.answer(readerOf(tx.db), tx.actor, question, tx.now)
  const seen = tx.actor.kind === 'person' ? then.sees?.(question, output) : undefined
  if (seen) await tx.record(PersonalDataRead, { subject: seen, payload: { query: then.name } })
  return output
})
