import { forbiddenWords } from '#contract/communication.ts'
import { stoppedWords } from '#contract/knowledge.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { flagsOf } from '../queries.ts'

interface Going { readonly text: string; /** Of the input, for the mark beside it. */ readonly field: string; /** Why it goes out all the same: kept by who asks. */ readonly despite?: string | null | undefined; /** Telephone numbers and mail addresses of who gets it. */ readonly reach?: readonly string[] }

const refuse = async (tx: Tx, { text, field, despite, reach = [] }: Going, onlyStops: boolean) => {
  const flags = await flagsOf(readerOf(tx.db), tx.actor.organizationId, text, reach)
  const stop = flags.find(({ level }) => level === 'stop')
  const { locale } = tx.actor
  if (stop) throw new Problem(stoppedWords, { found: stop.found.slice(0, 60), why: stop.why[locale], instead: stop.instead[locale] }, field)
  const [flag] = flags
  if (flag && !despite && !onlyStops) throw new Problem(forbiddenWords, { found: flag.found.slice(0, 60) }, field)
}

/** Words that are about to leave the house. @throws Problem: what must not be said by anybody, and what goes out with a reason only. */
export const refuseWords = (tx: Tx, going: Going): Promise<void> => refuse(tx, going, false)

/** Words that go onto a paper where nobody is asked for a reason: what must not be said is stopped there, too. */
export const refuseStopped = (tx: Tx, going: Going): Promise<void> => refuse(tx, going, true)
