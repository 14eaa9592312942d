import { describe, expect, test } from 'vitest'
import { RemedyKind } from '#contract/packs.ts'
import { ROOT } from '#kernel/root.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import { type Kept, type Wanted, lackingIn, limitOf, needed, putAfter } from './rules.ts'

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

describe('what is wanted by now and nobody said yes to', () => {
  const unitId = 'shop'
  const post = (personId: string, positionCode: string, rank: number) => ({ personId, name: personId, unitId, positionCode, rank, seesAll: false })
  const posts = { personId: null, units: [{ id: unitId, parent_id: null, time_zone: 'UTC' }], standsIn: [], holders: [post('chen', 'shopManager', 2), post('zhou', 'financeOfficer', 0), post('lin', 'serviceManager', 3)] }
  const slot = (positionCode: string, rank: number, more: Partial<Wanted> = {}): Wanted => ({ no: 1, place: 1, positions: [positionCode], rank, byRank: true, hours: 8, ...more })
  const named = (positionCode: string, rank: number) => slot(positionCode, rank, { no: 2, byRank: false })
  const said = (wanted: Wanted, doneBy: string): Kept => ({ ...wanted, id: doneBy, state: 'done', doneBy })
  const lacking = (wanted: readonly Wanted[], steps: readonly Kept[], backed: number) => lackingIn(posts, wanted, { unitId, steps, backed, by: steps.map(({ doneBy }) => doneBy) }).map(({ positions }) => positions[0])

  test('is a higher rank, or a named post, but not what is asked as before', () => {
    const steps = [said(slot('shopManager', 2), 'chen')]
    expect(lacking([slot('shopManager', 2)], steps, 2)).toEqual([])
    expect(lacking([slot('serviceManager', 3)], steps, 2)).toEqual(['serviceManager'])
    expect(lacking([slot('shopManager', 2), named('financeOfficer', 2)], steps, 2)).toEqual(['financeOfficer'])
  })

  test('is nothing that somebody above said yes to, nor what was given by somebody who has left since', () => {
    expect(lacking([slot('shopManager', 2), named('financeOfficer', 2)], [said(slot('serviceManager', 3), 'lin')], 3)).toEqual([])
    expect(lacking([named('financeOfficer', 2)], [said(named('financeOfficer', 2), 'gone')], 2)).toEqual([])
  })

  test('is not a post that nobody held when it was asked for', () => {
    expect(lacking([named('financeOfficer', 2)], [said({ ...named('financeOfficer', 2), byRank: true }, 'chen')], 2)).toEqual([])
    expect(lacking([named('shopManager', 2)], [said(slot('shopManager', 2), 'gone')], 2)).toEqual(['shopManager'])
  })

  test('is asked after everybody else, in its own order', () => {
    expect(putAfter([slot('shopManager', 2), named('financeOfficer', 2)], [named('a', 1), slot('b', 1), slot('c', 1, { place: 2 })]).map(({ no, positions }) => [positions[0], no])).toEqual([['a', 4], ['b', 3], ['c', 3]])
  })
})
