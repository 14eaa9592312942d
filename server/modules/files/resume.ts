import type { Readable } from 'node:stream'
import { MOST_LONG_BYTES, MOST_PART_BYTES, type StoredFile, type Upload, fileTooLarge, offsetDiffers, uploadOver } from '#contract/files.ts'
import { malformed } from '#contract/common.ts'
import type { Caller } from '#kernel/command.ts'
import type { Doors, Visit } from '#kernel/http.ts'
import { Problem } from '#kernel/problem.ts'
import type { NewFile } from './commands.ts'
import { mostOfKind } from './kinds.ts'
import type { FileStore, Part } from './port.ts'
import { kindOf } from './receive.ts'
import { inMegabytes } from './rules.ts'
import { type Coming, finishUpload, finishedUpload, forgetUploads, shownUpload, takePart } from './uploads.ts'

/** Less of a broken part is not worth a file of its own. */
const LEAST_PART = 16 * 1024

/** Who takes parts writes more than once in a request: a key of the request would stand for all of it. */
const keyless = ({ actor, requestId }: Caller): Caller => ({ actor, requestId })

const tooLarge = (most: number) => new Problem(fileTooLarge, { most: inMegabytes(most) }, 'file')

export const dropUpload = async (store: FileStore, doors: Doors, caller: Caller, id: string): Promise<void> => {
  const { output } = await doors.perform(forgetUploads, keyless(caller), { ids: [id] })
  await store.removeParts(output.parts)
}

/** Does the work; what is refused for good leaves nothing behind. */
const orDropped = async <T>(store: FileStore, doors: Doors, caller: Caller, coming: Coming, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem) await dropUpload(store, doors, caller, coming.id)
    throw error
  }
}

/** All parts as one file, looked at and stored like one that came at once. */
const whole = async (store: FileStore, coming: Coming): Promise<NewFile> => {
  const look = async (kept: { bytes: number; head: Uint8Array }) => {
    const most = mostOfKind((await kindOf(kept, coming.name)).mediaType)
    if (kept.bytes > most) throw tooLarge(most)
  }
  const kept = await store.put(store.openParts(coming.parts), MOST_LONG_BYTES, look).catch((error: unknown) => {
    // A part that is no longer there: of a folder brought back from a copy, or finished a moment ago.
    throw error instanceof Error && 'code' in error && error.code === 'ENOENT' ? new Problem(uploadOver) : error
  })
  const kind = await kindOf(kept, coming.name)
  return { sha256: kept.sha256, name: coming.name, mediaType: kind.mediaType, bytes: kept.bytes, preview: kind.preview === true }
}

const finish = async (store: FileStore, doors: Doors, caller: Caller, coming: Coming): Promise<StoredFile> => {
  const file = await orDropped(store, doors, caller, coming, () => whole(store, coming))
  const { output } = await doors.perform(finishUpload, keyless(caller), { id: coming.id, file })
  await store.removeParts(coming.parts)
  return output
}

const fileOf = async (doors: Doors, caller: Caller, { fileId }: Coming): Promise<StoredFile | null> =>
  (fileId ? doors.ask(finishedUpload, caller.actor, { fileId }) : null)

export const lookAt = async (doors: Doors, caller: Caller, coming: Coming): Promise<Upload> => shownUpload(coming, await fileOf(doors, caller, coming))

const bytesOf = (visit: Visit): Readable => {
  const { body } = visit.request
  if (typeof body !== 'object' || body === null || !('pipe' in body)) throw new Problem(malformed)
  return body as Readable
}

/** Keeps what came of a part and says how far the file is; a refused kind is refused with its first bytes, not with its last. */
const keepPart = async (store: FileStore, doors: Doors, caller: Caller, coming: Coming, part: Part): Promise<Coming> => {
  if (part.how === 'tooLong') throw tooLarge(coming.bytes)
  if (part.bytes === 0) return coming
  try {
    if (part.how === 'broken' && part.bytes < LEAST_PART) throw new Problem(offsetDiffers, { offset: coming.received })
    if (coming.received === 0 && part.how === 'whole') await orDropped(store, doors, caller, coming, () => kindOf(part, coming.name))
    const { output } = await doors.perform(takePart, keyless(caller), { id: coming.id, offset: coming.received, place: part.place, bytes: part.bytes })
    return { ...coming, ...output }
  } catch (error) {
    await store.removeParts([part.place])
    throw error
  }
}

/** Takes the bytes of one request from `offset` on. With the last one the file is there. */
export const receivePart = async (store: FileStore, doors: Doors, visit: Visit, caller: Caller, coming: Coming, offset: number): Promise<Upload> => {
  const stream = bytesOf(visit)
  if (coming.fileId) return lookAt(doors, caller, coming)
  if (offset !== coming.received) throw new Problem(offsetDiffers, { offset: coming.received })
  const part = await store.putPart(stream, Math.min(MOST_PART_BYTES, coming.bytes - offset))
  const further = await keepPart(store, doors, caller, coming, part)
  return shownUpload(further, further.received === further.bytes ? await finish(store, doors, caller, further) : null)
}
