import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, foldTracing } from './fold.ts'
import { grams, termsOf } from './grams.ts'
import { hitsIn, snippetOf, wordsIn } from './marks.ts'
import { lookupOf, questionOf } from './question.ts'
import { heardIn, readingsOf } from './readings.ts'

/** Texts as people write them: both scripts, widths, numbers, stops, pictures. */
const PARTS = ['退', '货', '貨', '发', '發', '髮', '里', '裏', '面', '麵', '張', '张', '三', '店', 'a', 'B', 'Ｃ', 'é', 'ß', 'İ', 'ﬁ', '1', '２', '3', '-', '。', '，', ' ', '\n', '😀', '𠮷', 'ｶ', 'か', '한', '㎏', '%', '_', "'", '\\']
const written = fc.array(fc.constantFrom(...PARTS), { maxLength: 40 }).map((parts) => parts.join(''))
const anything = fc.oneof(written, fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 40 }))
const someName = fc.array(fc.constantFrom(...'张單单曾仇长樂欧阳麗三丰王A 1𠮷'), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''))

describe('folding', () => {
  test('makes both scripts, widths, cases and accents one', () => {
    for (const [one, other] of [['退貨', '退货'], ['裏裡', '里里'], ['臺灣', '台湾'], ['顏色', '颜色'], ['ＡＢＣ１２３', 'abc123'], ['Café', 'cafe'], ['Cafe\u0301', 'cafe'], ['妳', '你'], ['著', '着']] as const) expect(fold(one)).toBe(fold(other))
    for (const [one, other] of [['发票', '发货'], ['张', '章']] as const) expect(fold(one)).not.toBe(fold(other))
  })

  test('twice changes nothing more, leaves no capitals of ours, and does not depend on what stands beside', () => {
    fc.assert(fc.property(anything, anything, (one, other) => {
      expect(fold(fold(one))).toBe(fold(one))
      expect(fold(one)).not.toMatch(/[A-Z]/)
      if ((one + other).isWellFormed() && one.isWellFormed()) expect(fold(one + other)).toBe(fold(one) + fold(other))
    }), { numRuns: 2_000 })
  })

  test('of every character is settled at once', () => {
    const unsettled: string[] = []
    for (let code = 0; code <= 0x2ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const folded = fold(String.fromCodePoint(code))
      if (fold(folded) !== folded || /[A-Z]/.test(folded)) unsettled.push(code.toString(16))
    }
    expect(unsettled).toEqual([])
  })

  test('remembers where each character came from', () => {
    fc.assert(fc.property(anything, (text) => {
      const { text: folded, begins, ends } = foldTracing(text)
      expect(folded).toBe(fold(text))
      for (let unit = 0; unit < folded.length; unit++) expect(fold(text.slice(begins[unit], ends[unit]))).toContain(folded.slice(unit, unit + 1))
    }), { numRuns: 1_000 })
  })
})

describe('the index', () => {
  test('has what is asked for any piece of any text', () => {
    fc.assert(fc.property(anything, fc.nat(), fc.nat(), (text, from, length) => {
      const characters = [...fold(text)]
      const begin = from % Math.max(1, characters.length)
      const piece = characters.slice(begin, begin + 1 + (length % 30)).join('')
      const kept = grams(fold(text))
      for (const { gram, whole } of termsOf(piece)) expect(whole ? kept.includes(gram) : kept.some((one) => one.startsWith(gram))).toBe(true)
    }), { numRuns: 5_000 })
  })

  test('takes pieces of stops alone to the text itself', () => {
    expect(termsOf('。。')).toEqual([])
    expect(lookupOf(questionOf('。。') ?? { words: [] })).toEqual({ query: null, plain: ['%。。%'], either: [], orElse: [] })
  })
})

describe('marks', () => {
  test('stand where the folded text has the words, and nowhere else', () => {
    fc.assert(fc.property(anything, written, (text, asked) => {
      const question = questionOf(asked)
      if (!question) return
      const hits = hitsIn(text, question)
      const there = question.words.filter((word) => fold(text).includes(word.text) || (word.digits && fold(text).includes(word.digits)))
      expect(wordsIn(text, question)).toEqual(there)
      expect(hits.length > 0).toBe(there.length > 0)
      let last = -1
      for (const [begin, end] of hits) {
        expect(begin).toBeGreaterThan(last)
        expect(end).toBeGreaterThan(begin)
        expect(there.some((word) => fold(text.slice(begin, end)).includes(word.text) || (word.digits && fold(text.slice(begin, end)).includes(word.digits)))).toBe(true)
        last = end
      }
      expect(last).toBeLessThanOrEqual(text.length)
    }), { numRuns: 3_000 })
  })

  test('are in every snippet of a text that has the words', () => {
    fc.assert(fc.property(anything, written, fc.constantFrom('退貨', '张三', 'abc', '12'), (before, after, word) => {
      const question = questionOf(word)
      if (question) expect(snippetOf(`${before}${word}${after}`, question).hits.length).toBeGreaterThan(0)
    }), { numRuns: 1_000 })
  })
})

describe('readings', () => {
  test('are whole, initials, and a surname before initials, of every reading', () => {
    expect(readingsOf('张三丰').toSorted()).toEqual(['FENG', 'SANFENG', 'SF', 'ZHANGSANFENG', 'ZHANGSF', 'ZSF'])
    expect(readingsOf('單')).toEqual(['SHAN', 'DAN', 'CHAN'])
    expect(readingsOf('曾')).toContain('ZENG')
    expect(readingsOf('仇')).toContain('QIU')
    expect(readingsOf('尉迟恭')).toContain('YUCHIGONG')
    expect(readingsOf('万俟')).toContain('MOQI')
    expect(readingsOf('Anna Lee 12')).toEqual([])
  })

  test('are marked exactly where they are found', () => {
    const typed = fc.array(fc.constantFrom(...'zhangsoeuycldqiw'), { minLength: 2, maxLength: 9 }).map((letters) => letters.join(''))
    fc.assert(fc.property(someName, fc.nat(), fc.nat(), typed, (name, which, length, random) => {
      const readings = readingsOf(name)
      const reading = readings[which % Math.max(1, readings.length)] ?? ''
      for (const sound of [random, reading.slice(0, 2 + (length % 12)).toLowerCase()]) {
        if (sound.length < 2) continue
        const found = readings.some((one) => one.startsWith(sound.toUpperCase()))
        expect({ name, sound, heard: heardIn(fold(name), sound).length > 0 }).toEqual({ name, sound, heard: found })
      }
    }), { numRuns: 5_000 })
  })

  test('of a long title stay few', () => {
    expect(readingsOf('曾单仇长乐'.repeat(40)).length).toBeLessThan(2_000)
    expect(readingsOf('18K金镶钻戒指豪华版').length).toBeLessThan(80)
  })
})
