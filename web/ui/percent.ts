/** A number without an exponent: as many digits as tell it from every other. */
const plain = (value: number) => (String(value).includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : String(value))

/** Moves the point of a decimal number as it is written, so that nothing is rounded. */
const shifted = (text: string, places: number): string => {
  const [whole = '', part = ''] = text.split('.')
  const digits = `${'0'.repeat(Math.max(0, -places))}${whole}${part}${'0'.repeat(Math.max(0, places))}`
  const point = Math.max(0, -places) + whole.length + places
  return `${digits.slice(0, point).replace(/^0+(?=\d)/, '')}.${digits.slice(point)}`.replace(/\.?0*$/, '')
}

/** 0.333333 → `33.3333`: a share in percent, all of it. */
export const percentText = (share: number): string => shifted(plain(share), 2)

/** `33.3333` → 0.333333; null where it is not a share above nought. */
export const parsePercent = (text: string): number | null => {
  const share = /^\d+(\.\d+)?$/.test(text) ? Number(shifted(text, -2)) : 0
  return share > 0 ? share : null
}
