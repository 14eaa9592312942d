import { fileUnknown, signatureUsed } from '#contract/files.ts'
import { type OpenTransaction, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { takeFiles } from '#modules/files/commands.ts'

/** Voices, faces and signatures of a case are shown to those alone who may know who complains, where that is not open. */
export const keepRecordings = async (db: OpenTransaction, complaintId: string): Promise<void> => {
  await sql`select complaint.keep_recordings(${complaintId}::uuid)`.execute(db)
}

/** Gives files to a case. @returns the ids that were not there to give. */
export const attach = async (tx: Tx, complaintId: string, fileIds: readonly string[], kind: string, uploader: string | null = tx.actor.id): Promise<string[]> => {
  if (!fileIds.length) return []
  const taken = await takeFiles(tx, fileIds, complaintId, uploader)
  if (taken.length) await tx.db.insertInto('complaint.attachment').values(taken.map((file_id) => ({ organization_id: tx.actor.organizationId, complaint_id: complaintId, file_id, kind, at: tx.now, place: fileIds.indexOf(file_id) }))).onConflict((c) => c.doNothing()).execute()
  if (taken.length) await keepRecordings(tx.db, complaintId)
  return fileIds.filter((id) => !taken.includes(id))
}

/** A file of the case that is a signature: it tells who signed, and stays with what it signs. */
export const nameSignature = async (tx: Tx, complaintId: string, fileId: string): Promise<void> => {
  await tx.db.updateTable('complaint.attachment').set({ kind: 'signature' }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('file_id', '=', fileId).execute()
  await keepRecordings(tx.db, complaintId)
}

/** The customer signs for what is handed over, once for each. @throws Problem where the file signs something else already; `field`: the place in the input. */
export const signFor = async (tx: Tx, complaintId: string, fileId: string, field: string): Promise<void> => {
  const used = await tx.db.selectFrom('complaint.attachment').select('file_id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('file_id', '=', fileId).where('kind', '=', 'signature').executeTakeFirst()
  if (used) throw new Problem(signatureUsed, {}, field)
  await nameSignature(tx, complaintId, fileId)
}

/** A file that comes with what it signs. `kind`: what it lies with the case as. @throws Problem where it is not the sender's to give, or signs something else already. */
export const attachSigned = async (tx: Tx, complaintId: string, fileId: string, kind: string, field: string): Promise<void> => {
  if ((await attach(tx, complaintId, [fileId], kind)).length) throw new Problem(fileUnknown, {}, field)
  await signFor(tx, complaintId, fileId, field)
}
