import type { ClockRule } from '#contract/packs.ts'
import { type Instant, plusMs } from '#kernel/time.ts'

/** Which clocks a case starts at an event: those whose conditions it meets. */
export const clocksFor = (rules: readonly ClockRule[], starts: ClockRule['starts'], facts: { urgency: string; channel: string }): ClockRule[] =>
  rules.filter((r) => r.starts === starts && (!r.when.urgency || r.when.urgency.some((u) => u === facts.urgency)) && (!r.when.channel || r.when.channel.some((c) => c === facts.channel)))

/** The moment to warn: a share of the way from start to due. */
export const warnMoment = (started: Instant, due: Instant, share: number): Instant => plusMs(started, Math.round((due.getTime() - started.getTime()) * share))
