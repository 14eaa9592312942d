import * as contract from '#contract/official-calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { type OfficialDay, type OfficialTable, shippedYear } from '#kernel/official-days.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { WeekDay } from '#contract/working-time.ts'
import { HOME } from './kept.ts'

const rowsOf = (read: Reader, organizationId: string, code: string) => read.selectFrom('clock.region_year').selectAll().where('organization_id', '=', organizationId).where('code', '=', code).orderBy('id', 'desc').execute()
export type YearRow = Awaited<ReturnType<typeof rowsOf>>[number]

/** A region with all that was ever published of its years, newest first. */
export interface Region { readonly code: string; readonly name: string; readonly weekend: readonly WeekDay[]; readonly revision: number; readonly changed_by: string | null; readonly changed_at: Instant | null; readonly official_id: string | null; readonly history: readonly YearRow[] }

const USUAL_WEEKEND: readonly WeekDay[] = ['sat', 'sun']

/** Mainland China, as long as nobody added to what the program brings. */
const UNTOUCHED: Omit<Region, 'history'> = { code: HOME, name: '', weekend: USUAL_WEEKEND, revision: 0, changed_by: null, changed_at: null, official_id: null }

export const regionOf = async (read: Reader, organizationId: string, code: string): Promise<Region | null> => {
  const row = await read.selectFrom('clock.region').selectAll().where('organization_id', '=', organizationId).where('code', '=', code).executeTakeFirst()
  if (!row) return code === HOME ? { ...UNTOUCHED, history: [] } : null
  return { ...row, weekend: row.weekend as WeekDay[], history: await rowsOf(read, organizationId, code) }
}

/** What was said of a year last. */
export const newestOf = ({ history }: Region, year: number): YearRow | undefined => history.find((row) => row.year === year)

/** The years published here, by what was said of each last. */
const ownYears = (region: Region): Record<string, readonly OfficialDay[]> => {
  const years: Record<string, readonly OfficialDay[]> = {}
  for (const { year } of [...region.history].reverse()) delete years[year]
  for (const year of new Set(region.history.map((row) => row.year))) {
    const days = newestOf(region, year)?.days as OfficialDay[] | null | undefined
    if (days) years[year] = days
  }
  return years
}

export const tableOf = (region: Region): OfficialTable => ({ base: region.code === HOME ? HOME : null, weekend: region.weekend, years: ownYears(region) })

/** What holds for a year; null: it is not published. */
export const daysOf = (table: OfficialTable, year: number): readonly OfficialDay[] | null => table.years[year] ?? (table.base ? shippedYear(year) : null)

/** A notice names days of its own year; that of the new year may name the last days of the old one, and the other way round. */
const belongs = (year: number, { date }: contract.OfficialDay) => date.startsWith(String(year)) || date.startsWith(`${year - 1}-12`) || date.startsWith(`${year + 1}-01`)

/** What cannot be published. */
export const refuseYears = (given: readonly contract.YearGiven[]): void => {
  const twice = given.findIndex(({ year }, i) => given.findIndex((one) => one.year === year) !== i)
  if (twice >= 0) throw new Problem(contract.sameDayTwice, {}, `years/${twice}/year`)
  for (const [i, { year, days }] of given.entries()) {
    const stray = (days ?? []).findIndex((day) => !belongs(year, day))
    if (stray >= 0) throw new Problem(contract.strayDay, { year }, `years/${i}/days/${stray}/date`)
    const dates = (days ?? []).map(({ date }) => date)
    const again = dates.findIndex((date, at) => dates.indexOf(date) !== at)
    if (again >= 0) throw new Problem(contract.sameDayTwice, {}, `years/${i}/days/${again}/date`)
  }
}

const inOrder = (days: readonly contract.OfficialDay[]): OfficialDay[] => [...days].sort((a, b) => (a.date < b.date ? -1 : 1)).map(({ date, name, off }) => ({ date, name, off }))

/** The table with years as somebody would publish them. */
export const withYears = (table: OfficialTable, given: readonly contract.YearGiven[]): OfficialTable => ({
  ...table,
  years: Object.fromEntries([...Object.entries(table.years).filter(([year]) => !given.some((one) => String(one.year) === year)), ...given.flatMap(({ year, days }) => (days ? [[String(year), inOrder(days)] as const] : []))]),
})

const same = (a: OfficialDay, b: OfficialDay) => a.off === b.off && a.name === b.name

/** What a year would have otherwise; null where it stays as it is. */
export const changeOf = (year: number, before: readonly OfficialDay[] | null, after: readonly OfficialDay[] | null): contract.YearChange | null => {
  const [old, fresh] = [new Map((before ?? []).map((day) => [day.date, day])), new Map((after ?? []).map((day) => [day.date, day]))]
  const change = {
    year, before: before?.length ?? null, after: after?.length ?? null,
    added: [...fresh.values()].filter(({ date }) => !old.has(date)), removed: [...old.values()].filter(({ date }) => !fresh.has(date)),
    changed: [...fresh.values()].flatMap((day) => { const was = old.get(day.date); return was && !same(was, day) ? [{ ...day, was }] : [] }),
  }
  return (before === null) === (after === null) && change.added.length + change.removed.length + change.changed.length === 0 ? null : change
}
