import { type Calendar, type Pause, dueAt } from '#kernel/calendar.ts'
import type { Instant } from '#kernel/time.ts'
import { type Span, unsure } from '../calendars.ts'
import { warnMoment } from '../rules.ts'

/** A clock that waits, as far as its end depends on it. */
export interface Waiting { readonly started_at: Instant; readonly due_at: Instant; readonly extended_from: Instant | null }
interface By { readonly calendar: Calendar; readonly rule: Span; readonly pauses: readonly Pause[]; /** Of the time after which it warns. */ readonly share: number; readonly now: Instant }

export interface Ends { readonly due: Instant; readonly warnAt: Instant; readonly provisional: boolean }

/** When a clock ends by a rule and a calendar. A date that somebody granted stays; a pause that lasts counts until now. The one place where running clocks are counted anew, beforehand as in earnest. */
export const countAnew = (clock: Waiting, { calendar, rule, pauses, share, now }: By): Ends => {
  const closed = pauses.map(([from, until]) => [from, until ?? now] as const)
  const due = clock.extended_from ? clock.due_at : dueAt(calendar, rule, clock.started_at, closed) ?? clock.due_at
  return { due, warnAt: warnMoment(calendar, rule, { started: clock.started_at, due, share, pauses: closed }), provisional: unsure(calendar, rule, due) }
}
