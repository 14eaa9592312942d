import { z } from 'zod'
import { type Actor, systemActor } from './actor.ts'
import { type Db, asActor } from './db.ts'
import { event } from './event.ts'
import { inGroups } from './in-groups.ts'
import { openTx } from './record.ts'
import type { Clock } from './time.ts'

/** Who listed or searched personal data, and how many were shown. What was asked is the reason: it may name somebody. */
export const PersonalDataListed = event('audit.personalDataListed', z.object({ query: z.string(), shown: z.int() }))

interface Listing { readonly actor: Actor; readonly input: unknown; readonly shown: number }

/** Where in a list one is, and what a customer says while it is typed. */
const UNTOLD = ['limit', 'cursor', 'text']

/** What was asked, as in an address: `?state=open&q=戒指`. */
const askedIn = (input: object): string | undefined => {
  const asked = Object.entries(input).filter(([name, value]) => value !== undefined && !UNTOLD.includes(name))
  return asked.length ? `?${asked.map(([name, value]) => `${name}=${value}`).join('&')}` : undefined
}

const AGAIN_MS = 10 * 60_000
const MOST_KEPT = 10_000

/** Pages ask again by themselves: the same question of the same person with as many shown is noted once in ten minutes. */
const askedLately = (clock: Clock) => {
  const noted = new Map<string, number>()
  const keyOf = (query: string, { actor, input, shown }: Listing) => JSON.stringify([actor.organizationId, actor.id, query, askedIn(Object(input)), shown])
  return {
    knows: (query: string, listing: Listing): boolean => clock().getTime() - (noted.get(keyOf(query, listing)) ?? 0) < AGAIN_MS,
    /** Called when the entry is written, not before. */
    keep: (query: string, listing: Listing): void => {
      if (noted.size >= MOST_KEPT) noted.clear()
      noted.set(keyOf(query, listing), clock().getTime())
    },
  }
}

/**
 * Writes the entries of lists and searches, each before its answer leaves. The reads stay read-only: entries have transactions of their own,
 * shared by those who read at the same time, which do not wait for the disk.
 */
export const listingNotes = (db: Db, clock: Clock) => {
  const groups = new Map<string, (listing: Listing) => Promise<void>>()
  const lately = askedLately(clock)
  const begin = (query: string, organizationId: string) => {
    const system = systemActor(organizationId)
    return inGroups<Listing>((listings) => asActor(db, system, (open) => openTx(open, system, clock(), query, []).record(PersonalDataListed, listings.map(({ actor, input, shown }) => ({
      subject: { type: 'organization', id: organizationId, unitId: null }, actor, payload: { query, shown }, reason: askedIn(Object(input)),
    }))), 'note'))
  }
  return async (query: string, listing: Listing): Promise<void> => {
    if (lately.knows(query, listing)) return
    const key = `${listing.actor.organizationId} ${query}`
    const note = groups.get(key) ?? begin(query, listing.actor.organizationId)
    groups.set(key, note)
    await note(listing)
    lately.keep(query, listing)
  }
}
