import { expect, test } from 'vitest'
import { type Filed, phrasesOf, proposalsFrom, standsOut } from './wordings.ts'

const filed = (code: string, text: string, corrected = false, i = 0): Filed => ({ complaintId: `${code}${text}${i}`, text, code, corrected })
const BESIDE = ['价格标错了', '店员爱理不理', '发票没有开', '等了一个小时', '戒指掉钻', '退款太慢'].flatMap((text, i) => Array.from({ length: 5 }, (_, at) => filed(`k${i}`, text, false, at)))
const nothingKnown = () => false

test('what stands in several corrected cases and nowhere else is proposed, the longest expression of it', () => {
  const found = proposalsFrom([...BESIDE, filed('clasp', '项链崩口子了', true), filed('clasp', '昨天又崩口子', true)], nothingKnown)
  expect(found).toEqual([{ phrase: '崩口子', code: 'clasp', corrections: 2, elsewhere: 0, complaintIds: ['clasp项链崩口子了0', 'clasp昨天又崩口子0'] }])
})

test('said once, said everywhere, known or loose words are not proposed', () => {
  expect(proposalsFrom([...BESIDE, filed('clasp', '项链崩口子了', true)], nothingKnown)).toEqual([])
  expect(proposalsFrom([...BESIDE, filed('clasp', '发票没有开', true, 8), filed('clasp', '发票没有开', true, 9)], nothingKnown)).toEqual([])
  expect(proposalsFrom([...BESIDE, filed('clasp', '崩口子', true), filed('clasp', '又崩口子', true)], (phrase) => '崩口子'.includes(phrase))).toEqual([])
  expect([...phrasesOf('我的戒指不结实')]).toEqual(expect.arrayContaining(['不结实', '戒指']))
  expect([...phrasesOf('我的戒指不')].some((phrase) => /^[我的]|不$/.test(phrase))).toBe(false)
})

test('the more often here and the rarer elsewhere, the more it stands out', () => {
  expect(standsOut(5, 10, 0, 100)).toBeGreaterThan(standsOut(2, 10, 0, 100))
  expect(standsOut(5, 10, 0, 100)).toBeGreaterThan(standsOut(5, 10, 20, 100))
  expect(Math.abs(standsOut(5, 10, 50, 100))).toBeLessThan(0.2)
})
