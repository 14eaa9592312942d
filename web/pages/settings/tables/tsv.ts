const TAB = '\t'

const quoted = (text: string) => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Cells as spreadsheet programs exchange them. */
export const writtenTsv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(quoted).join(TAB)).join('\n')

/** A cell in quotes, or one without, and what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|$)/g

/** Reads what a spreadsheet program put on the clipboard; a cell in quotes may hold line breaks. */
export const readTsv = (text: string): string[][] => {
  const rows: string[][] = [[]]
  for (const [, inQuotes, plain = '', end] of text.matchAll(CELL)) {
    rows.at(-1)?.push(inQuotes?.replaceAll('""', '"') ?? plain)
    if (end === '') break
    if (end !== TAB) rows.push([])
  }
  const [last] = rows.slice(-1)
  return rows.length > 1 && last?.join('') === '' ? rows.slice(0, -1) : rows
}
