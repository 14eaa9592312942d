import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { unitNotYours, unitUnknown } from '#contract/complaint.ts'
import { personUnknown } from '#contract/feedback.ts'
import { overlaps } from '#contract/meeting.ts'
import type * as contract from '#contract/meeting.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { OpeningEnded, OpeningMade } from '../events.ts'
import { collides, whyNotOpen } from '../rules.ts'

const refuseElsewhere = (tx: Tx, unitId: string) => {
  if (tx.actor.units !== 'all' && !tx.actor.units.includes(unitId)) throw new Problem(unitNotYours, {}, 'unitId')
}

const subjectOf = (unitId: string) => ({ type: 'unit', id: unitId, unitId })

/** Two openings of one host made at once wait for each other: neither would see the other. */
const HOSTS_LOCK = 716_290_027
const holdHost = (tx: Tx, hostId: string) => sql`select pg_advisory_xact_lock(${HOSTS_LOCK}, hashtext(${hostId}))`.execute(tx.db)

export const openTimes = command('meeting.open', async (tx, input: z.output<typeof contract.open.input>) => {
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, input.unitId)
  if (!unit || unit.retired_at) throw new Problem(unitUnknown, {}, 'unitId')
  refuseElsewhere(tx, input.unitId)
  const host = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.hostId).where('retired_at', 'is', null).executeTakeFirst()
  if (!host) throw new Problem(personUnknown, {}, 'hostId')
  const times = { weekday: input.weekday, from_on: input.from, until_on: input.weekday === null ? null : input.until, begins: input.begins, ends: input.ends, minutes: input.minutes }
  const refusal = whyNotOpen({ ...times, ended_on: null })
  if (refusal) throw new Problem(refusal, {}, 'ends')
  await holdHost(tx, input.hostId)
  const others = await tx.db.selectFrom('meeting.opening').selectAll().where('organization_id', '=', tx.actor.organizationId).where('host_id', '=', input.hostId).execute()
  if (others.some((other) => collides(other, { ...times, ended_on: null }))) throw new Problem(overlaps, {}, 'begins')
  const id = newId()
  await tx.db.insertInto('meeting.opening').values({ organization_id: tx.actor.organizationId, id, unit_id: input.unitId, host_id: input.hostId, place: input.place, capacity: input.capacity, ...times, made_by: tx.actor.id, made_at: tx.now }).execute()
  await tx.record(OpeningMade, { subject: subjectOf(input.unitId), payload: { openingId: id, unitId: input.unitId } })
  return { done: true as const }
})

export const endOpening = command('meeting.open', async (tx, { id }: { id: string }) => {
  const opening = await tx.db.selectFrom('meeting.opening').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!opening) throw new Problem(notFound)
  refuseElsewhere(tx, opening.unit_id)
  if (opening.ended_on) return { done: true as const }
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, opening.unit_id)
  await tx.db.updateTable('meeting.opening').set({ ended_on: localDay(unit?.time_zone ?? 'UTC', tx.now) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(OpeningEnded, { subject: subjectOf(opening.unit_id), payload: { openingId: id, unitId: opening.unit_id } })
  return { done: true as const }
})
