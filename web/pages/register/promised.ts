import type { ClockGiven, ClockStart, PackView } from '#contract/packs.ts'
import { type Cell, type Fact, fitsAll } from '#contract/table-fit.ts'
import type { Draft } from './draft.ts'

type ClockRule = PackView['clocks'][number]

/** A clock that will run, and how long it gives. */
export interface Promised { readonly clock: ClockRule; readonly event: ClockStart; readonly amount: number; readonly unit: ClockGiven['unit'] }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** About how long, to put the shorter first: eight opening hours are a day, five working days a week. */
const ABOUT: Readonly<Record<ClockGiven['unit'], number>> = { minutes: MINUTE, hours: HOUR, openHours: 3 * HOUR, naturalDays: DAY, workingDays: 1.4 * DAY }
const lengthOf = ({ amount, unit }: Pick<Promised, 'amount' | 'unit'>) => amount * ABOUT[unit]

const withAbove = (pack: PackView, code: string | null): readonly string[] => {
  const category = pack.categories.find((each) => each.code === code)
  return category ? [category.code, ...withAbove(pack, category.parent)] : []
}

/** What the table `clocks` may ask of a complaint, as far as it is typed. */
export const factsOf = (draft: Draft, pack: PackView, urgency: string): Readonly<Record<string, Fact>> => {
  const codes = draft.points.map((point) => point.categoryCode)
  return {
    urgency, channel: draft.channel, presence: draft.presence ?? '', nature: draft.nature ?? 'redress', customerClass: draft.classCode ?? '',
    category: [...new Set(codes.flatMap((code) => withAbove(pack, code)))], matter: [...new Set(pack.categories.filter((each) => codes.includes(each.code)).map((each) => each.matter))],
  }
}

/** Every clock that registering would start, by the organisation's table; the shorter first. */
export const startedBy = (pack: PackView, facts: Readonly<Record<string, Fact>>): readonly Promised[] => {
  const rules = pack.tables.find((each) => each.table === 'clocks')?.rules ?? []
  const events: readonly ClockStart[] = facts['presence'] === 'left' ? ['received', 'departed'] : ['received']
  return events.flatMap((event) => rules.filter((rule) => fitsAll(rule.when as Record<string, Cell>, { ...facts, event })).flatMap((rule) => {
    const given = rule.gives as unknown as ClockGiven
    const clock = pack.clocks.find((each) => each.kind === given.clock)
    return clock ? [{ clock, event, amount: given.amount, unit: given.unit }] : []
  })).toSorted((a, b) => lengthOf(a) - lengthOf(b))
}

const TOLD = ['acknowledged', 'firstAction', 'informed', 'proposed', 'answered'] as const
type Told = (typeof TOLD)[number]
const isTold = (ends: string): ends is Told => TOLD.some((each) => each === ends)

/** What of it may be said to the customer: the soonest of each kind, of what is ours to do. */
export const promisable = (started: readonly Promised[]): readonly (Promised & { readonly ends: Told })[] => {
  const ours = started.flatMap((each) => (each.clock.bound === 'ours' && isTold(each.clock.ends) ? [{ ...each, ends: each.clock.ends }] : []))
  return ours.filter((each, at) => ours.findIndex((other) => other.ends === each.ends) === at)
}

/** The fire alarm: the shortest time in which somebody must act, and how many milliseconds it is. Null where the table sets none in minutes or hours. */
export const alarmOf = (started: readonly Promised[]): (Promised & { readonly ms: number }) | null => {
  const first = started.find(({ clock, unit }) => clock.bound === 'ours' && (unit === 'minutes' || unit === 'hours') && (clock.ends === 'firstAction' || clock.ends === 'proposed'))
  return first ? { ...first, ms: lengthOf(first) } : null
}
