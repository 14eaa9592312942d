import { chinaHolidays } from '#kernel/holidays.ts'
import { z } from 'zod'
import { type Case, judged, type Outcome, type Recogniser } from './suite.ts'

const Day = z.looseObject({ date: z.iso.date(), off: z.boolean() })
const File = z.object({ years: z.record(z.string().regex(/^\d{4}$/), z.looseObject({ days: z.array(Day) })) })
type Days = readonly z.infer<typeof Day>[]

/** Official days off and make-up working days, year by year, against the seed of our calendar; both ways round. */
export const publicHolidays: Recogniser = (content) => {
  const file = File.safeParse(content)
  if (!file.success) return null
  const years = Object.entries(file.data.years)
  const listed = new Set(years.flatMap(([, { days }]) => days.map(({ date }) => date)))
  return years.flatMap(([year, { days }]): Case[] => [
    ...days.map(dayCase),
    { id: `${year}-complete`, run: () => complete(Number(year), days, listed) },
  ])
}

function dayCase({ date, off }: Days[number]): Case {
  return { id: date, run: () => judged(kindOf(date) === kind(off), kind(off), kindOf(date)) }
}

/** A listed year must hold no day the list lacks; an empty one must be unpublished with us as well. */
function complete(year: number, days: Days, listed: ReadonlySet<string>): Outcome {
  const ours = chinaHolidays([year])
  const published = ours.publishedThrough.startsWith(String(year))
  if (days.length === 0 && published) return { status: 'skipped', reason: 'the list does not know this year, we do' }
  if (days.length === 0) return judged(true, 'not published', 'not published')
  if (!published) return judged(false, 'published', 'not published')
  return nothingMore([...ours.holidays, ...ours.makeUpDays].filter((day) => !listed.has(day)))
}

function nothingMore(extra: readonly string[]): Outcome {
  return judged(extra.length === 0, 'no other day', extra.length === 0 ? 'no other day' : extra)
}

function kind(off: boolean): string {
  return off ? 'day off' : 'make-up working day'
}

function kindOf(date: string): string {
  const { holidays, makeUpDays } = chinaHolidays([Number(date.slice(0, 4))])
  if (holidays.includes(date)) return kind(true)
  return makeUpDays.includes(date) ? kind(false) : 'ordinary day'
}
