import type { ClockRule } from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import type { ClockView } from '#contract/complaint.ts'
import { type OpenTransaction, readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { type Instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { holders, unitAndAbove } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { calendarOf, dueOf } from './calendars.ts'
import { ClockBreached, ClockMet, ClockWarned } from './events.ts'
import { type ClockRow, shownClocks } from './queries.ts'
import { clocksFor, warnMoment } from './rules.ts'

export interface Starting { readonly complaintId: string; readonly unitId: string; readonly urgency: string; readonly channel: string; readonly at: Instant }

const only = (ends?: readonly string[]) => (rule: ClockRule) => !ends || ends.includes(rule.ends)

const started = new WeakMap<OpenTransaction, ClockRow[]>()

/** The clocks this transaction has started, by complaint id, soonest first: known without asking the database again. */
export const clocksStarted = ({ db }: Tx): ReadonlyMap<string, ClockView[]> => shownClocks([...started.get(db) ?? []].sort((a, b) => a.due_at.getTime() - b.due_at.getTime()))

/** Starts the pack's clocks of an event for many cases at once. `ends`: only clocks that end so. */
export const startClocks = async (tx: Tx, starts: ClockRule['starts'], cases: readonly Starting[], ends?: readonly string[]): Promise<void> => {
  const read = readerOf(tx.db)
  const { versionId, body } = await currentPack(read, tx.actor.organizationId)
  const units = await tx.db.selectFrom('identity.unit').select(['id', 'kind', 'time_zone']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...new Set(cases.map((c) => c.unitId))]).execute()
  const rows = cases.flatMap((c) => {
    const unit = units.find((u) => u.id === c.unitId)
    return unit ? clocksFor(body.clocks, starts, c).filter(only(ends)).map((rule) => {
      const { due, provisional } = dueOf(calendarOf(rule, versionId, body, unit), rule, c.at)
      return {
        organization_id: tx.actor.organizationId, id: newId(), complaint_id: c.complaintId, unit_id: c.unitId, kind: rule.kind, ends: rule.ends, rule: JSON.stringify({ amount: rule.amount, unit: rule.unit }), rule_version: body.pack.version,
        started_at: c.at, warn_at: warnMoment(c.at, due, rule.warnAt), due_at: due, met_at: null, state: 'running', escalate_to: rule.escalateTo, warned_at: null, fired_at: null, provisional,
      }
    }) : []
  })
  await insertRows(tx.db, { into: 'clock.deadline', rows })
  started.set(tx.db, [...started.get(tx.db) ?? [], ...rows])
}

/** What the clocks waited for has happened. After the due time it counts as late. */
export const meetClocks = async (tx: Tx, complaintId: string, unitId: string, ends: readonly ClockRule['ends'][]): Promise<void> => {
  const rows = await tx.db.updateTable('clock.deadline')
    .set({ met_at: tx.now, state: sql<string>`case when due_at < ${tx.now} then 'breached' else 'met' end` })
    .where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('ends', 'in', [...ends]).where('state', 'in', ['running', 'late']).returning(['id', 'kind', 'state']).execute()
  await tx.record(ClockMet, rows.map((r) => ({ subject: { type: 'complaint', id: complaintId, unitId }, payload: { complaintId, clockId: r.id, clock: r.kind, late: r.state === 'breached' } })))
}

export const cancelClocks = async (tx: Tx, complaintId: string, ends?: readonly string[]): Promise<void> => {
  let update = tx.db.updateTable('clock.deadline').set({ state: 'cancelled' }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', 'in', ['running', 'late'])
  if (ends) update = update.where('ends', 'in', [...ends])
  await update.execute()
}

interface Ringing { readonly id: string; readonly complaint_id: string; readonly unit_id: string; readonly kind: string; readonly due_at: Instant; readonly escalate_to: string }

/** Whom a clock reaches: the handler, and on a breach the named position in the unit or the nearest above. */
const whomToTell = async (tx: Tx, clock: Ringing, ownerId: string | null, escalate: boolean): Promise<string[]> => {
  if (!escalate) return ownerId ? [ownerId] : []
  const read = readerOf(tx.db)
  const near = await unitAndAbove(read, tx.actor.organizationId, clock.unit_id)
  const posts = (await holders(read, tx.actor.organizationId)).filter((h) => h.positionCode === clock.escalate_to)
  const nearest = near.map((unit) => posts.filter((h) => h.unitId === unit)).find((found) => found.length > 0) ?? posts
  return [...(ownerId ? [ownerId] : []), ...nearest.map((h) => h.personId)]
}

const ring = async (tx: Tx, clock: Ringing, breached: boolean) => {
  const complaint = await tx.db.selectFrom('complaint.complaint').select(['number', 'owner_id', 'confidential']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.complaint_id).executeTakeFirstOrThrow()
  const subject = { type: 'complaint', id: clock.complaint_id, unitId: clock.unit_id, confidential: complaint.confidential }
  await tx.record(breached ? ClockBreached : ClockWarned, { subject, payload: { complaintId: clock.complaint_id, clockId: clock.id, clock: clock.kind, dueAt: iso(clock.due_at) } })
  await tell(tx, { to: await whomToTell(tx, clock, complaint.owner_id, breached), name: breached ? 'clockBreached' : 'clockWarned', subject, payload: { number: complaint.number, clock: clock.kind } })
}

const RINGING = ['id', 'complaint_id', 'unit_id', 'kind', 'due_at', 'escalate_to'] as const

/** Fires what is due. Rows another node is at are skipped: each clock fires once. */
export const fireDue = command('clock.fire', async (tx, { ids }: { ids: readonly string[] }) => {
  const due = tx.db.selectFrom('clock.deadline').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('fired_at', 'is', null).where('state', '=', 'running').where('due_at', '<=', tx.now).forUpdate().skipLocked()
  const fired = await tx.db.updateTable('clock.deadline').set({ fired_at: tx.now, state: 'late' }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', due).returning([...RINGING]).execute()
  for (const clock of fired) await ring(tx, clock, true)
  return { fired: fired.length }
})

export const warnSoon = command('clock.warn', async (tx, { ids }: { ids: readonly string[] }) => {
  const soon = tx.db.selectFrom('clock.deadline').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('warned_at', 'is', null).where('fired_at', 'is', null).where('state', '=', 'running').where('warn_at', '<=', tx.now).forUpdate().skipLocked()
  const warned = await tx.db.updateTable('clock.deadline').set({ warned_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', soon).returning([...RINGING]).execute()
  for (const clock of warned) await ring(tx, clock, false)
  return { warned: warned.length }
})
