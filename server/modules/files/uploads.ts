import { notFound, tooMany } from '#contract/common.ts'
import { type Upload, fileTooLarge, offsetDiffers, uploadOver } from '#contract/files.ts'
import { command } from '#kernel/command.ts'
import { type Db, type Reader, asSystem, readerOf } from '#kernel/db.ts'
import { newId, newSecret, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Clock, DAY, HOUR, type Instant, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { type NewFile, addFile } from './commands.ts'
import { mostOfName } from './kinds.ts'
import { filesById } from './queries.ts'
import { inMegabytes, plainName } from './rules.ts'

/** So many are met with by nobody who sends a file over a bad line. */
const MOST_PARTS = 3_000

/** A file on its way, as its parts are taken. */
export interface Coming { readonly organizationId: string; readonly id: string; readonly name: string; readonly bytes: number; readonly received: number; readonly parts: readonly string[]; readonly uploadedBy: string | null; readonly at: Instant; readonly fileId: string | null }

const untilOf = ({ at }: { readonly at: Instant }) => plusMs(at, DAY)

/** The upload a key belongs to, while it may go on. @throws Problem for every other key, in the same words. */
export const uploadOf = (db: Db, { id, key }: { readonly id: string; readonly key: string }, clock: Clock): Promise<Coming> => asSystem(db, async (open) => {
  const row = await open.selectFrom('files.upload').selectAll().where('key_hash', '=', sha256(key)).where('id', '=', id).executeTakeFirst()
  if (!row || untilOf(row) <= clock()) throw new Problem(uploadOver)
  return { organizationId: row.organization_id, id, name: row.name, bytes: row.bytes, received: row.received, parts: row.parts, uploadedBy: row.uploaded_by, at: row.at, fileId: row.file_id }
})

const storedAs = async (read: Reader, organizationId: string, fileId: string) => {
  const file = (await filesById(read, organizationId, [fileId])).get(fileId)
  if (!file) throw new Problem(notFound)
  return file
}

export const shownUpload = (coming: Pick<Coming, 'id' | 'bytes' | 'received' | 'at'>, file: Upload['file'] = null): Upload => ({ id: coming.id, bytes: coming.bytes, offset: coming.received, until: iso(untilOf(coming)), file })

/** What comes without a name fills no disk: so much of an organisation in a day. */
const MOST_NAMELESS_BYTES = 20 * 1024 ** 3

const refuseFull = async (tx: Tx, bytes: number) => {
  const { sum } = await tx.db.selectFrom('files.upload').select((eb) => eb.fn.sum<string | null>('bytes').as('sum')).where('organization_id', '=', tx.actor.organizationId).where('uploaded_by', 'is', null).where('at', '>', plusMs(tx.now, -DAY)).executeTakeFirstOrThrow()
  if (Number(sum ?? 0) + bytes > MOST_NAMELESS_BYTES) throw new Problem(tooMany, { seconds: HOUR / 1000 })
}

export const beginUpload = command('files.beginUpload', async (tx, { name: given, bytes }: { name: string; bytes: number }) => {
  const name = plainName(given)
  const most = mostOfName(name)
  if (bytes > most) throw new Problem(fileTooLarge, { most: inMegabytes(most) }, 'bytes')
  if (tx.actor.id === null) await refuseFull(tx, bytes)
  const [id, key] = [newId(), newSecret()]
  await tx.db.insertInto('files.upload').values({ organization_id: tx.actor.organizationId, id, key_hash: sha256(key), name, bytes, uploaded_by: tx.actor.id, at: tx.now }).execute()
  return { ...shownUpload({ id, bytes, received: 0, at: tx.now }), key }
})

const lock = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('files.upload').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(uploadOver)
  return row
}

/** Of two parts that begin at the same byte one is taken. */
export const takePart = command('files.takePart', async (tx, { id, offset, place, bytes }: { id: string; offset: number; place: string; bytes: number }) => {
  const row = await lock(tx, id)
  if (row.file_id || row.received !== offset) throw new Problem(offsetDiffers, { offset: row.received })
  if (row.parts.length >= MOST_PARTS) throw new Problem(uploadOver)
  const parts = [...row.parts, place]
  await tx.db.updateTable('files.upload').set({ received: offset + bytes, parts }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  return { received: offset + bytes, parts }
})

/** Names the bytes, once: who finishes again is given the same file. */
export const finishUpload = command('files.finishUpload', async (tx, { id, file }: { id: string; file: NewFile }) => {
  const row = await lock(tx, id)
  if (row.file_id) return storedAs(readerOf(tx.db), tx.actor.organizationId, row.file_id)
  const added = await addFile.run(tx, file)
  await tx.db.updateTable('files.upload').set({ file_id: added.id, parts: [] }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  return added
})

/** What became of an upload that is whole. */
export const finishedUpload = query('files.lookAtUpload', (read, actor, { fileId }: { fileId: string }) => storedAs(read, actor.organizationId, fileId))

/** Forgets uploads, by who began one or by the sweep. @returns where their parts lie. */
export const forgetUploads = command('files.forgetUploads', async (tx, { ids }: { ids: readonly string[] }) => {
  const gone = await tx.db.deleteFrom('files.upload').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).returning('parts').execute()
  return { parts: gone.flatMap((row) => row.parts) }
})
