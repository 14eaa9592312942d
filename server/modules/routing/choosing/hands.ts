import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { holders } from '#modules/identity/queries/units.ts'
import { candidatesOf } from './candidates.ts'
import { type Candidate, withOneMore } from './rules.ts'

export interface Hands {
  /** Of these people, as holders of any of their posts: what they carry, with what they were given here. Nobody else chooses among them until the transaction ends. */
  among(people: readonly string[]): Promise<readonly Candidate[]>
  /** Who has just been given a case carries it. */
  gave(personId: string, urgency: string): void
}

const asKnown = (one: Candidate, before: Candidate | undefined): Candidate => (before ? { ...one, general: before.general, urgent: before.urgent, critical: before.critical, ticking: before.ticking, givenAt: before.givenAt } : one)

/** What people carry, read once for all cases that one transaction gives out. */
export const openHands = (tx: Tx): Hands => {
  const of = new Map<string, readonly Candidate[]>()
  let posts: ReturnType<typeof holders> | null = null
  let given = 0
  return {
    among: async (people) => {
      posts ??= holders(readerOf(tx.db), tx.actor.organizationId)
      const units = [...new Set((await posts).filter((post) => people.includes(post.personId)).map((post) => post.unitId))]
      const unread = units.filter((unitId) => !of.has(unitId))
      if (unread.length) {
        const read = await candidatesOf(readerOf(tx.db).raw, unread, tx.now, true)
        // Who holds a post in a unit that was read before carries what they carry there.
        const known = new Map([...of.values()].flat().map((one) => [one.id, one]))
        for (const unitId of unread) of.set(unitId, (read.get(unitId) ?? []).map((one) => asKnown(one, known.get(one.id))))
      }
      return units.flatMap((unitId) => of.get(unitId) ?? []).filter((one) => people.includes(one.id))
    },
    gave: (personId, urgency) => {
      given += 1
      for (const [unitId, here] of of) of.set(unitId, here.map((one) => (one.id === personId ? withOneMore(one, urgency, tx.now.getTime() + given) : one)))
    },
  }
}
