import type { Locale } from '#contract/common.ts'
import type { Proceeding } from '#contract/proceeding.ts'
import { formatStamp } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'

const COLUMNS = ['body', 'reference', 'case', 'customer', 'unit', 'owner', 'came', 'begunAt', 'stage', 'answerBy', 'ownDue', 'state', 'result', 'endedAt', 'reportedAt', 'owed'] as const

/** Proceedings as a table. */
export const proceedingSheet = (locale: Locale) => {
  const term = (kind: string, value: string) => words(locale, ['terms', kind, value]) ?? value
  const at = (moment: string | null, zone: string) => (moment ? formatStamp(moment, zone) : '')
  return {
    name: 'proceedings',
    heading: COLUMNS.map((key) => words(locale, ['proceeding', 'sheet', key]) ?? key),
    lines: (p: Proceeding) => [[
      p.body.label[locale], p.reference ?? '', p.complaintNumber, p.customerName, p.unitName, p.owner?.name ?? '', term('cameBy', p.came), at(p.begunAt, p.timeZone), p.stageLabel[locale], at(p.answerBy, p.timeZone), at(p.ownDue, p.timeZone),
      term('proceedingState', p.state), p.result ? term('proceedingResult', p.result) : '', at(p.endedAt, p.timeZone), at(p.reportedAt, p.timeZone), term('yesNo', p.owed ? 'yes' : 'no'),
    ]],
  }
}
