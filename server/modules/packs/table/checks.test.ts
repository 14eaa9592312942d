import { describe, expect, test } from 'vitest'
import { examplesFor, faultsIn } from '#contract/table-checks.ts'
import { changesBetween } from '#contract/table-diff.ts'
import { FORMS, TableName } from '#contract/table-form.ts'
import type { Rule, Table } from '#contract/table-shape.ts'
import { ROOT } from '#kernel/root.ts'
import { packCodes, readPack } from '../load.ts'
import { knownOf } from '../strays.ts'

const pack = readPack(ROOT, 'base')
const known = knownOf(pack, [{ code: 'HQ', parent: null }, { code: 'S01', parent: 'HQ' }])
const [first = '', second = ''] = pack.categories.filter(({ parent }) => parent === null).map(({ code }) => code)
const why = { 'zh-CN': '因', 'zh-Hant': '因', en: 'why' }

const authority = (...whens: Rule['when'][]): Table => ({
  table: 'authority', version: '1', hit: 'first', facts: pack['tables/authority'].facts, examples: [],
  rules: whens.map((when, i) => ({ id: `r${i + 1}`, when, gives: { rank: 4, position: 'generalManager', why } })),
})
const must = (table: Table) => faultsIn(table.table as TableName, table, known).filter((fault) => fault.must)
const said = (table: Table) => must(table).map(({ what, rule }) => (rule ? `${what} ${rule}` : what))

describe.each(packCodes(ROOT))('the tables of $code', ({ code }) => {
  const body = readPack(ROOT, code)
  test.each(TableName.options)('%s have nothing wrong with them', (name) => {
    expect(faultsIn(name, body[`tables/${name}`], knownOf(body)).filter((fault) => fault.must)).toEqual([])
  })
})

test('a hole is named with facts that no rule fits', () => {
  const table = authority({ totalFen: { gt: 10_000 } }, { totalFen: { lte: 10_000 }, urgency: ['critical', 'urgent'] })
  expect(must(table)).toEqual([{ what: 'hole', must: true, rule: null, facts: { totalFen: 0, urgency: 'general' } }])
  expect(said(authority({ totalFen: { gt: 1 } }, {}))).toEqual([])
})

test('a rule that all above it take together is unreachable, one that keeps a corner is not', () => {
  expect(said(authority({ totalFen: { gt: 100 } }, { totalFen: { lte: 100 }, urgency: ['critical'] }, { urgency: ['critical'] }, {}))).toEqual(['unreachable r3'])
  expect(said(authority({ totalFen: { gt: 100 } }, { totalFen: { lt: 100 }, urgency: ['critical'] }, { urgency: ['critical'] }, {}))).toEqual([])
  expect(said(authority({ kind: ['refund'] }, { kind: { any: ['refund'], none: ['gift'] } }, {}))).toEqual(['unreachable r2'])
  expect(said(authority({ kind: { any: ['refund'], none: ['gift'] } }, { kind: ['refund'] }, {}))).toEqual([])
})

test('two rules that start the same clock for the same facts contradict each other; rules of different times do not', () => {
  const clocks = (...rules: Rule[]): Table => ({ ...pack['tables/clocks'], rules, examples: [] })
  const rule = (id: string, when: Rule['when'], more = {}): Rule => ({ id, when: { event: 'received', ...when }, gives: { clock: 'writtenReply', amount: 7, unit: 'naturalDays', ...more } })
  expect(must(clocks(rule('a', {}), rule('b', { urgency: 'urgent' })))).toMatchObject([{ what: 'overlap', rule: 'b', other: 'a', facts: { event: 'received', urgency: 'urgent' } }])
  expect(said(clocks(rule('a', { urgency: ['general', 'critical'] }), rule('b', { urgency: 'urgent' })))).toEqual([])
  expect(said(clocks(rule('a', {}, { validThrough: '2026-01-31' }), rule('b', {}, { validFrom: '2026-02-01' })))).toEqual([])
  expect(said(clocks(rule('a', { category: { any: [first], none: [second] } }), rule('b', { category: [second] })))).toEqual([])
})

test('what is unknown, missing, doubled or wrongly expected is named', () => {
  const table = authority({ customerClass: ['emperor'] }, {})
  table.rules.push({ id: 'r2', when: { colour: 'red' }, gives: { why } })
  expect(said(table)).toEqual(['doubled r2', 'condition r2', 'unknown r1', 'missing r2', 'hole', 'unreachable r2'])
  const other = authority({ totalFen: { gt: 5 } }, {})
  expect(must({ ...other, examples: [{ facts: { totalFen: 6 }, rules: ['r2'] }, { facts: { totalFen: 5 }, rules: ['r2'] }] })).toEqual([{ what: 'example', must: true, rule: 'r2', example: 0, fired: ['r1'] }])
})

test('every rule that can be reached gets an example that reaches it', () => {
  for (const name of TableName.options) {
    const bare = { ...pack[`tables/${name}`], examples: [] }
    const table = { ...bare, examples: examplesFor(bare, known) }
    expect(table.examples).toHaveLength(table.rules.length)
    expect(faultsIn(name, table, known).filter(({ what }) => what === 'example' || what === 'unproven')).toEqual([])
  }
})

/** Two seconds, on a machine three times slower. */
const MOST_MS = 6_000

test('a thousand rules are checked in a moment', () => {
  const kinds = ['refund', 'gift', 'repair', 'return']
  const rules = Array.from({ length: 999 }, (_, i): Rule['when'] => ({ kind: [kinds[i % 4] ?? ''], totalFen: { gt: (1_000 - i) * 100 }, customerClass: [known.classes[i % known.classes.length] ?? ''] }))
  const table = authority(...rules, {})
  const before = process.cpuUsage()
  expect(said(table)).toEqual([])
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(MOST_MS)
})

test('what changed is told by rule and cell; order counts where the first one decides', () => {
  const [a, b, c] = authority({ urgency: 'critical' }, { totalFen: { gt: 5 } }, {}).rules as [Rule, Rule, Rule]
  const changed = { ...b, when: { totalFen: { gt: 9 } } }
  expect(changesBetween([a, b, c], [changed, a, c, { ...c, id: 'new' }], true)).toMatchObject([
    { rule: 'r2', what: 'changed', cells: [{ name: 'totalFen', given: false, before: { gt: 5 }, after: { gt: 9 } }] }, { rule: 'r2', what: 'moved' }, { rule: 'new', what: 'added' },
  ])
  expect(changesBetween([a, b, c], [b, a], false)).toMatchObject([{ rule: 'r3', what: 'removed' }])
  expect(FORMS.closing.hit).toBe('collect')
})
