import type { Reader } from '#kernel/db.ts'
import { localDay } from '#kernel/calendar.ts'
import { type Holder, deputyFor, findUnit, holders, unitAndAbove } from '#modules/identity/queries/units.ts'
import type { Instant } from '#kernel/time.ts'

export interface Standing { readonly rank: number; readonly deputyOf: string | null }

/** A position counts for a unit when it sits there or above, or sees the whole organisation. */
const countsFor = (h: Holder, near: readonly string[]) => near.includes(h.unitId) || h.seesAll

const best = (all: readonly Holder[], personId: string, near: readonly string[]): number => Math.max(0, ...all.filter((h) => h.personId === personId && countsFor(h, near)).map((h) => h.rank))

/** How much authority a person has over a unit today: their own, or that of someone they stand in for. */
export const standingOf = async (read: Reader, organizationId: string, personId: string | null, unitId: string, now: Instant, except: string | null = null): Promise<Standing> => {
  if (!personId) return { rank: 0, deputyOf: null }
  const all = await holders(read, organizationId)
  const near = await unitAndAbove(read, organizationId, unitId)
  const own = best(all, personId, near)
  const unit = await findUnit(read, organizationId, unitId)
  const absent = await deputyFor(read, organizationId, personId, localDay(unit?.time_zone ?? 'UTC', now))
  // Standing in for the proposer would be approving one's own proposal by a detour.
  return absent.filter((id) => id !== except).map((id) => ({ rank: best(all, id, near), deputyOf: id })).reduce<Standing>((most, s) => (s.rank > most.rank ? s : most), { rank: own, deputyOf: null })
}

/** Everybody who may decide at a rank over a unit, the lowest sufficient rank first. */
export const approversOf = async (read: Reader, organizationId: string, rank: number, unitId: string): Promise<Holder[]> => {
  const all = await holders(read, organizationId)
  const near = await unitAndAbove(read, organizationId, unitId)
  return all.filter((h) => h.rank >= rank && countsFor(h, near)).sort((a, b) => a.rank - b.rank)
}

export const approvalsOf = (read: Reader, organizationId: string, subjectIds: readonly string[]) =>
  (subjectIds.length ? read.selectFrom('authority.approval').selectAll().where('organization_id', '=', organizationId).where('subject_id', 'in', [...subjectIds]).orderBy('id').execute() : Promise.resolve([]))
