import type { Audience } from '#contract/ladder.ts'
import type { Reader } from '#kernel/db.ts'
import { answeringTo, confidants, type Holder, holders, leaderBeside, unitAndAbove } from '#modules/identity/queries/units.ts'

/** A case as far as it says who may hear of it. */
export interface About { readonly confidential: boolean; readonly accused: readonly string[] | null }
export interface Place { readonly organizationId: string; readonly unitId: string }

const LEADS = 2

/** Who may be told: nobody whom it is about or who answers to one of those, and of a confidential one only who sees it (`trusted`; null: it is none). */
const hearers = async (read: Reader, organizationId: string, c: About) => {
  const apart = await answeringTo(read, organizationId, c.accused ?? [])
  const trusted = c.confidential ? await confidants(read, organizationId) : null
  return { apart, trusted, may: (id: string) => !apart.has(id) && (trusted?.includes(id) ?? true) }
}

/**
 * Who holds a position in the unit or the nearest above. Where the complaint is about them or somebody they answer to, it goes past them to who leads
 * there; where it is confidential and they do not see it, to those who do.
 */
export const holdersNear = async (read: Reader, { organizationId, unitId }: Place, position: string, c: About): Promise<string[]> => {
  const near = await unitAndAbove(read, organizationId, unitId)
  const posts = (await holders(read, organizationId)).filter((h) => h.positionCode === position)
  const nearest = (near.map((unit) => posts.filter((h) => h.unitId === unit)).find((found) => found.length > 0) ?? posts).map((h) => h.personId)
  const { apart, trusted, may } = await hearers(read, organizationId, c)
  const left = nearest.filter(may)
  if (left.length || !nearest.length) return left
  const next = trusted ? null : await leaderBeside(read, organizationId, unitId, apart)
  return trusted?.filter((id) => !apart.has(id)) ?? (next ? [next] : [])
}

const ids = (found: readonly Holder[] | undefined): string[] => [...new Set((found ?? []).map((h) => h.personId))]

/** Who leads the unit of a case, or the nearest above that somebody leads; `above`: who leads the next one above that. */
export const leadersNear = async (read: Reader, { organizationId, unitId }: Place, c: About): Promise<{ readonly leads: string[]; readonly above: string[] }> => {
  const near = await unitAndAbove(read, organizationId, unitId)
  const { may } = await hearers(read, organizationId, c)
  const leaders = (await holders(read, organizationId)).filter((h) => h.rank >= LEADS && may(h.personId))
  const rising = near.map((unit) => leaders.filter((h) => h.unitId === unit)).filter((found) => found.length > 0)
  const leads = ids(rising[0] ?? leaders)
  return { leads, above: rising[1] ? ids(rising[1]) : leads }
}

const named = async (read: Reader, organizationId: string, id: string, c: About): Promise<string[]> => {
  const there = await read.selectFrom('identity.person').select('id').where('organization_id', '=', organizationId).where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst()
  return there && (await hearers(read, organizationId, c)).may(id) ? [id] : []
}

interface Asked extends Place { /** Who looks after the case; null: nobody yet. */ readonly ownerId: string | null; /** The position that hears of it while nobody does. */ readonly position: string }
/** The people an audience is in one case; where nobody looks after it yet, whom the clock names. */
export const peopleOf = async (read: Reader, to: Audience, asked: Asked, c: About): Promise<string[]> => {
  switch (to.who) {
    case 'handler': return asked.ownerId ? [asked.ownerId] : holdersNear(read, asked, asked.position, c)
    case 'manager': return (await leadersNear(read, asked, c)).leads
    case 'above': return (await leadersNear(read, asked, c)).above
    case 'position': return holdersNear(read, asked, to.code, c)
    case 'person': return named(read, asked.organizationId, to.id, c)
  }
}
