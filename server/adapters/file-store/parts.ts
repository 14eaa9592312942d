import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FileStore, Part } from '#modules/files/port.ts'

const HEAD = 8_192
const NAME = /^[0-9a-f-]{36}$/

/** Writes what comes, until the end, the bound or a broken line. What the disk refuses is thrown. */
const writeAll = async (handle: FileHandle, stream: Readable, most: number): Promise<Omit<Part, 'place'>> => {
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
  const next = () => chunks.next().catch(() => null)
  const head: Buffer[] = []
  let bytes = 0
  let step = await next()
  for (; step && !step.done; step = await next()) {
    const chunk = step.value
    if (bytes + chunk.length > most) return { bytes: 0, head: Buffer.alloc(0), how: 'tooLong' }
    if (bytes < HEAD) head.push(chunk.subarray(0, HEAD - bytes))
    bytes += chunk.length
    await handle.appendFile(chunk)
  }
  return { bytes, head: Buffer.concat(head), how: step ? 'whole' : 'broken' }
}

/** Each part is a file of its own that nobody writes again: two that come at once cannot spoil each other. */
export const partsIn = (folder: string): Pick<FileStore, 'putPart' | 'openParts' | 'removeParts'> => {
  const placeOf = (name: string) => {
    if (!NAME.test(name)) throw new Error(`no part is called ${name}`)
    return join(folder, name)
  }
  return {
    putPart: async (stream, most) => {
      await mkdir(folder, { recursive: true })
      const place = randomUUID()
      const handle = await open(placeOf(place), 'wx', 0o600)
      try {
        const part = await writeAll(handle, stream, most)
        await handle.sync()
        await handle.close()
        if (part.bytes === 0) await rm(placeOf(place), { force: true })
        return { ...part, place }
      } catch (error) {
        await handle.close()
        await rm(placeOf(place), { force: true })
        throw error
      }
    },
    openParts: (places) => Readable.from((async function* () { for (const place of places) yield* createReadStream(placeOf(place)) })(), { objectMode: false }),
    removeParts: async (places) => { for (const place of places) await rm(placeOf(place), { force: true }) },
  }
}
