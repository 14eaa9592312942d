/** A share as it is written, in whole parts of a power of ten: 0.333333 is 333333 of 1000000. */
const partsOf = (share: number): readonly [part: bigint, whole: bigint] => {
  const [whole = '', part = ''] = (String(share).includes('e') ? share.toFixed(20) : String(share)).split('.')
  return [BigInt(whole + part), 10n ** BigInt(part.length)]
}

/** Exact money: integer fen. Shares round half up, in integers only, with all their digits. */
export const shareOf = (fen: number, share: number): number => {
  const [part, whole] = partsOf(share)
  return Number((2n * BigInt(fen) * part + whole) / (2n * whole))
}

/** A sum in parts that stand to each other as the weights do, in whole fen; together they are the sum. Each ends where the sum of the weights so far would (half up), so that no fen is lost or made. */
export const apportioned = (fen: number, weights: readonly number[]): readonly number[] => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const end = (upTo: number) => Number((2n * BigInt(fen) * BigInt(weights.slice(0, upTo).reduce((sum, weight) => sum + weight, 0)) + BigInt(whole)) / (2n * BigInt(whole)))
  return weights.map((_, at) => end(at + 1) - end(at))
}

export const sumFen = (amounts: readonly number[]): number => {
  const total = amounts.reduce((sum, fen) => sum + fen, 0)
  if (!Number.isSafeInteger(total)) throw new Error('money beyond exact integers')
  return total
}

/** 123450 → `¥1,234.50`; whole yuan without fen: `¥500`. */
export const yuan = (fen: number): string => {
  const whole = Math.trunc(fen / 100).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const rest = fen % 100
  return `¥${whole}${rest ? `.${String(rest).padStart(2, '0')}` : ''}`
}

/** 123450 → `1234.50`: a figure that spreadsheet programs add up. */
export const yuanDigits = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
