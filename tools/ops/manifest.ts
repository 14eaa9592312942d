import { createHash } from 'node:crypto'
import { type FileHandle, chmod, mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { Refused } from './refused.ts'

/** What a backup says of itself in the first line of its manifest. */
const Head = z.object({ format: z.literal(1), program: z.string(), made: z.string(), database: z.enum(['embedded', 'dump']), postgres: z.string() })
export type Head = z.infer<typeof Head>

/** A folder has no hash. Paths are relative to the backup, with `/`. */
const Entry = z.object({ path: z.string().regex(/^[^/]/).refine((path) => !path.split('/').includes('..')), mode: z.number().int(), bytes: z.number().int(), sha256: z.string().nullable() })
export type Entry = z.infer<typeof Entry>

const MANIFEST = 'manifest.jsonl'
const SUM = 'manifest.sha256'
const CHUNK = 1_048_576
const BITS = 0o777

const drain = async (from: FileHandle, take: (chunk: Buffer) => Promise<unknown>) => {
  const buffer = Buffer.allocUnsafe(CHUNK)
  const hash = createHash('sha256')
  let bytes = 0
  for (;;) {
    const { bytesRead } = await from.read(buffer, 0, CHUNK)
    if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') }
    const chunk = buffer.subarray(0, bytesRead)
    hash.update(chunk)
    bytes += bytesRead
    await take(chunk)
  }
}

const writeWhole = async (file: FileHandle, chunk: Buffer) => {
  for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten
}

/** Copies one file. @returns what was copied; the copy has the mode of the original. `syncAll` makes it last. */
export const copyFile = async (from: string, to: string, path: string): Promise<Entry> => {
  const source = await open(from, 'r')
  try {
    const mode = (await source.stat()).mode & BITS
    const target = await open(to, 'wx', 0o600)
    try {
      const copied = await drain(source, (chunk) => writeWhole(target, chunk))
      await target.chmod(mode)
      return { path, mode, ...copied }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** The entry of a file that lies in the backup already. */
export const entryOf = async (file: string, path: string): Promise<Entry> => {
  const source = await open(file, 'r')
  try {
    return { path, mode: (await source.stat()).mode & BITS, ...await drain(source, async () => undefined) }
  } finally {
    await source.close()
  }
}

/** Writes files through to the disk: all after all have been written, which costs a fraction of one after the other. */
export const syncAll = async (folder: string, entries: readonly Entry[]): Promise<void> => {
  for (const { path, sha256 } of entries) {
    if (sha256 === null) continue
    const file = await open(join(folder, path), 'r+')
    await file.sync().finally(() => file.close())
  }
}

/** Makes the folder of an entry, with its mode even when the process has a stricter mask. */
export const makeFolder = async (at: string, mode: number): Promise<void> => {
  await mkdir(dirname(at), { recursive: true, mode: 0o755 })
  await mkdir(at, { mode: 0o700 })
  await chmod(at, mode)
}

const sumOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** Written last: a backup without its manifest is none. */
export const writeManifest = async (folder: string, head: Head, entries: readonly Entry[]): Promise<void> => {
  await syncAll(folder, entries)
  const text = [head, ...entries].map((line) => `${JSON.stringify(line)}\n`).join('')
  await writeFile(join(folder, MANIFEST), text, { mode: 0o600, flush: true })
  await writeFile(join(folder, SUM), `${sumOf(text)}  ${MANIFEST}\n`, { mode: 0o600, flush: true })
}

const missing = (name: string) => (error: unknown): never => {
  throw error instanceof Error && 'code' in error && error.code === 'ENOENT' ? new Refused(`${name} is missing: this is not a whole backup.`) : error
}

/** @throws Refused when the manifest is missing, cut off, altered, or of a newer format. */
export const readManifest = async (folder: string): Promise<{ head: Head; entries: Entry[] }> => {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(missing(MANIFEST))
  const sum = await readFile(join(folder, SUM), 'utf8').catch(missing(SUM))
  if (sum.split(' ')[0] !== sumOf(text)) throw new Refused(`${MANIFEST} was altered or cut off.`)
  const [head, ...entries] = text.trimEnd().split('\n').map((line): unknown => JSON.parse(line))
  const known = Head.safeParse(head)
  if (!known.success) throw new Refused(`${MANIFEST} is of a form this version does not know.`)
  return { head: known.data, entries: entries.map((entry) => Entry.parse(entry)) }
}

/** Copies what the manifest names from the backup to `to`. @throws Refused naming the first file that is not what was backed up. */
export const copyChecked = async (folder: string, to: string, entries: readonly Entry[], prefix: string): Promise<void> => {
  const wanted = entries.filter((entry) => entry.path.startsWith(prefix))
  for (const entry of wanted) {
    const target = join(to, entry.path.slice(prefix.length))
    if (entry.sha256 === null) {
      await makeFolder(target, entry.mode)
      continue
    }
    const copied = await copyFile(join(folder, entry.path), target, entry.path).catch(missing(entry.path))
    if (copied.sha256 !== entry.sha256) throw new Refused(`${entry.path} was altered or cut off: it has ${copied.bytes} bytes, ${entry.bytes} were backed up${copied.bytes === entry.bytes ? ' with other content' : ''}.`)
    await chmod(target, entry.mode)
  }
  await syncAll(to, wanted.map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) })))
}
