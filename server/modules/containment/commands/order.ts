import type { z } from 'zod'
import { invalidInput, notFound, staleVersion } from '#contract/common.ts'
import { confirmTooSoon, notYourUnit, toldAlready } from '#contract/containment.ts'
import type * as contract from '#contract/containment.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, inOurTimes, instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads } from '#modules/clock/commands/ring.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { ownUnit } from '#modules/identity/queries/people.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { HoldConfirmed, HoldOrdered, UnitTold } from '../events.ts'
import { keyOf } from '../keys.ts'
import { whyNotHold, whyNotScope } from '../rules.ts'
import { type LockedHold, lockHold, payloadOf, subjectOf } from './lock.ts'

/** An order is for everybody whom it is told; nobody is kept from it. */
const OPEN = { confidential: false, accused: null }

const confirmDate = (tx: Tx, given: string): Instant => {
  if (!inOurTimes(given)) throw new Problem(invalidInput, {}, 'confirmBy')
  const at = instant(given)
  if (at <= tx.now) throw new Problem(confirmTooSoon, {}, 'confirmBy')
  return at
}

/** `H2026-7`, counted by year; the counter stays locked until the order is there. */
const nextNumber = async (tx: Tx, timeZone: string): Promise<string> => {
  const year = Number(localDay(timeZone, tx.now).slice(0, 4))
  const { last } = await tx.db.insertInto('containment.counter').values({ organization_id: tx.actor.organizationId, year, last: 1 }).onConflict((c) => c.columns(['organization_id', 'year']).doUpdateSet((eb) => ({ last: eb('containment.counter.last', '+', 1) }))).returning('last').executeTakeFirstOrThrow()
  return `H${year}-${last}`
}

const refuseUnit = async (tx: Tx, unitId: string, field: string) => {
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId)
  if (!unit || unit.retired_at) throw new Problem(notFound, {}, field)
  return unit
}

const ring = async (tx: Tx, hold: Pick<LockedHold, 'id' | 'number' | 'unit_id'>, unitId: string) =>
  tell(tx, { to: await whoLeads(tx, unitId, OPEN), name: 'holdOrdered', subject: subjectOf(hold), payload: { number: hold.number } })

/** E11: held at once. Every unit that is told confirms it, with what it found. */
export const order = command('containment.order', async (tx, { kind, product, lot, reason, complaintId, unitIds, confirmBy }: z.output<typeof contract.orderHold.input>) => {
  const [lotKey, productKey] = [keyOf(lot), keyOf(product)]
  const refusal = whyNotScope(kind, lotKey, productKey)
  if (refusal) throw new Problem(refusal, {}, kind === 'lot' ? 'lot' : 'product')
  const due = confirmDate(tx, confirmBy)
  if (complaintId && !await findComplaint(readerOf(tx.db), tx.actor.organizationId, complaintId)) throw new Problem(notFound, {}, 'complaintId')
  const units = [...new Set(unitIds)]
  for (const [at, unitId] of units.entries()) await refuseUnit(tx, unitId, `unitIds/${at}`)
  const own = await ownUnit(readerOf(tx.db), tx.actor) ?? units[0] ?? ''
  const { time_zone } = await refuseUnit(tx, own, 'unitIds/0')
  const hold = { id: newId(), number: await nextNumber(tx, time_zone), unit_id: own }
  await tx.db.insertInto('containment.hold').values({ organization_id: tx.actor.organizationId, ...hold, kind, product: productKey && product, product_key: productKey, lot: lotKey && lot, lot_key: lotKey, reason, complaint_id: complaintId, ordered_by: tx.actor.id, ordered_at: tx.now, confirm_by: due, state: 'active' }).execute()
  await tx.db.insertInto('containment.told').values(units.map((unit_id) => ({ organization_id: tx.actor.organizationId, hold_id: hold.id, unit_id, told_at: tx.now }))).execute()
  await tx.record(HoldOrdered, { subject: subjectOf(hold), payload: { ...payloadOf(hold), holdKind: kind, units: units.length, complaintId }, reason })
  for (const unitId of units) await ring(tx, hold, unitId)
  return { id: hold.id }
})

export const tellUnit = command('containment.tell', async (tx, { id, unitId }: z.output<typeof contract.tellUnit.input>) => {
  const hold = await lockHold(tx, id, whyNotHold)
  await refuseUnit(tx, unitId, 'unitId')
  const made = await tx.db.insertInto('containment.told').values({ organization_id: tx.actor.organizationId, hold_id: id, unit_id: unitId, told_at: tx.now }).onConflict((c) => c.doNothing()).returning('unit_id').executeTakeFirst()
  if (!made) throw new Problem(toldAlready)
  await tx.record(UnitTold, { subject: subjectOf(hold), payload: { ...payloadOf(hold), unitId } })
  await ring(tx, hold, unitId)
  return { id }
})

/** A unit has held it, and says what is there. It may count again; the last count holds. */
export const confirm = command('containment.confirm', async (tx, { id, unitId, version, found, note }: z.output<typeof contract.confirmHold.input>) => {
  const hold = await lockHold(tx, id, whyNotHold)
  if (tx.actor.units !== 'all' && !tx.actor.units.includes(unitId)) throw new Problem(notYourUnit)
  const told = await tx.db.selectFrom('containment.told').selectAll().where('organization_id', '=', tx.actor.organizationId).where('hold_id', '=', id).where('unit_id', '=', unitId).forUpdate().executeTakeFirst()
  if (!told) throw new Problem(notFound)
  if (told.version !== version) throw new Problem(staleVersion)
  await tx.db.updateTable('containment.told').set({ confirmed_by: tx.actor.id, confirmed_at: tx.now, found_milli: found?.milli ?? null, found_unit: found?.unit ?? null, note: note || null, version: sql<number>`version + 1` }).where('organization_id', '=', tx.actor.organizationId).where('hold_id', '=', id).where('unit_id', '=', unitId).execute()
  await tx.record(HoldConfirmed, { subject: subjectOf(hold), payload: { ...payloadOf(hold), unitId, again: told.confirmed_at !== null }, reason: note || undefined })
  return { id }
})
