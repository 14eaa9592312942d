import { Readable } from 'node:stream'
import { csvCell } from './csv-cell.ts'
import type { Visit } from './http.ts'

/** A paper to look at and print, made anew each time: nothing keeps it. */
export const sendPaper = ({ reply }: Visit, name: string, pdf: Uint8Array): Buffer => {
  reply.header('content-type', 'application/pdf').header('content-disposition', `inline; filename="${name}.pdf"`).header('cache-control', 'no-store')
  return Buffer.from(pdf)
}

type Line = readonly string[]

const written = (lines: readonly Line[]) => lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')

interface Page<T> { readonly items: readonly T[]; readonly next: string | null }

interface Sheet<T> { readonly name: string; readonly heading: Line; page(cursor: string | undefined): Promise<Page<T>>; lines(item: T): readonly Line[] }

async function* textOf<T>({ heading, page, lines }: Sheet<T>, first: Page<T>): AsyncGenerator<string> {
  // The mark at the beginning lets spreadsheet programs read Chinese.
  yield `\ufeff${written([heading])}`
  for (let { items, next } = first; ; ({ items, next } = await page(next))) {
    yield written(items.flatMap(lines))
    if (next === null) return
  }
}

/** A list as comma-separated text, page by page: however long it is, little of it is held at once. What refuses the first page refuses the table. */
export const sendTable = async <T>({ reply }: Visit, sheet: Sheet<T>): Promise<Readable> => {
  const first = await sheet.page(undefined)
  reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${sheet.name}.csv"`).header('x-content-type-options', 'nosniff').header('cache-control', 'no-store')
  return Readable.from(textOf(sheet, first))
}
