import dayjs from 'dayjs'
import { expect, test } from 'vitest'
import type { DeskItem } from '#contract/casefile.ts'
import { grouped, shownOf } from './groups.ts'

const now = dayjs('2026-11-21T10:18:00+08:00')
const item = (id: string, minutes: number | null, kind: DeskItem['kind'] = 'clock'): DeskItem => ({
  kind, id, complaintId: id, number: id, customerName: '', unitName: '', timeZone: 'Asia/Shanghai', urgency: 'general', what: '', clockKind: null, startedAt: null, state: 'calm', dueAt: minutes === null ? null : now.add(minutes, 'minute').format(),
})

test('things to do stand under how soon they are due', () => {
  const groups = grouped([item('a', -22), item('b', 0), item('c', 60), item('d', 61), item('e', 13 * 60 + 41), item('m', 13 * 60 + 42), item('f', 14 * 60), item('g', null)], now.valueOf())
  expect(groups.map((group) => [group.name, group.items.map((one) => one.id).join('')])).toEqual([['late', 'ab'], ['hour', 'c'], ['today', 'dem'], ['undated', 'g'], ['later', 'f']])
})

test('the day is that of the place', () => {
  const tonight = { ...item('a', 8 * 60), timeZone: 'Asia/Tokyo' }
  const evening = Date.parse('2026-11-21T22:30:00+09:00')
  expect(grouped([{ ...tonight, dueAt: '2026-11-22T00:00:00+09:00' }, { ...tonight, id: 'b', dueAt: '2026-11-22T00:01:00+09:00' }], evening).map((group) => group.name)).toEqual(['today', 'later'])
})

test('what is shown can be narrowed to one kind', () => {
  const items = [item('a', 1, 'promise'), item('b', 2, 'approval'), item('c', 3)]
  expect(shownOf(items, 'all')).toHaveLength(3)
  expect(shownOf(items, 'promise').map((one) => one.id)).toEqual(['a'])
})
