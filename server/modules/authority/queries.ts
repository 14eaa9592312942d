import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { type Holder, answeringTo, holders, standsInFor, unitAndAbove, unitRows } from '#modules/identity/queries/units.ts'
import { type Posts, type Standing, countsFor, standing } from './rules.ts'

/** What the standing of a person is judged by: loaded once, asked for many cases. */
export const postsOf = async (read: Reader, organizationId: string, personId: string | null): Promise<Posts> => {
  const [all, units, standsIn] = await Promise.all([holders(read, organizationId), unitRows(read, organizationId), personId ? standsInFor(read, organizationId, personId) : []])
  return { personId, holders: all, units, standsIn }
}

/** How much authority a person has over a unit today: their own, and with that of someone they stand in for. */
export const standingOf = async (read: Reader, organizationId: string, personId: string | null, unitId: string, now: Instant): Promise<Standing> =>
  standing(await postsOf(read, organizationId, personId), unitId, now)

/** Everybody who may decide at a rank over a unit, the lowest sufficient rank first; nobody the case is `about`, nor who answers to them. */
export const approversOf = async (read: Reader, organizationId: string, rank: number, unitId: string, about: readonly string[]): Promise<Holder[]> => {
  const [everybody, apart] = [await holders(read, organizationId), await answeringTo(read, organizationId, about)]
  const all = everybody.filter((h) => !apart.has(h.personId))
  const near = await unitAndAbove(read, organizationId, unitId)
  return all.filter((h) => h.rank >= rank && countsFor(h, near)).sort((a, b) => a.rank - b.rank)
}

export const approvalsOf = (read: Reader, organizationId: string, subjectIds: readonly string[]) =>
  (subjectIds.length ? read.selectFrom('authority.approval').selectAll().where('organization_id', '=', organizationId).where('subject_id', 'in', [...subjectIds]).orderBy('id').execute() : Promise.resolve([]))
