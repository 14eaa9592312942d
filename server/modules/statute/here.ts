import { StatuteGiven } from '#contract/statute-pack.ts'
import type { LawHere } from '#contract/table-known.ts'
import { localDay } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { regionsOfUnits } from '#modules/clock/queries/region.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { jurisdictionOf } from './rules/law.ts'

/** What the law gives at least where the firm has units, but for what has ended: what was bought before is held to that in its case. */
export const lawHere = async (read: Reader, organizationId: string, now: Instant): Promise<LawHere> => {
  const [{ policy }, units, regionOf] = await Promise.all([currentPack(read, organizationId), unitRows(read, organizationId), regionsOfUnits(read, organizationId)])
  const { rules: all } = await policy('statute')
  const places = new Set(units.filter((unit) => !unit.retired_at).map(({ id }) => jurisdictionOf(regionOf(id))))
  const rules = all.filter(({ gives }) => {
    const { jurisdiction, validThrough } = StatuteGiven.parse(gives)
    return places.has(jurisdiction) && (!validThrough || localDay('UTC', now) <= validThrough)
  })
  return { rules, partly: places.size > 1 ? rules.map(({ id }) => id) : [] }
}
