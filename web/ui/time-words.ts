import dayjs, { type Dayjs } from 'dayjs'
import utc from 'dayjs/plugin/utc.js'
import type { TFunction } from 'i18next'
import { offsetAt } from './zone.ts'

dayjs.extend(utc)

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span as one would say it: 12分钟, 1小时18分, 3天. Never finer than a minute, never two units beyond a day. */
export const spanWords = (t: TFunction, ms: number): string => {
  const span = Math.abs(ms)
  if (span < MINUTE) return t('common:time.underMinute')
  if (span < HOUR) return t('common:time.minutes', { count: Math.floor(span / MINUTE) })
  if (span >= DAY) return t('common:time.days', { count: Math.floor(span / DAY) })
  const hours = t('common:time.hours', { count: Math.floor(span / HOUR) })
  const minutes = Math.floor((span % HOUR) / MINUTE)
  return minutes === 0 ? hours : hours + t('common:time.andMinutes', { count: minutes })
}

/** What the clock on the wall of a zone shows: to be formatted, and compared with others of the same zone. Not the moment itself. */
export const wall = (at: string | number, zone: string): Dayjs => {
  const moment = dayjs(at).valueOf()
  return dayjs.utc(moment + offsetAt(zone, moment))
}

/** How a moment is read: on which clock, and whether as the end of a period. */
export interface Reading {
  readonly zone: string
  /** A period that ends at midnight ends at 24:00 of its last day. */
  readonly end?: boolean | undefined
}

interface Read { readonly day: Dayjs; readonly format: (format: string) => string }

const read = (at: string, { zone, end }: Reading): Read => {
  const moment = wall(at, zone)
  if (!end || !moment.isSame(moment.startOf('day'))) return { day: moment, format: (format) => moment.format(format) }
  const day = moment.subtract(1, 'day')
  return { day, format: (format) => day.format(format.replace(/H?H:mm(:ss)?/, '[24:00]')) }
}

/** A moment near now in few words: 今天 9:56, 昨天 22:28, 11月18日, 2025年3月2日. */
export const momentWords = (t: TFunction, at: string, now: number, reading: Reading): string => {
  const { day, format } = read(at, reading)
  const today = wall(now, reading.zone)
  const days = day.startOf('day').diff(today.startOf('day'), 'day')
  const time = format('HH:mm')
  if (days === 0) return t('common:time.today', { time })
  if (days === -1) return t('common:time.yesterday', { time })
  if (days === 1) return t('common:time.tomorrow', { time })
  return format(t(day.isSame(today, 'year') ? 'common:time.dayFormat' : 'common:time.yearFormat'))
}

/** A moment in the given format. */
export const wallWords = (at: string, format: string, reading: Reading): string => read(at, reading).format(format)

/** The exact moment, for a title or a paper. */
export const exactWords = (t: TFunction, at: string, reading: Reading): string => wallWords(at, t('common:time.exactFormat'), reading)
