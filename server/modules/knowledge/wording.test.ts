import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LOCALES } from '#contract/common.ts'
import { amountInWords } from '#kernel/amount-in-words.ts'
import { yuan } from '#kernel/money.ts'
import { ROOT } from '#kernel/root.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import { findingsIn } from './wording.ts'

const rules = readPack(ROOT, 'base').wording
const codes = (text: string, phones: readonly string[] = []) => [...new Set(findingsIn(text, rules, { phones }).map(({ code }) => code))]

describe('words that must not go out', () => {
  test.each([
    ['签字后您放弃一切追究的权利。', 'waiver'], ['甲方自愿放棄索賠。', 'waiver'], ['You waive all further claims.', 'waiver'], ['收款后不得再向12315投诉。', 'no-complaint'], ['您先撤销投诉，我们再退款。', 'no-complaint'], ['只要您不投诉，我们就退款。', 'no-complaint'], ['您承诺不向市场监管部门举报。', 'no-complaint'],
    ['You agree not to complain to any authority.', 'no-complaint'], ['请删除差评，我们补偿200元。', 'review-bought'], ['把差评改成好评。', 'review-bought'], ['給五星好評返現20元。', 'review-bought'], ['Please delete your review and we refund.', 'review-bought'], ['不得向媒体透露本协议内容。', 'silence'], ['这是封口费。', 'silence'],
    ['删 除 差 评', 'review-bought'], ['删\u200b除\u200d差\u2060评', 'review-bought'], ['刪*除*差*評', 'review-bought'], ['ＷＡＩＶＥ all Ｒｉｇｈｔｓ', 'waiver'], ['放弃\n追究', ''],
  ])('%s: %s', (text, code) => { expect(codes(text)).toEqual(code ? [code] : []) })

  test.each([
    '您不必删除评价，补偿与评价无关。', '处理结果不影响您依法享有的权利。', '如不满意，您有权向12315投诉。', '我们不得不说声抱歉。', '我们不会要求您删除差评。', '您对我们的投诉我们非常重视。', '我们已删除系统里的错误记录。', 'You may complain to 12315 at any time.', 'This does not affect your rights.', '感谢您的好评。', '我们不会要求您放弃任何权利。', '请不要担心。',
  ])('%s may go out', (text) => { expect(codes(text)).toEqual([]) })

  test('are marked where they stand in the text as it was written', () => {
    const text = '您好。请您 删\u200b除 差评，谢谢。'
    const [one] = findingsIn(text, rules)
    expect(text.slice(one?.from, one?.to)).toBe('删\u200b除 差评')
    expect(one).toMatchObject({ level: 'stop', basis: { 'zh-CN': expect.stringContaining('反不正当竞争法') }, instead: { en: expect.any(String) } })
  })

  test('are found however they are filled with what nobody sees', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', ' ', '　', '*', '·'), { maxLength: 2 }), fc.constantFrom('删除差评', '封口费', '放弃追究', '不得投诉'), (filling, words) => {
      expect(findingsIn([...words].join(filling.join('')), rules).length).toBeGreaterThan(0)
    }))
  })

  test('are looked for in a very long letter in reasonable time', () => {
    for (const part of ['放弃', '不得', '删除', '壹', '删\u200b', '1', 'not ', '投诉']) {
      const began = performance.now()
      findingsIn(part.repeat(5_000), rules)
      expect(performance.now() - began).toBeLessThan(3_000)
    }
  })
})

describe('a sum in words beside one in figures', () => {
  test('that is another is stopped', () => {
    expect(codes('退还人民币叁仟元整（¥2,000.00）。')).toEqual(['amount-in-words'])
    expect(codes('退还¥3,000.00（大写：叁仟元整）。')).toEqual([])
    expect(codes('退还３０００元（貳仟元整）。')).toEqual(['amount-in-words'])
  })

  test('is found equal where it is equal, and unequal where it is not, whatever it is', () => {
    const fen = fc.integer({ min: 1, max: 9_999_999_999 })
    fc.assert(fc.property(fen, fen, fc.constantFrom('simplified' as const, 'traditional' as const), fc.boolean(), (one, other, script, first) => {
      const [words, figures] = [amountInWords(one, script), yuan(other)]
      expect(codes(first ? `共${words}（${figures}）。` : `共${figures}（大写${words}）。`)).toEqual(one === other ? [] : ['amount-in-words'])
      expect(codes(first ? `共${words}（${yuan(one)}）。` : `共${yuan(one)}（大写${words}）。`)).toEqual([])
    }), { numRuns: 1_000 })
  })
})

describe('personal data beyond need', () => {
  test('identity numbers and cards are known by their check digits', () => {
    expect(codes('身份证 11010519491231002X')).toEqual(['identity-number'])
    expect(codes('身份证 １１０１０５１９４９１２３１００２Ｘ')).toEqual(['identity-number'])
    expect(codes('订单 110105194912310021')).toEqual([])
    expect(codes('HKID A123456(3)')).toEqual(['identity-number'])
    expect(codes('卡号 6222 0212 3456 7890 128')).toEqual(codes('卡号 6222021234567890128'))
    expect(codes('卡号 4111 1111 1111 1111')).toEqual(['bank-card'])
    expect(codes('单号 4111 1111 1111 1112')).toEqual([])
  })

  test('a telephone number is the customer’s or the unit’s, or somebody else’s', () => {
    expect(codes('请打 139-1234-5678')).toEqual(['other-phone'])
    expect(codes('请打 139 1234 5678', ['13912345678'])).toEqual([])
  })
})

test('every pack says its rules in three languages, and none stops what it proposes instead', () => {
  for (const { code } of packCodes(ROOT)) {
    const { wording } = readPack(ROOT, code)
    expect(wording.length).toBeGreaterThan(0)
    for (const rule of wording) for (const locale of LOCALES) {
      expect([rule.why[locale], rule.basis[locale], rule.instead[locale]].every(Boolean)).toBe(true)
      expect(findingsIn(rule.instead[locale], wording).filter(({ level }) => level === 'stop')).toEqual([])
    }
  }
})
