import { plainMoment, serialWall } from '../rules/dates.ts'

/** Built-in formats that show days or times, those of Chinese and Japanese programs among them (ECMA-376, 18.8.30). */
const DATE_FORMATS: readonly (readonly [number, number])[] = [[14, 22], [27, 36], [45, 47], [50, 58]]

/** Whether a format shows a number as a day or a time. */
export const isDateFormat = (id: number, code: string | undefined): boolean => {
  if (code === undefined) return DATE_FORMATS.some(([from, to]) => id >= from && id <= to)
  // Texts in quotes, escaped signs and colours are no pattern; hours that run beyond a day stand in brackets and are an amount.
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '').replace(/general/i, ''))
}

/** A number as people would write it: a telephone number is not 1.38E+10. */
export const numberText = (value: string): string => {
  const number = Number(value)
  return /e/i.test(value) && Number.isSafeInteger(number) ? String(number) : value
}

/** A spreadsheet's day number as `2026-11-22T10:30:00`; null when it means no day of ours. */
export const serialText = (serial: number, from1904: boolean): string | null => {
  const wall = serialWall(serial + (from1904 ? 1_462 : 0))
  return wall === null ? null : plainMoment(wall)
}
