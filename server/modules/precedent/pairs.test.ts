import { describe, expect, test } from 'vitest'
import { measure, pairsIn } from '#test/pairs.ts'

const PACKS = ['base', 'cement', 'healthcare', 'jewellery', 'manufacturing', 'wedding-photography']

describe.each(PACKS)('a hundred complaints of %s, each with the closed case a person would look up', (pack) => {
  const pairs = pairsIn(pack)
  const figures = measure(pairs)

  test('are a hundred, each said in two ways', () => {
    expect(pairs).toHaveLength(100)
    expect(new Set(pairs.flatMap((p) => [p.asked, p.past])).size).toBe(200)
  })

  test('are found better by all that is known than by the facts alone, by what was said alone, or by plain likeness of text', () => {
    for (const other of [figures.facts, figures.said, figures.plain]) {
      expect(figures.ranking.first).toBeGreaterThan(other.first)
      expect(figures.ranking.firstFive).toBeGreaterThanOrEqual(other.firstFive)
    }
  })
})
