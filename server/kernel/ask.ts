import { z } from 'zod'
import { notAllowed } from '#contract/common.ts'
import { type Db, asActor, readerOf } from './db.ts'
import { event } from './event.ts'
import { Problem } from './problem.ts'
import type { Ask } from './query.ts'
import { openTx } from './record.ts'
import type { Clock } from './time.ts'

/** Who saw whose personal data, through which query. */
export const PersonalDataRead = event('audit.personalDataRead', z.object({ query: z.string() }))

/** Answers queries, read-only unless the read itself has to be written down. */
export const asker = (db: Db, clock: Clock): Ask => async (query, actor, input) => {
  if (!actor.may(query.name)) throw new Problem(notAllowed, { permission: query.name })
  const now = clock()
  return asActor(db, actor, async (open) => {
    const output = await query.answer(readerOf(open), actor, input, now)
    const seen = actor.kind === 'person' ? query.sees?.(input, output) : undefined
    if (seen) await openTx(open, actor, now, query.name, []).record(PersonalDataRead, { subject: seen, payload: { query: query.name } })
    return output
  }, !query.sees)
}
