import type { FileRef } from '#contract/common.ts'
import { type StoredFile, upload } from '#contract/files.ts'
import type { Watching } from '../../ui/resumable.ts'
import { send, Unreachable } from '../call.ts'
import { uploadFile } from '../upload.ts'
import { shelf } from './store.ts'

const HERE = 'here-'
export const isHere = (file: { readonly id: string }) => file.id.startsWith(HERE)

/** What takes a while goes in parts, and goes on by itself where the line broke. */
const LONG_BYTES = 8 * 1024 * 1024

/** Sends a file; without a network it is kept on this device under a name of its own until there is one. */
export const sendOrHold = async (file: File, personId: string, watching?: Watching): Promise<FileRef> => {
  try {
    return await (watching && file.size > LONG_BYTES && navigator.onLine ? uploadFile(file, watching) : send(upload, file))
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    const id = `${HERE}${crypto.randomUUID()}`
    await (await shelf()).put('files', { id, personId, file })
    return { id, name: file.name, mediaType: file.type, bytes: file.size }
  }
}

export const heldFile = async (id: string): Promise<File | null> => (await (await shelf()).get('files', id))?.file ?? null

/** Nobody looks on while what was held is sent. */
const UNWATCHED: Watching = { onSent: () => undefined, onWaiting: () => undefined, signal: new AbortController().signal }

/** Sends what is held here under the key of its name, so that it arrives once; of a long one that came twice the sweep takes the one nobody names. @returns null where the device lost it. */
export const sendHeld = async (id: string): Promise<StoredFile | null> => {
  const file = await heldFile(id)
  return file && (file.size > LONG_BYTES ? uploadFile(file, UNWATCHED) : send(upload, file, id))
}

export const forgetHeld = async (ids: readonly string[]): Promise<void> => {
  const db = await shelf()
  await Promise.all(ids.map((id) => db.delete('files', id)))
}
