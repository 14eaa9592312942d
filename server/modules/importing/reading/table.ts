import type { Readable } from 'node:stream'
import { noTable, type Reading } from '#contract/importing.ts'
import { Problem } from '#kernel/problem.ts'
import type { FileStore } from '#modules/files/port.ts'
import { detectEncoding } from './encoding.ts'
import type { Line } from './line.ts'

export interface TableFile { readonly sha256: string; readonly mediaType: string }
export type Kind = 'text' | 'workbook'

const KINDS: Readonly<Record<string, Kind>> = { 'text/plain': 'text', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'workbook' }

/** @throws Problem when the file is no table. */
export const kindOf = ({ mediaType }: Pick<TableFile, 'mediaType'>): Kind => {
  const kind = KINDS[mediaType]
  if (!kind) throw new Problem(noTable, {}, 'fileId')
  return kind
}

const HEAD = 262_144

const headOf = async (store: FileStore, file: TableFile): Promise<Buffer> => {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of await store.open(file.sha256) as AsyncIterable<Buffer>) {
    parts.push(part)
    bytes += part.length
    if (bytes >= HEAD) break
  }
  return Buffer.concat(parts).subarray(0, HEAD)
}

const wholeOf = async (store: FileStore, file: TableFile): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of await store.open(file.sha256) as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

// What reads tables is loaded by the first who brings one.
const textTable = () => import('./text-table.ts')
const workbook = () => import('./workbook.ts')

/** All rows as the file has them. A text is read from the disk piece by piece; a workbook lies packed in memory (25 MB at most) and is unfolded piece by piece. */
export async function* linesOf(store: FileStore, file: TableFile, reading: Reading): AsyncGenerator<Line> {
  if (kindOf(file) === 'workbook') yield* (await workbook()).linesOfWorkbook(await wholeOf(store, file), reading.sheet)
  else yield* (await textTable()).linesOfText(await store.open(file.sha256) as Readable, reading.encoding, reading.separator)
}

export interface Asked { readonly encoding?: Reading['encoding'] | undefined; readonly separator?: Reading['separator'] | undefined; readonly sheet?: string | undefined; readonly header?: number | undefined }
export interface Look { readonly kind: Kind; readonly reading: Reading; readonly sheets: readonly string[]; readonly names: readonly string[]; readonly lines: readonly Line[] }

const readingOf = async (store: FileStore, file: TableFile, asked: Asked): Promise<{ reading: Reading; sheets: readonly string[] }> => {
  const header = asked.header ?? 1
  if (kindOf(file) === 'workbook') {
    const sheets = await (await workbook()).sheetsOf(await wholeOf(store, file))
    return { sheets, reading: { encoding: 'utf-8', separator: ',', sheet: asked.sheet && sheets.includes(asked.sheet) ? asked.sheet : sheets[0] ?? '', header } }
  }
  const head = await headOf(store, file)
  const encoding = asked.encoding ?? detectEncoding(head)
  const { detectSeparator } = await textTable()
  return { sheets: [], reading: { encoding, separator: asked.separator ?? detectSeparator(new TextDecoder(encoding).decode(head)), sheet: '', header } }
}

/** A, B, … Z, AA: what a column without a name is called. */
const letters = (column: number): string => (column < 26 ? String.fromCharCode(65 + column) : `${letters(Math.floor(column / 26) - 1)}${letters(column % 26)}`)

const namesOf = (header: readonly string[], lines: readonly Line[]): string[] => {
  const width = header.length || Math.max(0, ...lines.map(({ cells }) => cells.length))
  const last = header.findLastIndex((name) => name.trim() !== '')
  // Columns to the right that have neither a name nor a value are none.
  const used = lines.reduce((most, { cells }) => Math.max(most, cells.slice(0, width).findLastIndex((cell) => cell.trim() !== '')), last)
  return Array.from({ length: used + 1 }, (_, i) => header[i]?.trim() || letters(i))
}

/** The beginning of a table, with the names of its columns. What is not asked for is found out by looking. */
export const lookInto = async (store: FileStore, file: TableFile, asked: Asked, most: number): Promise<Look> => {
  const { reading, sheets } = await readingOf(store, file, asked)
  const lines: Line[] = []
  let header: readonly string[] = []
  for await (const line of linesOf(store, file, reading)) {
    if (line.no === reading.header) header = line.cells
    else if (line.no > reading.header && line.cells.some((cell) => cell.trim() !== '')) lines.push(line)
    if (lines.length >= most) break
  }
  const names = namesOf(header, lines)
  if (!names.length) throw new Problem(noTable)
  return { kind: kindOf(file), reading, sheets, names, lines }
}
