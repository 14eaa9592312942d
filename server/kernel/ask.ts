import { z } from 'zod'
import { notAllowed } from '#contract/common.ts'
import { type Db, asActor, readerOf } from './db.ts'
import { event } from './event.ts'
import { listingNotes } from './listings.ts'
import { Problem } from './problem.ts'
import type { Ask } from './query.ts'
import { openTx } from './record.ts'
import { speakingTo } from './terms.ts'
import type { Clock } from './time.ts'

/** Who saw whose personal data, through which query. */
export const PersonalDataRead = event('audit.personalDataRead', z.object({ query: z.string() }))

/** Answers queries, read-only unless the read itself has to be written down; that entry, like those of lists, does not wait for the disk. */
export const asker = (db: Db, clock: Clock): Ask => {
  const noteListing = listingNotes(db, clock)
  return async (query, actor, input) => {
    if (!actor.may(query.name)) throw new Problem(notAllowed, { permission: query.name })
    const now = clock()
    const output = await asActor(db, actor, async (open) => {
      // Whoever comes without an account belongs to an organisation only here.
      const answer = await speakingTo(actor.organizationId, () => query.answer(readerOf(open), actor, input, now))
      const seen = actor.kind === 'person' ? query.sees?.(input, answer) : undefined
      if (seen) await openTx(open, actor, now, query.name, []).record(PersonalDataRead, { subject: seen, payload: { query: query.name } })
      return answer
    }, query.sees ? 'note' : 'read')
    if (query.shows && actor.kind === 'person') await noteListing(query.name, { actor, input, shown: query.shows(output) })
    return output
  }
}
