import { crc32 } from 'node:zlib'
import { inert } from './csv-cell.ts'

/** A cell: text, or a number as it is written in figures. */
export type Cell = string | { readonly number: string }
export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.number)

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
const archive = (files: Readonly<Record<string, string>>): Buffer => {
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

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006'
const PARTS = 'http://schemas.openxmlformats.org/package/2006'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
// What XML cannot hold is left out: no program reads it.
const UNREADABLE = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu
const escaped = (text: string) => text.replaceAll(UNREADABLE, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const A = 65
const LETTERS = 26
const columnOf = (x: number): string => (x < LETTERS ? String.fromCharCode(A + x) : `${columnOf(Math.floor(x / LETTERS) - 1)}${columnOf(x % LETTERS)}`)

/** Text is text: what a program would take for a formula is marked beside that, for whoever saves the sheet as something else. */
const cellXml = (cell: Cell, place: string): string => (typeof cell === 'string' ? `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(inert(cell))}</t></is></c>` : `<c r="${place}"><v>${cell.number}</v></c>`)

/** A workbook of one sheet (ECMA-376). */
export const workbook = (name: string, rows: readonly (readonly Cell[])[]): Buffer => archive({
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PARTS}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${PARTS}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${HEAD}<workbook xmlns="${SHEETS}/main" xmlns:r="${RELATIONS}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PARTS}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': `${HEAD}<worksheet xmlns="${SHEETS}/main"><sheetData>${rows.map((cells, y) => `<row r="${y + 1}">${cells.map((cell, x) => cellXml(cell, `${columnOf(x)}${y + 1}`)).join('')}</row>`).join('')}</sheetData></worksheet>`,
})
