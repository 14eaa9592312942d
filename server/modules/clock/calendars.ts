import { type Calendar, type ClockRule as Span, type Hours, type Weekday, dueAt, provisional } from '#kernel/calendar.ts'
import { calendarFor, officialCalendar } from '#kernel/holidays.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import type { Instant } from '#kernel/time.ts'

export type { Span }

// Calendars keep what they have worked out: one object per zone and unit kind and pack version.
const kept = new Map<string, Calendar>()

const ALWAYS: Record<Weekday, Hours> = { mon: [['00:00', '24:00']], tue: [['00:00', '24:00']], wed: [['00:00', '24:00']], thu: [['00:00', '24:00']], fri: [['00:00', '24:00']], sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] }

const build = (body: PackBody, kind: string, tz: string): Calendar => {
  const hours = body.hours.find((h) => h.unitKinds.some((k) => k === kind))
  return calendarFor({ tz, weekly: { ...ALWAYS, ...hours?.weekly } as Record<Weekday, Hours>, observesHolidays: hours?.observesHolidays ?? false })
}

const remember = (key: string, make: () => Calendar) => {
  const calendar = kept.get(key) ?? make()
  kept.set(key, calendar)
  return calendar
}

/** Legal working days count by the national calendar, opening hours by the unit's own. */
export const calendarOf = (rule: Pick<Span, 'unit'>, packVersion: string, body: PackBody, unit: { kind: string; time_zone: string }): Calendar =>
  rule.unit === 'openHours' ? remember(`${packVersion} ${unit.kind} ${unit.time_zone}`, () => build(body, unit.kind, unit.time_zone)) : remember(unit.time_zone, () => officialCalendar(unit.time_zone))

export const dueOf = (calendar: Calendar, rule: Span, start: Instant): { due: Instant; provisional: boolean } => {
  const due = dueAt(calendar, rule, start)
  return { due, provisional: provisional(calendar, due) }
}
