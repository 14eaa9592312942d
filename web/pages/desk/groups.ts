import dayjs from 'dayjs'
import type { DeskItem } from '#contract/casefile.ts'

export const SHOWS = ['all', 'promise', 'approval', 'cameBack'] as const
export type Show = typeof SHOWS[number]

export type GroupName = 'late' | 'hour' | 'today' | 'later' | 'undated'
export interface Group { readonly name: GroupName; readonly items: readonly DeskItem[] }

const HOUR = 3_600_000
const ORDER: readonly GroupName[] = ['late', 'hour', 'today', 'undated', 'later']

const groupOf = ({ dueAt }: DeskItem, now: number): GroupName => {
  if (!dueAt) return 'undated'
  const due = dayjs(dueAt)
  if (due.valueOf() <= now) return 'late'
  if (due.valueOf() - now <= HOUR) return 'hour'
  return due.isSame(dayjs(now), 'day') ? 'today' : 'later'
}

/** Things to do, by how soon: late, within the hour, today, without a time, later. The server's order stays inside each. */
export const grouped = (items: readonly DeskItem[], now: number): readonly Group[] =>
  ORDER.map((name) => ({ name, items: items.filter((item) => groupOf(item, now) === name) })).filter((group) => group.items.length > 0)

export const shownOf = (items: readonly DeskItem[], show: Show) => (show === 'all' ? items : items.filter((item) => item.kind === show))
