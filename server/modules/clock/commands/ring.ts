import { command } from '#kernel/command.ts'
import { localDay } from '#kernel/calendar.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { type Instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { subjectOf } from '#modules/complaint/commands/lock.ts'
import { deputiesOn, findUnit } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { ClockBreached, ClockMet, ClockWarned } from '../events.ts'
import { type About, holdersNear, leadersNear } from '../queries/whom.ts'

interface Ringing { readonly id: string; readonly complaint_id: string; readonly unit_id: string; readonly kind: string; readonly due_at: Instant; readonly escalate_to: string; readonly bound: string; readonly ends: string }

/** Whom a clock reaches: the handler, and on a breach, or where there is no handler yet, the named position, unless the duty is another's. */
const whomToTell = async (tx: Tx, clock: Ringing, c: About & { readonly owner_id: string | null }, escalate: boolean): Promise<string[]> =>
  withDeputies(tx, clock.unit_id, [...(c.owner_id ? [c.owner_id] : []), ...((escalate || !c.owner_id) && clock.bound === 'ours' ? await nearestHolders(tx, clock.unit_id, clock.escalate_to, c) : [])])

/** Who is away is told all the same, and so is who stands in. */
export const withDeputies = async (tx: Tx, unitId: string, people: readonly string[]): Promise<string[]> => {
  const read = readerOf(tx.db)
  const unit = await findUnit(read, tx.actor.organizationId, unitId)
  return [...people, ...await deputiesOn(read, tx.actor.organizationId, people, localDay(unit?.time_zone ?? 'UTC', tx.now))]
}

/** Who holds a position in the unit or the nearest above, and may hear of the case. */
export const nearestHolders = (tx: Tx, unitId: string, position: string, c: About): Promise<string[]> => holdersNear(readerOf(tx.db), { organizationId: tx.actor.organizationId, unitId }, position, c)

/** Who leads the unit of a case, or the nearest above that somebody leads, and may hear of it. */
export const whoLeads = async (tx: Tx, unitId: string, c: About): Promise<string[]> => (await leadersNear(readerOf(tx.db), { organizationId: tx.actor.organizationId, unitId }, c)).leads

/** The case of a clock as far as ringing needs it: read, not locked, as commands lock a case before its clocks. */
export const caseOf = (tx: Tx, { complaint_id }: Pick<Ringing, 'complaint_id'>) => tx.db.selectFrom('complaint.complaint').select(['id', 'unit_id', 'number', 'owner_id', 'confidential', 'accused']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', complaint_id).executeTakeFirstOrThrow()

const ring = async (tx: Tx, clock: Ringing, breached: boolean) => {
  const complaint = await caseOf(tx, clock)
  const subject = { ...subjectOf(complaint), unitId: clock.unit_id }
  await tx.record(breached ? ClockBreached : ClockWarned, { subject, payload: { complaintId: clock.complaint_id, clockId: clock.id, clock: clock.kind, dueAt: iso(clock.due_at) } })
  await tell(tx, { to: await whomToTell(tx, clock, complaint, breached), name: breached ? 'clockBreached' : 'clockWarned', subject, payload: { number: complaint.number, clock: clock.kind } })
}

/** A period that nothing ends has run out: nobody is late, whoever looks after the case hears of it. */
const tellElapsed = async (tx: Tx, clock: Ringing) => {
  const complaint = await caseOf(tx, clock)
  const subject = { ...subjectOf(complaint), unitId: clock.unit_id }
  await tx.record(ClockMet, { subject, payload: { complaintId: clock.complaint_id, clockId: clock.id, clock: clock.kind, late: false } })
  await tell(tx, { to: await whomToTell(tx, clock, complaint, false), name: 'clockElapsed', subject, payload: { number: complaint.number, clock: clock.kind } })
}

const RINGING = ['id', 'complaint_id', 'unit_id', 'kind', 'due_at', 'escalate_to', 'bound', 'ends'] as const

// Taken by one statement and changed by the next: as one, a plan that is kept reads every clock for each that rings.

/** Fires what is due. Rows another node is at are skipped: each clock fires once. */
export const fireDue = command('clock.fire', async (tx, { ids }: { ids: readonly string[] }) => {
  const due = await tx.db.selectFrom('clock.deadline').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('fired_at', 'is', null).where('state', '=', 'running').where('due_at', '<=', tx.now).forUpdate().skipLocked().execute()
  if (!due.length) return { fired: 0 }
  const fired = await tx.db.updateTable('clock.deadline').set({ fired_at: tx.now, state: sql<string>`case when ends = 'elapsed' then 'met' else 'late' end`, met_at: sql<Instant | null>`case when ends = 'elapsed' then ${tx.now}::timestamptz end` }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', due.map((d) => d.id)).returning([...RINGING]).execute()
  for (const clock of fired) await (clock.ends === 'elapsed' ? tellElapsed(tx, clock) : ring(tx, clock, true))
  return { fired: fired.length }
})

export const warnSoon = command('clock.warn', async (tx, { ids }: { ids: readonly string[] }) => {
  const soon = await tx.db.selectFrom('clock.deadline').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('warned_at', 'is', null).where('fired_at', 'is', null).where('state', '=', 'running').where('warn_at', '<=', tx.now).forUpdate().skipLocked().execute()
  if (!soon.length) return { warned: 0 }
  const warned = await tx.db.updateTable('clock.deadline').set({ warned_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', soon.map((d) => d.id)).returning([...RINGING]).execute()
  for (const clock of warned) await ring(tx, clock, false)
  return { warned: warned.length }
})
