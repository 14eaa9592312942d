import type { Locale } from '#contract/common.ts'

const clocks = new Map<string, Intl.DateTimeFormat>()

/** An instant as the wall clock of `timeZone` showed it: 2026年11月22日 14:05 · 22 Nov 2026, 14:05. */
export function formatInstant(instant: string, locale: Locale, timeZone: string): string {
  const { year, month, day, hour, minute } = partsOf(new Date(instant), timeZone)
  return `${dayWords(year, month, day, locale)}${locale === 'en' ? ',' : ''} ${hour}:${minute}`
}

/** The same for columns, always as wide: 2026-11-22 14:05. */
export function formatStamp(instant: string, timeZone: string): string {
  const { year, month, day, hour, minute } = partsOf(new Date(instant), timeZone)
  return `${year}-${month}-${day} ${hour}:${minute}`
}

/** The end of a period, exclusive: midnight is said as 24:00 of the day before, the last on which one is in time. */
export function formatEnd(instant: string, locale: Locale, timeZone: string): string {
  return endsADay(instant, timeZone) ? `${formatDayOf(justBefore(instant), locale, timeZone)}${locale === 'en' ? ',' : ''} 24:00` : formatInstant(instant, locale, timeZone)
}

/** The same for columns. */
export function formatStampEnd(instant: string, timeZone: string): string {
  return endsADay(instant, timeZone) ? `${formatStamp(justBefore(instant), timeZone).slice(0, 10)} 24:00` : formatStamp(instant, timeZone)
}

function endsADay(instant: string, timeZone: string): boolean {
  return formatStamp(instant, timeZone).endsWith(' 00:00')
}

function justBefore(instant: string): string {
  return new Date(Date.parse(instant) - 1).toISOString()
}

/** The day of an instant on the wall calendar of `timeZone`. */
export function formatDayOf(instant: string, locale: Locale, timeZone: string): string {
  const { year, month, day } = partsOf(new Date(instant), timeZone)
  return dayWords(year, month, day, locale)
}

/** A calendar day, `2026-11-22`, in words. */
export function formatDay(day: string, locale: Locale): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return dayWords(year, month, date, locale)
}

/** Whole seconds since 1970, as file formats keep them. */
export function epochSeconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000)
}

interface Parts {
  readonly year: string
  readonly month: string
  readonly day: string
  readonly hour: string
  readonly minute: string
}

function partsOf(at: Date, timeZone: string): Parts {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  )
  const { year = '', month = '', day = '', hour = '', minute = '' } = parts
  return { year, month, day, hour, minute }
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  clocks.set(timeZone, clock)
  return clock
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function dayWords(year: string, month: string, day: string, locale: Locale): string {
  if (locale === 'en') return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`
  return `${year}年${Number(month)}月${Number(day)}日`
}
