import { type OpenTransaction, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#kernel/tx.ts'

/** The open cases of somebody that cannot wait: those with a deadline of ours before then; without a moment all of them. In the order in which they are locked. */
export const casesThatPress = async (db: OpenTransaction, organizationId: string, personId: string, before: string | null): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select c.id from complaint.complaint c where c.organization_id = ${organizationId} and c.owner_id = ${personId} and c.state = 'open' and (${before}::timestamptz is null or exists (
    select from clock.deadline d where d.organization_id = c.organization_id and d.complaint_id = c.id and d.bound = 'ours' and d.state in ('running', 'late') and d.due_at < ${before}::timestamptz)) order by c.id`.execute(db)
  return rows.map((row) => row.id)
}

export interface Passed { readonly complaintId: string; readonly absenceId: string | null; readonly fromId: string; readonly toId: string | null; readonly way: 'told' | 'given' | 'queued'; readonly why: 'away' | 'left' }

/** Remembers that a case went on, or should; what was remembered of it before is over. */
export const keepPassing = async (tx: Tx, { complaintId, absenceId, fromId, toId, way, why }: Passed): Promise<void> => {
  await settlePassings(tx, [complaintId])
  await tx.db.insertInto('routing.passing').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, absence_id: absenceId, from_id: fromId, to_id: toId, way, why, at: tx.now, settled_at: null }).execute()
}

/** @returns what was not over before. */
export const settlePassings = async (tx: Tx, complaintIds: readonly string[]): Promise<readonly { readonly id: string }[]> => {
  const { rows } = await sql<{ id: string }>`update routing.passing set settled_at = ${tx.now} where organization_id = ${tx.actor.organizationId} and complaint_id = any (${[...complaintIds]}::uuid[]) and settled_at is null returning id`.execute(tx.db)
  return rows
}

/** The absence goes on as another one: what went on comes back, if at all, when that ends. */
export const moveToAbsence = async (tx: Tx, from: string, to: string): Promise<void> => {
  await tx.db.updateTable('routing.passing').set({ absence_id: to }).where('organization_id', '=', tx.actor.organizationId).where('absence_id', '=', from).where('settled_at', 'is', null).execute()
}

interface Owned { readonly complaintId: string; readonly ownerId: string | null }
/** Cases got another owner: what lay in the queue is with them from now on; what was asked for, or goes further than it was passed, is over. */
export const followOwners = async (tx: Tx, changed: readonly Owned[]): Promise<void> => {
  const owned = changed.filter((one) => one.ownerId !== null)
  if (owned.length) await sql`update routing.passing p set to_id = coalesce(p.to_id, g.owner), settled_at = case when p.way = 'told' or p.to_id <> g.owner then ${tx.now}::timestamptz end
    from unnest(${owned.map((one) => one.complaintId)}::uuid[], ${owned.map((one) => one.ownerId)}::uuid[]) as g (id, owner)
    where p.organization_id = ${tx.actor.organizationId} and p.complaint_id = g.id and p.settled_at is null`.execute(tx.db)
}
