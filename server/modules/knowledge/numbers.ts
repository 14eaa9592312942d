/** Numbers of people in a readable text: each by the check digit that makes it one, so that an order number is not taken for a card. */
export interface Numbered { readonly from: number; readonly to: number; readonly digits: string }

const runs = (text: string, pattern: RegExp): Numbered[] => [...text.matchAll(pattern)].map((m) => ({ from: m.index, to: m.index + m[0].length, digits: m[0].replace(/[\s-]/g, '') }))

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10x98765432'

/** GB 11643: seventeen digits and a check character. */
const isMainland = (digits: string) => CHECKS.charAt(WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits.charAt(i)), 0) % 11) === digits.charAt(17)

/** Hong Kong: one or two letters, six digits, a check character in brackets. */
const isHongKong = (text: string) => {
  const [, letters = '', digits = '', check = ''] = /^([a-z]{1,2})(\d{6})\(?([0-9a])\)?$/.exec(text) ?? []
  if (!letters) return false
  const values = [...letters.padStart(2, ' ')].map((c) => (c === ' ' ? 36 : c.charCodeAt(0) - 87))
  const sum = [...values, ...[...digits].map(Number)].reduce((all, value, i) => all + value * (9 - i), 0)
  return (sum + (check === 'a' ? 10 : Number(check))) % 11 === 0
}

/** Papers without a check digit: told from an order number by their name alone. */
const TRAVEL = /(?:护照|通行证|回乡证|台胞证|passport|travel permit)(?:号码?| ?no\.?| number)?(?:是|为| is)?\s*[:：]?\s*((?:[a-z]{1,2}\d{7,9}|\d{8,9}))(?![\da-z])/g

/** What stands after its name, without the name. */
const named = (text: string, pattern: RegExp): Numbered[] => [...text.matchAll(pattern)].map((m) => { const to = m.index + m[0].length; return { from: to - (m[1] ?? '').length, to, digits: m[1] ?? '' } })

export const identityNumbersIn = (text: string): Numbered[] => [
  ...runs(text, /(?<![\da-z])\d{6}[\s-]?\d{4}[\s-]?\d{4}[\s-]?\d{3}[\dx](?![\da-z])/g).filter(({ digits }) => isMainland(digits)),
  ...runs(text, /(?<![\da-z])[a-z]{1,2}\d{6}\([0-9a]\)/g).filter(({ digits }) => isHongKong(digits)),
  ...named(text, TRAVEL),
]

const isLuhn = (digits: string) => [...digits].reverse().reduce((sum, c, i) => { const d = Number(c) * (i % 2 ? 2 : 1); return sum + (d > 9 ? d - 9 : d) }, 0) % 10 === 0

export const bankCardsIn = (text: string): Numbered[] => runs(text, /(?<![\da-z])\d{4}(?:[\s-]?\d{4}){2,3}(?:[\s-]?\d{1,3})?(?![\da-z])/g).filter(({ digits }) => digits.length >= 16 && digits.length <= 19 && isLuhn(digits) && !(digits.length === 18 && isMainland(digits)))

/** Mobile numbers of the mainland. */
const MOBILE = /(?<![\d-])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g
/** An area code and a number, parted as people part them: without, it may be anything; after the name of a paper it is the paper's. Numbers that a firm is called at (400, 800) belong to nobody. */
const LANDLINE = /(?<!(?:编号|合同|协议|订单|单号|批号|票号|货号|no\.?|order)\s?[:：]?\s?)(?<![\w-])(?:\+?86[\s-]?)?(?:\(0\d{2,3}\)\s?|0\d{2,3}[\s-])[2-8]\d{3}[\s-]?\d{3,4}(?![\d-])/g
const HONG_KONG = /(?<![\w-])\+?85[23][\s-]?[2-9]\d{3}[\s-]?\d{4}(?!\d)/g
const TAIWAN = /(?<![\w-])(?:\+?886[\s-]?9|09)\d{2}[\s-]?\d{3}[\s-]?\d{3}(?!\d)/g
/** Eight digits are a number of Hong Kong only where they are called one. */
const CALLED = /(?:电话|手机|致电|联络|联系|打给|whatsapp|tel|phone|call|mobile)(?:号码?)?(?:是|为|:| at| no\.?)?\s*([2-9]\d{3}[\s-]?\d{4})(?![\d-]|\s*(?:元|圆|块|yuan|年|号))/g

/** Telephone numbers of people: mobiles and landlines of the mainland, of Hong Kong, Macao and Taiwan. `digits`: without the country's code of a mainland mobile. */
export const phonesIn = (text: string): Numbered[] => {
  const all = [...runs(text, MOBILE).map((one) => ({ ...one, digits: one.digits.slice(-11) })), ...runs(text, HONG_KONG), ...runs(text, TAIWAN), ...runs(text, LANDLINE), ...named(text, CALLED)].map((one) => ({ ...one, digits: one.digits.replace(/\D/g, '') }))
  const cards = bankCardsIn(text)
  return all.filter((one, i) => ![...cards, ...all.slice(0, i)].some((other) => one.from < other.to && other.from < one.to))
}

const LEAST_DIGITS = 7
/** The same number, with or without its country and area. */
export const isSamePhone = (one: string, other: string): boolean => Math.min(one.length, other.length) >= LEAST_DIGITS && (one.endsWith(other) || other.endsWith(one))

export const mailsIn = (text: string): Numbered[] => [...text.matchAll(/(?<![\w.%+-])[a-z0-9][a-z0-9._%+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,18}/g)].map((m) => ({ from: m.index, to: m.index + m[0].length, digits: m[0] }))

/** Where anybody may have an address: a colleague's one there makes nobody else's ours. */
const PUBLIC = /@(?:qq|foxmail|163|126|yeah|sina|sohu|139|189|wo|aliyun|gmail|googlemail|outlook|hotmail|live|icloud|me|yahoo|protonmail)\./

const domainOf = (mail: string) => mail.slice(mail.lastIndexOf('@'))
/** An address that was given, or one of the house of such an address. */
export const isSameMail = (one: string, known: string): boolean => one === known || (!PUBLIC.test(known) && domainOf(one) === domainOf(known))

/** Accounts of people in what they write each other with; accounts of a firm that everybody may follow are none. */
export const chatAccountsIn = (text: string): Numbered[] => [
  ...named(text, /(?:微信|wechat|weixin|whatsapp)(?!\s*(?:公众|小程序|支付|转账|pay|official))(?:号码?| ?id| account)?(?:是|为| is)?\s*[:：]?\s*([a-z][a-z0-9_-]{5,19})(?![\w@])/g).filter(({ digits }) => /[\d_]/.test(digits)),
  ...named(text, /(?:微信(?:号码?|id)|wechat id|weixin id|line id)(?:是|为| is)?\s*[:：]?\s*([a-z][a-z0-9_-]{5,19})(?![\w@])/g).filter(({ digits }) => !/[\d_]/.test(digits)),
  ...named(text, /\bqq(?:号码?| no\.?)?(?:是|为| is)?\s*[:：]?\s*(\d{5,11})(?!\d)/g),
]
