import { notFound, staleVersion } from '#contract/common.ts'
import type * as contract from '#contract/official-calendar.ts'
import type { Reader } from '#kernel/db.ts'
import type { OfficialDays } from '#kernel/holidays.ts'
import { type OfficialTable, officialDays } from '#kernel/official-days.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import { bookOf } from '../times/book.ts'
import { digestOfPlan } from '../times/digest.ts'
import { type Book, type Planned, planTimes } from '../times/plan.ts'
import { changeOf, daysOf, type Region, refuseYears, regionOf, tableOf, withYears } from './years.ts'

/** The name of a table that is not kept yet. */
const TO_BE = 'to be'

interface Given { readonly code: string; readonly revision: number; readonly years: readonly contract.YearGiven[] }

export interface YearsPlan { readonly region: Region; readonly table: OfficialTable; readonly days: OfficialDays; readonly changes: contract.YearChange[]; readonly planned: readonly Planned[]; readonly official: ReadonlyMap<string, OfficialDays>; readonly digest: string }

interface Asked { readonly organizationId: string; readonly units: Book['units']; readonly now: Instant }

/** What publishing years would change, for the one who does it as for the one who looks at it beforehand. @throws Problem where it cannot be. */
export const planYears = async (read: Reader, { organizationId, units, now }: Asked, { code, revision, years }: Given): Promise<YearsPlan> => {
  refuseYears(years)
  const region = await regionOf(read, organizationId, code)
  if (!region) throw new Problem(notFound)
  if (region.revision !== revision) throw new Problem(staleVersion)
  const [before, table] = [tableOf(region), withYears(tableOf(region), years)]
  const changes = years.flatMap(({ year }) => { const change = changeOf(year, daysOf(before, year), daysOf(table, year)); return change ? [change] : [] })
  const days = officialDays(table)
  const official = new Map([[TO_BE, days]])
  const book = await bookOf(read, organizationId, units)
  const planned = planTimes({ ...book, official: new Map([...book.official, [code, TO_BE]]), daysOf: (id) => (id === TO_BE ? days : book.daysOf(id)) }, units.map(({ id }) => id), now)
    .filter(({ body }) => body?.official === TO_BE)
  return { region, table, days, changes, planned: changes.length ? planned : [], official, digest: digestOfPlan(changes.length ? planned : [], table) }
}
