import type { z } from 'zod'
import type { Recorded } from '#kernel/event.ts'
import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { giveAll } from '#modules/complaint/commands/lock.ts'
import type { ComplaintRegistered } from '#modules/complaint/events.ts'
import { tellEach } from '#modules/notification/commands.ts'
import { NewHandler, OwnerChosen } from '../events.ts'
import { chooseOwners, keepChoices, type Wanted } from './choose.ts'

type Registered = Recorded<z.output<typeof ComplaintRegistered.payload>>

const wantedOf = (tx: Tx, { subject, payload }: Registered): Wanted => ({
  complaintId: payload.complaintId, unitId: payload.unitId, urgency: payload.urgency, categories: payload.categories, classCode: payload.customerClass, confidential: subject.confidential ?? false, accused: null,
  // Whoever writes to us from outside does it in the language they read our pages in.
  language: tx.actor.kind === 'portal' ? tx.actor.locale : null,
})

/**
 * What has just been registered, and is to be given out at once, gets an owner; where nobody can have it, it waits in the queue. The number of
 * statements does not grow with the group. @returns the cases that somebody has now.
 */
export const giveOut = async (tx: Tx, events: readonly Registered[]): Promise<ReadonlySet<string>> => {
  const chosen = await chooseOwners(readerOf(tx.db), tx.actor.organizationId, events.map((one) => wantedOf(tx, one)), tx.now, true)
  const given = events.flatMap(({ subject, payload }, i) => {
    const choice = chosen[i]
    return choice?.id ? [{ subject, payload, ownerId: choice.id, choice }] : []
  })
  const facts = given.map(({ subject, payload: { complaintId }, ownerId }) => ({ complaintId, subject, ownerId }))
  await giveAll(tx, facts)
  await keepChoices(tx, given.map(({ payload: { complaintId, unitId }, choice }) => ({ complaintId, unitId, chosen: choice, way: 'automatic' })))
  await tx.record(OwnerChosen, facts.map(({ complaintId, subject, ownerId }) => ({ subject, payload: { complaintId, ownerId, chosenWay: 'automatic' } })))
  // Customers whose case is brought from elsewhere are not written to for that.
  await tx.record(NewHandler, given.filter(({ payload }) => payload.closedAt === undefined).map(({ subject, payload: { complaintId }, ownerId }) => ({ subject, payload: { complaintId, ownerId, told: 'message' } })))
  // Of a table that is brought nobody is rung for each of its rows.
  await tellEach(tx, given.filter(({ payload }) => payload.closedAt === undefined).map(({ subject, payload: { number }, ownerId }) => ({ to: [ownerId], name: 'assigned', subject, payload: { number } })))
  return new Set(facts.map((one) => one.complaintId))
}
