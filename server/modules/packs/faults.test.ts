import { expect, test } from 'vitest'
import { hourFaults } from './faults-hours.ts'
import { wordFaults } from './faults-words.ts'
import { noticeFaults } from './faults-notices.ts'
import type { PackBody } from './shape.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const hours = (...spans: [string, string][]) => ({ unitKinds: ['shop'], weekly: Object.fromEntries(DAYS.map((day) => [day, spans])), observesHolidays: false })
const faults = (...all: object[]) => hourFaults({ hours: all } as unknown as PackBody)

test('a night shift is a span of time; what never opens, overlaps or is said twice is not', () => {
  expect(faults(hours(['09:00', '12:00'], ['22:00', '06:00']))).toEqual([])
  expect(faults(hours())).toEqual(['hours.yaml: shop never opens'])
  expect(faults(hours(['09:00', '18:00']), hours(['10:00', '18:00']))).toEqual(['hours.yaml: shop has two weeks'])
  expect(faults(hours(['09:00', '13:00'], ['12:00', '18:00']))).toHaveLength(7)
  expect(faults(hours(['20:00', '02:00'], ['22:00', '23:00']))).toHaveLength(7)
  expect(faults(hours(['9:00', '25:00']))).toContain('hours.yaml: mon: 9:00-25:00 is no span of time')
})

test('what is said in one language is said in all', () => {
  const body = { classes: [{ code: 'vip', label: { 'zh-CN': '贵宾', 'zh-Hant': '貴賓', en: ' ' } }, { code: 'member', label: { 'zh-CN': '会员', 'zh-Hant': '會員', en: 'Member' } }] }
  expect(wordFaults(body as unknown as PackBody)).toEqual(['classes/vip/label: nothing is said in en'])
})

const GIVEN = { code: 'given', kinds: ['customer'], roles: ['manager'], media: ['mail'] }

test.each([
  [{ code: 'x', kinds: ['customer'], roles: ['handler'], media: [] }, []],
  [{ code: 'x', kinds: ['customer'], media: ['sms'] }, []],
  [{ code: 'x', kinds: ['work'], roles: ['nobody'], media: ['mail'] }, ['notices.yaml: x names the unknown role nobody']],
  [{ code: 'x', kinds: ['work'], media: ['mail', 'mail'] }, ['notices.yaml: x names mail twice']],
  [{ code: 'x', kinds: ['escalation'], media: [] }, ['notices.yaml: x: an escalation has to reach people outside the application']],
  [{ code: 'x', kinds: ['customer'], roles: ['handler', 'manager'], media: [] }, ['notices.yaml: two rules are about customer for manager']],
  [{ code: 'x', kinds: ['work', 'work'], media: [] }, ['notices.yaml: two rules are about work for everybody']],
])('ways of telling people with %o', (item, expected) => {
  expect(noticeFaults({ roles: [{ code: 'manager' }, { code: 'handler' }], notices: [GIVEN, item] } as unknown as PackBody)).toEqual(expected)
})
