import type { DeskItem } from '#contract/casefile.ts'
import { wall } from '../../ui/time-words.ts'

export const SHOWS = ['all', 'promise', 'approval', 'cameBack'] as const
export type Show = typeof SHOWS[number]

export type GroupName = 'late' | 'hour' | 'today' | 'later' | 'undated'
export interface Group { readonly name: GroupName; readonly items: readonly DeskItem[] }

const HOUR = 3_600_000
const MOMENT = 1
const ORDER: readonly GroupName[] = ['late', 'hour', 'today', 'undated', 'later']

/** Whether it is due before the day is over where it belongs; at 24:00 it still is. */
export const isDueToday = ({ dueAt, timeZone }: DeskItem, now: number): boolean =>
  dueAt !== null && !wall(Date.parse(dueAt) - MOMENT, timeZone).isAfter(wall(now, timeZone).endOf('day'))

const groupOf = (item: DeskItem, now: number): GroupName => {
  if (!item.dueAt) return 'undated'
  const left = Date.parse(item.dueAt) - now
  if (left <= 0) return 'late'
  if (left <= HOUR) return 'hour'
  return isDueToday(item, now) ? 'today' : 'later'
}

/** Things to do, by how soon: late, within the hour, today, without a time, later. The server's order stays inside each. */
export const grouped = (items: readonly DeskItem[], now: number): readonly Group[] =>
  ORDER.map((name) => ({ name, items: items.filter((item) => groupOf(item, now) === name) })).filter((group) => group.items.length > 0)

/** What waits for a yes: a remedy, or more time. */
export const isApproval = ({ kind }: DeskItem) => kind === 'approval' || kind === 'extension'

export const shownOf = (items: readonly DeskItem[], show: Show) => (show === 'all' ? items : items.filter((item) => (show === 'approval' ? isApproval(item) : item.kind === show)))
