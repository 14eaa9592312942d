import type { Readable } from 'node:stream'
import { malformed, notAllowed } from '#contract/common.ts'
import { fileMissing, fileTooLarge, kindDiffers, kindNotTaken, MOST_BYTES, type StoredFile } from '#contract/files.ts'
import type { Caller } from '#kernel/command.ts'
import { type Doors, type Visit, performed } from '#kernel/http.ts'
import { Problem } from '#kernel/problem.ts'
import { type NewFile, addFile } from './commands.ts'
import { lookAt } from './kinds.ts'
import type { FileStore, Kept } from './port.ts'
import { inMegabytes, plainName } from './rules.ts'

/** What breaks off or is no multipart at all is the sender's fault; what has a code is the file system's or the parser's. */
const unreadable = (error: unknown): unknown => (error instanceof Error && !(error instanceof Problem) && !('code' in error) ? new Problem(malformed, {}, 'file') : error)

export const tooLong = (error: unknown) => error instanceof Error && error.constructor.name === 'TooLong'

const partOf = async (visit: Visit) => {
  const part = visit.request.isMultipart() ? await visit.request.file({ limits: { fileSize: MOST_BYTES + 1, files: 1 } }).catch((error: unknown) => { throw unreadable(error) }) : undefined
  if (!part) throw new Problem(fileMissing, {}, 'file')
  return part
}

/** @throws Problem when the bytes are of no kind we take, or of another than the name says. */
export const kindOf = async (kept: Pick<Kept, 'bytes' | 'head'>, name: string) => {
  if (kept.bytes === 0) throw new Problem(fileMissing, {}, 'file')
  const looked = await lookAt(kept.head, name)
  if ('refused' in looked) throw new Problem(looked.refused === 'differs' ? kindDiffers : kindNotTaken, { name }, 'file')
  return looked.kind
}

/** Stores a file that came in another way than by an upload: what is refused by its kind or length does not stay. @throws Problem saying why. */
export const keep = async (store: FileStore, stream: Readable, givenName: string): Promise<NewFile> => {
  const name = plainName(givenName)
  const kept = await store.put(stream, MOST_BYTES, async (seen) => { await kindOf(seen, name) }).catch((error: unknown) => { throw tooLong(error) ? new Problem(fileTooLarge, { most: inMegabytes(MOST_BYTES) }, 'file') : error })
  const kind = await kindOf(kept, name)
  return { sha256: kept.sha256, name, mediaType: kind.mediaType, bytes: kept.bytes, preview: kind.preview === true }
}

/** Takes the one file of a multipart request: looks at its bytes, stores it, names it. Refused bytes do not stay. */
export const receive = async (store: FileStore, doors: Doors, visit: Visit, caller: Caller): Promise<StoredFile> => {
  if (!caller.actor.may(addFile.name)) throw new Problem(notAllowed, { permission: addFile.name })
  const part = await partOf(visit)
  // A part may come without a name although its type says otherwise.
  const name = plainName(String(part.filename ?? ''))
  const kept = await store.put(part.file, MOST_BYTES, async (seen) => { await kindOf(seen, name) }).catch((error: unknown) => {
    part.file.resume()
    throw tooLong(error) ? new Problem(fileTooLarge, { most: inMegabytes(MOST_BYTES) }, 'file') : unreadable(error)
  })
  const kind = await kindOf(kept, name)
  return performed(doors, visit, addFile, { sha256: kept.sha256, name, mediaType: kind.mediaType, bytes: kept.bytes, preview: kind.preview === true }, caller)
}
