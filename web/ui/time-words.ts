import dayjs from 'dayjs'
import type { TFunction } from 'i18next'

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

const clock = 'HH:mm'

/** A moment near now in few words: 今天 9:56, 昨天 22:28, 11月18日, 2025年3月2日. */
export const momentWords = (t: TFunction, at: string, now: number): string => {
  const moment = dayjs(at)
  const days = moment.startOf('day').diff(dayjs(now).startOf('day'), 'day')
  const time = moment.format(clock)
  if (days === 0) return t('common:time.today', { time })
  if (days === -1) return t('common:time.yesterday', { time })
  if (days === 1) return t('common:time.tomorrow', { time })
  if (moment.isSame(dayjs(now), 'year')) return moment.format(t('common:time.dayFormat'))
  return moment.format(t('common:time.yearFormat'))
}

/** The end of a period in the given format: one that ends at midnight ends at 24:00 of its last day. */
export const endWords = (at: string, format: string): string => {
  const end = dayjs(at)
  return end.isSame(end.startOf('day')) ? end.subtract(1, 'day').format(format.replace(/H?H:mm/, '[24:00]')) : end.format(format)
}

/** The exact moment, for a title or a paper. */
export const exactWords = (t: TFunction, at: string): string => dayjs(at).format(t('common:time.exactFormat'))
