import type { z } from 'zod'
import * as contract from '#contract/authority.ts'
import { invalidInput, notFound } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { inOurTimes } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockPerson, subjectOfPerson } from '#modules/identity/commands/people.ts'
import { zonesOf } from '#modules/identity/queries/absence.ts'
import { isSuperior, rankOf } from '#modules/identity/queries/reach.ts'
import { LEADS } from '#modules/identity/rules.ts'
import { localDay } from '#kernel/calendar.ts'
import { tell } from '#modules/notification/commands.ts'
import { Delegated, DelegationEnded } from '../events.ts'

const refuseDays = async (tx: Tx, fromId: string, { fromOn, untilOn }: { readonly fromOn: string; readonly untilOn: string }) => {
  const today = localDay((await zonesOf(readerOf(tx.db), tx.actor.organizationId, [fromId]))(fromId), tx.now)
  if (!inOurTimes(fromOn)) throw new Problem(invalidInput, {}, 'fromOn')
  if (!inOurTimes(untilOn) || untilOn < fromOn || untilOn < today) throw new Problem(invalidInput, {}, 'untilOn')
}

const refuseTwice = async (tx: Tx, fromId: string, { toId, fromOn, untilOn }: { readonly toId: string; readonly fromOn: string; readonly untilOn: string }) => {
  const there = await tx.db.selectFrom('authority.delegation').select('id').where('organization_id', '=', tx.actor.organizationId).where('from_id', '=', fromId).where('to_id', '=', toId).where('ended_at', 'is', null)
    .where('from_on', '<=', untilOn).where('until_on', '>=', fromOn).limit(1).executeTakeFirst()
  if (there) throw new Problem(contract.delegationTwice)
}

/** With one's own authority alone, so that nothing that was lent is lent on; both are there, and both may decide. */
export const delegate = command('authority.delegate', async (tx, input: z.output<typeof contract.delegate.input>) => {
  const fromId = tx.actor.id
  if (!fromId || await rankOf(tx, fromId) < LEADS) throw new Problem(contract.nothingToLend)
  if (input.toId === fromId) throw new Problem(contract.delegateIsSelf, {}, 'toId')
  await lockPerson(tx, fromId)
  await lockPerson(tx, input.toId)
  await refuseDays(tx, fromId, input)
  await refuseTwice(tx, fromId, input)
  const id = newId()
  await tx.db.insertInto('authority.delegation').values({
    organization_id: tx.actor.organizationId, id, from_id: fromId, to_id: input.toId, from_on: input.fromOn, until_on: input.untilOn, most_fen: input.mostFen, reason: input.reason, made_by: fromId, made_at: tx.now, ended_at: null, ended_by: null,
  }).execute()
  await tx.record(Delegated, { subject: subjectOfPerson(fromId), payload: { delegationId: id, fromId, toId: input.toId, from: input.fromOn, until: input.untilOn, mostFen: input.mostFen }, reason: input.reason })
  await tell(tx, { to: [input.toId], name: 'delegated', subject: subjectOfPerson(fromId), payload: { name: tx.actor.name, from: input.fromOn, until: input.untilOn } })
  return { id }
})

/** From now on it lends nothing; what was decided stands. By either of the two, or somebody above who gave it. */
export const endDelegation = command('authority.endDelegation', async (tx, { id }: z.output<typeof contract.endDelegation.input>) => {
  const one = await tx.db.selectFrom('authority.delegation').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!one) throw new Problem(notFound)
  if (tx.actor.id !== one.from_id && tx.actor.id !== one.to_id && !tx.actor.may('*') && !await isSuperior(tx, one.from_id)) throw new Problem(contract.delegationNotYours)
  // Ended by both at once: once is enough.
  if (one.ended_at) return { done: true as const }
  await tx.db.updateTable('authority.delegation').set({ ended_at: tx.now, ended_by: tx.actor.id }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(DelegationEnded, { subject: subjectOfPerson(one.from_id), payload: { delegationId: id, fromId: one.from_id, toId: one.to_id } })
  await tell(tx, { to: [one.from_id, one.to_id], name: 'delegationEnded', subject: subjectOfPerson(one.from_id), payload: { name: tx.actor.name } })
  return { done: true as const }
})
