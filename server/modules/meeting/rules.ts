import { backwards, notBooked, notYet } from '#contract/meeting.ts'
import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { localDay, shiftDay } from '#kernel/calendar.ts'
import { dayNumber, instantOfWall, zoneOf } from '#kernel/calendar/zone.ts'
import { weekdayOf } from '#kernel/calendar/days.ts'
import { DAY, HOUR, type Instant, MINUTE, instant, plusMs } from '#kernel/time.ts'

export interface OpeningTimes { readonly weekday: number | null; readonly from_on: string; readonly until_on: string | null; readonly ended_on: string | null; readonly begins: string; readonly ends: string; readonly minutes: number }

export const EPOCH = instant('1970-01-01T00:00:00Z')
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
/** The moment a wall clock shows a time on a day. */
const momentOf = (timeZone: string, day: string, minutes: number): Instant => plusMs(EPOCH, instantOfWall(zoneOf(timeZone), dayNumber(day) * DAY + minutes * MINUTE))

/** 1 = Monday. */
const weekdayNumber = (day: string): number => weekdayOf(dayNumber(day)) + 1

/** Whether it takes place on a day. */
export const isOn = (opening: OpeningTimes, day: string): boolean => {
  if (opening.ended_on !== null && day >= opening.ended_on) return false
  if (opening.weekday === null) return day === opening.from_on
  return day >= opening.from_on && (opening.until_on === null || day <= opening.until_on) && weekdayNumber(day) === opening.weekday
}

export interface Slot { readonly startsAt: Instant; readonly endsAt: Instant }

/** The meetings of one day, one behind the other; what does not fit whole before the end is left out. */
export const slotsOn = (opening: OpeningTimes, timeZone: string, day: string): Slot[] => {
  if (!isOn(opening, day)) return []
  const [begins, ends] = [minutesOf(opening.begins), minutesOf(opening.ends)]
  return Array.from({ length: Math.max(0, Math.floor((ends - begins) / opening.minutes)) }, (_, i) => {
    const at = begins + i * opening.minutes
    return { startsAt: momentOf(timeZone, day, at), endsAt: momentOf(timeZone, day, at + opening.minutes) }
  })
}

/** How far ahead one can book. */
const MOST_DAYS = 30
/** The manager has to hear of it in time. */
export const LEAD_MS = 2 * HOUR

export const comingSlots = (opening: OpeningTimes, timeZone: string, now: Instant): Slot[] => {
  const today = localDay(timeZone, now)
  return Array.from({ length: MOST_DAYS }, (_, i) => shiftDay(today, i)).flatMap((day) => slotsOn(opening, timeZone, day)).filter(({ startsAt }) => startsAt > plusMs(now, LEAD_MS))
}

interface Span extends OpeningTimes { readonly id?: string }

/** From the first to the last day; on the day it is ended it does not take place any more. */
const days = (one: Span): readonly [string, string] => [one.from_on, one.ended_on !== null ? shiftDay(one.ended_on, -1) : (one.weekday === null ? one.from_on : one.until_on ?? '9999-12-31')]

/** Two openings in which one host would sit with two customers at once. */
export const collides = (a: Span, b: Span): boolean => {
  const [[fromA, untilA], [fromB, untilB]] = [days(a), days(b)]
  if (untilA < fromB || untilB < fromA || a.begins >= b.ends || b.begins >= a.ends) return false
  if (a.weekday !== null && b.weekday !== null) return a.weekday === b.weekday
  return a.weekday === null ? isOn(b, a.from_on) : isOn(a, b.from_on)
}

export const whyNotOpen = (given: OpeningTimes): Refusal | null => {
  if (given.until_on !== null && given.until_on < given.from_on) return backwards
  return minutesOf(given.ends) - minutesOf(given.begins) < given.minutes ? backwards : null
}

/** A name as a letter may begin with it. The letter goes to an address that anybody may have typed: whatever else stands where a name should, goes into nobody's mail. */
export const greeted = (name: string): string | null => (/^[\p{L}\p{M} ·・'’-]{1,30}$/u.test(name.trim()) ? name.trim() : null)

interface Standing { readonly state: string; readonly version: number; readonly starts_at: Instant }
export const whyNotChange = (booking: Standing, version: number | null): Refusal | null => {
  if (booking.state !== 'booked') return notBooked
  return version === null || booking.version === version ? null : staleVersion
}

/** Whether somebody came is known once it has begun. */
export const whyNotNote = (booking: Standing, version: number, now: Instant): Refusal | null => whyNotChange(booking, version) ?? (booking.starts_at > now ? notYet : null)
