import { money } from '../ui/money.ts'
import { type Speech, fill } from './speech.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const MINUTE = 60_000

const midnight = (at: number) => {
  const day = new Date(at)
  day.setHours(0, 0, 0, 0)
  return day.getTime()
}

/** Whole days from now to then by the calendar on the wall; rounded, because a day may have 23 or 25 hours. */
const daysAway = (at: number, now: number) => Math.round((midnight(at) - midnight(now)) / DAY)

const clock = ({ locale, tag }: Speech, at: number) =>
  new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', hourCycle: locale === 'zh-CN' ? 'h23' : 'h12' }).format(at)

const day = ({ tag }: Speech, at: number, now: number) => {
  const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric', ...(thisYear ? { weekday: 'short' } : { year: 'numeric' }) }).format(at)
}

/** A moment as one would say it: 今天16:32, 11月23日周一17:00, 5:00 pm on Mon, 23 Nov. */
export const momentWords = (speech: Speech, instant: string | number, now = Date.now()): string => {
  const at = new Date(instant).getTime()
  if (Number.isNaN(at)) return ''
  const { time } = speech.words
  const near = { '-1': time.yesterday, 0: time.today, 1: time.tomorrow }[daysAway(at, now)]
  return fill(near === undefined ? time.far : time.near, { day: near ?? day(speech, at, now), time: clock(speech, at) })
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
