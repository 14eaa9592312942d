import type { Refusal } from '#contract/endpoint.ts'
import { backwards, notOver } from '#contract/ledger.ts'
import { shiftDay } from '#kernel/calendar.ts'

export const firstOf = (month: string): string => `${month}-01`

/** The last day of a month. */
export const lastOf = (month: string): string => {
  const [year = 0, no = 0] = month.split('-').map(Number)
  const next = no === 12 ? `${year + 1}-01` : `${year}-${String(no + 1).padStart(2, '0')}`
  return shiftDay(firstOf(next), -1)
}

export const whyNotPeriod = (from: string, to: string): Refusal | null => (from > to ? backwards : null)

/** A month is handed over when it is past. */
export const whyNotExport = (until: string, today: string): Refusal | null => (lastOf(until) < today ? null : notOver)
