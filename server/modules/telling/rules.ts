import type { Stage } from '#contract/packs.ts'
import { type Change, OWN_LETTER, type TellingRule } from '#contract/telling-pack.ts'
import type { Wish } from '#contract/telling.ts'
import { atWallTime, localDay, shiftDay, wallMinutes } from '#kernel/calendar.ts'
import { HOUR, type Instant, MINUTE, plusMs } from '#kernel/time.ts'

const STEPS: Record<Stage, 1 | 2 | 3 | 4 | 5> = { intake: 1, investigation: 2, liability: 2, remedy: 3, approval: 3, negotiation: 3, execution: 4, closing: 5, closed: 5 }
/** The five steps a complainant sees: received, looked into, answered, carried out, finished. */
export const stepOf = (stage: string): 1 | 2 | 3 | 4 | 5 => STEPS[stage as Stage] ?? 1

/** Whether a change is gathered for a letter at all: not what has one of its own, what the firm tells nobody, or what this customer does not want to hear. */
export const isGathered = (rules: readonly TellingRule[], change: Change, wish: Wish): boolean => {
  const rule = rules.find(({ code }) => code === change)
  if (!rule?.told || OWN_LETTER.includes(change) || wish === 'none') return false
  return wish === 'all' || rule.always
}

/** Changes that come within it go in one letter. */
export const GATHER_MS = 20 * MINUTE
/** No more letters of changes than one in this time. */
export const APART_MS = HOUR
const [QUIET_FROM, QUIET_UNTIL] = [21 * 60, 8 * 60]

/** When a letter may go that could go now: nobody is written to at night. */
export const awake = (timeZone: string, at: Instant): Instant => {
  const minutes = wallMinutes(timeZone, at)
  if (minutes >= QUIET_UNTIL && minutes < QUIET_FROM) return at
  const today = localDay(timeZone, at)
  return atWallTime(timeZone, minutes >= QUIET_FROM ? shiftDay(today, 1) : today, '08:00')
}

/** When what happens now is told at the earliest; `last`: the letter before. */
export const goesAt = (now: Instant, last: Instant | null, timeZone: string): Instant => {
  const gathered = plusMs(now, GATHER_MS)
  const apart = last ? plusMs(last, APART_MS) : gathered
  return awake(timeZone, gathered > apart ? gathered : apart)
}

interface Line { readonly change: Change; readonly detail: string | null }

/** Each change once, in the order in which it came, the latest of a kind; that a step was reached says nothing beside what it was reached by. */
export const linesOf = <L extends Line>(pending: readonly L[]): L[] => {
  const latest = pending.filter((one, at) => !pending.some((other, later) => later > at && other.change === one.change))
  const told = latest.filter(({ change }) => change !== 'stage')
  return told.length ? told : latest
}
