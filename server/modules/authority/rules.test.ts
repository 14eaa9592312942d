import { describe, expect, test } from 'vitest'
import { RemedyKind } from '#contract/packs.ts'
import { ROOT } from '#kernel/root.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import { limitOf, needed } from './rules.ts'

const ordinary = { urgency: 'general', customerClass: '' }

describe.each(packCodes(ROOT).map((p) => p.code))('what one may decide alone in %s', (code) => {
  const body = readPack(ROOT, code)
  const table = body['tables/authority']
  const ranks = [...new Set(body.positions.map((p) => p.rank))]

  test.each([...RemedyKind.options])('is, for %s, the most that asks for nobody above', (kind) => {
    for (const rank of ranks) {
      const limit = limitOf(table, { rank, kinds: [kind] })
      const rankFor = (totalFen: number) => needed(table, { ...ordinary, kind: [kind], totalFen, cumulativeFen: totalFen }).rank
      if (limit > 0) expect(rankFor(limit)).toBeLessThanOrEqual(rank)
      if (limit < Number.MAX_SAFE_INTEGER) expect(rankFor(limit + 1)).toBeGreaterThan(rank)
    }
  })

  test('is never less where the kind is not known yet', () => {
    for (const rank of ranks) expect(Math.max(...RemedyKind.options.map((kind) => limitOf(table, { rank, kinds: [kind] })))).toBeLessThanOrEqual(limitOf(table, { rank }))
  })
})
