import { describe, expect, test } from 'vitest'
import { apportioned } from '#kernel/money.ts'
import type { PartyKind } from '#contract/outsider.ts'
import { agreedBy, openOf, whyNotClaim, whyNotDivide, whyNotReceive } from './rules.ts'

const kinds = new Map<string, PartyKind>([['s', 'supplier'], ['c', 'carrier']])
const of = (party: 'ours' | 'customer' | 'supplier' | 'carrier' | 'thirdParty', share: number, outsiderId: string | null = null) => ({ party, share, outsiderId })

describe('shares of liability', () => {
  test('come to a hundred per cent exactly', () => {
    expect(whyNotDivide([of('ours', 3_333), of('supplier', 3_333, 's'), of('customer', 3_334)], kinds)).toBeNull()
    expect(whyNotDivide([of('ours', 3_333), of('customer', 6_666)], kinds)).toMatchObject({ refusal: { type: 'liability/not-whole' }, params: { sum: 99.99 } })
    expect(whyNotDivide([of('ours', 6_000), of('customer', 6_000)], kinds)?.params).toEqual({ sum: 120 })
  })
  test('name each party once, as what it is', () => {
    expect(whyNotDivide([of('ours', 5_000), of('ours', 5_000)], kinds)).toMatchObject({ refusal: { type: 'liability/named-twice' }, field: 'shares/1/party' })
    expect(whyNotDivide([of('supplier', 10_000, 'c')], kinds)).toMatchObject({ refusal: { type: 'liability/other-kind' }, field: 'shares/0/outsiderId' })
    expect(whyNotDivide([of('customer', 10_000, 's')], kinds)?.refusal.type).toBe('liability/other-kind')
    expect(whyNotDivide([of('thirdParty', 10_000, 'c')], kinds)).toBeNull()
  })
  test('of a sum lose no fen', () => {
    expect(apportioned(100, [3_333, 3_333, 3_334])).toEqual([33, 34, 33])
    for (const [total, parts] of [[1, [5_000, 5_000]], [999_999_999_999, [1, 9_999]], [0, [10_000]], [7, [1_428, 1_428, 1_428, 1_428, 1_428, 1_428, 1_432]]] as const) expect(apportioned(total, parts).reduce((sum, fen) => sum + fen, 0)).toBe(total)
  })
})

describe('a charge-back', () => {
  test('is made of a share that holds, to somebody who is named', () => {
    expect(whyNotClaim({ party: 'supplier', outsider_id: 's', superseded: false })).toBeNull()
    expect([whyNotClaim({ party: 'supplier', outsider_id: 's', superseded: true }), whyNotClaim({ party: 'ours', outsider_id: null, superseded: false }), whyNotClaim({ party: 'carrier', outsider_id: null, superseded: false })].map((r) => r?.type))
      .toEqual(['liability/share-replaced', 'liability/not-chargeable', 'liability/party-unnamed'])
  })
  test('leaves open what was not claimed, or was withdrawn', () => {
    expect(openOf(1_000, [])).toBe(1_000)
    expect(openOf(1_000, [{ state: 'refused', amount_fen: 400 }, { state: 'withdrawn', amount_fen: 600 }])).toBe(600)
    expect(openOf(1_000, [{ state: 'received', amount_fen: 1_200 }])).toBe(0)
  })
  test('is agreed in part with less than the whole', () => {
    expect(agreedBy('agreed', 500, null)).toEqual({ agreedFen: 500, refusal: null })
    expect(agreedBy('refused', 500, 100)).toEqual({ agreedFen: null, refusal: null })
    expect(agreedBy('partlyAgreed', 500, 499).agreedFen).toBe(499)
    expect(agreedBy('partlyAgreed', 500, 500).refusal?.type).toBe('liability/above-claim')
    expect(agreedBy('partlyAgreed', 500, null).refusal?.type).toBe('liability/above-claim')
  })
  test('is received when it is agreed, and no more than once', () => {
    const at = (state: string) => whyNotReceive({ state, version: 2 }, 2)?.type ?? null
    expect(['claimed', 'refused', 'agreed', 'partlyAgreed', 'received', 'withdrawn'].map(at)).toEqual(['liability/not-agreed', 'liability/not-agreed', null, null, 'liability/over', 'liability/over'])
    expect(whyNotReceive({ state: 'agreed', version: 3 }, 2)?.type).toBe('kernel/stale-version')
  })
})
