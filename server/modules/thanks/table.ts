import type { Locale } from '#contract/common.ts'
import type { Gift } from '#contract/thanks.ts'
import { words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'

/** The register as a table. */
export const giftSheet = (locale: Locale) => ({
  name: 'thanks',
  heading: ['on', 'unit', 'to', 'what', 'worth', 'by', 'receipt', 'feedback', 'withdrawn'].map((key) => words(locale, ['thanks', 'sheet', key]) ?? key),
  lines: (g: Gift) => [[g.givenOn, g.unitName, g.givenTo, g.what, yuan(g.worthFen), g.givenBy.name, g.receipt ?? '', g.feedbackWords, g.withdrawn?.why ?? '']],
})
