import type { Campaign, Reply } from '#contract/campaign.ts'
import type { Locale } from '#contract/common.ts'
import { csvCell } from '#kernel/csv-cell.ts'
import { formatStamp } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'

const line = (values: readonly string[]) => `${values.map(csvCell).join(',')}\r\n`

/** Replies as a table, with a mark at its beginning by which spreadsheet programs know the writing. Names stay out: it is about what was said. */
export const replyLines = async function* replyLines(locale: Locale, campaign: Campaign, pages: AsyncIterable<readonly Reply[]>): AsyncGenerator<string> {
  const say = (key: string) => words(locale, ['campaign', 'sheet', key]) ?? key
  yield `\ufeff${line([say('at'), say('unit'), say('way'), ...campaign.questions.map((question) => question.text), say('improvement'), say('aside')])}`
  for await (const page of pages) {
    for (const one of page) yield line([formatStamp(one.at, one.timeZone), one.unitName, words(locale, ['terms', 'opinionWay', one.way]) ?? one.way, ...campaign.questions.map((_, i) => String(one.answers[i] ?? '')), one.improvement ?? '', one.aside ? say('yes') : ''])
  }
}
