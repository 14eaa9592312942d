import type { z } from 'zod'
import * as contract from '#contract/links.ts'
import { command } from '#kernel/command.ts'
import { sqlState } from '#kernel/db.ts'
import type { EventType } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { ComplaintLinked, ComplaintUnlinked, DuplicateDismissed } from '../events.ts'
import { whyNotLink } from '../merge-rules.ts'
import { type LockedComplaint, lockComplaint, subjectOf, touch } from './lock.ts'
import { markSameMatter } from './same-matter.ts'

/** Two cases, locked in one order everywhere. */
export const lockPair = async (tx: Tx, id: string, otherId: string): Promise<readonly [LockedComplaint, LockedComplaint]> => {
  if (id === otherId) throw new Problem(contract.sameCase, {}, 'otherId')
  const [first, second] = [id, otherId].sort() as [string, string]
  const locked = [await lockComplaint(tx, first), await lockComplaint(tx, second)] as const
  return first === id ? locked : [locked[1], locked[0]]
}

/** Whoever sees the one may know of the other. */
const mayName = (on: LockedComplaint, other: LockedComplaint) => (on.confidential || !other.confidential) && (other.accused ?? []).every((id) => on.accused?.includes(id))

/** On both timelines; what is confidential, or kept from somebody, is not named on one that is not. */
const tellBoth = async (tx: Tx, type: EventType<(typeof ComplaintLinked)['payload']>, [a, b]: readonly [LockedComplaint, LockedComplaint], link: { readonly id: string; readonly kind: string }, reason: string) => {
  const told = [[a, b], [b, a]] as const
  await tx.record(type, told.filter(([on, other]) => mayName(on, other)).map(([on, other]) => ({
    subject: subjectOf(on), payload: { complaintId: on.id, linkId: link.id, linkKind: link.kind, otherId: other.id, otherNumber: other.number }, reason,
  })))
}

const insert = async (tx: Tx, row: { from_id: string; to_id: string; kind: string; reason: string }) => {
  const id = newId()
  try {
    await tx.db.insertInto('complaint.link').values({ organization_id: tx.actor.organizationId, id, ...row, by_id: tx.actor.id, at: tx.now, ended_at: null, ended_by: null, end_reason: null }).execute()
  } catch (error) {
    if (sqlState(error)?.constraint === 'link_of_pair') throw new Problem(contract.alreadyLinked)
    throw error
  }
  return { id, kind: row.kind }
}

/** That they were held for two things gives way to what somebody sees now. */
const endDismissal = async (tx: Tx, id: string, otherId: string, reason: string) => {
  await tx.db.updateTable('complaint.link').set({ ended_at: tx.now, ended_by: tx.actor.id, end_reason: reason }).where('organization_id', '=', tx.actor.organizationId).where('ended_at', 'is', null).where('kind', '=', 'notSame')
    .where((eb) => eb.or([eb.and([eb('from_id', '=', id), eb('to_id', '=', otherId)]), eb.and([eb('from_id', '=', otherId), eb('to_id', '=', id)])])).execute()
}

/** The later of two is the one in which the matter comes again. */
const inTime = ([a, b]: readonly [LockedComplaint, LockedComplaint]): readonly [LockedComplaint, LockedComplaint] => (a.received_at >= b.received_at ? [a, b] : [b, a])

export const link = command('complaint.link', async (tx, input: z.output<typeof contract.LinkInput>) => {
  const pair = await lockPair(tx, input.id, input.otherId)
  const refusal = whyNotLink(...pair)
  if (refusal) throw new Problem(refusal, {}, 'otherId')
  await endDismissal(tx, input.id, input.otherId, input.reason)
  const [from, to] = input.kind === 'sameMatter' ? inTime(pair) : pair
  const made = await insert(tx, { from_id: from.id, to_id: to.id, kind: input.kind, reason: input.reason })
  for (const one of pair) await touch(tx, one, {})
  await tellBoth(tx, ComplaintLinked, pair, made, input.reason)
  const again = (input.kind === 'sameMatter' || input.kind === 'followUpOf') && from.customer_id === to.customer_id
  if (again && mayName(from, to)) await markSameMatter(tx, from, { complaintId: to.id })
  return { id: input.id }
})

const AGAIN = ['sameMatter', 'followUpOf']

/** No link says any more that the matter comes again; how urgent it is stays for people to say. */
const forgetSameMatter = async (tx: Tx, complaint: LockedComplaint) => {
  if (!complaint.same_matter) return
  const left = await tx.db.selectFrom('complaint.link').select('id').where('organization_id', '=', tx.actor.organizationId).where('from_id', '=', complaint.id).where('kind', 'in', AGAIN).where('ended_at', 'is', null).limit(1).executeTakeFirst()
  if (!left) await touch(tx, complaint, { same_matter: false })
}

/** A link is taken away from either end; that there was one stays in both timelines. */
export const unlink = command('complaint.unlink', async (tx, input: z.output<typeof contract.Unlink>) => {
  const find = () => tx.db.selectFrom('complaint.link').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.linkId).where('kind', '!=', 'notSame').where((eb) => eb.or([eb('from_id', '=', input.id), eb('to_id', '=', input.id)]))
  const seen = await find().executeTakeFirst()
  if (!seen) throw new Problem(contract.notLinked)
  const pair = await lockPair(tx, seen.from_id, seen.to_id)
  const row = await find().forUpdate().executeTakeFirst()
  if (!row || row.ended_at) throw new Problem(contract.notLinked)
  await tx.db.updateTable('complaint.link').set({ ended_at: tx.now, ended_by: tx.actor.id, end_reason: input.reason }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.id).execute()
  for (const one of pair) await touch(tx, one, {})
  await tellBoth(tx, ComplaintUnlinked, pair, row, input.reason)
  await forgetSameMatter(tx, pair[0])
  return { id: input.id }
})

/** Somebody looked, and they are two complaints: not suggested again. */
export const dismissDuplicate = command('complaint.dismissDuplicate', async (tx, input: z.output<typeof contract.DismissDuplicate>) => {
  const pair = await lockPair(tx, input.id, input.otherId)
  const refusal = whyNotLink(...pair)
  if (refusal) throw new Problem(refusal, {}, 'otherId')
  const made = await insert(tx, { from_id: input.id, to_id: input.otherId, kind: 'notSame', reason: input.reason })
  await tellBoth(tx, DuplicateDismissed, pair, made, input.reason)
  return { id: input.id }
})
