import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrationError, likelihoods, temperatureOf, thresholdOf } from './calibrate.ts'
import { chanceOf } from './chance.ts'
import { marksOf } from './marks.ts'
import { foldsOf, measure } from './measure.ts'
import { predict, readModel, written } from './model.ts'
import { type Example, teach } from './teach.ts'

const KINDS = {
  ring: ['戒指掉钻', '钻石松了', '镶口断开', '主石不见了'],
  manner: ['店员态度差', '爱理不理', '说话难听', '服务员翻白眼'],
  price: ['价格不一样', '标价和收银不符', '多收了钱', '说好的折扣没有'],
} as const
const FILL = ['上周在店里', '昨天下午', '买的时候', '回家以后发现', '和家人一起', '第二次了', '真的很生气', '希望处理']

const invented = (each: number, seed = 7): Example[] => {
  const chance = chanceOf(seed)
  const pick = (list: readonly string[]) => list[Math.floor(chance() * list.length)] ?? ''
  return Object.entries(KINDS).flatMap(([code, words]) => Array.from({ length: each }, (_, i): Example => ({
    text: `${pick(FILL)}，${pick(words)}，${pick(FILL)}`, group: `${code}${i}`, hints: new Map(), answers: { category: code, nature: code === 'price' ? 'claim' : 'redress', urgency: 'general' }, told: { category: null, nature: 'redress', urgency: 'general' },
  })))
}

describe('learning', () => {
  test('learns what can be told apart, and says so of cases it has not seen', () => {
    const { model, report } = teach(invented(30))
    expect(report.category).toMatchObject({ learnt: true, why: null, cases: 90, left: 0 })
    expect(report.category.macroF1).toBeGreaterThan(0.95)
    expect(report.nature.learnt).toBe(true)
    // There is only one urgency: nothing to learn.
    expect(report.urgency).toMatchObject({ learnt: false, why: 'tooFew' })
    const [first] = predict(model, '我的戒指戴了三天就掉钻', new Map(), { category: 3, nature: 1, urgency: 1 }).category ?? []
    expect(first).toMatchObject({ code: 'ring' })
    expect(first?.pieces.map(({ words }) => words).join()).toContain('掉钻')
  })

  test('the same cases give the same model, byte for byte; read back it answers the same', () => {
    const [one, two] = [teach(invented(20)), teach(invented(20))]
    expect(written(one.model).equals(written(two.model))).toBe(true)
    expect(one.report).toEqual(two.report)
    const most = { category: 3, nature: 1, urgency: 1 }
    expect(predict(readModel(written(one.model)), '店员爱理不理', new Map(), most)).toEqual(predict(one.model, '店员爱理不理', new Map(), most))
  })

  test('with too few cases nothing is learnt; what is rare is left out and counted', () => {
    expect(teach(invented(5)).report.category).toMatchObject({ learnt: false, why: 'tooFew', cases: 15 })
    const [first] = invented(1)
    const rare = { ...first, group: 'rare', answers: { category: 'rare', nature: 'redress', urgency: 'general' } } as Example
    expect(teach([...invented(20), rare]).report.category).toMatchObject({ left: 1, cases: 60 })
  })

  test('a long text is answered within five milliseconds', () => {
    const { model } = teach(invented(30))
    const text = '店里的服务员爱理不理，戒指也掉钻了。'.repeat(60)
    const took = Array.from({ length: 21 }, () => {
      const begun = performance.now()
      predict(model, text, new Map(), { category: 3, nature: 1, urgency: 1 })
      return performance.now() - begun
    }).sort((a, b) => a - b)
    expect(took[10]).toBeLessThan(5)
  })

  test('what cannot be told apart is not answered', () => {
    const chance = chanceOf(3)
    const muddled = invented(30).map((one) => ({ ...one, answers: { ...one.answers, category: ['a', 'b', 'c', 'd', 'e', 'f'][Math.floor(chance() * 6)] ?? 'a' } }))
    expect(teach(muddled).report.category).toMatchObject({ learnt: false, why: 'unsure', threshold: null })
  })

  test('a model no better than the words is not used', () => {
    const told = invented(30).map((one) => ({ ...one, told: one.answers as Example['told'] }))
    expect(teach(told).report.category).toMatchObject({ learnt: false, why: 'noBetter', before: { macroF1: 1 } })
  })
})

describe('calibration', () => {
  test('a temperature brings confidence and truth together', () => {
    const chance = chanceOf(11)
    // Sure beyond measure, and right seven times of ten.
    const judged = Array.from({ length: 500 }, () => ({ margins: [8, 0], truth: chance() < 0.7 ? 0 : 1 }))
    const said = (temperature: number) => judged.map(({ margins, truth }) => ({ confidence: Math.max(...likelihoods(margins, temperature)), right: truth === 0 }))
    expect(calibrationError(said(1))).toBeGreaterThan(0.25)
    expect(calibrationError(said(temperatureOf(judged)))).toBeLessThan(0.02)
  })

  test('likelihoods are shares of one, in the order of what speaks for them', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 }), fc.double({ min: 0.5, max: 20, noNaN: true }), (margins, temperature) => {
      const shares = likelihoods(margins, temperature)
      expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
      expect(shares.indexOf(Math.max(...shares))).toBe(margins.indexOf(Math.max(...margins)))
    }))
  })

  test('nothing is said below the confidence from which it is mostly right', () => {
    const said = (confidence: number, right: number, of: number) => Array.from({ length: of }, (_, i) => ({ confidence, right: i < right }))
    expect(thresholdOf([...said(0.9, 19, 20), ...said(0.4, 2, 20)])).toBe(0.45)
    expect(thresholdOf(said(0.9, 8, 20))).toBeNull()
  })
})

test('figures are as the textbook counts them', () => {
  const answers = [['a', 'a'], ['a', 'b'], ['b', 'b'], ['b', 'b'], ['c', null]].map(([truth, said]) => ({ truth: truth as string, said: said as string | null }))
  const { accuracy, macroF1, classes, confusions } = measure(answers, ['a', 'b', 'c'])
  expect(accuracy).toBeCloseTo(3 / 5)
  expect(classes.map(({ precision, recall }) => [precision, recall])).toEqual([[1, 0.5], [2 / 3, 1], [0, 0]])
  expect(macroF1).toBeCloseTo((2 / 3 + 4 / 5 + 0) / 3)
  expect(confusions).toEqual([{ was: 'a', said: 'b', cases: 1 }])
})

test('every class is spread over all folds, and a case is never torn apart', () => {
  const labels = [...Array(50).fill('a'), ...Array(10).fill('b')] as string[]
  const groups = labels.map((_, i) => String(Math.floor(i / 2)))
  const fold = foldsOf(labels, groups, 5, 1)
  for (const [i, group] of groups.entries()) expect(fold[i]).toBe(fold[groups.indexOf(group)])
  for (let each = 0; each < 5; each++) expect(labels.filter((label, i) => label === 'b' && fold[i] === each)).toHaveLength(2)
})

test('any text has marks that lie within it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
    for (const { from, to, hash } of marksOf(text)) expect(from >= 0 && from < to && to <= text.length && Number.isInteger(hash) && hash >= 0).toBe(true)
  }))
})
