/** Exact money: integer fen. Shares round half up, in integers only. */
export const shareOf = (fen: number, share: number): number => Number((BigInt(fen) * BigInt(Math.round(share * 10_000)) + 5_000n) / 10_000n)

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
