import type { Tx } from '#kernel/tx.ts'
import { giveFiles } from '#modules/files/commands.ts'

/** What moves with a merged case, by module: each notes its own rows here and finds them here on the way back. */
export type Moved = 'point' | 'representative' | 'file' | 'participant' | 'clock' | 'keptClock' | 'promise' | 'message' | 'review' | 'custody' | 'evidence' | 'inquiry' | 'urging' | 'passing' | 'offence' | 'causeDiagram' | 'liability' | 'questionnaire' | 'proceeding' | 'telling'

export interface MergeOf { readonly mergeId: string; /** The surviving case. */ readonly complaintId: string }

export const noteMoved = async (tx: Tx, { mergeId, complaintId }: MergeOf, what: Moved, rows: readonly { readonly id: string; readonly before?: object }[]): Promise<void> => {
  if (!rows.length) return
  await tx.db.insertInto('complaint.moved').values(rows.map(({ id, before }) => ({ organization_id: tx.actor.organizationId, merge_id: mergeId, complaint_id: complaintId, what, row_id: id, before: JSON.stringify(before ?? {}) }))).execute()
}

/** What went over in a merging, with how it stood before. */
export const movedIn = async <B = unknown>(tx: Tx, mergeId: string, what: Moved): Promise<{ id: string; before: B }[]> => {
  const rows = await tx.db.selectFrom('complaint.moved').select(['row_id', 'before']).where('organization_id', '=', tx.actor.organizationId).where('merge_id', '=', mergeId).where('what', '=', what).execute()
  return rows.map((r) => ({ id: r.row_id, before: r.before as B }))
}

/** Files go with what they belong to: seen with the case it is in now. @returns those that went. */
export const moveFiles = async (tx: Tx, from: string, to: string, fileIds: readonly string[] | 'all'): Promise<string[]> => {
  if (fileIds !== 'all' && !fileIds.length) return []
  let rows = tx.db.updateTable('complaint.attachment').set({ complaint_id: to }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', from)
  // Proofs of an agreement and of its execution stay with what they prove.
  rows = fileIds === 'all' ? rows.where('kind', 'in', ['intake', 'message', 'evidence']) : rows.where('file_id', 'in', [...fileIds])
  const moved = (await rows.returning('file_id').execute()).map((r) => r.file_id)
  await giveFiles(tx, moved, from, to)
  return moved
}
