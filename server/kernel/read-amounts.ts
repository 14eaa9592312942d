/**
 * Amounts of money in a text that people wrote: digits (`¥3,000.00`, `1.5万元`, `3k yuan`), Chinese numerals (三千五百元, 两千块五), the capital ones of bills
 * (叁仟元整) and English words (three thousand yuan). Reads folded text (`kernel/fold.ts`): one width, one case, simplified characters. Whole fen.
 */
export interface Amount { readonly from: number; readonly to: number; readonly leastFen: number; readonly mostFen: number; readonly style: 'digits' | 'numerals' | 'capitals' | 'words' }

const DIGITS: Readonly<Record<string, number>> = { 零: 0, '〇': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 壹: 1, 贰: 2, 弍: 2, 叁: 3, 参: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 }
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const GROUPS: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }
const CAPITALS = /[壹贰弍叁肆伍陆柒捌玖拾佰仟]/
const MOST_YUAN = 999_999_999_999

interface Reading { done: number; section: number; digit: number | null; last: number }

const digitInto = (r: Reading, digit: number): boolean => {
  if (r.digit) return false
  r.digit = digit
  if (digit === 0) r.last = 0
  return true
}

const unitInto = (r: Reading, unit: number): boolean => {
  r.section += (r.digit ?? (r.section === 0 ? 1 : 0)) * unit
  Object.assign(r, { digit: null, last: unit })
  return true
}

const groupInto = (r: Reading, group: number): boolean => {
  const section = r.section + (r.digit ?? 0)
  Object.assign(r, { done: group > 10_000 ? (r.done + section) * group : r.done + section * group, section: 0, digit: null, last: group })
  return true
}

const into = (r: Reading, character: string): boolean => {
  const [digit, unit] = [DIGITS[character], UNITS[character]]
  if (digit !== undefined) return digitInto(r, digit)
  return unit !== undefined ? unitInto(r, unit) : groupInto(r, GROUPS[character] ?? 0)
}

/** 三千五百 → 3500, 一万五 → 15000, 二百五 → 250; null when it is no number. */
export const readNumeral = (text: string): number | null => {
  const r: Reading = { done: 0, section: 0, digit: null, last: 1 }
  for (const character of text) {
    if (DIGITS[character] === undefined && UNITS[character] === undefined && GROUPS[character] === undefined) return null
    if (!into(r, character)) return null
  }
  // 一万五, 三千五: the digit at the end stands a place below what came before it.
  const tail = (r.digit ?? 0) * (r.last >= 100 ? r.last / 10 : 1)
  const value = r.done + r.section + tail
  return text && value <= MOST_YUAN ? value : null
}

const toFen = (yuan: string, times: number): number | null => {
  const [whole = '', part = ''] = yuan.replaceAll(',', '').split('.')
  // Beyond the exact integers nothing is promised to anybody.
  const milli = Number(whole) * 100 * times + Math.round(Number(`0.${part || '0'}`) * 100 * times)
  return Number.isSafeInteger(milli) && milli <= MOST_YUAN * 100 ? milli : null
}

const SCALE: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 10_000, 十万: 100_000, 百万: 1_000_000, 亿: 100_000_000, k: 1000, thousand: 1000, hundred: 100, million: 1_000_000 }
const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,4})?`
const SCALES = '十万|百万|百|千|万|亿|k|thousand|hundred|million'
const AFTER = '元|圆|块钱|块|人民币|港元|港币|澳门元|新台币|台币|yuan|rmb|cny|kuai|hong kong dollars?|hk dollars?|dollars?|hkd|mop|twd'
const BEFORE = String.raw`[¥￥$]|rmb|cny|hk\$|hkd|人民币`
const TO = String.raw`\s*(?:-|~|–|—|到|至|to)\s*`

const digits = new RegExp(`(?:(${BEFORE})\\s*)?(?<![\\d.])(${NUMBER})\\s*(${SCALES})?(?:${TO}(?:(?:${BEFORE})\\s*)?(${NUMBER})\\s*(${SCALES})?)?\\s*(${AFTER})?`, 'g')
const HAN = '零〇一二两三四五六七八九十百千万亿壹贰弍叁参肆伍陆柒捌玖拾佰仟'
const numerals = new RegExp(`([${HAN}几]{1,24})(?:${TO}([${HAN}]{1,24}))?\\s*(元|圆|块钱|块)零?(?:([${HAN}])角)?零?(?:([${HAN}])分)?`, 'g')
// 五分 alone is minutes or marks; in capital words it is money.
const smallOnly = new RegExp(`(?<![${HAN}元圆])(?:([${HAN}])角(?:([${HAN}])分)?|()([壹贰弍叁肆伍陆柒捌玖])分)整?`, 'g')

const ofDigits = (text: string): Amount[] => [...text.matchAll(digits)].flatMap((m): Amount[] => {
  const [whole, before, first = '', scale, second, secondScale, after] = m
  if (!before && !after) return []
  const scaleOf = (one: string | undefined) => (one ? SCALE[one] ?? 1 : 1)
  const [a, b] = [toFen(first, scaleOf(scale ?? (second ? secondScale : undefined))), second ? toFen(second, scaleOf(secondScale)) : null]
  if (a === null) return []
  const [from, high] = [m.index, Math.max(a, b ?? a)]
  return [{ from, to: from + whole.trimEnd().length, leastFen: Math.min(a, b ?? a), mostFen: high, style: 'digits' }]
})

/** 三五百元: three to five hundred. 几百元: at most nine hundred and more. */
const manyOf = (text: string): readonly [number, number] | null => {
  const vague = text.replace(/几/g, '九')
  if (vague !== text) { const most = readNumeral(vague); return most === null ? null : [readNumeral(text.replace(/几/g, '二')) ?? most, most] }
  const pair = /^([一二三四五六七八九])([一二两三四五六七八九])([十百千万].*)$/.exec(text)
  if (pair) { const [low, high] = [readNumeral(`${pair[1]}${pair[3]}`), readNumeral(`${pair[2]}${pair[3]}`)]; return low === null || high === null ? null : [low, high] }
  const value = readNumeral(text)
  return value === null ? null : [value, value]
}

const unitOf = (text: string): string => /[十百千万亿拾佰仟]+$/.exec(text)?.[0] ?? ''

const smallOf = (jiao = '', fen = ''): number => (readNumeral(jiao) ?? 0) * 10 + (readNumeral(fen) ?? 0)

const ofNumerals = (text: string): Amount[] => [...text.matchAll(numerals)].flatMap((m): Amount[] => {
  const [whole, first = '', second, , jiao, fen] = m
  // 三到五千元: the thousand counts for both.
  const one = manyOf(second && !unitOf(first) ? `${first}${unitOf(second)}` : first)
  const two = second ? manyOf(second) : one
  if (!one || !two) return []
  const small = smallOf(jiao, fen)
  return [{ from: m.index, to: m.index + whole.length, leastFen: Math.min(one[0], two[0]) * 100 + small, mostFen: Math.max(one[1], two[1]) * 100 + small, style: CAPITALS.test(whole) ? 'capitals' : 'numerals' }]
})

const ofSmall = (text: string): Amount[] => [...text.matchAll(smallOnly)].map((m): Amount => {
  const value = smallOf(m[1], m[2] ?? m[4])
  return { from: m.index, to: m.index + m[0].length, leastFen: value, mostFen: value, style: CAPITALS.test(m[0]) ? 'capitals' : 'numerals' }
})

const ENGLISH: Readonly<Record<string, number>> = Object.fromEntries([
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'].map((word, n) => [word, n] as const),
  ...['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map((word, n) => [word, 20 + n * 10] as const),
])
const NUMBERS = [...Object.keys(ENGLISH), 'hundred', 'thousand', 'million'].sort((a, b) => b.length - a.length).join('|')
const english = new RegExp(`\\b(?:a\\s+)?((?:${NUMBERS})(?:(?:\\s+and\\s+|[\\s-]+)(?:${NUMBERS})){0,12})\\s+(?:yuan|rmb|kuai|renminbi|(?:hong kong |us )?dollars)\\b`, 'g')

const readEnglish = (words: string): number => {
  let [total, part] = [0, 0]
  for (const word of words.split(/[\s-]+/)) {
    if (word === 'hundred') part = Math.max(1, part) * 100
    else if (word === 'thousand' || word === 'million') { total += Math.max(1, part) * (SCALE[word] ?? 1); part = 0 } else part += ENGLISH[word] ?? 0
  }
  return total + part
}

const ofWords = (text: string): Amount[] => [...text.matchAll(english)].map((m): Amount => {
  const fen = readEnglish(m[1] ?? '') * 100
  return { from: m.index, to: m.index + m[0].length, leastFen: fen, mostFen: fen, style: 'words' }
})

const BARE_DIGITS = new RegExp(`^(?:${NUMBER})$`)
const BARE_WORDS = new RegExp(`^(?:(?:${NUMBERS})(?:(?:\\s+and\\s+|[\\s-]+)(?:${NUMBERS})){1,12})$`)

/** A number that stands alone, without the unit of money: in figures, in numerals of more than one character (三 counts a list) or in English words; in fen as a sum. Null for anything else. */
export const readBareNumber = (folded: string): { readonly fen: number; readonly inWords: boolean } | null => {
  if (BARE_DIGITS.test(folded)) { const fen = toFen(folded, 1); return fen === null ? null : { fen, inWords: false } }
  if (BARE_WORDS.test(folded)) return { fen: readEnglish(folded) * 100, inWords: true }
  const yuan = folded.length > 1 && /[十百千万亿拾佰仟]/.test(folded) ? readNumeral(folded) : null
  return yuan === null ? null : { fen: yuan * 100, inWords: true }
}

/** Every amount, in the order of the text; where two readings lie over each other, the longer one. */
export const readAmounts = (folded: string): Amount[] => {
  const all = [...ofDigits(folded), ...ofNumerals(folded), ...ofSmall(folded), ...ofWords(folded)].sort((a, b) => a.from - b.from || b.to - a.to)
  const kept: Amount[] = []
  for (const one of all) {
    const last = kept.at(-1)
    if (!last || one.from >= last.to) kept.push(one)
    else if (one.to - one.from > last.to - last.from) kept[kept.length - 1] = one
  }
  return kept
}
