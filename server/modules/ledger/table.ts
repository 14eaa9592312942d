import type { Locale } from '#contract/common.ts'
import type { LedgerEntry } from '#contract/ledger.ts'
import { words } from '#kernel/i18n.ts'
import type { Cell } from '#kernel/workbook.ts'
import { yuanDigits } from '#kernel/money.ts'

const COLUMNS = ['on', 'kind', 'unit', 'category', 'cause', 'remedyKind', 'out', 'in', 'reference', 'case', 'line'] as const

/** What of a line goes into the sheet. */
export type SheetLine = Omit<LedgerEntry, 'complaintId' | 'exportNo'>

const sum = (fen: number): Cell => ({ number: yuanDigits(fen) })

/** Lines for the books; sums in yuan, as spreadsheet programs add them up. What left and what came back have a column each: a figure that begins with a stroke would be taken for a formula. */
export const ledgerSheet = (locale: Locale) => {
  const term = (kind: string, value: string | null) => (value ? words(locale, ['terms', kind, value]) ?? value : '')
  return {
    heading: COLUMNS.map((key) => words(locale, ['ledger', 'sheet', key]) ?? key),
    line: (e: SheetLine): readonly Cell[] => [e.on, term('entryKind', e.kind), e.unitName, e.category, e.cause, term('remedyKind', e.remedyKind), sum(Math.max(0, e.amountFen)), sum(Math.max(0, -e.amountFen)), e.reference ?? '', e.complaintNumber ?? '', e.id],
  }
}
