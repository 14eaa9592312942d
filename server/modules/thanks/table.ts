import type { Locale } from '#contract/common.ts'
import type { Gift } from '#contract/thanks.ts'
import { csvCell } from '#kernel/csv-cell.ts'
import { words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'

const line = (values: readonly string[]) => `${values.map(csvCell).join(',')}\r\n`

/** The register as a table, with a mark at its beginning by which spreadsheet programs know the writing. */
export const giftLines = async function* giftLines(locale: Locale, pages: AsyncIterable<readonly Gift[]>): AsyncGenerator<string> {
  const say = (key: string) => words(locale, ['thanks', 'sheet', key]) ?? key
  yield `\ufeff${line(['on', 'unit', 'to', 'what', 'worth', 'by', 'receipt', 'feedback', 'withdrawn'].map(say))}`
  for await (const page of pages) {
    for (const g of page) yield line([g.givenOn, g.unitName, g.givenTo, g.what, yuan(g.worthFen), g.givenBy.name, g.receipt ?? '', g.feedbackWords, g.withdrawn?.why ?? ''])
  }
}
