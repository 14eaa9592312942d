import { Temporal } from 'temporal-polyfill'

export const DAY = 86_400_000

/** The longest any zone is away from UTC, and more than the widest jump of a clock change. */
const REACH = 2 * DAY

/** A stretch between two clock changes; `offset` in milliseconds east of UTC. */
interface Era { readonly from: number; readonly to: number; readonly offset: number }

/** An IANA time zone with the clock changes seen so far, so that Temporal is asked once per change, not per instant. */
export interface Zone { readonly tz: string; readonly eras: Era[]; recent: Era | undefined }

const zones = new Map<string, Zone>()

/** @throws RangeError when the name is no time zone. */
export function zoneOf(tz: string): Zone {
  const known = zones.get(tz)
  if (known !== undefined) return known
  const zone: Zone = { tz, eras: [], recent: undefined }
  eraAt(zone, 0)
  zones.set(tz, zone)
  return zone
}

/** Local time minus UTC at an instant, in milliseconds. */
export function offsetAt(zone: Zone, at: number): number {
  return eraAt(zone, at).offset
}

/** Day number (days since 1970-01-01) the wall clock shows at an instant. */
export function wallDay(zone: Zone, at: number): number {
  return Math.floor((at + offsetAt(zone, at)) / DAY)
}

/**
 * The instant at which the wall clock shows `wall` (milliseconds since 1970-01-01T00:00 local). A time the clock
 * jumps over is taken as far after the jump as it lies after the jump's beginning (02:30 → 03:30); of a time the
 * clock shows twice, the first.
 */
export function instantOfWall(zone: Zone, wall: number): number {
  return steady(zone, wall) ?? plain(wall).toZonedDateTime(zone.tz, { disambiguation: 'compatible' }).epochMilliseconds
}

/** First instant of a local day; 01:00 where midnight is jumped over. */
export function startOfWallDay(zone: Zone, day: number): number {
  return steady(zone, day * DAY) ?? plain(day * DAY).toPlainDate().toZonedDateTime(zone.tz).epochMilliseconds
}

export function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

const dayNumbers = new Map<string, number>()
const MOST_DAYS_KNOWN = 10_000

/** @throws RangeError when `text` is no day of the form `2026-11-22`. */
export function dayNumber(text: string): number {
  const known = dayNumbers.get(text)
  if (known !== undefined) return known
  const day = Date.parse(`${text}T00:00:00Z`) / DAY
  if (!Number.isInteger(day) || dayText(day) !== text) throw new RangeError(`not a day: ${text}`)
  if (dayNumbers.size >= MOST_DAYS_KNOWN) dayNumbers.clear()
  dayNumbers.set(text, day)
  return day
}

/** The answer without Temporal when no clock change is near. */
function steady(zone: Zone, wall: number): number | undefined {
  const era = eraAt(zone, wall)
  const far = wall - REACH >= era.from && wall + REACH < era.to
  return far ? wall - era.offset : undefined
}

function plain(wall: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime()
}

function eraAt(zone: Zone, at: number): Era {
  const { recent } = zone
  if (recent !== undefined && recent.from <= at && at < recent.to) return recent
  const era = zone.eras.find(({ from, to }) => from <= at && at < to) ?? discover(zone, at)
  zone.recent = era
  return era
}

function discover(zone: Zone, at: number): Era {
  const moment = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone.tz)
  const before = moment.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  const after = moment.getTimeZoneTransition('next')
  const era = {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: moment.offsetNanoseconds / 1_000_000,
  }
  zone.eras.push(era)
  return era
}
