import { describe, expect, test } from 'vitest'
import { faultsIn } from '#contract/table-checks.ts'
import { fitsAll } from '#contract/table-fit.ts'
import type { Rule, Table } from '#contract/table-shape.ts'
import type { Item } from '#contract/table-standards.ts'
import { ROOT } from '#kernel/root.ts'
import { readPack } from '../load.ts'
import { knownOf } from '../strays.ts'

const pack = readPack(ROOT, 'base')
const known = knownOf(pack)
const words = { 'zh-CN': '因', 'zh-Hant': '因', en: 'why' }
const WHEN = { category: ['falseAdvertising'], liability: ['ours'], fraud: true }

const rule = (id: string, when: Rule['when'], ...items: Item[]): Rule => ({ id, when: { ...WHEN, ...when }, gives: { items: items as never, text: words, basis: words } })
const faults = (...rules: Rule[]) => faultsIn('compensation', { ...pack['tables/compensation'], rules, examples: [] } as Table, known).filter(({ what, value }) => what === 'belowLaw' && value === 'fraud')
/** Rules that give less than three times the price, at least ¥500, each with the lowest price at which they do. */
const below = (...rules: Rule[]) => faults(...rules).map(({ rule: id, facts }) => [id, facts?.['priceFen']])

const HUNDRED = 10_000
const THOUSAND = 100_000

describe('a standard below the law', () => {
  test('by its share is named with the lowest price at which it is', () => {
    // Three times ¥166.67 is more than ¥500.
    expect(below(rule('double', {}, { kind: 'damages', ofPrice: 2, leastFen: 50_000 }))).toEqual([['double', 16_667]])
    expect(below(rule('whole', {}, { kind: 'damages', ofPrice: 3, leastFen: 50_000 }))).toEqual([])
    expect(below(rule('more', {}, { kind: 'damages', ofPrice: 4, leastFen: 50_000 }))).toEqual([])
  })

  test('by its least is found, too, up to where the share makes up for it', () => {
    expect(below(rule('low', {}, { kind: 'damages', ofPrice: 3, leastFen: 30_000 }))).toEqual([['low', 1]])
    expect(below(rule('dear', { priceFen: { gte: HUNDRED } }, { kind: 'damages', ofPrice: 4, leastFen: 30_000 }))).toEqual([['dear', HUNDRED]])
    expect(below(rule('dearer', { priceFen: { gte: 2 * HUNDRED } }, { kind: 'damages', ofPrice: 4, leastFen: 30_000 }))).toEqual([])
  })

  test('by its most is found however high that is; one beyond all sums is none', () => {
    expect(below(rule('capped', {}, { kind: 'damages', ofPrice: 3, leastFen: 50_000, mostFen: 3_000_000 }))).toEqual([['capped', 1_000_001]])
    expect(below(rule('free', {}, { kind: 'damages', ofPrice: 3, leastFen: 50_000, mostFen: 1_000_000_000_000 }))).toEqual([])
    expect(below(rule('under', { priceFen: { lt: 1_000_000 } }, { kind: 'damages', ofPrice: 3, leastFen: 50_000, mostFen: 3_000_000 }))).toEqual([])
  })

  test('in steps by the price is looked at in all of each step', () => {
    expect(below(rule('small', { priceFen: { lt: THOUSAND } }, { kind: 'damages', fen: 50_000 }), rule('large', { priceFen: { gte: THOUSAND } }, { kind: 'damages', fen: 300_000 }))).toEqual([['small', 16_667], ['large', 100_001]])
    expect(below(rule('small', { priceFen: { lt: HUNDRED } }, { kind: 'damages', fen: 50_000 }), rule('large', { priceFen: { gte: HUNDRED } }, { kind: 'damages', ofPrice: 5 }))).toEqual([])
  })

  test('is weighed with what speaks beside it at that price', () => {
    const base = rule('base', {}, { kind: 'damages', fen: 300_000 })
    expect(below(base, rule('above', { priceFen: { gt: THOUSAND } }, { kind: 'damages', ofPrice: 3 }))).toEqual([])
    expect(below(base, rule('above', { priceFen: { gt: THOUSAND + 100 } }, { kind: 'damages', ofPrice: 3 }))).toEqual([['base', THOUSAND + 1]])
  })
})

/** Numbers that only look random, the same in every run. */
const numbers = (seed: number) => { let at = seed; return (below: number) => { at = (at * 48_271) % 2_147_483_647; return at % below } }

const MOST = 40_000
const pick = numbers(7)
const someItem = (): Item => (pick(3) === 0 ? { kind: 'damages', fen: pick(40) * 2_500 } : { kind: 'damages', ofPrice: 1 + pick(4), leastFen: pick(2) * 50_000, mostFen: pick(2) === 0 ? 1_000_000 : 50_000 + pick(40) * 2_500 })
const worth = ({ fen, ofPrice = 0, leastFen = 0, mostFen = 0 }: Item, price: number) => fen ?? Math.min(Math.max(price * ofPrice, leastFen), mostFen)

/** The first price at which each rule gives less, by asking every price. */
const tried = (rules: readonly Rule[]): (readonly [string, number])[] => {
  const less = Array.from({ length: MOST }, (_, i) => i + 1).flatMap((price) => {
    const fired = rules.filter(({ when }) => fitsAll(when, { ...WHEN, liability: 'ours', priceFen: price }))
    const sum = fired.flatMap(({ gives }) => gives['items'] as unknown as Item[]).reduce((all, item) => all + worth(item, price), 0)
    return sum < Math.max(3 * price, 50_000) ? fired.map(({ id }) => [id, price] as const) : []
  })
  return ['a', 'b'].flatMap((id) => less.filter(([one]) => one === id).slice(0, 1))
}

test('what is found is what trying every price finds', () => {
  for (let i = 0; i < 60; i += 1) {
    const [lower = 0, upper = 0] = [pick(MOST), pick(MOST)].toSorted((a, b) => a - b)
    const rules = [rule('a', { priceFen: { lte: upper } }, someItem()), rule('b', { priceFen: { gt: lower, lte: MOST } }, someItem())]
    expect(below(...rules)).toEqual(tried(rules))
  }
})
