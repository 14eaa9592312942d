import { crc32 } from 'node:zlib'

const record = (signature: number, ...fields: readonly (readonly [number, 2 | 4])[]) => {
  const bytes = Buffer.alloc(4 + fields.reduce((sum, [, size]) => sum + size, 0))
  bytes.writeUInt32LE(signature)
  let at = 4
  for (const [value, size] of fields) at = size === 2 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at)
  return bytes
}

/** An archive of texts, nothing packed (APPNOTE.TXT 4.3). */
const archive = (files: Readonly<Record<string, string>>): Buffer => {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [path, text] of Object.entries(files)) {
    const [name, data] = [Buffer.from(path), Buffer.from(text)]
    const sums = [[crc32(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]] as const
    const local = Buffer.concat([record(0x04034b50, [20, 2], [0x800, 2], [0, 2], [0, 2], [33, 2], ...sums), name, data])
    central.push(Buffer.concat([record(0x02014b50, [20, 2], [20, 2], [0x800, 2], [0, 2], [0, 2], [33, 2], ...sums, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  return Buffer.concat([...locals, directory, record(0x06054b50, [0, 2], [0, 2], [central.length, 2], [central.length, 2], [directory.length, 4], [at, 4], [0, 2])])
}

/** A cell as it stands in a sheet: a shared text, a number, a day (the number with a style), or a formula with what it came to when it was saved. */
export type Cell = string | number | { readonly day: number } | { readonly formula: string; readonly was?: string }

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const cellXml = (cell: Cell, place: string, texts: string[]): string => {
  if (typeof cell === 'string') return cell === '' ? '' : `<c r="${place}" t="s"><v>${texts.push(cell) - 1}</v></c>`
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
  if ('day' in cell) return `<c r="${place}" s="1"><v>${cell.day}</v></c>`
  return `<c r="${place}" t="str"><f>${escaped(cell.formula)}</f>${cell.was === undefined ? '' : `<v>${escaped(cell.was)}</v>`}</c>`
}

/** The smallest workbook that a spreadsheet program would open. Sheets by name; `other`: parts that are not as they should be. */
export const workbook = (sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>, other: Readonly<Record<string, string>> = {}): Buffer => {
  const texts: string[] = []
  const names = Object.keys(sheets)
  const files = Object.fromEntries(Object.values(sheets).map((rows, i) => [`xl/worksheets/sheet${i + 1}.xml`, `${HEAD}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${
    rows.map((cells, y) => `<row r="${y + 1}">${cells.map((cell, x) => cellXml(cell, `${String.fromCharCode(65 + x)}${y + 1}`, texts)).join('')}</row>`).join('')}</sheetData></worksheet>`]))
  return archive({
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ...files,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ...other,
  })
}
