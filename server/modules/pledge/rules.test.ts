import { describe, expect, test } from 'vitest'
import { blocksOf } from '#contract/plain-text.ts'
import { hoursOf, toldCategories } from './rules.ts'

const counts = (all: readonly number[], whole = all.reduce((a, b) => a + b, 0)) => toldCategories(all.map((count) => ({ count })), whole).map(({ count }) => count)

describe('categories that are told', () => {
  test.each<[number[], number[]]>([
    [[20, 10, 5], [20, 10, 5]], [[20, 4], []], [[20, 9, 4], [20]], [[20, 9, 3, 3], [20, 9]], [[4, 4, 4], []], [[], []],
  ])('of %j are %j: what is left out cannot be reckoned', (all, told) => expect(counts(all)).toEqual(told))
  test('leave out what cases without a category would give away', () => expect(counts([20, 10], 32)).toEqual([20]))
})

test('days with the same hours are one line, closed ones none', () => {
  const day: [string, string][] = [['09:00', '18:00']]
  expect(hoursOf({ mon: day, tue: day, thu: day, sat: [], sun: [['10:00', '12:00']] })).toEqual([{ days: ['mon', 'tue'], spans: day }, { days: ['thu'], spans: day }, { days: ['sun'], spans: [['10:00', '12:00']] }])
})

test('the small format knows paragraphs, heads, lists and bold, and nothing else', () => {
  const plain = (text: string) => ({ text, bold: false })
  expect(blocksOf('第一段\n同一段\n\n## 标题\n- 一\n- **二**三\n末段 <b> [x](y)')).toEqual([
    { kind: 'paragraph', pieces: [plain('第一段\n同一段')] }, { kind: 'heading', pieces: [plain('标题')] }, { kind: 'list', items: [[plain('一')], [{ text: '二', bold: true }, plain('三')]] }, { kind: 'paragraph', pieces: [plain('末段 <b> [x](y)')] },
  ])
})
