import type { Locale } from '#contract/common.ts'
import type { ChargeBack } from '#contract/liability.ts'
import { formatStamp } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { yuanDigits } from '#kernel/money.ts'

const COLUMNS = ['number', 'case', 'unit', 'outsider', 'party', 'share', 'cost', 'amount', 'state', 'agreed', 'received', 'reference', 'receivedOn', 'answerBy', 'claimedAt', 'claimedBy', 'grounds'] as const

/** Charge-backs as a table; sums in yuan, as spreadsheet programs add them up. */
export const chargeBackSheet = (locale: Locale) => {
  const term = (kind: string, value: string) => words(locale, ['terms', kind, value]) ?? value
  return {
    name: 'charge-backs',
    heading: COLUMNS.map((key) => words(locale, ['liability', 'sheet', key]) ?? key),
    lines: (b: ChargeBack) => [[
      b.number, b.complaintNumber, b.unitName, b.outsider.name, term('shareParty', b.party), `${b.share / 100}%`, yuanDigits(b.costFen), yuanDigits(b.amountFen), term('chargeBackState', b.state), b.agreedFen === null ? '' : yuanDigits(b.agreedFen),
      b.receipt ? yuanDigits(b.receipt.amountFen) : '', b.receipt?.reference ?? '', b.receipt?.on ?? '', b.answerBy ?? '', formatStamp(b.claimedAt, b.timeZone), b.claimedBy?.name ?? '', b.grounds,
    ]],
  }
}
