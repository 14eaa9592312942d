import { expect, test } from 'vitest'
import type { Kind } from '#contract/table-form.ts'
import { cellText, hintOf, readCell, type Writing } from './cell-text.ts'

const writing = { t: (key: string) => (key === 'common:listSeparator' ? '、' : key), term: (_kind: string, value: string) => value, say: () => '', pack: {}, units: [], locale: 'zh-CN' } as unknown as Writing
const column = (kind: Kind['kind'], given = false) => ({ key: 'x', name: 'x', given, kind: { kind } as Kind, must: false })
const [money, number, items] = [column('money'), column('number'), column('items', true)]
const read = (of: typeof money, text: string) => readCell(writing, of, text, undefined)

test('limits are read as they are written', () => {
  expect(read(money, '>100 <200')).toEqual({ ok: true, value: { gt: 10_000, lt: 20_000 } })
  expect(read(money, '1000-5000')).toEqual({ ok: true, value: { gte: 100_000, lte: 500_000 } })
  expect(read(number, '≥3 <5')).toEqual({ ok: true, value: { gte: 3, lt: 5 } })
})

test('two limits of one side are not quietly made one, and limits with nothing between are no condition', () => {
  for (const text of ['>100 >200', '≥100 >50', '<5 <=6']) expect(read(money, text)).toEqual({ ok: false, why: 'twice' })
  for (const text of ['5000-1000', '>200 <100', '>5 <5']) expect(read(money, text)).toEqual({ ok: false, why: 'nothing' })
  expect(read(number, '>4 <5')).toEqual({ ok: false, why: 'nothing' })
  expect(hintOf(money, read(money, '>1 >2'))).toBe('hint.twice')
  expect(hintOf(money, read(money, 'abc'))).toBe('hint.money')
})

test('shares go out and come in with all their digits', () => {
  for (const ofPrice of [0.333333, 1, 0.05, 3, 1.005, 0.07]) {
    const value = [{ kind: 'refund', ofPrice, leastFen: 2_000 }]
    expect(read(items, cellText(writing, items, value))).toEqual({ ok: true, value })
  }
  expect(cellText(writing, items, [{ kind: 'refund', ofPrice: 0.333333 }])).toBe('refund 33.3333%')
})

test('a thing to give has one sum, and its least is not above its most', () => {
  for (const text of ['refund 100% 50%', 'refund =100 =200', 'refund =100 50%', 'refund =100 ≤50']) expect(read(items, text)).toEqual({ ok: false, why: 'twice' })
  expect(read(items, 'repair; refund 100% ≥500 ≤100')).toEqual({ ok: false, why: 'reversed' })
  for (const text of ['refund 0%', 'refund 1.2.3%', 'nonsense 5%']) expect(read(items, text)).toEqual({ ok: false })
  expect(read(items, 'repair; refund 100% ≥100 ≤500')).toEqual({ ok: true, value: [{ kind: 'repair' }, { kind: 'refund', ofPrice: 1, leastFen: 10_000, mostFen: 50_000 }] })
})
