import ICAL from 'ical.js'
import { z } from 'zod'
import { Day, LINE, invalidInput } from '#contract/common.ts'
import * as contract from '#contract/official-calendar.ts'
import { shiftDay } from '#kernel/calendar.ts'
import { groupBy } from '#kernel/group.ts'
import { Problem } from '#kernel/problem.ts'

type OfficialDay = contract.OfficialDay

/** Longer than any festival; beyond it an entry is no holiday. */
const MOST_DAYS = 31

const Name = z.string().transform((name) => name.slice(0, LINE))
const Entry = z.union([
  z.object({ date: Day, name: Name.default(''), off: z.boolean() }),
  z.object({ date: Day, name: Name.default(''), isOffDay: z.boolean() }).transform(({ date, name, isOffDay }) => ({ date, name, off: isOffDay })),
])
/** Several years as the handbook shows them, or one year as the open collection of State Council notices has it. */
const Json = z.union([
  z.object({ source: Name.default(''), years: z.record(z.string().regex(/^\d{4}$/), z.object({ days: z.array(Entry) })) }),
  z.object({ year: z.int(), days: z.array(Entry) }).transform(({ year, days }) => ({ source: '', years: { [String(year)]: { days } } })),
])

const fromJson = (text: string): contract.FileRead => {
  const read = Json.safeParse(JSON.parse(text))
  if (!read.success) throw new Problem(contract.unreadableFile)
  return { format: 'json', title: read.data.source, years: Object.entries(read.data.years).map(([year, { days }]) => ({ year: Number(year), days })) }
}

/** The days of one entry: all of them, from the first to the one before its end. */
const daysOf = (event: ICAL.Component): OfficialDay[] => {
  const start = event.getFirstPropertyValue('dtstart')
  if (!(start instanceof ICAL.Time) || !start.isDate) return []
  if (event.hasProperty('rrule') || event.hasProperty('rdate')) throw new Problem(contract.fileRepeats)
  const end = event.getFirstPropertyValue('dtend')
  const first = start.toString()
  const after = end instanceof ICAL.Time && end.isDate && end.compare(start) > 0 ? end.toString() : shiftDay(first, 1)
  const name = String(event.getFirstPropertyValue('summary') ?? '').slice(0, LINE)
  const days: OfficialDay[] = []
  for (let date = first; date < after && days.length < MOST_DAYS; date = shiftDay(date, 1)) days.push({ date, name, off: true })
  return days
}

const component = (text: string): ICAL.Component => {
  const parsed: unknown = ICAL.parse(text)
  // A file may hold several calendars one after the other; then each comes as a component of its own.
  return new ICAL.Component(Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed[0] : parsed as unknown[])
}

const fromIcs = (text: string): contract.FileRead => {
  const calendar = component(text)
  const days = calendar.getAllSubcomponents('vevent').flatMap(daysOf)
  return { format: 'ics', title: String(calendar.getFirstPropertyValue('x-wr-calname') ?? '').slice(0, LINE), years: [...groupBy(days, ({ date }) => Number(date.slice(0, 4)))].map(([year, own]) => ({ year, days: own })) }
}

/** Named twice, as where a festival falls on a Sunday that has a name of its own, a day is one. */
const once = (days: readonly OfficialDay[]): OfficialDay[] =>
  [...groupBy(days, ({ date }) => date).values()].map(([first, ...more]) => ({ ...first, name: [first, ...more].map((day) => day?.name ?? '').filter((name) => name).join('、').slice(0, LINE) }) as OfficialDay).sort((a, b) => (a.date < b.date ? -1 : 1))

const read = (text: string): contract.FileRead => {
  try {
    return text.startsWith('{') ? fromJson(text) : fromIcs(text)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(contract.unreadableFile)
  }
}

/**
 * What a calendar file names, year by year, oldest first.
 * @throws Problem where it is no such file, repeats by a rule, or names no whole day.
 */
export const readFile = (text: string): contract.FileRead => {
  if (text.includes('\u0000')) throw new Problem(invalidInput, {}, 'text')
  const file = read(text.replace(/^\uFEFF/, '').trim())
  const years = file.years.map(({ year, days }) => ({ year, days: once(days) })).filter(({ days }) => days.length > 0).sort((a, b) => a.year - b.year)
  if (!years.length) throw new Problem(contract.fileWithoutDays)
  return { ...file, years }
}
