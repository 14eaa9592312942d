const MINUTE = 60_000
/** Of the zones in use no clock change falls between two quarters of an hour. */
const QUARTER = 15 * MINUTE
const DAY = 24 * 60 * MINUTE

const clocks = new Map<string, Intl.DateTimeFormat | null>()

const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' } as const

/** A clock of the zone; null where this browser does not know it. */
const clockOf = (zone: string): Intl.DateTimeFormat | null => {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  let clock: Intl.DateTimeFormat | null = null
  try {
    clock = new Intl.DateTimeFormat('en', { ...numbers, timeZone: zone })
  } catch { /* an old browser and a new zone: read by its own clock instead */ }
  clocks.set(zone, clock)
  return clock
}

/** The zone of this browser. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

const here = zoneHere()
const offsetHere = (at: number) => -new Date(at).getTimezoneOffset() * MINUTE

/** Local time minus UTC of a zone at a moment, both in milliseconds. */
export const offsetAt = (zone: string, at: number): number => {
  const clock = zone === here ? null : clockOf(zone)
  if (!clock) return offsetHere(at)
  const quarter = Math.floor(at / QUARTER) * QUARTER
  const part = Object.fromEntries(clock.formatToParts(quarter).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute']) - quarter
}

/** Whether a clock in this room shows another time than one in the zone. */
export const isElsewhere = (zone: string, at: number): boolean => offsetAt(zone, at) !== offsetHere(at)

/** The zone as one would call it: 中国时间, New York Time. `tag` is a language tag. */
export const zoneName = (zone: string, tag: string): string => {
  try {
    const parts = new Intl.DateTimeFormat(tag, { timeZone: zone, timeZoneName: 'shortGeneric' }).formatToParts()
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
  } catch {
    return zone
  }
}

/**
 * The moment at which the zone's clock shows `2026-11-22T14:05`, as RFC 3339. Of a time that is shown twice the first; a time that is
 * jumped over is taken as far after the jump. What is no time stays as it was typed, for the server to refuse.
 */
export const momentAt = (zone: string, local: string): string => {
  const wall = Date.parse(`${local}Z`)
  if (Number.isNaN(wall)) return local
  const isShownAt = (at: number) => at + offsetAt(zone, at) === wall
  const before = wall - offsetAt(zone, wall - DAY)
  const after = wall - offsetAt(zone, wall + DAY)
  return new Date(isShownAt(before) || !isShownAt(after) ? before : after).toISOString()
}

/** What the zone's clock shows at a moment, as a date input takes it: `2026-11-22T14:05`. */
export const localAt = (zone: string, at: number): string => localSecondAt(zone, at).slice(0, 16)

/** The same to the second. */
export const localSecondAt = (zone: string, at: number): string => new Date(at + offsetAt(zone, at)).toISOString().slice(0, 19)
