import type { Past } from './past.ts'
import type { Closure, OwnTimes, SpecialDay, Weekly } from '#contract/working-time.ts'

/** A unit with what it sets itself. */
export interface Link { readonly unitId: string; readonly name: string; readonly own: OwnTimes }
interface Source { readonly unitId: string; readonly name: string }

/** What holds for a unit, worked out from all above it; null: as the pack says. Kept as it is, so that it can be compared and explained later. */
export interface CalendarBody { readonly weekly: Weekly | null; readonly observesHolidays: boolean | null; readonly closures: readonly Closure[]; readonly special: readonly SpecialDay[]; /** Usual hours that held before, oldest first. */ readonly past: readonly Past[] }

export interface InForce { readonly body: CalendarBody | null; readonly weeklyFrom: Source | null; readonly observesFrom: Source | null; readonly closures: readonly (Closure & { of: Source })[]; readonly special: readonly (SpecialDay & { of: Source })[] }

export const NOTHING_SET: OwnTimes = { weekly: null, observesHolidays: null, closures: [], special: [] }

const source = ({ unitId, name }: Link): Source => ({ unitId, name })
const without = <T extends object>({ of: _, ...rest }: T & { of: Source }) => rest

/**
 * The unit first, then those above it, nearest first. The nearest that sets the week, or the holidays, has the say; closures of
 * all add up, and of two hours for one day those of the nearest hold.
 */
export const inForce = (chain: readonly Link[]): InForce => {
  const week = chain.find((link) => link.own.weekly)
  const holidays = chain.find((link) => link.own.observesHolidays !== null)
  const closures = chain.flatMap((link) => link.own.closures.map((closure) => ({ ...closure, of: source(link) }))).sort((a, b) => (a.from < b.from ? -1 : 1))
  const days = new Map<string, SpecialDay & { of: Source }>()
  for (const link of chain) for (const special of link.own.special) if (!days.has(special.day)) days.set(special.day, { ...special, of: source(link) })
  const special = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
  const set = week || holidays || closures.length || special.length
  return {
    weeklyFrom: week ? source(week) : null, observesFrom: holidays ? source(holidays) : null, closures, special,
    body: set ? { weekly: week?.own.weekly ?? null, observesHolidays: holidays?.own.observesHolidays ?? null, closures: closures.map(without), special: special.map(without), past: [] } : null,
  }
}
