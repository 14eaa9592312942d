import { describe, expect, test } from 'vitest'
import { askedOf, countedFrom, pairsOf, shareOf, weightOf } from './text-likeness.ts'

const OURS = '00000000-0000-7000-8000-000000000001'
const THEIRS = '00000000-0000-7000-8000-000000000002'
const pairs = (text: string) => pairsOf(OURS, text)
const like = (texts: readonly string[], asked: string) => {
  const all = texts.map(pairs)
  const counted = countedFrom(all)
  return all.map((one) => shareOf(askedOf(pairs(asked), counted), new Set(one), counted.average))
}

describe('how much of what was said is the same', () => {
  test('is all of it for the same words, none for others', () => {
    const [same, other] = like(['戒指掉钻要求退款', '金价贵了'], '戒指掉钻要求退款')
    expect([same, other]).toEqual([1, 0])
  })

  test('what every case says tells little, what few say tells much', () => {
    const [common, rare] = like(['我要投诉金价', '耳针过敏', '我要投诉手寸', '我要投诉工费', '我要投诉快递'], '我要投诉耳针过敏')
    expect(rare).toBeGreaterThan(common ?? 0)
  })

  test('neither script nor width nor case of letters counts; organisations have other numbers', () => {
    expect(pairs('鑽石掉了ＡＢＣ')).toEqual(pairs('钻石掉了abc'))
    expect(pairsOf(THEIRS, '钻石掉了').some((pair) => pairs('钻石掉了').includes(pair))).toBe(false)
  })

  test('a pair never tells less than nothing, whatever was counted', () => {
    const counted = { cases: 3, average: 10, held: new Map([[1, 3], [2, 9]]) }
    for (const pair of [1, 2, 3]) expect(weightOf(counted, pair)).toBeGreaterThan(0)
    expect(weightOf(counted, 3)).toBeGreaterThan(weightOf(counted, 1))
  })

  test('pairs that too many cases have are not looked up', () => {
    const held = new Map([[1, 290], [2, 5], [3, 200], [4, 0]])
    expect(askedOf([1, 2, 3, 4], { cases: 10_000, average: 10, held }).rare).toEqual([4, 2, 3])
  })

  test('nothing said is like nothing', () => {
    expect(like(['掉钻'], '')).toEqual([0])
  })
})
