import type { Weekly } from '#contract/working-time.ts'
import { type Calendar, type ClockRule as Span, dueAt, provisional } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { calendarFor, officialCalendar } from '#kernel/holidays.ts'
import type { Instant } from '#kernel/time.ts'
import { currentPack } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'
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
export const openingCalendar = (pack: PackBody, kind: string, tz: string, set: CalendarBody | null): Calendar => {
  const usual = hoursOfKind(pack, kind)
  return calendarFor({
    tz, weekly: set?.weekly ?? usual.weekly, observesHolidays: set?.observesHolidays ?? usual.observesHolidays,
    customClosures: set?.closures.map(({ from, to, hours }) => ({ from, to, ...(hours && { hours }) })), specialHours: { ...pastDays(set?.past ?? []), ...Object.fromEntries(set?.special.map(({ day, hours }) => [day, hours]) ?? []) },
  })
}

/** A unit that clocks count by, and the id of what is set for it; null: the pack alone. */
interface Place { readonly id: string; readonly kind: string; readonly time_zone: string; readonly calendar_id: string | null }

const NOWHERE: Place = { id: '', kind: 'shop', time_zone: 'UTC', calendar_id: null }

const placesOf = (read: Reader, organizationId: string, unitIds: readonly string[]): Promise<Place[]> => read.selectFrom('identity.unit as u')
  .leftJoin('clock.unit_times as t', (j) => j.onRef('t.organization_id', '=', 'u.organization_id').onRef('t.unit_id', '=', 'u.id'))
  .select(['u.id', 'u.kind', 'u.time_zone', 't.calendar_id']).where('u.organization_id', '=', organizationId).where('u.id', 'in', [...unitIds]).execute()

const learn = async (read: Reader, organizationId: string, ids: readonly (string | null)[]) => {
  const unknown = [...new Set(ids)].flatMap((id) => (id && !bodies.has(id) ? [id] : []))
  if (!unknown.length) return
  const rows = await read.selectFrom('clock.calendar').select(['id', 'body']).where('organization_id', '=', organizationId).where('id', 'in', unknown).execute()
  for (const { id, body } of rows) remember(bodies, id, () => body as unknown as CalendarBody)
}

/** `calendarId`: which hours a deadline is counted by, to be kept with it. */
export interface Counted { readonly calendar: Calendar; readonly calendarId: string | null }

const setBy = (calendarId: string): CalendarBody => {
  const body = bodies.get(calendarId)
  if (!body) throw new Error(`calendar ${calendarId} was not read beforehand`)
  return body
}

export interface Calendars {
  /** Whether the organisation has the unit. */
  readonly has: (unitId: string) => boolean
  /** By what holds now: legal working days count by the national calendar, opening hours by the unit's own. */
  readonly now: (rule: Pick<Span, 'unit'>, unitId: string) => Counted
  /** By what held when a deadline was counted. */
  readonly before: (rule: Pick<Span, 'unit'>, unitId: string, calendarId: string | null) => Calendar
}

/** The calendars of units; `counted`: ids of those that deadlines were counted with. */
export const calendarsOf = async (read: Reader, organizationId: string, unitIds: readonly string[], counted: readonly (string | null)[] = []): Promise<Calendars> => {
  const [{ versionId, body }, places] = await Promise.all([currentPack(read, organizationId), placesOf(read, organizationId, [...new Set(unitIds)])])
  await learn(read, organizationId, [...counted, ...places.map((place) => place.calendar_id)])
  const placeOf = (unitId: string) => places.find((place) => place.id === unitId)
  const before: Calendars['before'] = (rule, unitId, calendarId) => {
    const { kind, time_zone: tz } = placeOf(unitId) ?? NOWHERE
    if (rule.unit !== 'openHours') return remember(kept, tz, () => officialCalendar(tz))
    return remember(kept, `${versionId} ${kind} ${tz} ${calendarId}`, () => openingCalendar(body, kind, tz, calendarId ? setBy(calendarId) : null))
  }
  return {
    before, has: (unitId) => placeOf(unitId) !== undefined,
    now: (rule, unitId) => {
      const calendarId = rule.unit === 'openHours' ? placeOf(unitId)?.calendar_id ?? null : null
      return { calendar: before(rule, unitId, calendarId), calendarId }
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
