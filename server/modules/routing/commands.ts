import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/routing.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { type LockedComplaint, endSight, giveTo, grantSight, lockComplaint, lockOpen, subjectOf } from '#modules/complaint/commands/lock.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { holders } from '#modules/identity/queries/units.ts'
import { whoLeads } from '#modules/clock/commands/ring.ts'
import { tell } from '#modules/notification/commands.ts'
import { handlerOf } from './triage/wanted.ts'
import { show } from './queries.ts'
import { tellHandler } from './tell-handler.ts'
import { HandoverAccepted, HandoverDeclined, HandoverOffered, TakenOver } from './events.ts'

export const refuseUnknownPerson = async (tx: Tx, id: string) => {
  const found = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst()
  if (!found) throw new Problem(notFound, {}, 'toPersonId')
}

/** Whoever received it owns it until the other accepts; the story goes along so that the customer need not repeat it (E1). */
export const handOver = command('routing.handOver', async (tx, input: z.output<typeof contract.handOver.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  const from = complaint.owner_id ?? tx.actor.id
  if (!from || (from !== tx.actor.id && !tx.actor.may('routing.takeOver'))) throw new Problem(contract.notTheOwner)
  if (input.toPersonId === from) throw new Problem(contract.toOneself, {}, 'toPersonId')
  await refuseUnknownPerson(tx, input.toPersonId)
  await refuseDependent(tx, complaint, input.toPersonId, 'toPersonId')
  const id = await offer(tx, complaint, from, input.toPersonId, input.story)
  await tell(tx, { to: [input.toPersonId], name: 'handoverOffered', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id }
})

/** Asks somebody to take a case on, with its story. */
export const offer = async (tx: Tx, complaint: LockedComplaint, from: string, to: string, story: string): Promise<string> => {
  const id = newId()
  try {
    await tx.db.insertInto('routing.handover').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, from_id: from, to_id: to, story, state: 'pending', answer: null, at: tx.now, answered_at: null }).execute()
  } catch (error) {
    if (sqlState(error)?.constraint === 'handover_pending') throw new Problem(contract.handoverPending)
    throw error
  }
  await grantSight(tx, complaint, to, 'handover')
  await tx.record(HandoverOffered, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, handoverId: id, fromId: from, toId: to } })
  return id
}

/** A letter lies on the desk of who leads the unit: they decide who answers it (A3). Not where they wrote it down themselves or a complaint officer did, whose trade it is to sort; nor where nobody leads. */
export const layBefore = async (tx: Tx, complaintId: string): Promise<void> => {
  const complaint = await lockOpen(tx, complaintId)
  const by = complaint.recorded_by
  const managers = await whoLeads(tx, handlerOf(complaint), complaint)
  const [first] = managers.toSorted()
  if (!by || !first || managers.includes(by) || (await holders(readerOf(tx.db), tx.actor.organizationId)).some((h) => h.personId === by && h.role === 'officer')) return
  await offer(tx, complaint, by, first, words(tx.actor.locale, ['routing', 'letterStory']) ?? '')
  await tell(tx, { to: [first], name: 'letterCame', subject: subjectOf(complaint), payload: { number: complaint.number } })
}

/** The case first, then the hand-over: one order for everybody. */
const lockHandover = async (tx: Tx, id: string) => {
  const find = () => tx.db.selectFrom('routing.handover').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockComplaint(tx, unlocked.complaint_id)
  const row = await find().forUpdate().executeTakeFirstOrThrow()
  if (row.state !== 'pending') throw new Problem(contract.handoverSettled)
  if (row.to_id !== tx.actor.id) throw new Problem(contract.notTheReceiver)
  return { complaint, row }
}

const settle = (tx: Tx, id: string, state: string, answer: string | null, told: string | null = null) =>
  tx.db.updateTable('routing.handover').set({ state, answer, told, answered_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

export const accept = command('routing.accept', async (tx, { id, tell: how }: z.output<typeof contract.accept.input>) => {
  const { complaint, row } = await lockHandover(tx, id)
  const refusal = whyNotOpen(complaint)
  if (refusal) throw new Problem(refusal)
  await settle(tx, id, 'accepted', null, how)
  await giveTo(tx, complaint, row.to_id, row.story)
  await tx.record(HandoverAccepted, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, handoverId: id, fromId: row.from_id, toId: row.to_id } })
  await tellHandler(tx, complaint, row.to_id, how)
  await tell(tx, { to: [row.from_id], name: 'handoverAccepted', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id }
})

/** No ball-kicking: bounces are counted, the second goes to a manager. */
export const decline = command('routing.decline', async (tx, input: z.output<typeof contract.decline.input>) => {
  const { complaint, row } = await lockHandover(tx, input.id)
  await settle(tx, row.id, 'declined', input.reason)
  const bounced = await tx.db.selectFrom('routing.handover').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('state', '=', 'declined').executeTakeFirstOrThrow()
  await tx.record(HandoverDeclined, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, handoverId: row.id, fromId: row.from_id, toId: row.to_id, bounces: bounced.n }, reason: input.reason })
  const managers = bounced.n >= 2 ? await whoLeads(tx, handlerOf(complaint), complaint) : []
  await tell(tx, { to: [row.from_id, ...managers], name: managers.length ? 'bouncedTwice' : 'handoverDeclined', subject: subjectOf(complaint), payload: { number: complaint.number } })
  await endSight(tx, complaint, row.to_id, 'handover')
  // Who declined may not see it any more: the answer is made from the row at hand.
  const [shown] = await show(readerOf(tx.db), tx.actor.organizationId, [{ ...row, state: 'declined', answer: input.reason, answered_at: tx.now }])
  if (!shown) throw new Problem(notFound)
  return shown
})

/** What was on its way to somebody is not any more. */
export const withdrawPending = async (tx: Tx, complaintId: string): Promise<void> => {
  await tx.db.updateTable('routing.handover').set({ state: 'withdrawn', answered_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'pending').execute()
}

/** A manager takes the case over (E13). */
export const takeOver = command('routing.takeOver', async (tx, input: z.output<typeof contract.takeOver.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  const by = tx.actor.id
  if (!by) throw new Problem(contract.notTheReceiver)
  await withdrawPending(tx, complaint.id)
  await giveTo(tx, complaint, by, input.reason)
  await tx.record(TakenOver, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, byId: by }, reason: input.reason })
  await tellHandler(tx, complaint, by, input.tell)
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'takenOver', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { ownerId: by }
})
