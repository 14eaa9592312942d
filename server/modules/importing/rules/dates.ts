import type { DateOrder } from '#contract/importing.ts'
import { DAY, HOUR, MINUTE } from '#kernel/time.ts'

/** A moment as the table tells it: on the wall of some place, in milliseconds since 1970-01-01T00:00 there, or exactly. */
export type Told = { readonly wall: number } | { readonly exact: string }

const SECOND = 1_000
const FIRST_DAY = -25_569
/** The spreadsheet that began to count believed in a 29 February 1900: before it all days are one off. */
const AFTER_THE_MISTAKE = 60

/** Day number of a spreadsheet (1900 system) → wall time, to the second. Null for amounts that mean no day from 1900 to 9999. */
export const serialWall = (serial: number): number | null => {
  if (!(serial >= 1 && serial < 2_958_466)) return null
  const days = serial < AFTER_THE_MISTAKE ? serial + 1 : serial
  return Math.round(((days + FIRST_DAY) * DAY) / SECOND) * SECOND
}

const two = (value: number) => String(value).padStart(2, '0')

const daysInMonth = (year: number, month: number): number => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)

/** Days since 1970-01-01 of the Gregorian calendar (Howard Hinnant, days_from_civil). */
const dayNumberOf = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

/** Its inverse (civil_from_days). */
const dayOf = (number: number): string => {
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const ofEra = z - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * ofYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return `${String(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)).padStart(4, '0')}-${two(month)}-${two(ofYear - Math.floor((153 * shifted + 2) / 5) + 1)}`
}

export const plainDay = (wall: number): string => dayOf(Math.floor(wall / DAY))
/** `2026-11-22T10:30:00`. */
export const plainMoment = (wall: number): string => {
  const rest = wall - Math.floor(wall / DAY) * DAY
  return `${plainDay(wall)}T${two(Math.floor(rest / HOUR))}:${two(Math.floor((rest % HOUR) / MINUTE))}:${two(Math.floor((rest % MINUTE) / SECOND))}`
}

/** ISO 8601: nothing to ask. With an offset it is exact. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i
const DAY_PART = /^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*日?/
const TIME_PART = /^(?:T|,)?\s*(?:(上午|下午|凌晨|早上|中午|晚上)\s*)?(\d{1,2})\s*[:：时時点點]\s*(\d{1,2})\s*(?:[:：分]\s*(?:(\d{1,2})(?:\.\d+)?\s*秒?)?)?\s*([AP])?\.?M?\.?\s*(Z|[+-]\d{2}:?\d{2})?$/i
const AFTERNOON = ['下午', '晚上']

const dayWall = (year: number, month: number, day: number): number | null =>
  (year >= 1900 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? dayNumberOf(year, month, day) * DAY : null)

const PLACES: Readonly<Record<Exclude<DateOrder, 'serial'>, readonly [number, number, number]>> = { ymd: [0, 1, 2], dmy: [2, 1, 0], mdy: [2, 0, 1] }

const twelveHours = (hour: number, afternoon: boolean): number => (hour % 12) + (afternoon ? 12 : 0)

const hourOf = (hour: number, half: string | undefined, sign: string | undefined): number | null => {
  if (hour > 23) return null
  if (sign !== undefined) return hour < 1 || hour > 12 ? null : twelveHours(hour, sign.toUpperCase() === 'P')
  // 下午14:30 is written, too.
  return half === undefined || half === '中午' || hour > 12 ? hour : twelveHours(hour, AFTERNOON.includes(half))
}

const timeOf = (text: string): { ms: number; offset: string | undefined } | null => {
  if (text === '') return { ms: 0, offset: undefined }
  const [all, half, hours, minutes, seconds, sign, offset] = TIME_PART.exec(text) ?? []
  if (all === undefined) return null
  const hour = hourOf(Number(hours), half, sign)
  if (hour === null || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null
  return { ms: hour * HOUR + Number(minutes) * MINUTE + Number(seconds ?? 0) * SECOND, offset }
}

const withOffset = (wall: number, offset: string): Told => ({ exact: `${plainMoment(wall)}${offset.toUpperCase() === 'Z' ? 'Z' : offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`}` })

const readSerial = (text: string): Told | null => {
  const wall = /^\d{1,7}(?:\.\d+)?$/.test(text) ? serialWall(Number(text)) : null
  return wall === null ? null : { wall }
}

const readParts = (text: string, order: Exclude<DateOrder, 'serial'>): Told | null => {
  const [day, ...parts] = DAY_PART.exec(text) ?? []
  if (day === undefined) return null
  const [year, month, date] = PLACES[order].map((place) => parts[place] ?? '') as [string, string, string]
  const wall = year.length === 4 && month.length <= 2 && date.length <= 2 ? dayWall(Number(year), Number(month), Number(date)) : null
  const time = timeOf(text.slice(day.length).trim())
  if (wall === null || time === null) return null
  return time.offset === undefined ? { wall: wall + time.ms } : withOffset(wall + time.ms, time.offset)
}

/** A value by the way of writing that was chosen; null when it cannot be read so. Years have four digits: of two nobody knows the century. */
export const readDate = (value: string, order: DateOrder): Told | null => {
  const text = value.normalize('NFKC').trim()
  if (ISO.test(text)) return readParts(text, 'ymd')
  return order === 'serial' ? readSerial(text) : readParts(text, order)
}
