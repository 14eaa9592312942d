import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Instant } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { partsIn } from './parts.ts'

const HEAD = 8_192

export class TooLong extends Error {}

/** A name in a folder is as lasting as the folder itself: that is synced too. */
const syncFolder = async (folder: string) => {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

const olderThan = async (path: string, before: Instant): Promise<boolean> => {
  const found = await stat(path).catch(() => null)
  return found !== null && found.mtime < before
}

/** Does one piece of work after the other: bytes are never removed while the same are moved into place. */
const oneByOne = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}

/** Files on the local disk: `<folder>/ab/abcdef…`, written beside and moved into place, synced before they count. */
export const diskStore = (folder: string): FileStore => {
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  const inTurn = oneByOne()
  const moveIntoPlace = async (coming: string, sha256: string) => {
    const shelf = join(folder, sha256.slice(0, 2))
    const made = await mkdir(shelf, { recursive: true })
    await inTurn(() => rename(coming, place(sha256)))
    await syncFolder(shelf)
    if (made) await syncFolder(folder)
  }
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
        await handle.sync().finally(() => handle.close())
        await moveIntoPlace(coming, kept.sha256)
        return kept
      } catch (error) {
        await rm(coming, { force: true })
        throw error
      }
    },
    ...partsIn(join(folder, 'coming')),
    open: async (sha256, part) => {
      await stat(place(sha256))
      return createReadStream(place(sha256), part && { start: part.from, end: part.to })
    },
    remove: (sha256, before) => inTurn(async () => {
      if (await olderThan(place(sha256), before)) await rm(place(sha256), { force: true })
    }),
    stored: async function* (before) {
      const shelves = (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{2}$/.test(name))
      for (const shelf of shelves) {
        const old: string[] = []
        for (const sha256 of await readdir(join(folder, shelf))) if (await olderThan(place(sha256), before)) old.push(sha256)
        if (old.length) yield old
      }
    },
    sweepComing: async (before) => {
      const left = await readdir(join(folder, 'coming')).catch(() => [])
      for (const name of left) if (await olderThan(join(folder, 'coming', name), before)) await rm(join(folder, 'coming', name), { force: true })
    },
  }
}
