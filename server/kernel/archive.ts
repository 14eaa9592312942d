import { crc32 } from 'node:zlib'

type Field = readonly [value: number, size: 2 | 4]

const record = (signature: number, fields: readonly Field[]): Buffer => {
  const bytes = Buffer.alloc(4 + fields.reduce((sum, [, size]) => sum + size, 0))
  bytes.writeUInt32LE(signature)
  let at = 4
  for (const [value, size] of fields) at = size === 2 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at)
  return bytes
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
/** Names are UTF-8. */
const UTF8 = 0x800
/** 1 January 1980, the first day there is: the same lines give the same bytes. */
const DAY = 33

/** An archive of texts, nothing packed (PKWARE APPNOTE.TXT 4.3). */
export const archive = (files: Readonly<Record<string, string>>): Buffer => {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [path, text] of Object.entries(files)) {
    const [name, data] = [Buffer.from(path), Buffer.from(text)]
    const sums: readonly Field[] = [[crc32(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]]
    const local = Buffer.concat([record(LOCAL, [[VERSION, 2], [UTF8, 2], [0, 2], [0, 2], [DAY, 2], ...sums]), name, data])
    central.push(record(CENTRAL, [[VERSION, 2], [VERSION, 2], [UTF8, 2], [0, 2], [0, 2], [DAY, 2], ...sums, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), name)
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  return Buffer.concat([...locals, directory, record(END, [[0, 2], [0, 2], [locals.length, 2], [locals.length, 2], [directory.length, 4], [at, 4], [0, 2]])])
}

// What XML cannot hold is left out: no program reads it.
const UNREADABLE = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu
/** As text inside of XML. */
export const escaped = (text: string) => text.replaceAll(UNREADABLE, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
