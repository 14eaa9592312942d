import { localDay, openIntervals, shiftDay, startOfDay } from '#kernel/calendar.ts'
import { weekdayOf } from '#kernel/calendar/days.ts'
import { dayNumber } from '#kernel/calendar/zone.ts'
import { calendarFor } from '#kernel/holidays.ts'
import { HOUR, type Instant, MINUTE, plusMs } from '#kernel/time.ts'
import { type Chance, chanceOf } from './chance.ts'
import { frontsOf } from './fronts.ts'
import { caseOf } from './matters.ts'
import type { Row } from './play.ts'
import type { Drawn } from './scene.ts'
import { FIRST_DAY, type Incident, type Trade, type TradeMatter } from './trade.ts'
import { wayIn, wayThrough } from './ways.ts'

/** The last two months are told line by line: `programme.ts`. */
const TOLD_DAYS = 62
const MONTHS_A_YEAR = 12
const CASES_A_MONTH = 20

/** A complaint before it is known who makes it: how many days before today, about what; `incident`: of which it is part. */
interface Seed { readonly days: number; readonly matter: TradeMatter; readonly incident: Incident | null }

const dayBefore = ({ timeZone, today }: Drawn, days: number): string => shiftDay(localDay(timeZone, today), -days)

type Month = keyof Trade['seasons']
const monthOf = (day: string): Month => String(Number(day.slice(5, 7))) as Month

type Stretch = readonly [opens: Instant, closes: Instant]

/** When the places are open that customers come to. */
const stretchesOf = ({ body, timeZone }: Drawn, kind: string, day: string): readonly Stretch[] => {
  const hours = body.hours.find((h) => h.unitKinds.some((k) => k === kind))
  return hours ? openIntervals(calendarFor({ tz: timeZone, weekly: hours.weekly, observesHolidays: hours.observesHolidays }), startOfDay(timeZone, day), startOfDay(timeZone, shiftDay(day, 1))) : []
}

const CLOSED_DAY = 0.2
const WEEKEND = 1.3
const SATURDAY = 5
const weekFactor = (setting: Drawn, kind: string, day: string): number => {
  if (!stretchesOf(setting, kind, day).length) return CLOSED_DAY
  return kind === 'shop' && weekdayOf(dayNumber(day)) >= SATURDAY ? WEEKEND : 1
}

const weightIn = (month: Month) => (matter: TradeMatter): number => matter.weight * (matter.months[month] ?? 1)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)

/** How busy a day is: season, what comes more often in that month, day of the week. */
const busyness = (setting: Drawn, kind: string, day: string): number => {
  const { seasons, matters } = setting.trade
  const month = monthOf(day)
  return (seasons[month] ?? 1) * sum(matters.map(weightIn(month))) / sum(matters.map((m) => m.weight)) * weekFactor(setting, kind, day)
}

/** Spread evenly over the busyness of the days, so that seasons show even in few cases. */
const ordinary = (setting: Drawn, chance: Chance, kind: string, firstDay: number): Seed[] => {
  const days = Array.from({ length: Math.max(0, firstDay - TOLD_DAYS) }, (_, i) => firstDay - i)
  const busy = days.map((d) => busyness(setting, kind, dayBefore(setting, d)))
  const total = sum(busy)
  const many = Math.round(days.length * MONTHS_A_YEAR / FIRST_DAY * CASES_A_MONTH)
  return Array.from({ length: many }, (_, i) => {
    let left = (i + chance.toss()) / many * total
    const at = busy.findIndex((b) => { left -= b; return left < 0 })
    const day = days[at] ?? TOLD_DAYS + 1
    return { days: day, matter: chance.among(setting.trade.matters, weightIn(monthOf(dayBefore(setting, day)))), incident: null }
  })
}

/** At one place it grows slowly; what has spread everywhere comes at once and is over. */
const ofIncident = ({ trade }: Drawn, chance: Chance, incident: Incident): Seed[] => {
  const known = trade.matters.filter((m) => incident.matters.includes(m.code))
  const { from, to, cases, front } = incident
  return Array.from({ length: cases }, (_, i) => {
    const passed = (i + chance.toss()) / cases
    const days = Math.round(from - (from - to) * (front === null ? passed : Math.sqrt(passed)))
    return { days, matter: chance.among(known, (m) => m.weight), incident }
  })
}

const AT_HOME = [9.5 * HOUR, 22.5 * HOUR] as const
const LAST_MS = HOUR

/** A moment of the day on which somebody is there, not just before closing. */
const startOf = ({ timeZone }: Drawn, chance: Chance, day: string, stretches: readonly Stretch[]): Instant => {
  const [from, to] = AT_HOME
  const midnight = startOfDay(timeZone, day)
  const open: readonly Stretch[] = stretches.length ? stretches : [[plusMs(midnight, from), plusMs(midnight, to)]]
  const [opens, closes] = chance.among(open, ([a, b]) => b.getTime() - a.getTime())
  return plusMs(opens, chance.whole(Math.max(HOUR, closes.getTime() - opens.getTime() - LAST_MS) / MINUTE) * MINUTE)
}

const COME_BACK = 0.18
const OF_TODAY = 0.05
const AT_LEAST_DAYS = 25

/** Most come once. Some have been here before, and some will be here again in the last two months. */
const visitors = ({ words }: Drawn, chance: Chance): ((days: number) => number) => {
  const seen: { readonly who: number; readonly days: number }[] = []
  return (days) => {
    const before = seen.filter((s) => s.days - days >= AT_LEAST_DAYS)
    if (before.length && chance.toss() < COME_BACK) return chance.among(before, () => 1).who
    const who = chance.toss() < OF_TODAY ? chance.whole(words.customers.length) : words.customers.length + seen.length
    seen.push({ who, days })
    return who
  }
}

/** What happens in the months before the last two: drawn by the trade's weights and seasons, with its two incidents. The same every time, counted from today. */
export const yearOf = (setting: Drawn, months = MONTHS_A_YEAR): Row[] => {
  const { body, trade, locale } = setting
  const chance = chanceOf(body.pack.code)
  const fronts = frontsOf(body)
  const firstDay = Math.round(months * FIRST_DAY / MONTHS_A_YEAR)
  const kind = fronts[0]?.kind ?? 'headquarters'
  const seeds = [...ordinary(setting, chance, kind, firstDay), ...trade.incidents.flatMap((incident) => ofIncident(setting, chance, incident)).filter(({ days }) => days <= firstDay)].sort((a, b) => b.days - a.days)
  const visitor = visitors(setting, chance)
  return seeds.map(({ days, matter, incident }, i) => {
    const day = dayBefore(setting, days)
    const stretches = stretchesOf(setting, kind, day)
    const via = wayIn(chance, kind, stretches.length > 0, matter, incident !== null)
    return {
      plot: wayThrough(chance, matter, via, days), via, who: visitor(days), start: startOf(setting, chance, day, stretches), front: incident?.front ?? chance.whole(Math.max(1, fronts.length)),
      matter: caseOf(trade, matter, locale, i, incident?.fields), also: null,
    }
  })
}
