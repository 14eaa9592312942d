import type { z } from 'zod'
import type * as contract from '#contract/ladder.ts'
import { notFound } from '#contract/common.ts'
import type { ClockGiven, ClockRule } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import { dueAt } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { calendarsOf, type Span } from '../calendars.ts'
import { type Stoppable, pausesOfAll } from '../pauses.ts'
import { answersOf } from './answers.ts'
import { climbs, type InForce, ladderBook } from './book.ts'
import { climbsSince } from './since.ts'
import { type Climbing, laterIn, runOf, stepsOf } from './steps.ts'
import { foresee, peopleNamed, whyNotLevels } from './rules.ts'
import { peopleOf } from '../queries/whom.ts'

const climbing = async (read: Reader, organizationId: string): Promise<readonly ClockRule[]> => (await currentPack(read, organizationId)).body.clocks.filter(climbs)

export const shownLadders = async (read: Reader, { organizationId }: Actor): Promise<contract.Ladder[]> => {
  const [clocks, book] = await Promise.all([climbing(read, organizationId), ladderBook(read, organizationId)])
  const all = clocks.map(({ kind }) => ({ kind, inForce: book(kind) }))
  const name = await namesOf(read, organizationId, all.flatMap(({ inForce }) => [inForce.changedBy, ...peopleNamed(inForce.levels)]))
  return all.map(({ kind, inForce: { levels, own, revision, changedBy, changedAt } }) => ({
    kind, levels: [...levels], own, revision, changedBy: name(changedBy), changedAt: isoOrNull(changedAt), people: peopleNamed(levels).flatMap((id) => name(id) ?? []),
  }))
}

export const ladders = query('clock.read', async (read, actor) => ({ items: await shownLadders(read, actor), next: null }))

export const ladder = query('clock.read', async (read, actor, { kind }: { kind: string }) => {
  const found = (await shownLadders(read, actor)).find((one) => one.kind === kind)
  if (!found) throw new Problem(notFound)
  return found
})

const NOBODY = { confidential: false, accused: null }

/** A clock that nobody has begun: of a kind, in a unit, by one rule of the table. */
const imagined = async (read: Reader, organizationId: string, { kind, unitId, begun, rule: asked }: z.output<typeof contract.previewLadder.input>) => {
  const { body, policy } = await currentPack(read, organizationId)
  const rules = (await policy('clocks')).rules.filter(({ gives }) => gives['clock'] === kind)
  const rule = rules.find(({ id }) => id === asked) ?? rules[0]
  const clock = body.clocks.find((one) => one.kind === kind)
  if (!rule || !clock || !climbs(clock) || !await findUnit(read, organizationId, unitId)) throw new Problem(notFound)
  const { amount, unit, movePastHoliday } = rule.gives as unknown as ClockGiven
  const span: Span = { amount, unit, movePastHoliday }
  const calendars = await calendarsOf(read, organizationId, [unitId])
  const { calendar, calendarId } = calendars.now(span, unitId)
  const started = instant(begun)
  const row: Climbing = { unit_id: unitId, rule: span, started_at: started, due_at: dueAt(calendar, span, started), extended_at: null, calendar_id: calendarId }
  return { row, calendars, ruleId: rule.id, position: clock.escalateTo }
}

/** "This clock, begun then": who hears what when, if nothing is done. */
export const previewLadder = query('clock.read', async (read, actor, input: z.output<typeof contract.previewLadder.input>): Promise<contract.Preview> => {
  const refusal = whyNotLevels(input.levels)
  if (refusal) throw new Problem(refusal.refusal, {}, refusal.field)
  const { row, calendars, ruleId, position } = await imagined(read, actor.organizationId, input)
  const asked = { organizationId: actor.organizationId, unitId: input.unitId, ownerId: null, position }
  const seen = foresee(stepsOf(input.levels, row, { calendars, pauses: [] }), laterIn(calendars, input.unitId))
  const found = await Promise.all(seen.map(({ step }) => Promise.all(step.level.to.map(async (audience) => ({ audience, ids: audience.who === 'handler' ? [] : await peopleOf(read, audience, asked, NOBODY) })))))
  const name = await namesOf(read, actor.organizationId, found.flat().flatMap(({ ids }) => ids))
  return {
    due: iso(row.due_at), rule: ruleId,
    levels: seen.map(({ step, early, again }, i) => ({
      no: step.no, at: iso(step.moment), early: isoOrNull(early), again: again.map(iso), loud: step.level.loud,
      to: (found[i] ?? []).map(({ audience, ids }) => ({ audience, people: ids.flatMap((id) => name(id) ?? []) })),
    })),
  }
})

interface Row extends Climbing, Stoppable { readonly kind: string; readonly bound: string; readonly ends: string; readonly climbs_from: Instant | null }

const firedOf = async (read: Reader, organizationId: string, row: Row) => {
  const rungs = await read.selectFrom('clock.rung').selectAll().where('organization_id', '=', organizationId).where('clock_id', '=', row.id).where('at', '>=', runOf(row)).orderBy('id').execute()
  const answers = await answersOf(read, organizationId, rungs)
  const name = await namesOf(read, organizationId, [...rungs.flatMap(({ people }) => people), ...[...answers.values()].map(({ by }) => by)])
  return groupBy(rungs.map((rung) => {
    const answer = answers.get(rung.id)
    const by = answer && name(answer.by)
    return { level: rung.level, no: rung.no, at: rung.at, shown: { time: rung.time, at: iso(rung.at), why: rung.why as 'time', people: rung.people.flatMap((id) => name(id) ?? []), acted: answer && by ? { by, at: iso(answer.at) } : null } }
  }), ({ level }) => level)
}

/** The levels of one clock: reached, still to come, or passed before anybody could reach them. */
export const rungsShown = async (read: Reader, organizationId: string, row: Row, now: Instant): Promise<contract.Rung[]> => {
  if (!climbs(row as unknown as ClockRule)) return []
  const inForce: InForce = (await ladderBook(read, organizationId))(row.kind)
  const calendars = await calendarsOf(read, organizationId, [row.unit_id], [row.calendar_id])
  const pauses = (await pausesOfAll(read, organizationId, [row]))(row).map(([from, until]) => [from, until ?? now] as const)
  const [steps, fired] = [stepsOf(inForce.levels, row, { calendars, pauses }), await firedOf(read, organizationId, row)]
  const since = climbsSince(inForce, row)
  const held: contract.Rung[] = steps.map(({ key, no, level, moment }) => ({ no, level, at: iso(moment), passed: moment < since && !fired.has(key), fired: (fired.get(key) ?? []).map(({ shown }) => shown) }))
  const gone = [...fired].filter(([key]) => !steps.some((step) => step.key === key)).map(([, own]): contract.Rung => ({ no: own[0]?.no ?? 1, level: null, at: iso(own[0]?.at ?? now), passed: false, fired: own.map(({ shown }) => shown) }))
  return [...gone, ...held]
}
