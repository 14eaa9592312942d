import { notFound } from '#contract/common.ts'
import type { Delegation } from '#contract/authority.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { zonesOf } from '#modules/identity/queries/absence.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { holders, unitRows } from '#modules/identity/queries/units.ts'
import { answering } from '#modules/identity/rules.ts'

const MOST_SHOWN = 200

/** Who lends to whom is the business of both and of whoever leads them. */
const whose = async (read: Reader, { organizationId, id, may }: Actor): Promise<ReadonlySet<string> | 'all'> =>
  (may('*') ? 'all' : answering(await holders(read, organizationId), await unitRows(read, organizationId), id ? [id] : []))

const shown = async (read: Reader, actor: Actor, now: Instant): Promise<Delegation[]> => {
  const { organizationId, id: me } = actor
  const theirs = await whose(read, actor)
  const all = read.selectFrom('authority.delegation').selectAll().where('organization_id', '=', organizationId).orderBy('id', 'desc').limit(MOST_SHOWN)
  // One's own first, then those that still hold: however many of others came since.
  const own = all.where((eb) => eb.or([eb('from_id', '=', me), eb('to_id', '=', me)]))
  const others = theirs === 'all' ? all : all.where(sql<boolean>`from_id = any (${[...theirs]}::uuid[])`)
  const holding = others.where('ended_at', 'is', null).where(sql<boolean>`until_on >= ${localDay('UTC', now)}::date - 1`)
  const found = await Promise.all([own, holding, others].map((rows) => rows.execute()))
  const seen = [...new Map(found.flat().map((d) => [d.id, d])).values()].sort((a, b) => (a.id < b.id ? 1 : -1))
  if (!seen.length) return []
  const [name, zoneOf] = [await namesOf(read, organizationId, seen.flatMap((d) => [d.from_id, d.to_id])), await zonesOf(read, organizationId, [...new Set(seen.map((d) => d.from_id))])]
  return seen.map((d): Delegation => {
    const today = localDay(zoneOf(d.from_id), now)
    const state = d.ended_at ? 'ended' : d.until_on < today ? 'over' : d.from_on > today ? 'coming' : 'now'
    return { id: d.id, from: name(d.from_id) ?? { id: d.from_id, name: '' }, to: name(d.to_id) ?? { id: d.to_id, name: '' }, fromOn: d.from_on, untilOn: d.until_on, mostFen: d.most_fen, reason: d.reason, madeAt: iso(d.made_at), state, mayEnd: !d.ended_at && d.until_on >= today }
  })
}

export const delegations = query('authority.read', async (read, actor, _input: Record<string, never>, now) => ({ items: await shown(read, actor, now), next: null }))

export const delegation = query('authority.read', async (read, actor, { id }: { id: string }, now) => {
  const found = (await shown(read, actor, now)).find((d) => d.id === id)
  if (!found) throw new Problem(notFound)
  return found
})
