import type { Readable } from 'node:stream'
import type { Instant } from '#kernel/time.ts'

export interface Kept { readonly sha256: string; readonly bytes: number; readonly head: Uint8Array }

/** Where bytes lie: content-addressed, stored before the commit that names them. */
export interface FileStore {
  /** Stores a stream once `look` has seen it. @throws when it is longer than `most` bytes or `look` throws; nothing of it stays then, and the same bytes stored before stay. */
  put(stream: Readable, most: number, look: (kept: Kept) => Promise<void>): Promise<Kept>
  open(sha256: string): Promise<Readable>
  /** Removes bytes that were last put before `before`; younger ones stay, a row may be about to name them. */
  remove(sha256: string, before: Instant): Promise<void>
  /** Names of the bytes that were last put before `before`, in handfuls. */
  stored(before: Instant): AsyncIterable<readonly string[]>
  /** Removes what uploads that broke off before `before` left behind. */
  sweepComing(before: Instant): Promise<void>
}
