import type { Readable } from 'node:stream'
import { unreadable } from '#contract/importing.ts'
import { Problem } from '#kernel/problem.ts'
import { type Entry, type ZipFile, fromBufferPromise } from 'yauzl'

// What a workbook of 25 MB can honestly unfold to; it is read in pieces, so this bounds time, not memory.
const MOST_UNFOLDED = 512 * 1_048_576
const MOST_ENTRIES = 5_000

export interface Archive { read(name: string): Promise<AsyncIterable<Uint8Array> | null>; close(): void }

const entriesOf = (zip: ZipFile) => new Promise<Map<string, Entry>>((done, failed) => {
  const entries = new Map<string, Entry>()
  zip.on('error', failed)
  zip.on('end', () => done(entries))
  zip.on('entry', (entry: Entry) => {
    if (entries.size >= MOST_ENTRIES) return failed(new Error('too many entries'))
    entries.set(entry.fileName.replace(/^\//, ''), entry)
    zip.readEntry()
  })
  zip.readEntry()
})

async function* bounded(stream: Readable): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      bytes += part.length
      if (bytes > MOST_UNFOLDED) throw new Problem(unreadable, { row: 0 })
      yield part
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(unreadable, { row: 0 })
  } finally {
    stream.destroy()
  }
}

/** The parts of a packed workbook, each unfolded while it is read. @throws Problem when it is no archive. */
export const openArchive = async (bytes: Buffer): Promise<Archive> => {
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false })
    const entries = await entriesOf(zip)
    return {
      read: async (name) => {
        const entry = entries.get(name)
        return entry ? bounded(await zip.openReadStreamPromise(entry)) : null
      },
      close: () => zip.close(),
    }
  } catch {
    throw new Problem(unreadable, { row: 0 })
  }
}
