import { type Amount, readAmounts, readNumeral } from '#kernel/read-amounts.ts'

const YOU = '(?:[您你]们?){0,2}'
const GIVES = String.raw`(?:(?:赔|给|补|退|付|返)(?:偿|还|给|到)?|(?:打|转|汇)(?:过去|给|到)?|拿出?|出|补偿款|赔偿款|[补赔]偿金|慰问金|红包)${YOU}\s*`
/** What is counted and is no money. */
const COUNTED = String.raw`(?!\s*(?:\d|[.,:/]\d|[%‰号年月日天点分秒个件只台次张份套位名楼层室克斤吨米寸倍折成页条项款枚颗对双支瓶盒箱包袋度岁周季字人步里路]|多?小时|工作|公里|公斤|积分|元|圆|块|yuan|rmb|-|~))`
const FIGURES = String.raw`\d{1,3}(?:,\d{3})+|\d{3,7}|\d{1,6}(?:\.\d{1,2})?(?=\s*[百千万wk])`
const SCALED = String.raw`(?:\s*([百千万wk])(\d)?)?`
const DIGITS = new RegExp(`${GIVES}((${FIGURES})${SCALED})(?![a-z百千万])${COUNTED}`, 'g')
const NUMERALS = new RegExp(`${GIVES}([一二两三四五六七八九十百千万]{1,8}[百千万][一二三四五六七八九]?)${COUNTED}`, 'g')
/** 三千尾款: what is still owed names the sum before it. */
const OWED = /([一二两三四五六七八九十百千万]{1,8}[百千万]|\d{3,7})(?=的?(?:尾款|余款|余数|欠款))/g
const ENGLISH = /\b(?:pay|give|refund|compensate|transfer|send|offer|credit|reimburse|remit|do)(?: (?:you|back|with|up to)){0,3} ((\d{1,3}(?:,\d{3})+|\d{3,7}|\d{1,4}(?:\.\d)?(?=\s?k\b))(?:\s?(k)\b)?)(?=\s*(?:[.,;!?)](?!\d)|$|(?:for|as|in|to|by|within|back|today|tomorrow|this|next|on|at|from|and|if|via)\b))/g
/** Numbers that are called: 12315, 10086, 95588, 120. */
const CALLED = /^(?:1[02]\d{3}|9\d{4}|1[12]\d)$/

const SCALE: Readonly<Record<string, number>> = { 百: 100, 千: 1000, k: 1000, 万: 10_000, w: 10_000 }
/** 2万8 is twenty-eight thousand. */
const yuanOf = (figures: string, scale = '', tail = ''): number => {
  const times = SCALE[scale] ?? 1
  return Number(figures.replaceAll(',', '')) * times + Number(tail || '0') * (times / 10)
}

const sumAt = (m: RegExpMatchArray, yuan: number | null): Amount[] => {
  const [whole, number = ''] = m
  const to = (m.index ?? 0) + whole.length
  const fen = Math.round((yuan ?? 0) * 100)
  return yuan === null ? [] : [{ from: to - number.length, to, leastFen: fen, mostFen: fen, style: 'digits' }]
}

/** Sums without their unit, right after a word of giving: 给您3000, 赔您五千, 补您2万8, pay you 5k. Not a day, a count, a telephone number. */
export const bareSums = (text: string): Amount[] => {
  const known = readAmounts(text)
  const found = [
    ...[DIGITS, ENGLISH].flatMap((one) => [...text.matchAll(one)]).filter(([, number = '']) => !CALLED.test(number)).flatMap((m) => sumAt(m, yuanOf(m[2] ?? '', m[3], m[4]))),
    ...[NUMERALS, OWED].flatMap((one) => [...text.matchAll(one)]).flatMap((m) => sumAt(m, readNumeral(m[1] ?? '') ?? (Number(m[1]) || null))),
  ]
  return found.filter((one, i) => ![...known, ...found.slice(0, i)].some((other) => one.from < other.to && other.from < one.to))
}
