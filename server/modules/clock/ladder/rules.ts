import { type Audience, type Level, momentKey, momentTwice, strangePerson, strangePosition } from '#contract/ladder.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Instant } from '#kernel/time.ts'

/** A level of a ladder at the moment when one clock reaches it. */
export interface Step { readonly key: string; readonly no: number; readonly level: Level; readonly moment: Instant }
/** A level that one clock has reached. */
export interface Reached { readonly level: string; readonly at: Instant }
export type Why = 'time' | 'again' | 'noAnswer'
export interface Due { readonly step: Step; readonly time: number; readonly why: Why; readonly at: Instant }

interface Standing {
  readonly now: Instant
  /** Levels that had passed by then are not reached any more. */
  readonly since: Instant
  /** Moves a moment by a span of time. */
  readonly later: (from: Instant, span: { readonly amount: number; readonly unit: 'minutes' | 'hours' | 'openHours' }) => Instant
  /** Whether somebody whom a level reached has opened the case or done something in it. */
  readonly answered: (level: string) => boolean
}

const firstOf = (step: Step, reached: readonly Reached[]) => reached.find(({ level }) => level === step.key)

/** By its time, or once more. */
const byTime = (step: Step, reached: readonly Reached[], { since, later }: Standing): Due[] => {
  const own = reached.filter(({ level }) => level === step.key)
  const last = own.at(-1)
  if (!last) return step.moment < since ? [] : [{ step, time: 1, why: 'time', at: step.moment }]
  const { again } = step.level
  return again && own.length <= again.most ? [{ step, time: own.length + 1, why: 'again', at: later(last.at, { amount: again.every, unit: again.unit }) }] : []
}

/** The highest level that was reached goes unanswered: the next above it that is still to come. */
const byNoAnswer = (steps: readonly Step[], reached: readonly Reached[], { since, later, answered }: Standing): Due[] => {
  const top = steps.findLast((step) => firstOf(step, reached))
  const first = top && firstOf(top, reached)
  const next = top && steps.find((step) => step.no > top.no && step.moment >= since)
  if (!first || !next || !top.level.answer || answered(top.key)) return []
  return [{ step: next, time: 1, why: 'noAnswer', at: later(first.at, top.level.answer) }]
}

/** What is to be reached, soonest first; a level that is due twice counts by the earlier moment. */
const coming = (steps: readonly Step[], reached: readonly Reached[], standing: Standing): Due[] => {
  const all = [...steps.flatMap((step) => byTime(step, reached, standing)), ...byNoAnswer(steps, reached, standing)].sort((a, b) => a.at.getTime() - b.at.getTime())
  return all.filter((due, i) => all.findIndex(({ step }) => step === due.step) === i)
}

/** The levels that a clock has reached by now, and when it is to be looked at again; null: it climbs no further. */
export const climbBy = (steps: readonly Step[], reached: readonly Reached[], standing: Standing): { readonly due: readonly Due[]; readonly next: Instant | null } => {
  const due = coming(steps, reached, standing).filter(({ at }) => at <= standing.now)
  const after = [...reached, ...due.map(({ step }) => ({ level: step.key, at: standing.now }))]
  return { due, next: coming(steps, after, standing).find(({ at }) => at > standing.now)?.at ?? null }
}

interface Foreseen { readonly step: Step; readonly early: Instant | null; readonly again: readonly Instant[] }
/** What a clock would climb if nobody did anything: each level by its time, when it would come for want of an answer, and how often again. */
export const foresee = (steps: readonly Step[], later: Standing['later']): Foreseen[] => steps.map((step, i) => {
  const before = steps[i - 1]
  const early = before?.level.answer ? later(before.moment, before.level.answer) : null
  const again: Instant[] = []
  for (let n = 0; n < (step.level.again?.most ?? 0) && step.level.again; n++) again.push(later(again.at(-1) ?? step.moment, { amount: step.level.again.every, unit: step.level.again.unit }))
  return { step, early: early && early < step.moment ? early : null, again }
})

/** Two levels at one moment are one. */
export const whyNotLevels = (levels: readonly Level[]): { readonly refusal: Refusal; readonly field: string } | null => {
  const keys = levels.map(({ at }) => momentKey(at))
  const twice = keys.findIndex((key, i) => keys.indexOf(key) !== i)
  return twice < 0 ? null : { refusal: momentTwice, field: `levels/${twice}/at` }
}

interface Known { readonly positions: readonly string[]; readonly people: readonly string[] }
const isStrange = (to: Audience, { positions, people }: Known) => (to.who === 'position' && !positions.includes(to.code)) || (to.who === 'person' && !people.includes(to.id))
/** Whom nobody knows cannot be told. */
export const whyNotAudience = (levels: readonly Level[], known: Known): { readonly refusal: Refusal; readonly field: string } | null => {
  for (const [i, { to }] of levels.entries()) {
    const strange = to.findIndex((one) => isStrange(one, known))
    if (strange >= 0) return { refusal: to[strange]?.who === 'person' ? strangePerson : strangePosition, field: `levels/${i}/to/${strange}` }
  }
  return null
}

export const peopleNamed = (levels: readonly Level[]): string[] => [...new Set(levels.flatMap(({ to }) => to.flatMap((one) => (one.who === 'person' ? [one.id] : []))))]
