import type { Readable } from 'node:stream'

export interface Kept { readonly sha256: string; readonly bytes: number; readonly head: Uint8Array }

/** Where bytes lie: content-addressed, stored before the commit that names them. */
export interface FileStore {
  /** Stores a stream. @throws when it is longer than `most` bytes; nothing stays then. */
  put(stream: Readable, most: number): Promise<Kept>
  open(sha256: string): Promise<Readable>
  remove(sha256: string): Promise<void>
}
