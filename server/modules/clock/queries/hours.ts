import type { Weekly } from '#contract/working-time.ts'
import { type Calendar, isWorkingDay } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { officialCalendar } from '#kernel/holidays.ts'
import type { Instant } from '#kernel/time.ts'
import { type Span, calendarsOf, dueOf } from '../calendars.ts'

/** When an amount of time has run in the hours of a unit, for what is due outside of cases. */
export const dueIn = async (read: Reader, organizationId: string, unitId: string, rule: Span, start: Instant): Promise<Instant> =>
  dueOf((await calendarsOf(read, organizationId, [unitId])).now(rule, unitId).calendar, rule, start, []).due

export interface OpenHours { readonly weekly: Weekly; readonly holidays: boolean }

/** The week in which units are open now, by unit; `holidays`: closed on public holidays. */
export const openHoursOf = async (read: Reader, organizationId: string, unitIds: readonly string[]): Promise<(unitId: string) => OpenHours> => {
  const calendars = await calendarsOf(read, organizationId, unitIds)
  return (unitId) => {
    const { calendar } = calendars.now({ unit: 'openHours' }, unitId)
    return { weekly: calendar.weekly as Weekly, holidays: calendar.publishedThrough !== undefined }
  }
}

/** By which working days and which opening hours a unit counts now. */
export const countedBy = async (read: Reader, organizationId: string, unitId: string): Promise<{ readonly working: Calendar; readonly opening: Calendar }> => {
  const calendars = await calendarsOf(read, organizationId, [unitId])
  return { working: calendars.now({ unit: 'workingDays' }, unitId).calendar, opening: calendars.now({ unit: 'openHours' }, unitId).calendar }
}

/** Whether a day is an official working day where a unit is; at last in mainland China. */
export const workingDaysOf = async (read: Reader, organizationId: string, unitIds: readonly string[]): Promise<(unitId: string | null) => (day: string) => boolean> => {
  const calendars = unitIds.length ? await calendarsOf(read, organizationId, unitIds) : null
  return (unitId) => (day) => isWorkingDay((calendars ? calendars.now({ unit: 'workingDays' }, unitId ?? '').calendar : officialCalendar('UTC')), day)
}
