import { expect, test } from 'vitest'
import { faultsIn, firing } from '#contract/table-checks.ts'
import type { Rule, Table } from '#contract/table-shape.ts'
import { ROOT } from '#kernel/root.ts'
import { readPack } from '../load.ts'
import { knownOf } from '../strays.ts'

const pack = readPack(ROOT, 'base')
const known = knownOf(pack)
const words = { 'zh-CN': '因', 'zh-Hant': '因', en: 'why' }

const rule = (id: string, when: Rule['when'], ...items: { readonly kind: string; readonly [figure: string]: string | number }[]): Rule => ({ id, when, gives: { items, text: words, basis: words } })
const withRules = (change: (rules: readonly Rule[]) => Rule[]): Table => { const table = pack['tables/compensation']; return { ...table, rules: change(table.rules), examples: [] } }
const faults = (table: Table, what: string) => faultsIn('compensation', table, known).filter((fault) => fault.what === what)
const notFor = (code: string) => (one: Rule) => !JSON.stringify(one.when['category'] ?? '').includes(code)

test('a category that lost its standard is named, with how the firm answers for it', () => {
  const table = withRules((rules) => rules.filter(notFor('productSafety')))
  const category = ['productSafety', 'product']
  // Where it is ours alone, a claim is made up for the inconvenience, whatever it is about; a redress is not.
  expect(faults(table, 'uncovered').filter(({ value }) => value === 'productSafety')).toEqual([{ what: 'uncovered', must: false, rule: null, name: 'category', value: 'productSafety', facts: { category, liability: ['ours'], nature: 'redress' } }])
  expect(firing(table, { category, liability: 'ours', nature: 'redress' })).toEqual([])
})

test('a corner that a standard leaves out is named with what makes the difference', () => {
  const table = withRules((rules) => rules.filter(({ id }) => id !== 'defect-major'))
  expect(faults(table, 'uncovered')).toContainEqual(expect.objectContaining({ value: 'productDefect', facts: { category: ['productDefect', 'product'], liability: ['ours'], nature: 'redress', severity: 'major' } }))
})

test('of a whole part of the tree without standards, the part is named and not each leaf', () => {
  const table = withRules(() => [rule('only', { category: ['product'] }, { kind: 'refund', ofPrice: 1 })])
  const named = faults(table, 'uncovered').map(({ value }) => value)
  expect(named).not.toContain('product')
  expect(named).toEqual(pack.categories.filter(({ parent, code }) => parent === null && code !== 'product').map(({ code }) => code))
})

test('two standards that name different sums for the same thing are shown a case that both fit', () => {
  const when = { category: ['wrongGoods'], liability: ['ours'] }
  const table = withRules((rules) => [...rules, rule('all', when, { kind: 'refund', ofPrice: 1 }), rule('tenth', when, { kind: 'refund', ofPrice: 0.1 }), rule('shared', { ...when, liability: ['shared'] }, { kind: 'refund', ofPrice: 0.5 })])
  expect(faults(table, 'overlap')).toEqual([{ what: 'overlap', must: false, rule: 'tenth', other: 'all', name: 'kind', value: 'refund', facts: { category: ['wrongGoods', 'product'], liability: 'ours' } }])
})

test('what is given beside the matter itself adds to it', () => {
  const table = withRules((rules) => [...rules, rule('gift', { category: ['wrongGoods'] }, { kind: 'gift', fen: 3_000 }), rule('rude', { fault: ['indifference'] }, { kind: 'gift', fen: 5_000 })])
  expect(faults(table, 'overlap').filter(({ rule: id }) => id === 'rude')).toEqual([])
})

test('a condition that never holds, and a least above the most, forbid the table', () => {
  const table = withRules((rules) => [...rules, rule('never', { priceFen: { gt: 500_000, lt: 100_000 } }, { kind: 'refund' }), rule('turned', { category: ['wrongGoods'] }, { kind: 'refund', ofPrice: 1, leastFen: 50_000, mostFen: 100 })])
  expect(faults(table, 'impossible')).toEqual([{ what: 'impossible', must: true, rule: 'never', name: 'priceFen' }])
  expect(faults(table, 'leastAboveMost')).toEqual([{ what: 'leastAboveMost', must: true, rule: 'turned', name: 'kind', value: 'refund' }])
})

test('conditions of the law that never hold are found, too; one that names what is not there is told once', () => {
  const law = pack['tables/statute']
  const [first] = law.rules
  const change = (when: Rule['when']): Table => ({ ...law, rules: [...law.rules, { ...first, id: 'odd', when } as Rule], examples: [] })
  const said = (when: Rule['when']) => faultsIn('statute', change(when), known).filter(({ rule: id, must }) => id === 'odd' && must).map(({ what }) => what)
  expect(said({ heldDays: { gt: 10, lt: 5 } })).toEqual(['impossible'])
  expect(said({ category: { any: ['productDefect'], none: ['product'] } })).toEqual(['impossible'])
  expect(said({ liability: ['nobodys'] })).toEqual(['unknown'])
})

test('a thousand standards are checked in a moment', () => {
  const leaves = pack.categories.filter(({ parent }) => parent !== null).map(({ code }) => code)
  const table = withRules(() => Array.from({ length: 1_000 }, (_, i) => rule(`r${i}`, { category: [leaves[i % leaves.length] ?? ''], liability: [i % 2 ? 'ours' : 'shared'], priceFen: { gt: i * 100, lte: (i + 1) * 100 } }, { kind: 'refund', fen: i + 1 })))
  const before = process.cpuUsage()
  expect(faults(table, 'impossible')).toEqual([])
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(6_000)
})
