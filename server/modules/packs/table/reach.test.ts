import { expect, test } from 'vitest'
import { type Fault, faultsIn, firing } from '#contract/table-checks.ts'
import type { TableName } from '#contract/table-form.ts'
import type { Facts, Rule, Table } from '#contract/table-shape.ts'
import { ROOT } from '#kernel/root.ts'
import { readPack } from '../load.ts'
import { knownOf } from '../strays.ts'

const pack = readPack(ROOT, 'base')
const known = knownOf(pack)
const why = { 'zh-CN': '因', 'zh-Hant': '因', en: 'why' }

const tableOf = (whens: readonly Rule['when'][]): Table => ({
  table: 'authority', version: '1', hit: 'first', facts: pack['tables/authority'].facts, examples: [],
  rules: whens.map((when, i) => ({ id: `r${i + 1}`, when, gives: { rank: 4, position: 'generalManager', why } })),
})
const found = (what: Fault['what'], table: Table) => faultsIn(table.table as TableName, table, known).filter((fault) => fault.what === what)

test('a rule that only several excluded at once leave over is reached', () => {
  const table = tableOf([{ kind: { any: ['refund'], none: ['gift'] } }, { kind: { any: ['refund'], none: ['damages'] } }, { kind: ['refund'] }, {}])
  expect(found('unreachable', table)).toEqual([])
  expect(firing(table, { kind: ['refund', 'gift', 'damages'] })).toEqual(['r3'])
})

test('between two broken limits a whole number is looked for', () => {
  expect(found('unreachable', tableOf([{ totalFen: { gt: 5 } }, { totalFen: { gt: 3.5, lt: 4.5 } }, {}]))).toEqual([])
  expect(found('impossible', tableOf([{ totalFen: { gt: 4, lt: 5 } }, {}]))).toMatchObject([{ rule: 'r1', name: 'totalFen', must: true }])
})

test('the last rule, which takes whatever is left, is never in the way', () => {
  expect(found('unreachable', tableOf([{ totalFen: { gt: 100 } }, { totalFen: { lte: 100 } }, {}]))).toEqual([])
})

/** The same tables at every run. */
const chances = (seed: number) => {
  let at = seed
  return (below: number) => { at = (at * 1_103_515_245 + 12_345) % 2_147_483_648; return Math.floor((at / 2_147_483_648) * below) }
}

const KINDS = ['refund', 'gift', 'damages', 'repair', 'apology']
const URGENCIES = ['general', 'urgent', 'critical']
const MOST = 6

const someOf = (next: (below: number) => number, all: readonly string[]) => { const some = all.filter(() => next(3) === 0); return some.length ? some : [all[next(all.length)] ?? ''] }

const cellsOf = (next: (below: number) => number): Rule['when'] => ({
  ...(next(4) > 0 && { kind: next(2) ? someOf(next, KINDS.slice(0, 4)) : { any: someOf(next, KINDS.slice(0, 4)), none: someOf(next, KINDS.slice(0, 4)) } }),
  ...(next(3) === 0 && { urgency: someOf(next, URGENCIES) }),
  ...(next(3) === 0 && { totalFen: [{ gt: next(MOST) }, { lte: next(MOST) }, { gte: next(MOST), lt: next(MOST) + 1 }][next(3)] ?? 0 }),
})

/** Everything that can be asked where rules name no more than these: the fifth kind stands for all that nobody names. */
const ALL: readonly Facts[] = Array.from({ length: 2 ** KINDS.length }, (_, set) => KINDS.filter((_kind, i) => set & (1 << i)))
  .flatMap((kind) => URGENCIES.flatMap((urgency) => Array.from({ length: MOST + 2 }, (_, totalFen) => ({ kind, urgency, totalFen }))))

test('what is unreachable, and what no rule takes, is found as it is by trying everything', () => {
  const next = chances(7)
  for (let round = 0; round < 300; round += 1) {
    const whens = Array.from({ length: 2 + next(5) }, () => cellsOf(next))
    const table = tableOf([...whens, {}])
    const reached = new Set(ALL.flatMap((facts) => firing(table, facts)))
    const never = table.rules.slice(0, -1).map(({ id }) => id).filter((id) => !reached.has(id))
    expect([...new Set([...found('unreachable', table), ...found('impossible', table)].map(({ rule }) => rule))].sort(), JSON.stringify(whens)).toEqual(never)
    const open = tableOf(whens)
    for (const { facts } of found('hole', open)) if (facts && Object.keys(facts).length) expect(firing(open, facts), JSON.stringify(whens)).toEqual([])
  }
})
