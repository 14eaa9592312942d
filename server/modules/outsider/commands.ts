import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import { type PartyKind, outsiderKnown, outsiderRetired } from '#contract/outsider.ts'
import type * as contract from '#contract/outsider.ts'
import { command } from '#kernel/command.ts'
import { sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { OutsiderAdded, OutsiderChanged, OutsiderRestored, OutsiderRetired } from './events.ts'

/** The unique index decides who was first to write a name down. */
const refusingKnown = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (sqlState(error)?.constraint === 'outsider_by_name') throw new Problem(outsiderKnown, {}, 'name')
    throw error
  }
}

const valuesOf = ({ kind, name, contact, email, phone, address, locale, note, accreditation, accreditedUntil }: contract.OutsiderFields) =>
  ({ kind, name, contact: contact || null, email: email || null, phone: phone || null, address: address || null, locale, note: note || null, accreditation: accreditation?.trim() || null, accredited_until: accreditedUntil })

const fact = (id: string, kind: string) => ({ subject: { type: 'outsider', id, unitId: null }, payload: { outsiderId: id, partyKind: kind as PartyKind } })

const lock = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('outsider.outsider').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

const write = (tx: Tx, id: string, set: Record<string, unknown>) =>
  refusingKnown(tx.db.updateTable('outsider.outsider').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute())

export const addOutsider = command('outsider.add', async (tx, input: contract.OutsiderFields) => {
  const id = newId()
  await refusingKnown(tx.db.insertInto('outsider.outsider').values({ organization_id: tx.actor.organizationId, id, ...valuesOf(input), made_by: tx.actor.id, made_at: tx.now }).execute())
  await tx.record(OutsiderAdded, fact(id, input.kind))
  return { id }
})

export const changeOutsider = command('outsider.change', async (tx, { id, version, ...input }: z.output<typeof contract.changeOutsider.input>) => {
  const before = await lock(tx, id)
  if (before.retired_at) throw new Problem(outsiderRetired)
  if (before.version !== version) throw new Problem(staleVersion)
  await write(tx, id, valuesOf(input))
  await tx.record(OutsiderChanged, fact(id, input.kind))
  return { id }
})

export const retireOutsider = command('outsider.retire', async (tx, { id }: { id: string }) => {
  const before = await lock(tx, id)
  if (before.retired_at) return { id }
  await write(tx, id, { retired_at: tx.now })
  await tx.record(OutsiderRetired, fact(id, before.kind))
  return { id }
})

export const restoreOutsider = command('outsider.restore', async (tx, { id }: { id: string }) => {
  const before = await lock(tx, id)
  if (!before.retired_at) return { id }
  await write(tx, id, { retired_at: null })
  await tx.record(OutsiderRestored, fact(id, before.kind))
  return { id }
})
