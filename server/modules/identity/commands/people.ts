import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/identity.ts'
import { command } from '#kernel/command.ts'
import { sqlState } from '#kernel/db.ts'
import { gatesOf } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { PersonChanged, PersonJoined, PersonRetired } from '../events.ts'
import { hashPassword } from '../password.ts'
import { isAbove } from '../queries/reach.ts'
import { findPosition, insertPerson } from './found.ts'

export const subjectOfPerson = (id: string) => ({ type: 'person', id, unitId: null })

/** The unique index decides; its refusal becomes ours. */
const refusingTakenEmail = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (sqlState(error)?.constraint === 'person_by_email') throw new Problem(contract.emailTaken, {}, 'email')
    throw error
  }
}

/** Nobody gives a position that reaches further than their own. */
const refuseAbove = async (tx: Tx, code: string) => {
  if (await isAbove(tx, [code])) throw new Problem(contract.aboveYourself, {}, 'positionCode')
}

export const createPerson = command('identity.createPerson', async (tx, input: z.output<typeof contract.createPerson.input>) => {
  await refuseAbove(tx, input.positionCode)
  const id = await refusingTakenEmail(insertPerson(tx, { ...input, phone: input.phone ?? null, locale: input.locale ?? tx.actor.locale }))
  await tx.record(PersonJoined, { subject: subjectOfPerson(id), payload: { personId: id, positionCode: input.positionCode, unitId: input.unitId } })
  return { id }
})

export const lockPerson = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('identity.person').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('retired_at', 'is', null).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

const holdingsOf = (tx: Tx, personId: string) => tx.db.selectFrom('identity.holding as h').innerJoin('identity.position as p', (j) => j.onRef('p.organization_id', '=', 'h.organization_id').onRef('p.id', '=', 'h.position_id'))
  .select(['h.position_id', 'p.code']).where('h.organization_id', '=', tx.actor.organizationId).where('h.person_id', '=', personId).where('h.until', 'is', null).execute()

/** Who holds more is not for the actor to change: a password or an address set by them would open that account to them. */
const refuseChangeAbove = async (tx: Tx, personId: string) => {
  if (personId !== tx.actor.id && await isAbove(tx, (await holdingsOf(tx, personId)).map((h) => h.code))) throw new Problem(contract.aboveYourself)
}

/** Somebody must stay who can set things right. The holdings are locked, so that two administrators cannot both leave at once. */
const keepAnAdministrator = async (tx: Tx, leaving: string) => {
  const held = await tx.db.selectFrom('identity.holding as h').innerJoin('identity.position as p', (j) => j.onRef('p.organization_id', '=', 'h.organization_id').onRef('p.id', '=', 'h.position_id'))
    .select('h.person_id').where('h.organization_id', '=', tx.actor.organizationId).where('p.code', '=', 'administrator').where('h.until', 'is', null).forUpdate().execute()
  if (held.some((h) => h.person_id === leaving) && held.every((h) => h.person_id === leaving)) throw new Problem(contract.lastAdministrator)
}

const moveTo = async (tx: Tx, personId: string, positionId: string) => {
  const held = await holdingsOf(tx, personId)
  if (held.some((h) => h.position_id === positionId)) return
  await keepAnAdministrator(tx, personId)
  await tx.db.updateTable('identity.holding').set({ until: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).where('until', 'is', null).execute()
  await tx.db.insertInto('identity.holding').values({ organization_id: tx.actor.organizationId, person_id: personId, position_id: positionId, since: tx.now, until: null }).execute()
}

export const changePerson = command('identity.changePerson', async (tx, input: z.output<typeof contract.changePerson.input>) => {
  const person = await lockPerson(tx, input.id)
  await refuseChangeAbove(tx, input.id)
  await refuseAbove(tx, input.positionCode)
  await moveTo(tx, input.id, await findPosition(tx, input.unitId, input.positionCode))
  await refusingTakenEmail(tx.db.updateTable('identity.person')
    .set({ name: input.name, email: input.email, phone: input.phone === undefined ? person.phone : input.phone, locale: input.locale ?? person.locale })
    .where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.id).execute())
  if (input.password) await setPassword(tx, input.id, input.password)
  await tx.record(PersonChanged, { subject: subjectOfPerson(input.id), payload: { personId: input.id } })
  return { id: input.id }
})

/** A new password ends every session of the person. */
export const setPassword = async (tx: Tx, personId: string, password: string): Promise<void> => {
  await tx.db.updateTable('identity.credential').set({ password_hash: await hashPassword(password), failures: 0, locked_until: null, changed_at: tx.now })
    .where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).execute()
  await endSessions(tx, personId)
}

const endSessions = (tx: Tx, personId: string) => tx.db.deleteFrom('identity.session').where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).execute()

export const retirePerson = command('identity.retirePerson', async (tx, { id }: { id: string }) => {
  await lockPerson(tx, id)
  await refuseChangeAbove(tx, id)
  await keepAnAdministrator(tx, id)
  const [gate] = await gatesOf(tx.db, 'identity.retirePerson', id)
  if (gate) throw new Problem(gate.refusal, gate.params)
  await tx.db.updateTable('identity.person').set({ retired_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.db.updateTable('identity.holding').set({ until: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', id).where('until', 'is', null).execute()
  await tx.db.updateTable('identity.token').set({ revoked_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', id).where('revoked_at', 'is', null).execute()
  await endSessions(tx, id)
  await tx.record(PersonRetired, { subject: subjectOfPerson(id), payload: { personId: id } })
  return { done: true as const }
})
