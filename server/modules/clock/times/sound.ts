import * as contract from '#contract/working-time.ts'
import { addOpenSeconds, type Calendar, faultOf, startOfDay } from '#kernel/calendar.ts'
import { overlap } from '#kernel/calendar/overlap.ts'
import { dayNumber } from '#kernel/calendar/zone.ts'
import { Problem } from '#kernel/problem.ts'

const MOST_DAYS = 366

const refuseOverlaps = (own: contract.OwnTimes) => {
  for (const day of contract.WEEK) if (own.weekly && overlap(own.weekly[day])) throw new Problem(contract.hoursOverlap, {}, `weekly/${day}`)
  for (const [i, { hours }] of own.special.entries()) if (overlap(hours)) throw new Problem(contract.hoursOverlap, {}, `special/${i}/hours`)
  for (const [i, { hours }] of own.closures.entries()) if (hours && overlap(hours)) throw new Problem(contract.hoursOverlap, {}, `closures/${i}/hours`)
}

/** What one may set: every stretch makes sense by itself. */
export const refuseUnsound = (own: contract.OwnTimes): void => {
  refuseOverlaps(own)
  for (const [i, { from, to }] of own.closures.entries()) {
    if (to < from) throw new Problem(contract.closureBackwards, {}, `closures/${i}/to`)
    if (dayNumber(to) - dayNumber(from) >= MOST_DAYS) throw new Problem(contract.closureTooLong, { days: MOST_DAYS }, `closures/${i}/to`)
  }
  const days = own.special.map(({ day }) => day)
  const twice = days.findIndex((day, i) => days.indexOf(day) !== i)
  if (twice >= 0) throw new Problem(contract.dayTwice, {}, `special/${twice}/day`)
}

/** A deadline must be able to end: closures in a row may leave no day in years. */
export const opens = (calendar: Calendar, closures: readonly contract.Closure[]): boolean => {
  if (faultOf(calendar)) return false
  try {
    for (const { from } of closures) addOpenSeconds(calendar, startOfDay(calendar.tz, from), 1)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
