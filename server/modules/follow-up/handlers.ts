import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { happenedTo } from '#kernel/happened.ts'
import { ComplaintRegistered, OwnerChanged } from '#modules/complaint/events.ts'

type Part = { readonly complaint_id: string; readonly who: string | null }

const ownersOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<Part[]> => {
  const told = await happenedTo(read, organizationId, ids, [ComplaintRegistered.name, OwnerChanged.name])
  const now = await read.selectFrom('complaint.complaint').select(['id as complaint_id', 'owner_id as who']).where('organization_id', '=', organizationId).where('id', 'in', [...ids]).execute()
  return [...now, ...told.flatMap(({ subjectId, payload }) => {
    const { ownerId, before } = payload as { ownerId?: string | null; before?: string | null }
    return [{ complaint_id: subjectId, who: ownerId ?? null }, { complaint_id: subjectId, who: before ?? null }]
  })]
}

/** Cases with all that were merged into them, near and far: whose record stays with the merged one handled it as well. */
const familyOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const { rows } = await sql<{ id: string; kept: string }>`with recursive family (id, kept) as (
    select id, id from unnest(${[...ids]}::uuid[]) as id
    union select c.id, f.kept from family f join complaint.complaint c on c.organization_id = ${organizationId} and c.merged_into = f.id) select id, kept from family`.execute(read.raw)
  return new Map([...groupBy(rows, (r) => r.id)].map(([id, of]) => [id, of.map((r) => r.kept)]))
}

/** Everybody who ever handled a case, or one that was merged into it: owned it, found something out, proposed a remedy, did a task. By case. */
export const handlersOf = async (read: Reader, organizationId: string, complaintIds: readonly string[]): Promise<(complaintId: string) => readonly string[]> => {
  if (!complaintIds.length) return () => []
  const family = await familyOf(read, organizationId, [...new Set(complaintIds)])
  const ids = [...family.keys()]
  const parts: Part[] = (await Promise.all([
    ownersOf(read, organizationId, ids),
    read.selectFrom('investigation.finding').select(['complaint_id', 'by_id as who']).where('organization_id', '=', organizationId).where('complaint_id', 'in', ids).execute(),
    read.selectFrom('remedy.proposal').select(['complaint_id', 'proposed_by as who']).where('organization_id', '=', organizationId).where('complaint_id', 'in', ids).execute(),
    read.selectFrom('settlement.task').select(['complaint_id', 'done_by as who']).where('organization_id', '=', organizationId).where('complaint_id', 'in', ids).execute(),
  ])).flat()
  return (complaintId) => parts.flatMap((p) => (p.who && family.get(p.complaint_id)?.includes(complaintId) ? [p.who] : []))
}
