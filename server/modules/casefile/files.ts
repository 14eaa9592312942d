import { notFound } from '#contract/common.ts'
import { download } from '#contract/files.ts'
import { type Exposed, exposeAs } from '#kernel/http.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import type { FileStore } from '#modules/files/port.ts'
import { type StoredRow, findFile } from '#modules/files/queries.ts'
import { sendFile } from '#modules/files/send.ts'

/** A file is seen with its case; before it is attached, by who uploaded it. */
export const readableFile = query('files.read', async (read, actor, { id }: { id: string }): Promise<StoredRow> => {
  const file = await findFile(read, actor.organizationId, id)
  const seen = file?.subjectId ? await read.selectFrom('complaint.complaint').select('id').where('organization_id', '=', actor.organizationId).where('id', '=', file.subjectId).executeTakeFirst() : undefined
  if (!file || !(seen || (file.subjectId === null && file.uploadedBy !== null && file.uploadedBy === actor.id))) throw new Problem(notFound)
  return file
}, (input, output) => ({ type: output.subjectId ? 'complaint' : 'file', id: output.subjectId ?? input.id, unitId: null }))

export const downloadRoutes = (store: FileStore): readonly Exposed[] => [
  exposeAs(download, 'files.read', async (doors, visit, input) => sendFile(visit, store, await doors.ask(readableFile, visit.actor, { id: input.id }), input.inline === '1')),
]
