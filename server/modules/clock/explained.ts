import { explain, type Period, type Reason } from '#kernel/calendar/explain.ts'
import type { Calendar, Pause } from '#kernel/calendar.ts'
import type { Instant } from '#kernel/time.ts'
import type { Span } from './calendars.ts'

export interface Stretch { readonly from: Instant; readonly to: Instant; readonly counted: boolean; readonly why: Reason | 'extended'; readonly units: number }

/** So many lines people can read; where there are more, what follows each other and is the same becomes one. */
const MOST = 400

const stretch = ({ from, to, counted, why }: Period): Stretch => ({ from, to, counted, why, units: 1 })

const joined = (all: readonly Stretch[]): Stretch[] => {
  const list: Stretch[] = []
  for (const each of all) {
    const last = list.at(-1)
    if (last && last.why === each.why && last.counted === each.counted) list[list.length - 1] = { ...last, to: each.to, units: last.units + each.units }
    else list.push(each)
  }
  return list
}

interface Life { readonly started: Instant; readonly due: Instant; readonly extendedFrom: Instant | null; /** Now, where it stands still. */ readonly stoppedAt: Instant | null; readonly pauses: readonly Pause[] }

/** The time that somebody granted follows from no calendar: from where the rule ended it is one stretch, but for pauses. */
const granted = (from: Instant, to: Instant, pauses: readonly Pause[]): Stretch[] => {
  const list: Stretch[] = []
  let at = from
  for (const [begin, end] of pauses) {
    const [still, runs] = [begin > at ? begin : at, end && end < to ? end : to]
    if (runs <= at || still >= to) continue
    if (still > at) list.push({ from: at, to: still, counted: false, why: 'extended', units: 1 })
    list.push({ from: still, to: runs, counted: false, why: 'paused', units: 1 })
    at = runs
  }
  return at < to ? [...list, { from: at, to, counted: false, why: 'extended', units: 1 }] : list
}

/** Every counted, skipped, paused and granted stretch of a deadline, oldest first (D7). */
export const stretches = (calendar: Calendar, rule: Span, { started, due, extendedFrom, stoppedAt, pauses }: Life): readonly Stretch[] => {
  const ruled = extendedFrom ?? stoppedAt ?? due
  const all = [...explain(calendar, rule, started, ruled, pauses).map(stretch), ...(extendedFrom ? granted(extendedFrom, stoppedAt && stoppedAt > extendedFrom ? stoppedAt : due, pauses) : [])]
  return all.length <= MOST ? all : joined(all)
}
