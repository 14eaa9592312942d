import type { z } from 'zod'
import { invalidInput, notFound } from '#contract/common.ts'
import * as contract from '#contract/identity.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { sqlState } from '#kernel/db.ts'
import { gatesOf } from '#kernel/guard.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { PositionCreated, PositionRestored, PositionRetired, UnitChanged, UnitCreated, UnitRestored, UnitRetired } from '../events.ts'
import { RoleBook } from '../role-book.ts'
import { makesLoop } from '../rules.ts'

const refusingTakenCode = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (sqlState(error)?.code === '23505') throw new Problem(contract.unitCodeTaken, {}, 'code')
    throw error
  }
}

/** The tree is changed by one person at a time: a ring could otherwise be closed from two sides. */
export const lockTree = async (tx: Tx) => {
  await tx.db.selectFrom('identity.organization').select('organization_id').where('organization_id', '=', tx.actor.organizationId).forUpdate().execute()
  return tx.db.selectFrom('identity.unit').selectAll().where('organization_id', '=', tx.actor.organizationId).execute()
}

const refuseUnknownParent = (units: readonly { id: string }[], parentId: string | null) => {
  if (parentId && !units.some((u) => u.id === parentId)) throw new Problem(notFound, {}, 'parentId')
}

/** A zone nobody knows would stop every clock of the unit. */
const refuseUnknownZone = (tx: Tx, timeZone: string | undefined) => {
  if (timeZone === undefined) return
  try {
    localDay(timeZone, tx.now)
  } catch {
    throw new Problem(invalidInput, {}, 'timeZone')
  }
}

export const createUnit = command('identity.createUnit', async (tx, input: z.output<typeof contract.createUnit.input>) => {
  const units = await lockTree(tx)
  refuseUnknownParent(units, input.parentId)
  refuseUnknownZone(tx, input.timeZone)
  const organization = await tx.db.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', tx.actor.organizationId).executeTakeFirstOrThrow()
  const id = newId()
  await refusingTakenCode(tx.db.insertInto('identity.unit').values({
    organization_id: tx.actor.organizationId, id, code: input.code, name: input.name, kind: input.kind, parent_id: input.parentId,
    time_zone: input.timeZone ?? organization.time_zone, phone: input.phone ?? null, address: input.address ?? null, retired_at: null,
  }).execute())
  await tx.record(UnitCreated, { subject: { type: 'unit', id, unitId: id }, payload: { unitId: id, code: input.code } })
  return { id }
})

export const changeUnit = command('identity.changeUnit', async (tx, { id, ...input }: z.output<typeof contract.changeUnit.input>) => {
  const units = await lockTree(tx)
  const unit = units.find((u) => u.id === id)
  if (!unit) throw new Problem(notFound)
  refuseUnknownParent(units, input.parentId)
  refuseUnknownZone(tx, input.timeZone)
  if (makesLoop(units, id, input.parentId)) throw new Problem(contract.unitLoop, {}, 'parentId')
  await refusingTakenCode(tx.db.updateTable('identity.unit').set({
    code: input.code, name: input.name, kind: input.kind, parent_id: input.parentId, time_zone: input.timeZone ?? unit.time_zone,
    phone: input.phone === undefined ? unit.phone : input.phone, address: input.address === undefined ? unit.address : input.address,
  }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute())
  await tx.record(UnitChanged, { subject: { type: 'unit', id, unitId: id }, payload: { unitId: id, code: input.code } })
  return { id }
})

/** A unit with people, living units below it or open work stays until they have moved. */
export const retireUnit = command('identity.retireUnit', async (tx, { id }: { id: string }) => {
  const units = await lockTree(tx)
  if (!units.some((u) => u.id === id && !u.retired_at)) throw new Problem(notFound)
  const people = await tx.db.selectFrom('identity.holding as h').innerJoin('identity.position as p', (j) => j.onRef('p.organization_id', '=', 'h.organization_id').onRef('p.id', '=', 'h.position_id'))
    .select('h.person_id').where('h.organization_id', '=', tx.actor.organizationId).where('p.unit_id', '=', id).where('h.until', 'is', null).limit(1).executeTakeFirst()
  if (people || units.some((u) => u.parent_id === id && !u.retired_at)) throw new Problem(contract.unitInUse)
  const [gate] = await gatesOf(tx.db, 'identity.retireUnit', id)
  if (gate) throw new Problem(gate.refusal, gate.params)
  await tx.db.updateTable('identity.unit').set({ retired_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(UnitRetired, { subject: { type: 'unit', id, unitId: id }, payload: { unitId: id } })
  return { done: true as const }
})

/** Below a unit that is retired itself nothing comes back: nobody above would see it. */
export const restoreUnit = command('identity.restoreUnit', async (tx, { id }: { id: string }) => {
  const units = await lockTree(tx)
  const unit = units.find((u) => u.id === id && u.retired_at)
  if (!unit) throw new Problem(notFound)
  if (units.some((u) => u.id === unit.parent_id && u.retired_at)) throw new Problem(contract.parentRetired)
  await tx.db.updateTable('identity.unit').set({ retired_at: null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(UnitRestored, { subject: { type: 'unit', id, unitId: id }, payload: { unitId: id } })
  return { id }
})

export const createPosition = command('identity.createPosition', async (tx, input: z.output<typeof contract.createPosition.input>) => {
  const book = RoleBook.parse(await tx.db.selectFrom('identity.role_book').select(['roles', 'positions']).where('organization_id', '=', tx.actor.organizationId).executeTakeFirstOrThrow())
  if (!book.positions.some((p) => p.code === input.code)) throw new Problem(contract.unknownPosition, { code: input.code }, 'code')
  const units = await lockTree(tx)
  if (!units.some((u) => u.id === input.unitId)) throw new Problem(notFound, {}, 'unitId')
  const id = newId()
  const made = await tx.db.insertInto('identity.position').values({ organization_id: tx.actor.organizationId, id, unit_id: input.unitId, code: input.code, retired_at: null })
    .onConflict((c) => c.columns(['organization_id', 'unit_id', 'code']).doUpdateSet({ retired_at: null })).returning('id').executeTakeFirstOrThrow()
  await tx.record(PositionCreated, { subject: { type: 'unit', id: input.unitId, unitId: input.unitId }, payload: { positionId: made.id, code: input.code, unitId: input.unitId } })
  return { id: made.id }
})

const lockPosition = async (tx: Tx, id: string, retired: boolean) => {
  const units = await lockTree(tx)
  const position = await tx.db.selectFrom('identity.position').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!position || (position.retired_at !== null) !== retired) throw new Problem(notFound)
  return { position, unit: units.find((u) => u.id === position.unit_id) }
}

const setRetired = (tx: Tx, id: string, at: Instant | null) => tx.db.updateTable('identity.position').set({ retired_at: at }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

const aboutPosition = ({ id, code, unit_id }: { id: string; code: string; unit_id: string }) => ({ subject: { type: 'unit', id: unit_id, unitId: unit_id }, payload: { positionId: id, code, unitId: unit_id } })

/** A post that nobody holds. Whoever is given it at the same time waits for the same row. */
export const retirePosition = command('identity.retirePosition', async (tx, { id }: { id: string }) => {
  const { position } = await lockPosition(tx, id, false)
  const held = await tx.db.selectFrom('identity.holding').select('person_id').where('organization_id', '=', tx.actor.organizationId).where('position_id', '=', id).where('until', 'is', null).limit(1).executeTakeFirst()
  if (held) throw new Problem(contract.positionHeld)
  await setRetired(tx, id, tx.now)
  await tx.record(PositionRetired, aboutPosition(position))
  return { done: true as const }
})

export const restorePosition = command('identity.restorePosition', async (tx, { id }: { id: string }) => {
  const { position, unit } = await lockPosition(tx, id, true)
  if (unit?.retired_at) throw new Problem(contract.parentRetired)
  await setRetired(tx, id, null)
  await tx.record(PositionRestored, aboutPosition(position))
  return { id }
})

interface GivingOut { readonly gives_out: string; readonly receiver_keeps: boolean; readonly most_open: number | null }
/** How the unit gives out what comes in. @throws Problem when there is no such unit. */
export const keepGivingOut = async (tx: Tx, id: string, given: GivingOut): Promise<void> => {
  const changed = await tx.db.updateTable('identity.unit').set(given).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('retired_at', 'is', null).returning('id').executeTakeFirst()
  if (!changed) throw new Problem(notFound)
}
