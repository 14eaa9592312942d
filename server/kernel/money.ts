/** Exact money: integer fen. Shares round half up, in integers only. */
export const shareOf = (fen: number, share: number): number => Number((BigInt(fen) * BigInt(Math.round(share * 10_000)) + 5_000n) / 10_000n)

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
