import { type OpenTransaction, sql } from '#kernel/db.ts'
import { type Instant, instant, iso, isoOrNull } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { type MergeOf, movedIn, noteMoved } from '#modules/complaint/commands/moved.ts'
import { dropExtensions } from './extend.ts'
import { resumeWaiting } from './pause.ts'

const LIVE = ['running', 'paused', 'late']
/** Steps that are taken once for a case: where one was taken, the merged case's wait for it is over. */
const ONCE = ['acknowledged', 'firstAction', 'informed', 'proposed']
/** The event of a clock that came with a merged case: facts of the surviving one neither start nor end it. */
const CAME_ALONG = 'merged'

const clocksOf = (tx: Tx, complaintId: string) => tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '!=', 'cancelled').orderBy('id').forUpdate().execute()
type Clock = Awaited<ReturnType<typeof clocksOf>>[number]

interface Timing { readonly startedAt: string; readonly warnAt: string; readonly dueAt: string; readonly state: string; readonly warnedAt: string | null; readonly firedAt: string | null }
const timingOf = (c: Clock): Timing => ({ startedAt: iso(c.started_at), warnAt: iso(c.warn_at), dueAt: iso(c.due_at), state: c.state, warnedAt: isoOrNull(c.warned_at), firedAt: isoOrNull(c.fired_at) })
interface Came { readonly complaintId: string; readonly unitId: string; readonly state: string; readonly event: string }

const momentOrNull = (at: string | null): Instant | null => (at === null ? null : instant(at))
const columns = (t: Timing) => ({ started_at: instant(t.startedAt), warn_at: instant(t.warnAt), due_at: instant(t.dueAt), state: t.state, warned_at: momentOrNull(t.warnedAt), fired_at: momentOrNull(t.firedAt) })

const change = async (db: OpenTransaction, clock: { organization_id: string; id: string }, set: Record<string, unknown>) => {
  await db.updateTable('clock.deadline').set(set).where('organization_id', '=', clock.organization_id).where('id', '=', clock.id).execute()
}

/**
 * The clocks of a merged case: of one kind the earlier end holds; what the surviving case does not wait for goes on there; what it has done already is over.
 * A pause ends with the merging: the customer has come again.
 */
export const takeInClocks = async (tx: Tx, of: MergeOf, goneId: string): Promise<void> => {
  await resumeWaiting(tx, await lockComplaint(tx, goneId))
  await dropExtensions(tx, goneId)
  const kept = await lockComplaint(tx, of.complaintId)
  await resumeWaiting(tx, kept)
  const there = await clocksOf(tx, kept.id)
  const coming = (await clocksOf(tx, goneId)).filter((c) => LIVE.includes(c.state))
  for (const clock of coming) {
    const twin = there.find((t) => t.kind === clock.kind && LIVE.includes(t.state))
    const done = !twin && ONCE.includes(clock.ends) && there.some((t) => t.ends === clock.ends && !LIVE.includes(t.state))
    await noteMoved(tx, of, 'clock', [{ id: clock.id, before: { complaintId: goneId, unitId: clock.unit_id, state: clock.state, event: clock.event } satisfies Came }])
    if (!twin && !done) await change(tx.db, clock, { complaint_id: kept.id, unit_id: kept.unit_id, event: CAME_ALONG })
    else await change(tx.db, clock, { state: 'cancelled' })
    if (twin && clock.due_at < twin.due_at) {
      await noteMoved(tx, of, 'keptClock', [{ id: twin.id, before: { was: timingOf(twin), became: iso(clock.due_at) } }])
      await change(tx.db, twin, columns(timingOf(clock)))
    }
  }
}

/** Back to the case they came from, as they stood; where one has been met or moved meanwhile, that stays. A time that has passed rings now. */
export const giveBackClocks = async (tx: Tx, mergeId: string, keptId: string): Promise<void> => {
  const organization_id = tx.actor.organizationId
  for (const { id, before } of await movedIn<{ was: Timing; became: string }>(tx, mergeId, 'keptClock')) {
    await tx.db.updateTable('clock.deadline').set(columns(before.was)).where('organization_id', '=', organization_id).where('id', '=', id).where('complaint_id', '=', keptId).where('state', 'in', LIVE).where('due_at', '=', instant(before.became)).execute()
  }
  for (const { id, before } of await movedIn<Came>(tx, mergeId, 'clock')) {
    // Met in the surviving case: it stays met, and goes back with what it counted.
    await change(tx.db, { organization_id, id }, { complaint_id: before.complaintId, unit_id: before.unitId, event: before.event, state: sql<string>`case when state in ('cancelled', 'paused') then ${before.state} else state end` })
  }
}
