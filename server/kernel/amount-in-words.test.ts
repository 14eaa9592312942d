import { expect, it } from 'vitest'
import { amountInWords } from './amount-in-words.ts'

const TABLE = `
0 零元整 | 1 壹分 | 5 伍分 | 10 壹角整 | 50 伍角整 | 55 伍角伍分 | 99 玖角玖分
100 壹元整 | 101 壹元零壹分 | 110 壹元壹角整 | 111 壹元壹角壹分
1000 壹拾元整 | 1001 壹拾元零壹分 | 1010 壹拾元零壹角整 | 1100 壹拾壹元整 | 2000 贰拾元整
10000 壹佰元整 | 10100 壹佰零壹元整 | 11000 壹佰壹拾元整 | 12345 壹佰贰拾叁元肆角伍分 | 20000 贰佰元整 | 50000 伍佰元整
100000 壹仟元整 | 100005 壹仟元零伍分 | 100100 壹仟零壹元整 | 101000 壹仟零壹拾元整
1000000 壹万元整 | 1000100 壹万零壹元整 | 1010000 壹万零壹佰元整 | 1100000 壹万壹仟元整
10000000 壹拾万元整 | 10000500 壹拾万零伍元整 | 10050000 壹拾万零伍佰元整 | 10500000 壹拾万伍仟元整
100000000 壹佰万元整 | 100010001 壹佰万零壹佰元零壹分 | 1000000000 壹仟万元整
10000000000 壹亿元整 | 10000000100 壹亿零壹元整 | 10000500000 壹亿零伍仟元整 | 10010000000 壹亿零壹拾万元整
15000000000 壹亿伍仟万元整 | 100000000000 壹拾亿元整 | 1000000000000 壹佰亿元整
99999999999999 玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分
`

/** Printed in 《正确填写票据和结算凭证的基本规定》. */
const EXAMPLES = `
140950 壹仟肆佰零玖元伍角整 | 600714 陆仟零柒元壹角肆分 | 168032 壹仟陆佰捌拾元零叁角贰分
10700053 壹拾万柒仟元零伍角叁分 | 1640902 壹万陆仟肆佰零玖元零贰分 | 32504 叁佰贰拾伍元零肆分
`

const rows = (table: string) => [...table.matchAll(/(\d+) ([^\s|]+)/g)].map(([, fen, words]) => [Number(fen), String(words)] as const)

it.each(rows(TABLE))('%i fen: %s', (fen, words) => {
  expect(amountInWords(fen)).toBe(words)
})

it.each(rows(EXAMPLES))('the central bank words %i fen as %s', (fen, words) => {
  expect(amountInWords(fen)).toBe(words)
})

it('writes traditional characters', () => {
  expect(amountInWords(1_640_902, 'traditional')).toBe('壹萬陸仟肆佰零玖元零貳分')
  expect(amountInWords(30_000_000_000, 'traditional')).toBe('叄億元整')
})

it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 100_000_000_000_000])('refuses %d', (fen) => {
  expect(() => amountInWords(fen)).toThrow(RangeError)
})

it('says what it was given: the words, read back by place value, give the amount', () => {
  for (let n = 0; n < 20_000; n += 1) {
    const fen = n < 12_000 ? n : Math.floor(((n * 2_654_435_761) % 4_294_967_296) * 232.8)
    expect(readBack(amountInWords(fen))).toBe(fen)
  }
})

/** Knows nothing of how the words were made. */
function readBack(words: string): number {
  const [, yuan = '', jiao = '', fen = ''] = /^(?:(.*)元)?零?(?:(.)角)?(?:(.)分)?整?$/.exec(words) ?? []
  return readNumber(yuan) * 100 + readNumber(jiao) * 10 + readNumber(fen)
}

function readNumber(words: string): number {
  for (const [unit, value] of [
    ['亿', 1e8],
    ['万', 1e4],
    ['仟', 1e3],
    ['佰', 100],
    ['拾', 10],
  ] as const) {
    const at = words.indexOf(unit)
    if (at >= 0) return readNumber(words.slice(0, at)) * value + readNumber(words.slice(at + 1))
  }
  return words === '' ? 0 : Math.max(0, '零壹贰叁肆伍陆柒捌玖'.indexOf(words.replace(/^零+(?=.)/, '')))
}
