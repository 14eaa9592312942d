import type { Locale } from '#contract/common.ts'
import type { Gift } from '#contract/thanks.ts'
import { words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'

/** Spreadsheet programs take a text that begins so for a formula. */
const asText = (value: string) => (/^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value)
const cell = (value: string) => `"${asText(value).replaceAll('"', '""')}"`
const line = (values: readonly string[]) => `${values.map(cell).join(',')}\r\n`

/** The register as a table, with a mark at its beginning by which spreadsheet programs know the writing. */
export const giftLines = async function* giftLines(locale: Locale, pages: AsyncIterable<readonly Gift[]>): AsyncGenerator<string> {
  const say = (key: string) => words(locale, ['thanks', 'sheet', key]) ?? key
  yield `\ufeff${line(['on', 'unit', 'to', 'what', 'worth', 'by', 'receipt', 'feedback', 'withdrawn'].map(say))}`
  for await (const page of pages) {
    for (const g of page) yield line([g.givenOn, g.unitName, g.givenTo, g.what, yuan(g.worthFen), g.givenBy.name, g.receipt ?? '', g.feedbackWords, g.withdrawn?.why ?? ''])
  }
}
