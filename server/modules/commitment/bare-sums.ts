import { type Amount, readAmounts, readNumeral } from '#kernel/read-amounts.ts'

const GIVES = String.raw`(?:赔|给|补|退|付|返)(?:偿|还|给|到)?[您你]?(?:们)?\s*`
/** What is counted and is no money. */
const COUNTED = String.raw`(?!\s*(?:\d|[.,:/]\d|[%‰号年月日天点分秒个件只台次张份套位名楼层室克斤吨米寸倍折成页条项款枚颗对双支瓶盒箱包袋度岁周季]|多?小时|工作|元|圆|块|yuan|rmb|-|~))`
const DIGITS = new RegExp(`${GIVES}(\\d{1,3}(?:,\\d{3})+|\\d{3,7})${COUNTED}`, 'g')
const NUMERALS = new RegExp(`${GIVES}([一二两三四五六七八九十百千万]{1,8}[百千万][一二三四五六七八九]?)${COUNTED}`, 'g')
/** Numbers that are called: 12315, 10086, 95588, 120. */
const CALLED = /^(?:1[02]\d{3}|9\d{4}|1[12]\d)$/

const sumAt = (m: RegExpMatchArray, yuan: number | null): Amount[] => {
  const [whole, number = ''] = m
  const to = (m.index ?? 0) + whole.length
  return yuan === null ? [] : [{ from: to - number.length, to, leastFen: yuan * 100, mostFen: yuan * 100, style: 'digits' }]
}

/** Sums without their unit, right after a word of giving: 给您3000, 赔您五千. Not a day, a count, a telephone number. */
export const bareSums = (text: string): Amount[] => {
  const known = readAmounts(text)
  const found = [
    ...[...text.matchAll(DIGITS)].filter(([, number = '']) => !CALLED.test(number)).flatMap((m) => sumAt(m, Number((m[1] ?? '').replaceAll(',', '')))),
    ...[...text.matchAll(NUMERALS)].flatMap((m) => sumAt(m, readNumeral(m[1] ?? ''))),
  ]
  return found.filter((one) => !known.some((other) => one.from < other.to && other.from < one.to))
}
