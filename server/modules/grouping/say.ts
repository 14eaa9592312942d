import { notFound } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { addMessage } from '#modules/communication/commands.ts'
import { type LockedComplaint, lockComplaint } from '#modules/complaint/commands/lock.ts'
import { subjectOfGroup } from './commands.ts'
import { GroupAnswered } from './events.ts'
import { filled } from './rules.ts'

export interface Saying { readonly answerId: string; readonly complaintId: string }

const found = async <T>(work: Promise<T>): Promise<T | null> => work.catch((error: unknown) => {
  if (error instanceof Problem && error.refusal === notFound) return null
  throw error
})

/** What is to be said to one of them and how they are called; null when it was said meanwhile. */
const waiting = (tx: Tx, { answerId, complaintId }: Saying) => tx.db.selectFrom('grouping.sent as s').innerJoin('grouping.answer as a', (j) => j.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.answer_id'))
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .leftJoin('identity.person as o', (j) => j.onRef('o.organization_id', '=', 'c.organization_id').onRef('o.id', '=', 'c.owner_id'))
  .leftJoin('grouping.member as m', (j) => j.onRef('m.organization_id', '=', 's.organization_id').onRef('m.group_id', '=', 'a.group_id').onRef('m.complaint_id', '=', 's.complaint_id').on('m.removed_at', 'is', null))
  .select(['a.body', 's.words', 'a.in_full', 'a.despite', 'c.number', 'n.name as unit', sql<string>`coalesce(c.complainant_name, u.name)`.as('name'), 'o.name as handler', 'm.complaint_id as member'])
  .where('s.organization_id', '=', tx.actor.organizationId).where('s.answer_id', '=', answerId).where('s.complaint_id', '=', complaintId).where('s.outcome', '=', 'waiting').executeTakeFirst()

const became = async (tx: Tx, { answerId, complaintId }: Saying, set: { outcome: 'sent' | 'refused'; message_id?: string; reason?: string }) => {
  await tx.db.updateTable('grouping.sent').set(set).where('organization_id', '=', tx.actor.organizationId).where('answer_id', '=', answerId).where('complaint_id', '=', complaintId).where('outcome', '=', 'waiting').execute()
}

/** To one of them, in their own name or with words of their own, once: who says it holds the case meanwhile. What is closed, merged or taken out is told, not written to. @returns whether the case is in sight. */
export const sayTo = async (tx: Tx, saying: Saying): Promise<boolean> => {
  const complaint = await found(lockComplaint(tx, saying.complaintId))
  if (complaint) await say(tx, saying, complaint)
  return complaint !== null
}

const say = async (tx: Tx, saying: Saying, complaint: LockedComplaint): Promise<void> => {
  const told = await waiting(tx, saying)
  if (!told) return
  if (complaint.state !== 'open' || !told.member) return became(tx, saying, { outcome: 'refused', reason: told.member ? complaint.state : 'removed' })
  const text = filled(told.words ?? told.body, { name: told.name, number: told.number, unit: told.unit, handler: told.handler ?? '' })
  const message_id = await addMessage(tx, complaint, { kind: 'reply', text, inFull: told.in_full, via: 'group', despite: told.despite })
  await became(tx, saying, { outcome: 'sent', message_id })
}

/** The same in a transaction of its own, as who wrote the answer. */
export const sayOn = command('grouping.sayOn', async (tx, saying: Saying) => ({ inSight: await sayTo(tx, saying) }))

/** It cannot be said to this one any more. `unseen`: not by who wrote it. */
export const leaveOut = command('grouping.leaveOut', async (tx, { why, ...saying }: Saying & { readonly why: 'unseen' | 'failed' }) => {
  await became(tx, saying, { outcome: 'refused', reason: why })
  return { done: true as const }
})

/** All have heard it or never will; said once. */
export const endAnswer = command('grouping.endAnswer', async (tx, { answerId }: { answerId: string }) => {
  const ended = await tx.db.updateTable('grouping.answer').set({ done_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', answerId).where('done_at', 'is', null).returning('group_id').executeTakeFirst()
  if (!ended) return { done: true as const }
  const rows = await tx.db.selectFrom('grouping.sent').select(['outcome', (eb) => eb.fn.countAll<number>().as('n')]).where('organization_id', '=', tx.actor.organizationId).where('answer_id', '=', answerId).groupBy('outcome').execute()
  const count = (outcome: string) => rows.find((r) => r.outcome === outcome)?.n ?? 0
  await tx.record(GroupAnswered, { subject: subjectOfGroup(ended.group_id), payload: { groupId: ended.group_id, answerId, sent: count('sent'), excepted: count('excepted'), refused: count('refused') } })
  return { done: true as const }
})
