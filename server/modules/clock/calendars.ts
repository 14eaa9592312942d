import type { Weekly } from '#contract/working-time.ts'
import { type Calendar, type ClockRule as Span, dueAt, provisional } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { calendarFor, type OfficialDays, officialCalendar } from '#kernel/holidays.ts'
import type { Instant } from '#kernel/time.ts'
import { currentPack } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { learnOfficial, officialOf } from './official/kept.ts'
import type { CalendarBody } from './times/in-force.ts'
import { pastDays, type Usual } from './times/past.ts'

export type { Span }

const MOST_KEPT = 5_000

// Calendars keep what they have worked out: one object per zone, unit kind, pack version and what units set themselves.
const kept = new Map<string, Calendar>()
/** What units set, by its id; never changed once made. */
const bodies = new Map<string, CalendarBody>()

const remember = <T>(known: Map<string, T>, key: string, make: () => T): T => {
  const value = known.get(key) ?? make()
  // The oldest goes, never what was read a moment ago.
  if (known.size >= MOST_KEPT && !known.has(key)) known.delete(known.keys().next().value ?? key)
  known.set(key, value)
  return value
}

const ALWAYS: Weekly = { mon: [['00:00', '24:00']], tue: [['00:00', '24:00']], wed: [['00:00', '24:00']], thu: [['00:00', '24:00']], fri: [['00:00', '24:00']], sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] }

/** The week of a kind of unit as the pack has it, and whether it keeps public holidays. */
export const hoursOfKind = (body: PackBody, kind: string): Usual => {
  const hours = body.hours.find((h) => h.unitKinds.some((k) => k === kind))
  return { weekly: { ...ALWAYS, ...hours?.weekly } as Weekly, observesHolidays: hours?.observesHolidays ?? false }
}

/** The opening hours of a unit: by what it and those above it set, else by the pack. */
export const openingCalendar = (pack: PackBody, { kind, time_zone: tz }: Pick<Place, 'kind' | 'time_zone'>, set: CalendarBody | null, official: OfficialDays): Calendar => {
  const usual = hoursOfKind(pack, kind)
  return calendarFor({
    tz, weekly: set?.weekly ?? usual.weekly, observesHolidays: set?.observesHolidays ?? usual.observesHolidays,
    customClosures: set?.closures.map(({ from, to, hours }) => ({ from, to, ...(hours && { hours }) })), specialHours: { ...pastDays(set?.past ?? [], official), ...Object.fromEntries(set?.special.map(({ day, hours }) => [day, hours]) ?? []) },
  }, official)
}

/** A unit that clocks count by, and the id of what is set for it; null: the pack alone. */
interface Place { readonly id: string; readonly kind: string; readonly time_zone: string; readonly calendar_id: string | null }

const NOWHERE: Place = { id: '', kind: 'shop', time_zone: 'UTC', calendar_id: null }

const placesOf = (read: Reader, organizationId: string, unitIds: readonly string[]): Promise<Place[]> => read.selectFrom('identity.unit as u')
  .leftJoin('clock.unit_times as t', (j) => j.onRef('t.organization_id', '=', 'u.organization_id').onRef('t.unit_id', '=', 'u.id'))
  .select(['u.id', 'u.kind', 'u.time_zone', 't.calendar_id']).where('u.organization_id', '=', organizationId).where('u.id', 'in', [...unitIds]).execute()

const learn = async (read: Reader, organizationId: string, ids: readonly (string | null)[]) => {
  const wanted = [...new Set(ids)].flatMap((id) => (id ? [id] : []))
  const unknown = wanted.filter((id) => !bodies.has(id))
  if (unknown.length) {
    const rows = await read.selectFrom('clock.calendar').select(['id', 'body']).where('organization_id', '=', organizationId).where('id', 'in', unknown).execute()
    for (const { id, body } of rows) remember(bodies, id, () => body as unknown as CalendarBody)
  }
  await learnOfficial(read, organizationId, wanted.map((id) => bodies.get(id)?.official ?? null))
}

/** `calendarId`: which hours and official days a deadline is counted by, to be kept with it. */
export interface Counted { readonly calendar: Calendar; readonly calendarId: string | null }

const setBy = (calendarId: string): CalendarBody => {
  const body = bodies.get(calendarId)
  if (!body) throw new Error(`calendar ${calendarId} was not read beforehand`)
  return body
}

export interface Calendars {
  /** Whether the organisation has the unit. */
  readonly has: (unitId: string) => boolean
  /** The zone in which the days of a unit begin. */
  readonly zoneOf: (unitId: string) => string
  /** By what holds now: legal working days count by the official calendar of the unit's region, opening hours by the unit's own. */
  readonly now: (rule: Pick<Span, 'unit'>, unitId: string) => Counted
  /** By what held when a deadline was counted. */
  readonly before: (rule: Pick<Span, 'unit'>, unitId: string, calendarId: string | null) => Calendar
}

/** What is looked at before it holds: what would be set for units, official days by the id that names them there, a pack. */
export interface Imagined { readonly bodies: ReadonlyMap<string, CalendarBody | null>; readonly official: ReadonlyMap<string, OfficialDays>; readonly pack?: PackBody | undefined }

/** Hours and minutes by the clock on the wall need no calendar. */
const isNatural = ({ unit }: Pick<Span, 'unit'>) => unit === 'minutes' || unit === 'hours'

const calendarBy = (pack: PackBody, rule: Pick<Span, 'unit'>, place: Place, body: CalendarBody | null, official: OfficialDays): Calendar =>
  (rule.unit === 'openHours' ? openingCalendar(pack, place, body, official) : officialCalendar(place.time_zone, official))

/** The calendars of units; `counted`: ids of those that deadlines were counted with. */
export const calendarsOf = async (read: Reader, organizationId: string, unitIds: readonly string[], counted: readonly (string | null)[] = []): Promise<Calendars> => {
  const [{ versionId, body: pack }, places] = await Promise.all([currentPack(read, organizationId), placesOf(read, organizationId, [...new Set(unitIds)])])
  await learn(read, organizationId, [...counted, ...places.map((place) => place.calendar_id)])
  const placeOf = (unitId: string) => places.find((place) => place.id === unitId)
  const before: Calendars['before'] = (rule, unitId, calendarId) => {
    const place = placeOf(unitId) ?? NOWHERE
    const body = calendarId ? setBy(calendarId) : null
    const official = body?.official ?? null
    const key = rule.unit === 'openHours' ? `${versionId} ${place.kind} ${place.time_zone} ${calendarId}` : `${place.time_zone} ${official}`
    return remember(kept, key, () => calendarBy(pack, rule, place, body, officialOf(official)))
  }
  return {
    before, has: (unitId) => placeOf(unitId) !== undefined, zoneOf: (unitId) => (placeOf(unitId) ?? NOWHERE).time_zone,
    now: (rule, unitId) => {
      const calendarId = isNatural(rule) ? null : placeOf(unitId)?.calendar_id ?? null
      return { calendar: before(rule, unitId, calendarId), calendarId }
    },
  }
}

/** As `calendarsOf` would answer if what is imagined held. */
export const imaginedCalendars = async (read: Reader, organizationId: string, unitIds: readonly string[], imagined: Imagined): Promise<Pick<Calendars, 'now'>> => {
  const real = await calendarsOf(read, organizationId, unitIds)
  const [{ body: current }, places] = await Promise.all([currentPack(read, organizationId), placesOf(read, organizationId, [...new Set(unitIds)])])
  const made = new Map<string, Calendar>()
  const bodyOf = (place: Place) => (imagined.bodies.has(place.id) ? imagined.bodies.get(place.id) ?? null : place.calendar_id ? setBy(place.calendar_id) : null)
  const daysOf = (id: string | null) => (id === null ? officialOf(null) : imagined.official.get(id) ?? officialOf(id))
  return {
    now: (rule, unitId) => {
      const place = places.find((one) => one.id === unitId)
      if (!place || (!imagined.pack && !imagined.bodies.has(unitId))) return real.now(rule, unitId)
      const body = bodyOf(place)
      const calendar = remember(made, `${unitId} ${rule.unit === 'openHours'}`, () => calendarBy(imagined.pack ?? current, rule, place, body, daysOf(body?.official ?? null)))
      return { calendar, calendarId: null }
    },
  }
}

/** Whether a deadline may move when the holidays of another year are published: natural time does not, unless its end moves past a day off. */
export const unsure = (calendar: Calendar, { unit, movePastHoliday }: Span, due: Instant): boolean =>
  (unit === 'workingDays' || unit === 'openHours' || (unit === 'naturalDays' && movePastHoliday === true)) && provisional(calendar, due)

export const dueOf = (calendar: Calendar, rule: Span, start: Instant, pauses: readonly (readonly [Instant, Instant])[]): { due: Instant; provisional: boolean } => {
  const due = dueAt(calendar, rule, start, pauses) ?? start
  return { due, provisional: unsure(calendar, rule, due) }
}
