import { archive, escaped } from './archive.ts'
import { inert } from './csv-cell.ts'

/** A cell: text, or a number as it is written in figures. */
export type Cell = string | { readonly number: string }
export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.number)

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006'
const PARTS = 'http://schemas.openxmlformats.org/package/2006'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
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
