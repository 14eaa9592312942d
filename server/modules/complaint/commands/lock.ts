import { notFound } from '#contract/common.ts'
import { sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Subject } from '#kernel/event.ts'
import type { Tx } from '#kernel/tx.ts'
import type { Stage } from '#contract/packs.ts'
import { OwnerChanged, SightEnded, SightGranted, StageReached } from '../events.ts'
import { whyNotOpen } from '../rules.ts'

/** Every command on a case starts here, so that two of them never decide on the same stale row. What is out of sight does not exist. */
export const lockComplaint = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('complaint.complaint').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

/** As a job comes to it: where the case was merged meanwhile, what was sent for it lies with the one it goes on in. */
export const lockStanding = async (tx: Tx, id: string): Promise<LockedComplaint> => {
  const row = await lockComplaint(tx, id)
  return row.state === 'merged' && row.merged_into ? lockStanding(tx, row.merged_into) : row
}
export type LockedComplaint = Awaited<ReturnType<typeof lockComplaint>>

interface Below<R> { executeTakeFirst(): Promise<R | undefined>; forUpdate(): { executeTakeFirstOrThrow(): Promise<R> } }

/** The case first, then a row that hangs on it: one order for everybody. @throws Problem when it is not there, or `whyNot` says so. */
export const lockBelow = async <R extends { readonly complaint_id: string }>(tx: Tx, found: Below<R>, whyNot: (row: R) => Refusal | null): Promise<{ complaint: LockedComplaint; row: R }> => {
  const unlocked = await found.executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockComplaint(tx, unlocked.complaint_id)
  const row = await found.forUpdate().executeTakeFirstOrThrow()
  const refusal = whyNot(row)
  if (refusal) throw new Problem(refusal)
  return { complaint, row }
}

/** The case in which a merged one goes on, as far as it is in sight; any other goes on in itself. */
export const goesOnIn = async (tx: Tx, complaint: LockedComplaint): Promise<LockedComplaint> => {
  if (!complaint.merged_into) return complaint
  const { rows: [found] } = await sql<{ id: string }>`select complaint.survivor(${tx.actor.organizationId}::uuid, ${complaint.id}::uuid) as id`.execute(tx.db)
  return (found && await tx.db.selectFrom('complaint.complaint').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', found.id).executeTakeFirst()) ?? complaint
}

/** Locked and open. @throws Problem when the case is closed. */
export const lockOpen = async (tx: Tx, id: string): Promise<LockedComplaint> => {
  const complaint = await lockComplaint(tx, id)
  const refusal = whyNotOpen(complaint)
  if (refusal) throw new Problem(refusal)
  return complaint
}

export const subjectOf = (c: { id: string; unit_id: string; confidential: boolean; accused: string[] | null }): Subject => ({ type: 'complaint', id: c.id, unitId: c.unit_id, confidential: c.confidential, ...(c.accused && { about: c.accused }) })

/** Writes to the case row; every change counts its version up. */
export const touch = async (tx: Tx, complaint: LockedComplaint, set: Record<string, unknown>): Promise<void> => {
  await tx.db.updateTable('complaint.complaint').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', complaint.id).execute()
}

/** Moves the case to a step. Nothing happens when it stands there already. */
export const moveTo = async (tx: Tx, complaint: LockedComplaint, stage: Stage): Promise<void> => {
  if (complaint.stage === stage) return
  await touch(tx, complaint, { stage })
  await tx.record(StageReached, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, before: complaint.stage as Stage, stage } })
}

/** `ownerId`: null lays it before nobody, until somebody has it. */
export const giveTo = async (tx: Tx, complaint: LockedComplaint, ownerId: string | null, reason: string): Promise<void> => {
  await touch(tx, complaint, { owner_id: ownerId })
  await tx.record(OwnerChanged, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, before: complaint.owner_id, ownerId }, reason })
}

interface Given { readonly complaintId: string; readonly subject: Subject; readonly ownerId: string }
/** Cases that lie with nobody, and on which nobody else is at work, get an owner: by one statement. */
export const giveAll = async (tx: Tx, given: readonly Given[]): Promise<void> => {
  if (!given.length) return
  await sql`update complaint.complaint c set owner_id = g.owner, version = c.version + 1 from unnest(${given.map((g) => g.complaintId)}::uuid[], ${given.map((g) => g.ownerId)}::uuid[]) as g (id, owner)
    where c.organization_id = ${tx.actor.organizationId} and c.id = g.id`.execute(tx.db)
  await tx.record(OwnerChanged, given.map(({ complaintId, subject, ownerId }) => ({ subject, payload: { complaintId, before: null, ownerId } })))
}

/** Lets a person or a unit see the case from now on. To whom it is kept from it opens nothing. */
export const grantSight = async (tx: Tx, complaint: LockedComplaint, granteeId: string, why: string): Promise<void> => {
  const made = await tx.db.insertInto('complaint.participant').values({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, grantee_id: granteeId, why, at: tx.now }).onConflict((c) => c.doNothing()).returning('grantee_id').execute()
  if (made.length) await tx.record(SightGranted, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, granteeId, why } })
}

/** What sight was given for is over. */
export const endSight = async (tx: Tx, complaint: LockedComplaint, granteeId: string, why: string): Promise<void> => {
  const ended = await tx.db.deleteFrom('complaint.participant').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('grantee_id', '=', granteeId).where('why', '=', why).returning('grantee_id').execute()
  if (ended.length) await tx.record(SightEnded, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, granteeId, why } })
}
