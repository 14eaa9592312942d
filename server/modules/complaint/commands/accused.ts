import type { z } from 'zod'
import * as contract from '#contract/kept.ts'
import type { Actor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { type OpenTransaction, readerOf, sql } from '#kernel/db.ts'
import type { Subject } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { answeringTo, leaderBeside } from '#modules/identity/queries/units.ts'
import { tell, untell } from '#modules/notification/commands.ts'
import { AccusedCleared, PeopleAccused } from '../events.ts'
import { type LockedComplaint, giveTo, lockOpen, subjectOf } from './lock.ts'

const refuseUnknown = async (tx: Tx, ids: readonly string[], field: string) => {
  const found = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('retired_at', 'is', null).execute()
  const at = ids.findIndex((id) => !found.some((p) => p.id === id))
  if (at >= 0) throw new Problem(contract.personUnknown, {}, `${field}/${at}`)
}

/** The case and what was merged into it. */
const keepFrom = async (db: OpenTransaction, complaintId: string, people: readonly string[]) => {
  await sql`select complaint.keep_from(${complaintId}::uuid, ${[...people]}::uuid[])`.execute(db)
}

/** What lies with people who must not know of the case any more: sight they were given, words in their bell. */
const takeFrom = async (tx: Tx, complaintId: string, kept: readonly string[]) => {
  await tx.db.deleteFrom('complaint.participant').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where(sql<boolean>`grantee_id = any (${[...kept]}::uuid[])`).execute()
  await untell(tx, complaintId, kept)
}

/** A case nobody has, or that one of them has, goes to who leads beside them. @returns who has it from now on. @throws Problem when nobody is left. */
const ownerBeside = async (tx: Tx, complaint: LockedComplaint, kept: ReadonlySet<string>): Promise<string> => {
  if (complaint.owner_id && !kept.has(complaint.owner_id)) return complaint.owner_id
  const next = await leaderBeside(readerOf(tx.db), tx.actor.organizationId, complaint.unit_id, kept)
  if (!next) throw new Problem(contract.nobodyIndependent)
  return next
}

export interface Naming { readonly personIds: readonly string[]; readonly reason: string; readonly actor: Actor; /** Of the input, for refusals. */ readonly field: string }

/**
 * The case is about these people: from now on neither they nor who answers to them knows of it. Everything that must still be seen is done first,
 * since whoever names their own superior does not see the case any more.
 */
export const nameAccused = async (tx: Tx, id: string, { personIds, reason, actor, field }: Naming): Promise<contract.Kept> => {
  const complaint = await lockOpen(tx, id)
  const fresh = [...new Set(personIds)].filter((one) => !complaint.accused?.includes(one))
  if (!fresh.length) throw new Problem(contract.accusedAlready, {}, field)
  await refuseUnknown(tx, fresh, field)
  const about = [...complaint.accused ?? [], ...fresh]
  const read = readerOf(tx.db)
  const kept = await answeringTo(read, tx.actor.organizationId, about)
  const owner = await ownerBeside(tx, complaint, kept)
  const handedOn = owner !== complaint.owner_id
  const name = await namesOf(read, tx.actor.organizationId, [owner])
  await takeFrom(tx, id, [...kept])
  await tx.db.insertInto('complaint.accused').values(fresh.map((person_id) => ({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: id, person_id, reason, by_id: actor.id, at: tx.now }))).execute()
  const now = { ...complaint, accused: about }
  await tx.record(PeopleAccused, { subject: subjectOf(now), actor, payload: { complaintId: id, accusedIds: fresh, ownerId: owner }, reason })
  if (handedOn) {
    await giveTo(tx, now, owner, reason)
    await tell(tx, { to: [owner], name: 'caseAboutStaff', subject: subjectOf(now), payload: { number: complaint.number } })
  }
  await keepFrom(tx.db, id, about)
  return { complaintId: id, owner: name(owner), handedOn, seen: !actor.id || !kept.has(actor.id) }
}

export const accuse = command('complaint.accuse', (tx, { id, personIds, reason }: z.output<typeof contract.Accuse>) => nameAccused(tx, id, { personIds, reason, actor: tx.actor, field: 'personIds' }))

/** It was not about this person. The case stays with who has it. */
export const clearAccused = command('complaint.clearAccused', async (tx, { id, personId, reason }: z.output<typeof contract.ClearAccused>): Promise<contract.Kept> => {
  const complaint = await lockOpen(tx, id)
  const ended = await tx.db.updateTable('complaint.accused').set({ ended_at: tx.now, ended_by: tx.actor.id, end_reason: reason }).where('organization_id', '=', tx.actor.organizationId)
    .where('complaint_id', '=', id).where('person_id', '=', personId).where('ended_at', 'is', null).returning('id').executeTakeFirst()
  if (!ended) throw new Problem(contract.notAccused)
  await tx.record(AccusedCleared, { subject: subjectOf(complaint), payload: { complaintId: id, accusedId: personId }, reason })
  await keepFrom(tx.db, id, (complaint.accused ?? []).filter((one) => one !== personId))
  const name = await namesOf(readerOf(tx.db), tx.actor.organizationId, [complaint.owner_id])
  return { complaintId: id, owner: name(complaint.owner_id), handedOn: false, seen: true }
})

/** A condition: the column names somebody a case is about, or who answers to them. */
export const isApart = async (tx: Tx, { about = [] }: Subject, column: string) =>
  sql<boolean>`${sql.ref(column)} = any (${[...await answeringTo(readerOf(tx.db), tx.actor.organizationId, about)]}::uuid[])`

/** Work on a case is not given to whom it is about, nor to who answers to them. @throws Problem */
export const refuseDependent = async (tx: Tx, complaint: { readonly accused: readonly string[] | null }, personId: string, field: string): Promise<void> => {
  if ((await answeringTo(readerOf(tx.db), tx.actor.organizationId, complaint.accused ?? [])).has(personId)) throw new Problem(contract.notIndependent, {}, field)
}
