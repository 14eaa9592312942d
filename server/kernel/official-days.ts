import type { Weekday } from './calendar/days.ts'
import { chinaHolidays, LAST_SURE_DAY, type OfficialDays, shippedYears } from './holidays.ts'

/** A day off, or (`off: false`) a weekend day that is worked on, as an official notice names it. */
export interface OfficialDay { readonly date: string; readonly name: string; readonly off: boolean }

/** The published years of a region. `base`: years that are not here are those the program brings along. */
export interface OfficialTable { readonly base: 'cn' | null; readonly weekend: readonly Weekday[]; readonly years: Readonly<Record<string, readonly OfficialDay[]>> }

/** Nothing is known before any year was published: every limit is provisional. */
const NEVER = '1900-12-31'

const yearOf = (day: string) => day.slice(0, 4)

/** The days of each year, later notices having the say where two name one day: that of the new year may still move the last days of the old. */
const daysOf = ({ base, years }: OfficialTable): ReadonlyMap<string, OfficialDay> => {
  const days = new Map<string, OfficialDay>()
  if (base) {
    const { holidays, makeUpDays, names } = chinaHolidays()
    const brought = (date: string, off: boolean) => { if (!years[yearOf(date)]) days.set(date, { date, off, name: names[date] ?? '' }) }
    for (const date of holidays) brought(date, true)
    for (const date of makeUpDays) brought(date, false)
  }
  for (const year of Object.keys(years).sort()) for (const day of years[year] ?? []) days.set(day.date, day)
  return days
}

/** What clocks count by. Without a table: mainland China as the program brings it. */
export const officialDays = (table: OfficialTable | null): OfficialDays => {
  if (!table) return chinaHolidays()
  const days = [...daysOf(table).values()].sort((a, b) => (a.date < b.date ? -1 : 1))
  const published = [...new Set([...(table.base ? shippedYears() : []), ...Object.keys(table.years).map(Number)])].sort((a, b) => a - b)
  const last = published.at(-1)
  return {
    holidays: days.filter(({ off }) => off).map(({ date }) => date), makeUpDays: days.filter(({ off }) => !off).map(({ date }) => date),
    names: Object.fromEntries(days.map(({ date, name }) => [date, name])),
    weekend: table.weekend, publishedYears: published, publishedThrough: last === undefined ? NEVER : `${last}-${table.base ? LAST_SURE_DAY : '12-31'}`,
  }
}

/** What a year has with the program alone; null where it brings none. */
export const shippedYear = (year: number): readonly OfficialDay[] | null => {
  if (!shippedYears().includes(year)) return null
  const { holidays, makeUpDays, names } = chinaHolidays([year])
  const day = (off: boolean) => (date: string): OfficialDay => ({ date, off, name: names[date] ?? '' })
  return [...holidays.map(day(true)), ...makeUpDays.map(day(false))].sort((a, b) => (a.date < b.date ? -1 : 1))
}
