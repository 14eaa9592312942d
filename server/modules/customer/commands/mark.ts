import type { z } from 'zod'
import { notAllowed, notFound } from '#contract/common.ts'
import * as contract from '#contract/customer.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { MarkAsked, MarkDecided, MarkLifted } from '../events.ts'
import { stateOn, whyNotDecideMark, whyNotLift, whyNotUntil } from '../rules.ts'
import { lockCustomer, subject } from './record.ts'

const todayOf = async (tx: Tx) => {
  const { time_zone } = await tx.db.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', tx.actor.organizationId).executeTakeFirstOrThrow()
  return localDay(time_zone, tx.now)
}

const lockMark = async (tx: Tx, { id, markId }: { readonly id: string; readonly markId: string }) => {
  const mark = await tx.db.selectFrom('customer.mark').selectAll().where('organization_id', '=', tx.actor.organizationId).where('customer_id', '=', id).where('id', '=', markId).forUpdate().executeTakeFirst()
  if (!mark) throw new Problem(notFound)
  return mark
}

const change = (tx: Tx, id: string, set: { state: string; decided_by?: string | null; decided_at?: Instant; comment?: string | null; lifted_by?: string | null; lifted_at?: Instant }) =>
  tx.db.updateTable('customer.mark').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

/** What has run out makes room for one that is asked for anew. */
const endExpired = (tx: Tx, customerId: string, today: string) => tx.db.updateTable('customer.mark').set({ state: 'expired' }).where('organization_id', '=', tx.actor.organizationId).where('customer_id', '=', customerId).where('state', 'in', ['asked', 'standing']).where('until_on', '<', today).execute()

/** Who met the customer asks; it counts when a second person has agreed. */
export const askMark = command('customer.askMark', async (tx, input: z.output<typeof contract.askMark.input>) => {
  const customer = await lockCustomer(tx, input.id)
  if (customer.merged_into || !tx.actor.id) throw new Problem(notFound)
  const today = await todayOf(tx)
  const refusal = whyNotUntil(input.until, today)
  if (refusal) throw new Problem(refusal, { days: contract.MOST_MARK_DAYS }, 'until')
  await endExpired(tx, input.id, today)
  const id = newId()
  try {
    await tx.db.insertInto('customer.mark').values({ organization_id: tx.actor.organizationId, id, customer_id: input.id, kind: input.kind, reason: input.reason, until_on: input.until, state: 'asked', asked_by: tx.actor.id, asked_at: tx.now }).execute()
  } catch (error) {
    if (sqlState(error)?.constraint === 'mark_asked') throw new Problem(contract.alreadyMarked)
    throw error
  }
  await tx.record(MarkAsked, { subject: subject(input.id), payload: { customerId: input.id, markId: id, markKind: input.kind }, reason: input.reason })
  return { id: input.id, markId: id }
})

/** A second person, who may decide for others, agrees or does not. */
export const decideMark = command('customer.decideMark', async (tx, input: z.output<typeof contract.decideMark.input>) => {
  if (!tx.actor.may('authority.approve')) throw new Problem(notAllowed, { permission: 'authority.approve' })
  const mark = await lockMark(tx, input)
  const refusal = whyNotDecideMark({ ...mark, state: stateOn(mark, await todayOf(tx)) }, tx.actor.id)
  if (refusal) throw new Problem(refusal)
  await change(tx, mark.id, { state: input.agree ? 'standing' : 'refused', decided_by: tx.actor.id, decided_at: tx.now, comment: input.comment || null })
  await tx.record(MarkDecided, { subject: subject(input.id), payload: { customerId: input.id, markId: mark.id, markKind: mark.kind, agreed: input.agree }, ...(input.comment ? { reason: input.comment } : {}) })
  return { id: input.id, markId: mark.id }
})

/** Taken away before its day: anybody who may decide, or who asked for it. */
export const liftMark = command('customer.liftMark', async (tx, input: z.output<typeof contract.liftMark.input>) => {
  const mark = await lockMark(tx, input)
  if (mark.asked_by !== tx.actor.id && !tx.actor.may('authority.approve')) throw new Problem(notAllowed, { permission: 'authority.approve' })
  const refusal = whyNotLift({ state: stateOn(mark, await todayOf(tx)) })
  if (refusal) throw new Problem(refusal)
  await change(tx, mark.id, { state: 'lifted', lifted_by: tx.actor.id, lifted_at: tx.now })
  await tx.record(MarkLifted, { subject: subject(input.id), payload: { customerId: input.id, markId: mark.id, markKind: mark.kind } })
  return { done: true as const }
})
