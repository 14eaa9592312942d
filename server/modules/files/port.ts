import type { Readable } from 'node:stream'
import type { Instant } from '#kernel/time.ts'

export interface Kept { readonly sha256: string; readonly bytes: number; readonly head: Uint8Array }

/** What came of a part; `broken`: the line broke before its end. */
export interface Part { readonly place: string; readonly bytes: number; readonly head: Uint8Array; readonly how: 'whole' | 'broken' | 'tooLong' }

/** Where bytes lie: content-addressed, stored before the commit that names them. */
export interface FileStore {
  /** Stores a stream once `look` has seen it. @throws when it is longer than `most` bytes or `look` throws; nothing of it stays then, and the same bytes stored before stay. */
  put(stream: Readable, most: number, look: (kept: Kept) => Promise<void>): Promise<Kept>
  /** Stores what comes of a part, also when its line breaks; nothing of one that is longer than `most`. */
  putPart(stream: Readable, most: number): Promise<Part>
  /** The parts one after the other. */
  openParts(places: readonly string[]): Readable
  removeParts(places: readonly string[]): Promise<void>
  /** `from` and `to`: the first and the last byte; all unless given. */
  open(sha256: string, part?: { readonly from: number; readonly to: number }): Promise<Readable>
  /** Removes bytes that were last put before `before`; younger ones stay, a row may be about to name them. */
  remove(sha256: string, before: Instant): Promise<void>
  /** Names of the bytes that were last put before `before`, in handfuls. */
  stored(before: Instant): AsyncIterable<readonly string[]>
  /** Removes what uploads that broke off before `before` left behind. */
  sweepComing(before: Instant): Promise<void>
}
