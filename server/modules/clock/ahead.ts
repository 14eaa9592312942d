import { type Calendar, dueAt } from '#kernel/calendar.ts'
import { type Instant, MINUTE } from '#kernel/time.ts'
import type { Span } from './calendars.ts'

/** By when somebody outside wants to hear from us, and how many working days earlier we want to be done. */
export interface Ahead { readonly by: Instant; readonly workingDays: number }

const HALF = 0.5
const AN_HOUR = 60
const days = (amount: number): Span => ({ amount, unit: 'workingDays', movePastHoliday: false })

/**
 * Our own time before that of somebody else: as the table has it, or as many working days as leave the wanted ones between our end and theirs;
 * where so many are not there, as many of them as there are, and at the last half of the hours that are left.
 */
export const aheadOf = (given: Span, from: Instant, ahead: Ahead | undefined, calendarFor: (of: Pick<Span, 'unit'>) => Calendar): Span => {
  if (!ahead) return given
  const working = calendarFor({ unit: 'workingDays' })
  const leaves = (lead: number, amount: number) => dueAt(working, days(amount + lead), from) <= ahead.by
  const inTime = given.unit === 'workingDays' ? leaves(ahead.workingDays, given.amount) : dueAt(calendarFor(given), given, from) < ahead.by && leaves(ahead.workingDays, 1)
  if (inTime) return given
  for (let lead = ahead.workingDays; lead > 0; lead--) {
    let amount = 0
    while (leaves(lead, amount + 1) && (given.unit !== 'workingDays' || amount < given.amount)) amount++
    if (amount > 0) return days(amount)
  }
  const minutes = Math.floor(((ahead.by.getTime() - from.getTime()) / MINUTE) * HALF)
  return minutes >= 2 * AN_HOUR ? { amount: Math.floor(minutes / AN_HOUR), unit: 'hours', movePastHoliday: false } : { amount: Math.max(1, minutes), unit: 'minutes', movePastHoliday: false }
}
