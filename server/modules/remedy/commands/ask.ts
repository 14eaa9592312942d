import { localDay } from '#kernel/calendar.ts'
import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import type { Subject } from '#modules/authority/commands/chain.ts'
import { askedFor, keptSteps, lentTo, outOfSight, postsOf } from '#modules/authority/queries.ts'
import type { Kept } from '#modules/authority/rules.ts'
import { type LockedComplaint, grantSight, subjectOf } from '#modules/complaint/commands/lock.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'

/** A proposal as what wants somebody's yes. */
export const whatOf = (c: LockedComplaint, p: { readonly id: string; readonly total_fen: number; readonly proposed_by: string }): Subject =>
  ({ id: p.id, complaintId: c.id, unitId: c.unit_id, totalFen: p.total_fen, proposedBy: p.proposed_by, about: c.accused ?? [] })

/** With who decides for them today, beside them. */
const withLent = async (tx: Tx, complaint: LockedComplaint, subject: Subject, people: readonly string[]): Promise<string[]> => {
  const read = readerOf(tx.db)
  const unit = await findUnit(read, tx.actor.organizationId, complaint.unit_id)
  const lent = await lentTo(read, tx.actor.organizationId, people, localDay(unit?.time_zone ?? 'UTC', tx.now), subject.totalFen)
  return [...new Set([...people, ...lent])].filter((id) => id !== subject.proposedBy)
}

/** A case that they would not see is opened to whom it is asked of. */
export const tellApprovers = async (tx: Tx, complaint: LockedComplaint, subject: Subject, people: readonly string[], late = false): Promise<void> => {
  const all = await withLent(tx, complaint, subject, people)
  const posts = await postsOf(readerOf(tx.db), tx.actor.organizationId, null)
  for (const id of complaint.confidential ? all : outOfSight(posts, complaint.unit_id, all)) await grantSight(tx, complaint, id, 'approval')
  await tell(tx, { to: all, name: late ? 'approvalClimbed' : 'approvalAsked', subject: subjectOf(complaint), payload: { number: complaint.number } })
}

/** Those of a step that was opened are asked. */
export const askFor = async (tx: Tx, complaint: LockedComplaint, subject: Subject, opened: readonly Kept[]): Promise<void> => {
  if (!opened.length) return
  const asked = await askedFor(readerOf(tx.db), tx.actor.organizationId, subject, opened)
  await tellApprovers(tx, complaint, subject, [...new Set(asked.flatMap((one) => one.asked.map((h) => h.personId)))])
}

/** Those who were asked hear that nobody waits for them any more. */
export const untellAsked = async (tx: Tx, complaint: LockedComplaint, subject: Subject): Promise<void> => {
  const read = readerOf(tx.db)
  const open = (await keptSteps(read, tx.actor.organizationId, [subject.id])).filter((s) => s.state === 'open')
  const asked = await askedFor(read, tx.actor.organizationId, subject, open)
  await tell(tx, { to: [...new Set(asked.flatMap((one) => one.asked.map((h) => h.personId)))], name: 'approvalWithdrawn', subject: subjectOf(complaint), payload: { number: complaint.number } })
}
