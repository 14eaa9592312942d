import type { Campaign, Reply } from '#contract/campaign.ts'
import type { Locale } from '#contract/common.ts'
import { formatStamp } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'

/** Replies as a table. Names stay out: it is about what was said. */
export const replySheet = (locale: Locale, campaign: Campaign) => {
  const say = (key: string) => words(locale, ['campaign', 'sheet', key]) ?? key
  return {
    name: 'opinions',
    heading: [say('at'), say('unit'), say('way'), ...campaign.questions.map((question) => question.text), say('improvement'), say('aside')],
    lines: (one: Reply) => [[formatStamp(one.at, one.timeZone), one.unitName, words(locale, ['terms', 'opinionWay', one.way]) ?? one.way, ...campaign.questions.map((_, i) => String(one.answers[i] ?? '')), one.improvement ?? '', one.aside ? say('yes') : '']],
  }
}
