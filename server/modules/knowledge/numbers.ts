/** Numbers of people in a readable text: each by the check digit that makes it one, so that an order number is not taken for a card. */
export interface Numbered { readonly from: number; readonly to: number; readonly digits: string }

const runs = (text: string, pattern: RegExp): Numbered[] => [...text.matchAll(pattern)].map((m) => ({ from: m.index, to: m.index + m[0].length, digits: m[0].replace(/[\s-]/g, '') }))

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10x98765432'

/** GB 11643: seventeen digits and a check character. */
const isMainland = (digits: string) => CHECKS.charAt(WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits.charAt(i)), 0) % 11) === digits.charAt(17)

/** Hong Kong: one or two letters, six digits, a check character in brackets. */
const isHongKong = (text: string) => {
  const [, letters = '', digits = '', check = ''] = /^([a-z]{1,2})(\d{6})\(?([0-9a])\)?$/.exec(text) ?? []
  if (!letters) return false
  const values = [...letters.padStart(2, ' ')].map((c) => (c === ' ' ? 36 : c.charCodeAt(0) - 87))
  const sum = [...values, ...[...digits].map(Number)].reduce((all, value, i) => all + value * (9 - i), 0)
  return (sum + (check === 'a' ? 10 : Number(check))) % 11 === 0
}

export const identityNumbersIn = (text: string): Numbered[] => [
  ...runs(text, /(?<![\da-z])\d{6}[\s-]?\d{4}[\s-]?\d{4}[\s-]?\d{3}[\dx](?![\da-z])/g).filter(({ digits }) => isMainland(digits)),
  ...runs(text, /(?<![\da-z])[a-z]{1,2}\d{6}\([0-9a]\)/g).filter(({ digits }) => isHongKong(digits)),
]

const isLuhn = (digits: string) => [...digits].reverse().reduce((sum, c, i) => { const d = Number(c) * (i % 2 ? 2 : 1); return sum + (d > 9 ? d - 9 : d) }, 0) % 10 === 0

export const bankCardsIn = (text: string): Numbered[] => runs(text, /(?<![\da-z])\d{4}(?:[\s-]?\d{4}){2,3}(?:[\s-]?\d{1,3})?(?![\da-z])/g).filter(({ digits }) => digits.length >= 16 && digits.length <= 19 && isLuhn(digits) && !(digits.length === 18 && isMainland(digits)))

/** Mobile numbers of the mainland. */
export const mobilesIn = (text: string): Numbered[] => runs(text, /(?<![\d-])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g).map((one) => ({ ...one, digits: one.digits.slice(-11) }))
