import { Readable } from 'node:stream'
import type { Locale } from '#contract/common.ts'
import type { ImportRow } from '#contract/importing.ts'
import { csvCell } from '#kernel/csv-cell.ts'
import { words } from '#kernel/i18n.ts'

const line = (values: readonly string[]) => `${values.map(csvCell).join(',')}\r\n`

const HEADINGS = ['row', 'column', 'value', 'fault'] as const

type Page = (cursor: string | undefined) => Promise<{ readonly items: readonly ImportRow[]; readonly next: string | null }>

async function* written(locale: Locale, page: Page): AsyncGenerator<string> {
  // The mark at the beginning lets spreadsheet programs read Chinese.
  yield `\ufeff${line(HEADINGS.map((heading) => words(locale, ['importing', 'faultList', heading]) ?? heading))}`
  let cursor: string | undefined
  do {
    const { items, next } = await page(cursor)
    yield items.flatMap((row) => row.faults.map((fault) => line([String(row.no), fault.column, fault.value, fault.words]))).join('')
    cursor = next ?? undefined
  } while (cursor)
}

/** Faults and remarks as comma-separated text, page by page. */
export const faultList = (locale: Locale, page: Page): Readable => Readable.from(written(locale, page))
