import type { Goods } from '#contract/custody.ts'

const THOUSANDTHS = 3
/** `3.52` → 3520; null where it is no weight, or finer than a thousandth. */
export const milliOf = (typed: string): number | null => {
  const [, whole, part = ''] = /^(\d{1,9})(?:[.。](\d{1,3}))?$/.exec(typed.trim()) ?? []
  const milli = whole === undefined ? 0 : Number(whole) * 1_000 + Number(part.padEnd(THOUSANDTHS, '0'))
  return milli > 0 ? milli : null
}

export const weightWords = (weight: Goods['weight'], term: (kind: string, value: string) => string): string => (weight ? `${weight.milli / 1_000} ${term('weightUnit', weight.unit)}` : '')
