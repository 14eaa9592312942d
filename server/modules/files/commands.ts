import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { FileUploaded, FilesRemoved } from './events.ts'

export interface NewFile { readonly sha256: string; readonly name: string; readonly mediaType: string; readonly bytes: number; readonly preview: boolean }

/** Names bytes that already lie in the store. */
export const addFile = command('files.upload', async (tx, file: NewFile) => {
  const id = newId()
  await tx.db.insertInto('files.file').values({
    organization_id: tx.actor.organizationId, id, sha256: file.sha256, name: file.name, media_type: file.mediaType, bytes: file.bytes, preview: file.preview, uploaded_by: tx.actor.id, at: tx.now, subject_id: null,
  }).execute()
  await tx.record(FileUploaded, { subject: { type: 'file', id, unitId: null }, payload: { fileId: id, sha256: file.sha256, bytes: file.bytes, mediaType: file.mediaType } })
  return { id, ...file }
})

/** Forgets files that were never attached; those attached since they were found stay, and those of something unfinished. */
export const removeUnattached = command('files.removeUnattached', async (tx, { ids }: { ids: readonly string[] }) => {
  const gone = await tx.db.deleteFrom('files.file').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('subject_id', 'is', null).where((eb) => eb.or([eb('kept_until', 'is', null), eb('kept_until', '<', tx.now)])).returning('id').execute()
  if (gone.length) await tx.record(FilesRemoved, { subject: { type: 'organization', id: tx.actor.organizationId, unitId: null }, payload: { fileIds: gone.map((r) => r.id), files: gone.length } })
  return { removed: gone.length }
})

/**
 * Gives files to their subject: a file belongs to one case and was uploaded by who names it. Who has no name (the portal) takes
 * only what came without a name and lies loose: a file of the case may be of the investigation, and naming it would show it.
 * @returns the ids that could be taken; the caller refuses when some are missing.
 */
export const takeFiles = async (tx: Tx, ids: readonly string[], subjectId: string, uploader: string | null = tx.actor.id): Promise<string[]> => {
  if (!ids.length) return []
  const rows = await tx.db.updateTable('files.file').set({ subject_id: subjectId })
    .where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...new Set(ids)])
    .where((eb) => {
      const loose = eb.and([eb('subject_id', 'is', null), uploader ? eb('uploaded_by', '=', uploader) : eb('uploaded_by', 'is', null)])
      return uploader ? eb.or([eb('subject_id', '=', subjectId), loose]) : loose
    })
    .returning('id').execute()
  return rows.map((r) => r.id)
}

/** Loose files of a person, kept until then for what is still being written. @returns those that are there, in the order given. */
export const keepFiles = async (tx: Tx, ids: readonly string[], uploader: string, until: Instant): Promise<string[]> => {
  if (!ids.length) return []
  const rows = await tx.db.updateTable('files.file').set({ kept_until: until }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...new Set(ids)]).where('subject_id', 'is', null).where('uploaded_by', '=', uploader).returning('id').execute()
  return [...new Set(ids)].filter((id) => rows.some((row) => row.id === id))
}

/** Loose files of one person become another's to give. */
export const passFiles = async (tx: Tx, ids: readonly string[], from: string, to: string): Promise<void> => {
  if (ids.length) await tx.db.updateTable('files.file').set({ uploaded_by: to }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('subject_id', 'is', null).where('uploaded_by', '=', from).execute()
}

/** What a subject has goes to another one. */
export const giveFiles = async (tx: Tx, ids: readonly string[], from: string, to: string): Promise<void> => {
  if (ids.length) await tx.db.updateTable('files.file').set({ subject_id: to }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('subject_id', '=', from).execute()
}
