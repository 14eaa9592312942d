import type { FileRef } from '#contract/common.ts'
import type { Reader } from '#kernel/db.ts'

/** What is shown of files, by id. */
export const filesById = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, FileRef & { preview: boolean; sha256: string }>> => {
  if (!ids.length) return new Map()
  const rows = await read.selectFrom('files.file').selectAll().where('organization_id', '=', organizationId).where('id', 'in', [...new Set(ids)]).execute()
  return new Map(rows.map((r) => [r.id, { id: r.id, name: r.name, mediaType: r.media_type, bytes: r.bytes, preview: r.preview, sha256: r.sha256 }]))
}

/** A file as it is shown beside what it belongs to. */
export const refOf = ({ id, name, mediaType, bytes }: FileRef): FileRef => ({ id, name, mediaType, bytes })
/** Those that are there, in the order that was asked for. */
export const refsOf = (files: ReadonlyMap<string, FileRef>, ids: readonly string[]): FileRef[] => ids.flatMap((id) => { const file = files.get(id); return file ? [refOf(file)] : [] })

export interface StoredRow { readonly sha256: string; readonly name: string; readonly mediaType: string; readonly bytes: number; readonly subjectId: string | null; readonly uploadedBy: string | null }

export const findFile = async (read: Reader, organizationId: string, id: string): Promise<StoredRow | null> => {
  const r = await read.selectFrom('files.file').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst()
  return r ? { sha256: r.sha256, name: r.name, mediaType: r.media_type, bytes: r.bytes, subjectId: r.subject_id, uploadedBy: r.uploaded_by } : null
}
