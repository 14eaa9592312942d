const YUAN = /^\s*[¥￥]?\s*(\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．。](\d{1,2}))?\s*元?\s*$/
const MOST_DIGITS = 10

const halfWidth = (text: string) => text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))

/** What a person typed as yuan, in whole fen; null when it is not an amount. Digits only, never a float. */
export const parseYuan = (text: string): number | null => {
  const match = YUAN.exec(halfWidth(text))
  const whole = match?.[1]?.replace(/[,，]/g, '').replace(/^0+(?=\d)/, '')
  if (whole === undefined || whole.length > MOST_DIGITS) return null
  return Number.parseInt(whole + (match?.[2] ?? '').padEnd(2, '0'), 10)
}

const digits = (fen: number) => String(Math.abs(fen)).padStart(3, '0')
const sign = (fen: number) => (fen < 0 ? '−' : '')

/** 123450 → `1234.50`, as it stands in an input. */
export const yuanText = (fen: number) => `${sign(fen)}${digits(fen).slice(0, -2)}.${digits(fen).slice(-2)}`

/** 123450 → `¥1,234.50`. */
export const money = (fen: number) => {
  const whole = digits(fen).slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${sign(fen)}¥${whole}.${digits(fen).slice(-2)}`
}
