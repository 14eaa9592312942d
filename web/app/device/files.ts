import type { FileRef } from '#contract/common.ts'
import { type StoredFile, upload } from '#contract/files.ts'
import { send, Unreachable } from '../call.ts'
import { shelf } from './store.ts'

const HERE = 'here-'
export const isHere = (file: { readonly id: string }) => file.id.startsWith(HERE)

/** Sends a file; without a network it is kept on this device under a name of its own until there is one. */
export const sendOrHold = async (file: File, personId: string): Promise<FileRef> => {
  try {
    return await send(upload, file)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    const id = `${HERE}${crypto.randomUUID()}`
    await (await shelf()).put('files', { id, personId, file })
    return { id, name: file.name, mediaType: file.type, bytes: file.size }
  }
}

export const heldFile = async (id: string): Promise<File | null> => (await (await shelf()).get('files', id))?.file ?? null

/** Sends what is held here under the key of its name, so that it arrives once. @returns null where the device lost it. */
export const sendHeld = async (id: string): Promise<StoredFile | null> => {
  const file = await heldFile(id)
  return file && send(upload, file, id)
}

export const forgetHeld = async (ids: readonly string[]): Promise<void> => {
  const db = await shelf()
  await Promise.all(ids.map((id) => db.delete('files', id)))
}
