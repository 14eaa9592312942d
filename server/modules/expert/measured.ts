/** Thousandths as a plain number: 999123 is 999.123. */
const plain = (milli: number): string => {
  const [whole, part] = [Math.trunc(milli / 1_000), milli % 1_000]
  return part === 0 ? String(whole) : `${whole}.${String(part).padStart(3, '0').replace(/0+$/, '')}`
}

/** What was measured, with its unit: `999‰`, `3.52 g`. */
export const inUnit = (milli: number, unit: string): string => (/^[‰%]/.test(unit) ? `${plain(milli)}${unit}` : `${plain(milli)} ${unit}`)
