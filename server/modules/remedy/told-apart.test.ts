import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fits } from '#contract/table-fit.ts'
import type { Rule, Table } from '#contract/table-shape.ts'
import { partsOf, restored } from './told-apart.ts'

const table = (whens: readonly Rule['when'][]): Table => ({ table: 'authority', version: '1', hit: 'first', facts: ['fact'], rules: whens.map((when, i) => ({ id: `r${i}`, when, gives: {} })), examples: [] })

/** On which step the database puts a number (`width_bucket`, and whether it is the bound itself). */
const stepOf = (bounds: readonly number[], value: number) => {
  const place = bounds.filter((bound) => bound <= value).length
  return 2 * place - Number(place > 0 && bounds[place - 1] === value)
}

const number = fc.integer({ min: -50, max: 50 })
const cell: fc.Arbitrary<Rule['when'][string]> = fc.oneof(number, number.map((lt) => ({ lt })), number.map((gte) => ({ gte })), fc.tuple(number, number).map(([gt, lte]) => ({ gt, lte })))

test('a number of the same step fits whatever the number itself fits', () => {
  fc.assert(fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), number, (cells, value) => {
    const parts = partsOf([table(cells.map((one) => ({ fact: one })))])
    const { fact = '' } = restored(parts, { fact: stepOf(parts.get('fact') ?? [], value) })
    expect(cells.map((one) => fits(one, fact))).toEqual(cells.map((one) => fits(one, value)))
  }), { numRuns: 2_000 })
})

test('what is compared with words, too, stands for itself; what no rule asks is not there', () => {
  const parts = partsOf([table([{ kind: ['refund'], fen: { gt: 5 } }, { fen: 3, mixed: { lte: 1 } }]), table([{ mixed: ['a'], text: { contains: ['x'] }, some: { any: ['a'], none: ['b'] } }])])
  expect([...parts]).toEqual([['kind', null], ['fen', [3, 5]], ['mixed', null], ['text', null], ['some', null]])
  expect(restored(parts, { kind: ['refund'], fen: 'unknown', mixed: 4 })).toEqual({ kind: ['refund'], fen: 'unknown', mixed: 4 })
})
