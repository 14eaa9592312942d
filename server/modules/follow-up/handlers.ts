import type { Reader } from '#kernel/db.ts'
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

/** Everybody who ever handled a case: owned it, found something out, proposed a remedy, did a task. By case. */
export const handlersOf = async (read: Reader, organizationId: string, complaintIds: readonly string[]): Promise<(complaintId: string) => readonly string[]> => {
  const ids = [...new Set(complaintIds)]
  if (!ids.length) return () => []
  const parts: Part[] = (await Promise.all([
    ownersOf(read, organizationId, ids),
    read.selectFrom('investigation.finding').select(['complaint_id', 'by_id as who']).where('organization_id', '=', organizationId).where('complaint_id', 'in', ids).execute(),
    read.selectFrom('remedy.proposal').select(['complaint_id', 'proposed_by as who']).where('organization_id', '=', organizationId).where('complaint_id', 'in', ids).execute(),
    read.selectFrom('settlement.task').select(['complaint_id', 'done_by as who']).where('organization_id', '=', organizationId).where('complaint_id', 'in', ids).execute(),
  ])).flat()
  return (complaintId) => parts.flatMap((p) => (p.complaint_id === complaintId && p.who ? [p.who] : []))
}
