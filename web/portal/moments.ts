import { money } from '../ui/money.ts'
import { isElsewhere, offsetAt, zoneName } from '../ui/zone.ts'
import { type Speech, fill } from './speech.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const MINUTE = 60_000

/** Number of the day that the zone's calendar shows. */
const dayAt = (zone: string, at: number) => Math.floor((at + offsetAt(zone, at)) / DAY)
const isMidnight = (zone: string, at: number) => (at + offsetAt(zone, at)) % DAY === 0

// What the zone's clock shows is written as if it were UTC: that way old browsers need not know the zone.
const written = (tag: string, at: number, zone: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).format(at + offsetAt(zone, at))

const clock = ({ locale, tag, zone }: Speech, at: number) => written(tag, at, zone, { hour: 'numeric', minute: '2-digit', hourCycle: locale === 'zh-CN' ? 'h23' : 'h12' })

const yearAt = (zone: string, at: number) => new Date(at + offsetAt(zone, at)).getUTCFullYear()

const day = ({ tag, zone }: Speech, at: number, now: number) =>
  written(tag, at, zone, { month: 'short', day: 'numeric', ...(yearAt(zone, at) === yearAt(zone, now) ? { weekday: 'short' } : { year: 'numeric' }) })

const nearDay = ({ words: { time }, zone }: Speech, at: number, now: number): string | undefined =>
  ({ '-1': time.yesterday, 0: time.today, 1: time.tomorrow })[dayAt(zone, at) - dayAt(zone, now)]

const named = ({ words, zone, tag }: Speech, at: number, time: string): string => (isElsewhere(zone, at) ? fill(words.time.inZone, { time, zone: zoneName(zone, tag) }) : time)

/** A moment as one would say it: 今天16:32, 11月23日周一17:00, 5:00 pm on Mon, 23 Nov. With the name of the zone where the clock in the room shows another time. */
export const momentWords = (speech: Speech, instant: string | number, now = Date.now()): string => {
  const at = new Date(instant).getTime()
  if (Number.isNaN(at)) return ''
  const { time } = speech.words
  const near = nearDay(speech, at, now)
  return named(speech, at, fill(near === undefined ? time.far : time.near, { day: near ?? day(speech, at, now), time: clock(speech, at) }))
}

/** The same for the end of a period: midnight is 24:00 of the day before. */
export const deadlineWords = (speech: Speech, instant: string, now = Date.now()): string => {
  const at = new Date(instant).getTime()
  if (!isMidnight(speech.zone, at)) return momentWords(speech, instant, now)
  const last = at - MINUTE
  return named(speech, at, fill(speech.words.time.end, { day: nearDay(speech, last, now) ?? day(speech, last, now) }))
}

const unit = ({ tag }: Speech, count: number, name: string) =>
  new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'long' }).format(count)

/** How long until then in at most two units, or nothing where the browser cannot say it. */
export const spanWords = (speech: Speech, ms: number): string => {
  const days = Math.floor(ms / DAY)
  const hours = Math.floor(ms % DAY / HOUR)
  const minutes = Math.floor(ms % HOUR / MINUTE)
  const parts: readonly (readonly [number, string])[] = days > 0 ? [[days, 'day'], [hours, 'hour']] : [[hours, 'hour'], [minutes, 'minute']]
  try {
    return parts.filter(([count]) => count > 0).map(([count, name]) => unit(speech, count, name)).join(speech.words.time.join)
  } catch {
    return ''
  }
}

/** Money with its currency named, since ¥ alone may be read as yen outside the mainland. */
export const moneyWords = ({ words }: Speech, fen: number): string => fill(words.money, { amount: money(fen).replace('¥', '') })
