import type { ClockRule, ClockStart } from '#contract/packs.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import type { Instant } from '#kernel/time.ts'
import type { Span } from '../calendars.ts'
import { type CaseFacts, type Started, startedBy } from '../rules.ts'

/** A clock the case has, or had: what was cancelled is not among them. */
export interface There { readonly id: string; readonly kind: string; readonly event: string; readonly ends: string; readonly state: string; readonly rule: unknown }

/** What started clocks in the life of a case, and on which day there. */
export interface Beginning { readonly event: ClockStart; readonly at: Instant; readonly day: string }

export interface Fit<T extends There> { readonly drop: readonly T[]; readonly change: readonly { readonly clock: T; readonly given: Started }[]; readonly start: readonly { readonly event: ClockStart; readonly at: Instant; readonly given: Started }[] }

interface Book { readonly table: DecisionTable; readonly clocks: readonly Pick<ClockRule, 'kind' | 'ends'>[] }

/** Steps that are taken once: who has taken one, or is late with it, gets no second clock for it. */
const SINGLE: readonly string[] = ['acknowledged', 'firstAction', 'informed', 'proposed']

const waits = ({ state }: There) => state === 'running' || state === 'paused'

const sameRule = (rule: unknown, given: Started) => {
  const { id, amount, unit, movePastHoliday } = rule as Span & { readonly id: string }
  return id === given.ruleId && amount === given.amount && unit === given.unit && (movePastHoliday === true) === given.movePastHoliday
}

const fitOne = <T extends There>(there: readonly T[], { event, at, day }: Beginning, facts: CaseFacts, { table, clocks }: Book): Fit<T> => {
  const { now, otherwise } = startedBy(table, event, facts, day)
  const own = there.filter((clock) => clock.event === event && waits(clock))
  const done = new Set(there.filter((clock) => !waits(clock)).map((clock) => clock.ends))
  const endsOf = (kind: string) => clocks.find((rule) => rule.kind === kind)?.ends
  const wanted = (given: Started) => {
    const ends = endsOf(given.clock)
    return ends !== undefined && !there.some((clock) => clock.kind === given.clock) && !(SINGLE.includes(ends) && done.has(ends))
  }
  return {
    // A law of another time counts what it counted when the case began.
    drop: own.filter((clock) => !now.some((given) => given.clock === clock.kind) && !otherwise.includes(clock.kind)),
    change: own.flatMap((clock) => { const given = now.find((one) => one.clock === clock.kind); return given && !sameRule(clock.rule, given) ? [{ clock, given }] : [] }),
    start: now.filter(wanted).map((given) => ({ event, at, given })),
  }
}

/**
 * Which clocks of a case no longer fit what is known of it, which count by another rule, and which it should have had: each from its own beginning,
 * never from now. What has rung, was met, or came with another case stays.
 */
export const fitOf = <T extends There>(there: readonly T[], beginnings: readonly Beginning[], facts: CaseFacts, book: Book): Fit<T> => {
  const all = beginnings.map((beginning) => fitOne(there, beginning, facts, book))
  const started = all.flatMap(({ start }) => start)
  return { drop: all.flatMap(({ drop }) => drop), change: all.flatMap(({ change }) => change), start: started.filter((one, i) => started.findIndex(({ given }) => given.clock === one.given.clock) === i) }
}
