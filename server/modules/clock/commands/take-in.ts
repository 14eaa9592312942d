import { newId } from '#kernel/id.ts'
import { type Instant, instant, iso, isoOrNull } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { readerOf } from '#kernel/db.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { type MergeOf, movedIn, noteMoved } from '#modules/complaint/commands/moved.ts'
import { type Span, calendarsOf } from '../calendars.ts'
import { dueWith, pausesSoFar } from '../pauses.ts'
import { dropExtensions } from './extend.ts'
import { resumeWaiting } from './pause.ts'
import { BODY_ENDS } from './run.ts'

const LIVE = ['running', 'paused', 'late']
/** Steps that are taken once for a case: where one was taken, the merged case's wait for it is over. */
const ONCE = ['acknowledged', 'firstAction', 'informed', 'proposed']
/** Each proceeding outside has its own: none stands for another. */
const APART: readonly string[] = BODY_ENDS
/** The event of a clock that came with a merged case: facts of the surviving one neither start nor end it. */
const CAME_ALONG = 'merged'

const clocksOf = (tx: Tx, complaintId: string) => tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '!=', 'cancelled').orderBy('id').forUpdate().execute()
type Clock = Awaited<ReturnType<typeof clocksOf>>[number]

/** How a clock stands: what changes when the earlier end of a twin holds for it. */
const standing = ({ started_at, warn_at, due_at, state, warned_at, fired_at, rule, rule_version, provisional, extended_from, extended_at, calendar_id, came_at }: Clock) => ({
  startedAt: iso(started_at), warnAt: iso(warn_at), dueAt: iso(due_at), state, warnedAt: isoOrNull(warned_at), firedAt: isoOrNull(fired_at), rule, ruleVersion: rule_version, provisional,
  extendedFrom: isoOrNull(extended_from), extendedAt: isoOrNull(extended_at), calendarId: calendar_id, cameAt: isoOrNull(came_at),
})
type Standing = ReturnType<typeof standing>
interface Came { readonly complaintId: string; readonly unitId: string; readonly state: string; readonly event: string; readonly cameAt: string | null }

const momentOrNull = (at: string | null): Instant | null => (at === null ? null : instant(at))
const columns = (s: Standing) => ({
  started_at: instant(s.startedAt), warn_at: instant(s.warnAt), due_at: instant(s.dueAt), state: s.state, warned_at: momentOrNull(s.warnedAt), fired_at: momentOrNull(s.firedAt), rule: JSON.stringify(s.rule), rule_version: s.ruleVersion,
  provisional: s.provisional, extended_from: momentOrNull(s.extendedFrom), extended_at: momentOrNull(s.extendedAt), calendar_id: s.calendarId, came_at: momentOrNull(s.cameAt),
})

const change = async (tx: Tx, id: string, set: Record<string, unknown>) => {
  await tx.db.updateTable('clock.deadline').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

/** A clock goes to another case, and the levels it has reached with it. */
const bring = async (tx: Tx, id: string, to: { readonly complaint_id: string } & Record<string, unknown>) => {
  await change(tx, id, to)
  await tx.db.updateTable('clock.rung').set({ complaint_id: to.complaint_id }).where('organization_id', '=', tx.actor.organizationId).where('clock_id', '=', id).execute()
}

/** Pauses of another case go on counting for one clock. */
const keepPauses = async (tx: Tx, pauses: readonly (readonly [Instant, Instant])[], clockId: string, complaintId: string) => {
  if (!pauses.length) return
  await tx.db.insertInto('clock.pause').values(pauses.map(([from_at, until_at]) => ({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, from_at, until_at, reason: '', by_id: null, clock_id: clockId }))).execute()
}

const forgetPauses = async (tx: Tx, clockId: string, complaintId: string) => {
  await tx.db.deleteFrom('clock.pause').where('organization_id', '=', tx.actor.organizationId).where('clock_id', '=', clockId).where('complaint_id', '=', complaintId).execute()
}

/** The earlier end holds, with all that it was counted by. A date that the customer was told stays the date. */
const takeEarlier = async (tx: Tx, of: MergeOf, twin: Clock, clock: Clock) => {
  if (twin.extended_from || clock.due_at >= twin.due_at) return
  await noteMoved(tx, of, 'keptClock', [{ id: twin.id, before: { was: standing(twin), became: iso(clock.started_at) } }])
  const pauses = await pausesSoFar(tx, clock)
  await forgetPauses(tx, twin.id, of.complaintId)
  await keepPauses(tx, pauses, twin.id, of.complaintId)
  await change(tx, twin.id, { ...columns(standing(clock)), came_at: tx.now })
}

/**
 * The clocks of a merged case: of one kind the earlier end holds; what the surviving case does not wait for goes on there; what it has done already is over.
 * A pause ends with the merging: the customer has come again. What was paused before stays so.
 */
export const takeInClocks = async (tx: Tx, of: MergeOf, goneId: string): Promise<void> => {
  await resumeWaiting(tx, await lockComplaint(tx, goneId))
  await dropExtensions(tx, goneId)
  const kept = await lockComplaint(tx, of.complaintId)
  await resumeWaiting(tx, kept)
  const there = await clocksOf(tx, kept.id)
  const coming = (await clocksOf(tx, goneId)).filter((c) => LIVE.includes(c.state))
  for (const clock of coming) {
    const twin = APART.includes(clock.ends) ? undefined : there.find((t) => t.kind === clock.kind && LIVE.includes(t.state))
    const done = !twin && ONCE.includes(clock.ends) && there.some((t) => t.ends === clock.ends && !LIVE.includes(t.state))
    await noteMoved(tx, of, 'clock', [{ id: clock.id, before: { complaintId: goneId, unitId: clock.unit_id, state: clock.state, event: clock.event, cameAt: isoOrNull(clock.came_at) } satisfies Came }])
    if (twin || done) await change(tx, clock.id, { state: 'cancelled' })
    else {
      await keepPauses(tx, await pausesSoFar(tx, clock), clock.id, kept.id)
      await bring(tx, clock.id, { complaint_id: kept.id, unit_id: kept.unit_id, event: CAME_ALONG, came_at: tx.now })
    }
    if (twin) await takeEarlier(tx, of, twin, clock)
  }
}

const lockClock = (tx: Tx, id: string) => tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()

/** Where the case has stood still since, its end is later. A date that somebody granted stays. */
const countAnew = async (tx: Tx, id: string) => {
  const clock = await lockClock(tx, id)
  if (!clock?.pauses || clock.extended_from || !LIVE.includes(clock.state)) return
  const calendars = await calendarsOf(readerOf(tx.db), tx.actor.organizationId, [clock.unit_id], [clock.calendar_id])
  const due = await dueWith(tx, calendars.before(clock.rule as unknown as Span, clock.unit_id, clock.calendar_id), clock)
  if (due > clock.due_at) await change(tx, id, { due_at: due })
}

/** A clock of the surviving case runs by its own time again, unless it was counted otherwise meanwhile. */
const giveBackEarlier = async (tx: Tx, keptId: string, id: string, { was, became }: { was: Standing; became: string }) => {
  const clock = await lockClock(tx, id)
  if (!clock || clock.complaint_id !== keptId || !LIVE.includes(clock.state) || iso(clock.started_at) !== became) return
  await forgetPauses(tx, id, keptId)
  await change(tx, id, { ...columns(was), state: clock.state === 'paused' ? 'paused' : was.state })
  await countAnew(tx, id)
}

/** Back to the case they came from, as they stood; where one has been met or moved meanwhile, that stays. A time that has passed rings now. */
export const giveBackClocks = async (tx: Tx, mergeId: string, keptId: string): Promise<void> => {
  for (const { id, before } of await movedIn<{ was: Standing; became: string }>(tx, mergeId, 'keptClock')) await giveBackEarlier(tx, keptId, id, before)
  for (const { id, before } of await movedIn<Came>(tx, mergeId, 'clock')) {
    const clock = await lockClock(tx, id)
    if (!clock) continue
    const stood = clock.complaint_id === keptId && clock.came_at ? (await pausesSoFar(tx, clock)).filter(([from]) => clock.came_at && from >= clock.came_at) : []
    await forgetPauses(tx, id, keptId)
    await keepPauses(tx, stood, id, before.complaintId)
    // Met in the surviving case: it stays met, and goes back with what it counted.
    await bring(tx, id, { complaint_id: before.complaintId, unit_id: before.unitId, event: before.event, came_at: momentOrNull(before.cameAt), state: clock.state === 'cancelled' || clock.state === 'paused' ? before.state : clock.state })
    await countAnew(tx, id)
  }
}
