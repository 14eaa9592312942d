import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from '#modules/files/port.ts'

const HEAD = 8_192

export class TooLong extends Error {}

/** Files on the local disk: `<folder>/ab/abcdef…`, written beside and moved into place, synced before they count. */
export const diskStore = (folder: string): FileStore => {
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  return {
    put: async (stream, most, look) => {
      await mkdir(join(folder, 'coming'), { recursive: true })
      const coming = join(folder, 'coming', randomUUID())
      const hash = createHash('sha256')
      const head: Buffer[] = []
      let bytes = 0
      try {
        await pipeline(stream, async function* (source: AsyncIterable<Buffer>) {
          for await (const chunk of source) {
            if (bytes < HEAD) head.push(chunk.subarray(0, HEAD - bytes))
            bytes += chunk.length
            if (bytes > most) throw new TooLong()
            hash.update(chunk)
            yield chunk
          }
        }, createWriteStream(coming, { flags: 'wx', mode: 0o600 }))
        const kept = { sha256: hash.digest('hex'), bytes, head: Buffer.concat(head) }
        await look(kept)
        const handle = await open(coming, 'r+')
        await handle.sync()
        await handle.close()
        await mkdir(join(folder, kept.sha256.slice(0, 2)), { recursive: true })
        await rename(coming, place(kept.sha256))
        return kept
      } catch (error) {
        await rm(coming, { force: true })
        throw error
      }
    },
    open: async (sha256) => {
      await stat(place(sha256))
      return createReadStream(place(sha256))
    },
  }
}
