import { fileMissing, fileTooLarge, kindDiffers, kindNotTaken, MOST_BYTES, type StoredFile } from '#contract/files.ts'
import type { Caller } from '#kernel/command.ts'
import type { Doors, Visit } from '#kernel/http.ts'
import { Problem } from '#kernel/problem.ts'
import { addFile } from './commands.ts'
import { lookAt } from './kinds.ts'
import type { FileStore } from './port.ts'

const MOST_NAME = 200

/** Only the last part of a path, nothing invisible, never empty. */
const plainName = (given: string) => (given.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim().slice(-MOST_NAME) || 'file'

/** Takes the one file of a multipart request: stores it, looks at its bytes, names it. Refused bytes do not stay. */
export const receive = async (store: FileStore, doors: Doors, visit: Visit, caller: Caller): Promise<StoredFile> => {
  const part = visit.request.isMultipart() ? await visit.request.file({ limits: { fileSize: MOST_BYTES + 1, files: 1 } }) : undefined
  if (!part) throw new Problem(fileMissing, {}, 'file')
  const name = plainName(part.filename)
  const kept = await store.put(part.file, MOST_BYTES).catch((error: unknown) => {
    part.file.resume()
    throw error instanceof Error && error.constructor.name === 'TooLong' ? new Problem(fileTooLarge, { most: Math.round(MOST_BYTES / 1_048_576) }, 'file') : error
  })
  const looked = await lookAt(kept.head, name)
  if (kept.bytes === 0 || 'refused' in looked) {
    await store.remove(kept.sha256)
    throw new Problem('refused' in looked && looked.refused === 'differs' ? kindDiffers : kindNotTaken, { name }, 'file')
  }
  const { output } = await doors.perform(addFile, caller, { sha256: kept.sha256, name, mediaType: looked.kind.mediaType, bytes: kept.bytes, preview: looked.kind.preview === true })
  return output
}
