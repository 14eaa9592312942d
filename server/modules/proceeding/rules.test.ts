import { expect, test } from 'vitest'
import { bodiesFor, isOwed, latest, numberKey, unanswered, whyNotResult } from './rules.ts'

const day = (text: string) => new Date(`2026-${text}T00:00:00Z`)

test('a number is the same however it is spaced and written', () => {
  for (const same of ['gd-77 1', 'GD－７７１', 'gd_771', ' GD771 ']) expect(numberKey(same)).toBe('GD771')
  expect([numberKey(null), numberKey(''), numberKey(' - ')]).toEqual([null, null, null])
  expect(numberKey('消协〔2026〕118')).not.toBe(numberKey('消协〔2026〕119'))
})

test('a body is told anew when the case came back, or was agreed otherwise, after it was told', () => {
  const owed = (reportedFrom: Date | null, since: Date | null, more = {}) => isOwed({ owed: true, waived_at: null, reportedFrom, ...more }, since)
  expect([owed(null, null), owed(day('03-01'), null), owed(day('03-01'), day('02-01')), owed(day('03-01'), day('04-01')), owed(null, null, { waived_at: day('03-01') }), owed(null, null, { owed: false })]).toEqual([true, false, false, true, false, false])
  expect(latest(null, day('02-01'), day('03-01'), null)).toEqual(day('03-01'))
  expect(latest(null)).toBeNull()
})

test('an empty answer answers nothing', () => {
  const points = [{ id: 'a', no: 1 }, { id: 'b', no: 2 }]
  expect(unanswered(points, [{ pointId: 'a', answer: '已退款' }, { pointId: 'b', answer: ' \n' }])).toEqual([2])
  expect(unanswered(points, [])).toEqual([1, 2])
})

test('bodies of a place are there for it and what lies below it', () => {
  const body = (code: string, units: string[] = []) => ({ code, kind: 'court' as const, label: { 'zh-CN': '', 'zh-Hant': '', en: '' }, contact: '', units })
  expect(bodiesFor([body('all'), body('west', ['W']), body('east', ['E'])], ['S01', 'W']).map(({ code }) => code)).toEqual(['all', 'west'])
})

test('what was mediated has terms; what failed has none', () => {
  const rule = { kind: 'court' as const, stages: [], results: ['mediated' as const, 'decided' as const, 'failed' as const], reports: true }
  const why = (result: Parameters<typeof whyNotResult>[1], terms: boolean) => whyNotResult(rule, result, terms)?.refusal.type ?? null
  expect([why('mediated', true), why('mediated', false), why('decided', true), why('decided', false), why('failed', false), why('failed', true), why('upheld', false)])
    .toEqual([null, 'proceeding/terms-missing', null, null, null, 'proceeding/terms-not-wanted', 'proceeding/result-not-there'])
})
