import type { Instant } from '#kernel/time.ts'
import { iso } from '#kernel/time.ts'
import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { calendarsOf, type Span } from '../calendars.ts'
import { startClocksOf } from '../commands/run.ts'
import { ClockDropped, ClockDroppedByPolicy, ClockRefitted, ClockRefittedByPolicy } from '../events.ts'
import { countAnew } from '../moves/count.ts'
import { pausesOfAll } from '../pauses.ts'
import type { CaseFacts, Started } from '../rules.ts'
import { beginningsOf } from './beginnings.ts'
import { factsOf } from './facts.ts'
import { fitOf } from './fit.ts'

/** `case`: it is seen otherwise than before. `policy`: a newer table of clocks holds for what runs, too. */
export type Reason = 'case' | 'policy'

const clocksOf = (tx: Tx, complaintId: string) => tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).orderBy('id').forUpdate().execute()
type Clock = Awaited<ReturnType<typeof clocksOf>>[number]

const ofClock = (clock: Clock) => ({ complaintId: clock.complaint_id, clockId: clock.id, clock: clock.kind })

const drop = async (tx: Tx, c: LockedComplaint, clocks: readonly Clock[], why: Reason) => {
  if (!clocks.length) return
  await tx.db.updateTable('clock.deadline').set({ state: 'cancelled' }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', clocks.map((clock) => clock.id)).execute()
  await tx.record(why === 'policy' ? ClockDroppedByPolicy : ClockDropped, clocks.map((clock) => ({ subject: { ...subjectOf(c), unitId: clock.unit_id }, payload: ofClock(clock) })))
}

const noteMoved = async (tx: Tx, c: LockedComplaint, clock: Clock, due: Instant, why: Reason) => {
  const subject = { ...subjectOf(c), unitId: clock.unit_id }
  await tx.record(why === 'policy' ? ClockRefittedByPolicy : ClockRefitted, { subject, payload: { ...ofClock(clock), dueBefore: iso(clock.due_at), dueAt: iso(due) } })
  if (why === 'policy') await tell(tx, { to: c.owner_id ? [c.owner_id] : [], name: 'clockRefitted', subject, payload: { number: c.number, clock: clock.kind } })
}

interface By { readonly version: string; readonly facts: CaseFacts; readonly shareOf: (kind: string) => number; readonly why: Reason }

/** Counted by its rule of now, from where it always began. */
const change = async (tx: Tx, c: LockedComplaint, all: readonly { readonly clock: Clock; readonly given: Started }[], { version, facts, shareOf, why }: By) => {
  const read = readerOf(tx.db)
  const [calendars, pauses] = await Promise.all([calendarsOf(read, tx.actor.organizationId, [c.unit_id, ...all.map(({ clock }) => clock.unit_id)]), pausesOfAll(read, tx.actor.organizationId, all.map(({ clock }) => clock))])
  for (const { clock, given: { ruleId, amount, unit, movePastHoliday } } of all) {
    const rule: Span = { amount, unit, movePastHoliday }
    const { calendar, calendarId } = calendars.now(rule, clock.unit_id)
    const { due, warnAt, provisional } = countAnew(clock, { calendar, rule, pauses: pauses(clock), share: shareOf(clock.kind), now: tx.now })
    await tx.db.updateTable('clock.deadline').set({ rule: JSON.stringify({ ...rule, id: ruleId }), rule_version: version, facts: JSON.stringify(facts), due_at: due, warn_at: warnAt, warned_at: warnAt <= tx.now ? clock.warned_at : null, provisional, calendar_id: calendarId }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.id).execute()
    if (due.getTime() !== clock.due_at.getTime()) await noteMoved(tx, c, clock, due, why)
  }
}

/** Clocks of a case as they are by what is known of it now and the table in force. @returns how many are others than before. */
export const fitClocks = async (tx: Tx, c: LockedComplaint, why: Reason = 'case'): Promise<number> => {
  const read = readerOf(tx.db)
  const { organizationId } = tx.actor
  const pack = await currentPack(read, organizationId)
  const table = await pack.policy('clocks')
  const [had, facts, calendars] = [await clocksOf(tx, c.id), await factsOf(read, organizationId, pack.body, [c]), await calendarsOf(read, organizationId, [c.unit_id])]
  const fit = fitOf(had.filter((clock) => clock.state !== 'cancelled'), beginningsOf(c, had, calendars.zoneOf(c.unit_id)), facts(c), { table, clocks: pack.body.clocks })
  await drop(tx, c, fit.drop, why)
  await change(tx, c, fit.change, { version: table.version, facts: facts(c), shareOf: (kind) => pack.body.clocks.find((rule) => rule.kind === kind)?.warnAt ?? 1, why })
  const beginnings = new Map(fit.start.map(({ event, at }) => [event, at]))
  for (const [event, at] of beginnings) await startClocksOf(tx, event, c, at, (rule) => fit.start.some((one) => one.event === event && one.given.clock === rule.kind))
  return fit.drop.length + fit.change.length + fit.start.length
}
