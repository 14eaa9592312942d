import { noTable, tooWide, unreadable } from '#contract/importing.ts'
import { Problem } from '#kernel/problem.ts'
import { type Archive, openArchive } from './archive.ts'
import { type Line, MOST_COLUMNS, MOST_ROWS } from './line.ts'
import { isDateFormat, numberText, serialText } from './spreadsheet-numbers.ts'
import { hear, heard } from './xml.ts'

/** Characters of texts that many cells share: the one part that is kept in memory. */
const MOST_SHARED = 64 * 1_048_576

interface Sheet { readonly name: string; readonly path: string }
interface Book { readonly sheets: readonly Sheet[]; readonly from1904: boolean }

const FOLDER = 'xl/'
const pathOf = (target: string) => (target.startsWith('/') ? target.slice(1) : `${FOLDER}${target}`)

const bookOf = async (archive: Archive): Promise<Book> => {
  const targets = new Map<string, string>()
  await hear(await archive.read(`${FOLDER}_rels/workbook.xml.rels`), { open: (name, a) => { if (name === 'Relationship') targets.set(a['Id'] ?? '', pathOf(a['Target'] ?? '')) } })
  const sheets: Sheet[] = []
  let from1904 = false
  await hear(await archive.read(`${FOLDER}workbook.xml`), {
    open: (name, a) => {
      if (name === 'sheet') sheets.push({ name: a['name'] ?? '', path: targets.get(a['r:id'] ?? '') ?? '' })
      if (name === 'workbookPr') from1904 = a['date1904'] === '1' || a['date1904'] === 'true'
    },
  })
  if (!sheets.length) throw new Problem(noTable)
  return { sheets, from1904 }
}

/** Which of the styles of cells show a number as a day. */
const dateStyles = async (archive: Archive): Promise<readonly boolean[]> => {
  const formats = new Map<string, string>()
  const styles: boolean[] = []
  let inCells = false
  await hear(await archive.read(`${FOLDER}styles.xml`), {
    open: (name, a) => {
      if (name === 'numFmt') formats.set(a['numFmtId'] ?? '', a['formatCode'] ?? '')
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) styles.push(isDateFormat(Number(a['numFmtId'] ?? 0), formats.get(a['numFmtId'] ?? '')))
    },
    close: (name) => { if (name === 'cellXfs') inCells = false },
  })
  return styles
}

/** The texts that cells share; how they are to be pronounced (`rPh`) is not part of them. */
const sharedTexts = async (archive: Archive): Promise<readonly string[]> => {
  const texts: string[] = []
  let [size, text, inText, inSound] = [0, '', false, false]
  await hear(await archive.read(`${FOLDER}sharedStrings.xml`), {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') inSound = true
      if (name === 't') inText = !inSound
    },
    text: (part) => { if (inText) text += part },
    close: (name) => {
      if (name === 't') inText = false
      if (name === 'rPh') inSound = false
      if (name !== 'si') return
      size += text.length
      if (size > MOST_SHARED) throw new Problem(unreadable, { row: 0 })
      texts.push(text)
    },
  })
  return texts
}

/** `BC12` → 54. */
const columnOf = (place: string): number => [.../^[A-Z]*/.exec(place)?.[0] ?? ''].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

interface Cell { readonly type: string; readonly style: number; readonly column: number; value: string; formula: string; inline: string }
interface Known { readonly texts: readonly string[]; readonly dates: readonly boolean[]; readonly from1904: boolean }

const plain: Readonly<Record<string, (cell: Cell, known: Known) => string>> = {
  s: ({ value }, { texts }) => texts[Number(value)] ?? '',
  inlineStr: ({ inline }) => inline,
  b: ({ value }) => (value === '1' ? 'TRUE' : 'FALSE'),
  n: ({ value, style }, { dates, from1904 }) => (dates[style] ? serialText(Number(value), from1904) ?? value : numberText(value)),
}

/** What the cell shows: of a formula what it came to when the workbook was saved, and its text where nothing was saved. It is never worked out. */
const shown = (cell: Cell, known: Known): string => {
  if (cell.value === '' && cell.type !== 'inlineStr') return cell.formula === '' ? '' : `=${cell.formula}`
  return plain[cell.type]?.(cell, known) ?? cell.value
}

/** Puts a cell where its name says; cells before it that the sheet leaves out are empty. */
const place = (cells: string[], no: number, column: number, text: string) => {
  if (column >= MOST_COLUMNS && text !== '') throw new Problem(tooWide, { row: no, most: MOST_COLUMNS })
  if (column >= MOST_COLUMNS || column < 0) return
  while (cells.length < column) cells.push('')
  cells[column] = text
}

/** Gathers the cells of rows as the XML tells them. */
const rowListener = (known: Known, done: (line: Line) => void) => {
  let [no, cells, cell, within]: [number, string[], Cell | null, string] = [0, [], null, '']
  return {
    open: (name: string, a: Readonly<Record<string, string>>) => {
      if (name === 'row') {
        no = Number(a['r'] ?? no + 1)
        cells = []
      }
      if (name === 'c') cell = { type: a['t'] ?? 'n', style: Number(a['s'] ?? -1), column: a['r'] ? columnOf(a['r']) : cells.length, value: '', formula: '', inline: '' }
      within = name
    },
    text: (part: string) => {
      if (!cell) return
      if (within === 'v') cell.value += part
      if (within === 'f') cell.formula += part
      if (within === 't') cell.inline += part
    },
    close: (name: string) => {
      within = ''
      if (name === 'c' && cell) {
        place(cells, no, cell.column, shown(cell, known))
        cell = null
      }
      if (name === 'row') done({ no, cells })
    },
  }
}

export const sheetsOf = async (bytes: Buffer): Promise<readonly string[]> => {
  const archive = await openArchive(bytes)
  try {
    return (await bookOf(archive)).sheets.map(({ name }) => name)
  } finally {
    archive.close()
  }
}

/** Rows of one sheet, read piece by piece. `sheet`: its name; the first when there is none of that name. */
export async function* linesOfWorkbook(bytes: Buffer, sheet: string): AsyncGenerator<Line> {
  const archive = await openArchive(bytes)
  try {
    const { sheets, from1904 } = await bookOf(archive)
    const chosen = sheets.find(({ name }) => name === sheet) ?? sheets[0]
    const content = chosen ? await archive.read(chosen.path) : null
    if (!content) throw new Problem(noTable)
    const waiting: Line[] = []
    const listener = rowListener({ texts: await sharedTexts(archive), dates: await dateStyles(archive), from1904 }, (line) => { if (line.no <= MOST_ROWS) waiting.push(line) })
    for await (const _ of heard(content, listener)) yield* waiting.splice(0)
    yield* waiting.splice(0)
  } finally {
    archive.close()
  }
}
