import type { z } from 'zod'
import type * as contract from '#contract/precedent.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockBelow, lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { LeadingMarked, LeadingWithdrawn } from './events.ts'
import { standingOf } from './leading.ts'
import { whyNotMark, whyNotWithdraw } from './rules.ts'
import { pairsOf } from './text-likeness.ts'

export interface Lesson {
  readonly complaintId: string; readonly number: string; readonly categories: readonly { code: string; above: readonly string[]; severity: string | null; liability: string | null }[]
  readonly givenFen: number; readonly kinds: readonly string[]; readonly satisfied: boolean | null; /** Left the range of its day, with a reason. */ readonly deviated: boolean
}

/** How often its pairs stand in cases is counted a moment later. */
const count = async (tx: Tx, grams: readonly number[] | null, step: 1 | -1): Promise<void> => {
  if (grams?.length) await tx.db.insertInto('precedent.change').values({ organization_id: tx.actor.organizationId, id: newId(), grams: [...grams], step }).execute()
}

const drop = async (tx: Tx, complaintId: string): Promise<void> => {
  const gone = await tx.db.deleteFrom('precedent.lesson').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).returning('grams').executeTakeFirst()
  await count(tx, gone?.grams ?? null, -1)
}

const caseOf = (tx: Tx, complaintId: string) => tx.db.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .select(['c.unit_id', sql<string | null>`c.product ->> 'code'`.as('product_code'), sql<string | null>`c.product ->> 'name'`.as('product_name'), 'u.class_code'])
  .where('c.organization_id', '=', tx.actor.organizationId).where('c.id', '=', complaintId).executeTakeFirstOrThrow()

const wordsOf = async (tx: Tx, complaintId: string): Promise<string> =>
  (await tx.db.selectFrom('complaint.point').select('words').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute()).map((p) => p.words).join('\n')

/** A closed case becomes a precedent for each of its categories; closed again, it replaces what was remembered. */
export const remember = async (tx: Tx, lesson: Lesson): Promise<void> => {
  const { organizationId } = tx.actor
  const [known, words] = [await caseOf(tx, lesson.complaintId), await wordsOf(tx, lesson.complaintId)]
  await forget(tx, lesson.complaintId)
  const seen = new Map(lesson.categories.map((c) => [c.code, c]))
  await tx.db.insertInto('precedent.precedent').values([...seen.values()].map((c) => ({
    organization_id: organizationId, complaint_id: lesson.complaintId, category_code: c.code, unit_id: known.unit_id, number: lesson.number, above: [...c.above], severity: c.severity, liability: c.liability,
    given_fen: lesson.givenFen, kinds: [...lesson.kinds], satisfied: lesson.satisfied, deviated: lesson.deviated, closed_at: tx.now,
  }))).execute()
  const grams = pairsOf(organizationId, words)
  await tx.db.insertInto('precedent.lesson').values({ organization_id: organizationId, complaint_id: lesson.complaintId, unit_id: known.unit_id, product_code: known.product_code, product_name: known.product_name, customer_class: known.class_code, grams, closed_at: tx.now }).execute()
  await count(tx, grams, 1)
}

/** A reopened case is no precedent until it is closed again. */
export const forget = async (tx: Tx, complaintId: string): Promise<void> => {
  await tx.db.deleteFrom('precedent.precedent').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).execute()
  await drop(tx, complaintId)
}

/** Others like it are to be decided by this case. */
export const mark = command('precedent.mark', async (tx, { complaintId, reason }: z.output<typeof contract.mark.input>) => {
  const complaint = await lockComplaint(tx, complaintId)
  const refusal = whyNotMark(complaint, await standingOf(readerOf(tx.db), tx.actor.organizationId, complaintId))
  if (refusal) throw new Problem(refusal)
  const id = newId()
  await tx.db.insertInto('precedent.leading').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaintId, reason, by_id: tx.actor.id, at: tx.now }).execute()
  await tx.record(LeadingMarked, { subject: subjectOf(complaint), payload: { complaintId, leadingId: id }, reason })
  return { complaintId }
})

/** It does not lead any more; that it did, and why, stays on record. */
export const withdrawLeading = command('precedent.withdraw', async (tx, { id, reason }: z.output<typeof contract.withdrawLeading.input>) => {
  const found = tx.db.selectFrom('precedent.leading').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
  const { complaint } = await lockBelow(tx, found, (row) => whyNotWithdraw({ leads: row.ended_at === null }))
  await tx.db.updateTable('precedent.leading').set({ ended_at: tx.now, ended_by: tx.actor.id, end_reason: reason }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(LeadingWithdrawn, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, leadingId: id }, reason })
  return { complaintId: complaint.id }
})
