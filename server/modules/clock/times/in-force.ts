import type { Past } from './past.ts'
import type { Closure, OwnTimes, SpecialDay, Weekly } from '#contract/working-time.ts'

/** A unit with what it sets itself. */
export interface Link { readonly unitId: string; readonly name: string; readonly own: OwnTimes }
interface Source { readonly unitId: string; readonly name: string }

/** What holds for a unit, worked out from all above it; null: as the pack says. Kept as it is, so that it can be compared and explained later. */
export interface CalendarBody { readonly weekly: Weekly | null; readonly observesHolidays: boolean | null; readonly closures: readonly Closure[]; readonly special: readonly SpecialDay[]; /** Usual hours that held before, oldest first. */ readonly past: readonly Past[]; /** The official days of its region; null: those of mainland China as the program brings them. */ readonly official: string | null }

export interface InForce { readonly body: CalendarBody | null; readonly weeklyFrom: Source | null; readonly observesFrom: Source | null; /** Whose official days hold; null: nobody said. */ readonly region: string | null; readonly regionFrom: Source | null; readonly closures: readonly (Closure & { of: Source })[]; readonly special: readonly (SpecialDay & { of: Source })[] }

export const NOTHING_SET: OwnTimes = { weekly: null, observesHolidays: null, region: null, closures: [], special: [] }

const source = ({ unitId, name }: Link): Source => ({ unitId, name })
const without = <T extends object>({ of: _, ...rest }: T & { of: Source }) => rest

/** The nearest that says something has the say. */
const said = <T>(chain: readonly Link[], of: (own: OwnTimes) => T | null): { value: T | null; from: Source | null } => {
  const link = chain.find(({ own }) => of(own) !== null)
  return link ? { value: of(link.own), from: source(link) } : { value: null, from: null }
}

/** Of two hours for one day those of the nearest hold. */
const specialDays = (chain: readonly Link[]): (SpecialDay & { of: Source })[] => {
  const days = new Map<string, SpecialDay & { of: Source }>()
  for (const link of chain) for (const special of link.own.special) if (!days.has(special.day)) days.set(special.day, { ...special, of: source(link) })
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/**
 * The unit first, then those above it, nearest first. The nearest that sets the week, the holidays, or the region, has the say; closures of
 * all add up.
 */
export const inForce = (chain: readonly Link[]): InForce => {
  const [week, holidays, region] = [said(chain, (own) => own.weekly), said(chain, (own) => own.observesHolidays), said(chain, (own) => own.region)]
  const closures = chain.flatMap((link) => link.own.closures.map((closure) => ({ ...closure, of: source(link) }))).sort((a, b) => (a.from < b.from ? -1 : 1))
  const special = specialDays(chain)
  const set = week.from || holidays.from || closures.length || special.length
  return {
    weeklyFrom: week.from, observesFrom: holidays.from, region: region.value, regionFrom: region.from, closures, special,
    body: set ? { weekly: week.value, observesHolidays: holidays.value, closures: closures.map(without), special: special.map(without), past: [], official: null } : null,
  }
}
