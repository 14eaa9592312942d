import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/official-calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { shippedYears } from '#kernel/holidays.ts'
import { officialDays, type OfficialDay, shippedYear } from '#kernel/official-days.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { movesOf } from '../moves/touched.ts'
import { inForce } from '../times/in-force.ts'
import { linksOf, timesRows } from '../times/rows.ts'
import { readFile } from './file.ts'
import { HOME } from './kept.ts'
import { planYears } from './plan.ts'
import { daysOf, newestOf, type Region, regionOf, tableOf } from './years.ts'

type Calendar = z.input<typeof contract.OfficialCalendar>

/** How many units have their working days from each region. */
const unitsByRegion = async (read: Reader, organizationId: string): Promise<ReadonlyMap<string, number>> => {
  const [units, rows] = await Promise.all([unitRows(read, organizationId), timesRows(read, organizationId)])
  const count = new Map<string, number>()
  for (const { id } of units.filter((unit) => !unit.retired_at)) {
    const region = inForce(linksOf(units, rows, id)).region ?? HOME
    count.set(region, (count.get(region) ?? 0) + 1)
  }
  return count
}

const shown = async (read: Reader, organizationId: string, region: Region, units: ReadonlyMap<string, number>): Promise<Calendar> => {
  const table = tableOf(region)
  const name = await namesOf(read, organizationId, [region.changed_by, ...region.history.map((row) => row.made_by)])
  const years = [...new Set([...(table.base ? shippedYears() : []), ...Object.keys(table.years).map(Number)])].sort((a, b) => b - a).map((year) => {
    const days = daysOf(table, year) ?? []
    const row = table.years[year] ? newestOf(region, year) : undefined
    return { year, off: days.filter(({ off }) => off).length, works: days.filter(({ off }) => !off).length, source: row?.source ?? '', shipped: row === undefined, by: name(row?.made_by ?? null), at: isoOrNull(row?.made_at ?? null) }
  })
  return {
    code: region.code, name: region.name, weekend: [...region.weekend], revision: region.revision, changedBy: name(region.changed_by), changedAt: isoOrNull(region.changed_at),
    publishedThrough: years.length ? officialDays(table).publishedThrough : null, years, units: units.get(region.code) ?? 0,
  }
}

/** Mainland China first, then those that were made here. */
export const officialCalendars = query('identity.read', async (read, { organizationId }) => {
  const rows = await read.selectFrom('clock.region').select('code').where('organization_id', '=', organizationId).where('code', '!=', HOME).orderBy('code').execute()
  const regions = await Promise.all([HOME, ...rows.map(({ code }) => code)].map((code) => regionOf(read, organizationId, code)))
  const units = await unitsByRegion(read, organizationId)
  return { items: await Promise.all(regions.flatMap((region) => (region ? [shown(read, organizationId, region, units)] : []))), next: null }
})

const asked = async (read: Reader, organizationId: string, code: string): Promise<Region> => {
  const region = await regionOf(read, organizationId, code)
  if (!region) throw new Problem(notFound)
  return region
}

export const officialCalendar = query('identity.read', async (read, { organizationId }, { code }: { code: string }) =>
  shown(read, organizationId, await asked(read, organizationId, code), await unitsByRegion(read, organizationId)))

export const officialYear = query('identity.read', async (read, { organizationId }, { code, year }: { code: string; year: number }): Promise<z.input<typeof contract.OfficialYear>> => {
  const region = await asked(read, organizationId, code)
  const table = tableOf(region)
  const own = region.history.filter((row) => row.year === year)
  const name = await namesOf(read, organizationId, own.map((row) => row.made_by))
  const days = daysOf(table, year)
  return {
    code, year, days: days && [...days], shipped: !table.years[year] && shippedYear(year) !== null && table.base !== null,
    history: own.map((row) => ({ id: row.id, days: (row.days as OfficialDay[] | null)?.length ?? null, source: row.source, by: name(row.made_by), at: iso(row.made_at) })),
  }
})

export const readCalendarFile = query('calendar.publish', async (_read, _actor, { text }: { text: string }) => readFile(text))

/** What would change and what would move if years were published; kept nowhere. */
export const previewYears = query('calendar.publish', async (read, { organizationId }, { from, ...given }: z.output<typeof contract.previewYears.input>, now) => {
  const units = await unitRows(read, organizationId)
  const { changes, planned, official, digest } = await planYears(read, { organizationId, units, now }, given)
  const bodies = new Map(planned.map(({ unitId, body }) => [unitId, body]))
  return { digest, changes, moves: await movesOf(read, organizationId, { unitIds: [...bodies.keys()], imagined: { bodies, official }, now, from }) }
})
