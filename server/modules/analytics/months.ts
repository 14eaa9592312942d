import * as contract from '#contract/analytics.ts'
import { Problem } from '#kernel/problem.ts'

const MONTHS = 12
const QUARTER = 3

export const indexOf = (month: string) => Number(month.slice(0, 4)) * MONTHS + Number(month.slice(5)) - 1
export const monthAt = (index: number) => `${Math.floor(index / MONTHS)}-${String((index % MONTHS) + 1).padStart(2, '0')}`

/** The quarter a month lies in, `2026-Q4`. */
export const quarterOf = (month: string) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / QUARTER)}`

/** Every month of a stretch. @throws Problem when it runs backward or is too long. */
export const monthsOf = ({ from, to }: { readonly from: string; readonly to: string }): string[] => {
  const [first, last] = [indexOf(from), indexOf(to)]
  if (last < first) throw new Problem(contract.monthsBackward, {}, 'to')
  if (last - first >= contract.MOST_MONTHS) throw new Problem(contract.tooManyMonths, { most: contract.MOST_MONTHS }, 'to')
  return Array.from({ length: last - first + 1 }, (_, i) => monthAt(first + i))
}
