import { type Amount, readAmounts, readBareNumber } from '#kernel/read-amounts.ts'
import type { Stretch } from './places.ts'

/** A sum as it is said in one place: in figures or in words. */
interface Sum extends Stretch { readonly leastFen: number; readonly mostFen: number; readonly inWords: boolean; /** In the characters of bills: 叁仟. */ readonly capital?: boolean }

const asSum = ({ from, to, leastFen, mostFen, style }: Amount): Sum => ({ from, to, leastFen, mostFen, inWords: style !== 'digits', capital: style === 'capitals' })

/** What may stand between a sum and the bracket that says it again, and around it within: nothing that makes it another sum (其中, 含, 运费). */
const BEFORE_BRACKET = /^[整正]?\s*(?:only)?\s*$/
const SAID_AGAIN = /^\s*(?:(?:大写|小写|金额|人民币|港币|即|合计?|共计?|计|约|say|in words|in figures|i\.e\.|rmb|cny|hk\$|hkd|¥|\$)\s*[:：]?\s*)*$/
const AFTER_SUM = /^\s*(?:整|正|only|yuan|元|圆)*\s*(?:only)?\s*$/
const MOST_BRACKET = 60

interface Bracket extends Stretch { readonly text: string }
const bracketsIn = (text: string): Bracket[] => [...text.matchAll(/[(（[【]([^()（）[\]【】\n]{1,60})[)）\]】]/g)].map((m) => ({ from: m.index, to: m.index + m[0].length, text: m[1] ?? '' }))

const sayAgain = (bracket: Bracket, all: readonly Sum[]): Sum | null => {
  const [from, to] = [bracket.from + 1, bracket.to - 1]
  const within = all.filter((one) => one.from >= from && one.to <= to)
  const [only] = within
  if (only) return within.length === 1 && SAID_AGAIN.test(bracket.text.slice(0, only.from - from)) && AFTER_SUM.test(bracket.text.slice(only.to - from)) ? only : null
  // A bare number says the sum beside it, too: 叁仟元整（3500）.
  const bare = readBareNumber(bracket.text.replace(/^\s*(?:大写|小写|人民币|say|in words)\s*[:：]?\s*/, '').replace(/\s*(?:整|正|only)?\s*$/, ''))
  return bare && { from, to, leastFen: bare.fen, mostFen: bare.fen, inWords: bare.inWords }
}

/** A number without its unit just before a bracket: 3500（叁仟元整）. */
const bareBefore = (text: string, at: number): Sum | null => {
  const m = /(?<![\d.,a-z-])\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?\s*$|(?<![\d.,a-z-])\d{1,12}(?:\.\d{1,2})?\s*$/.exec(text.slice(Math.max(0, at - MOST_BRACKET), at))
  const bare = m && readBareNumber(m[0].trim())
  return bare ? { from: at - m[0].length, to: at, leastFen: bare.fen, mostFen: bare.fen, inWords: false } : null
}

type Pair = readonly [Sum, Sum]

const inBrackets = (text: string, all: readonly Sum[]): Pair[] => bracketsIn(text).flatMap((bracket): Pair[] => {
  const again = sayAgain(bracket, all)
  if (!again) return []
  const before = all.filter((one) => one.to <= bracket.from).at(-1)
  const said = before && BEFORE_BRACKET.test(text.slice(before.to, bracket.from)) ? before : bareBefore(text, bracket.from)
  return said && said.inWords !== again.inWords ? [[said, again]] : []
})

const LABEL = /(?:大写|小写|in words|in figures|\bsay)\s*[)）]?\s*(?:金额)?\s*[:：]?\s*(?:金额|人民币|港币|rmb|cny|hk\$|hkd|¥|\$)?\s*$/
/** A form says the sum twice, however wide the space between. */
const MOST_APART = 120
const END = '(?:[整正]|\\s*only)?'
const CURRENCY = '(?:(?:人民币|港币|rmb|cny)\\s*)?'
const NAMED = new RegExp(`^${END}[\\s,，、:：/]*(?:即|也就是|合计?|共计|总计|i\\.e\\.|that is)[\\s,，:：]*${CURRENCY}$`)
const BESIDE = new RegExp(`^${END}[\\s,，:：/]*${CURRENCY}$`)
const GLUED = new RegExp(`^${CURRENCY}$`)
const FORMAL = /^(?:[整正]|\s*only\b)/
/** What makes it a sum of something else: 一百元的券, 两千元是工费, 2000元尾款. */
const ITS_OWN = /^[整正]?(?:的|是|为|以[内上下]|[^\s,，。;；、:：()（）]{0,3}[费券卡]|[尾余货首]款|[定订押]金|\s+(?:is|was|are|of)\b)/

const labelled = (text: string, one: Sum) => LABEL.test(text.slice(Math.max(0, one.from - 24), one.from))
/** As on a bill, where no sum stands for itself: 叁仟元整, three thousand yuan only. */
const isFormal = (text: string, one: Sum) => one.capital || (one.inWords && FORMAL.test(text.slice(one.to)))

/** Named as the same sum by a label; on a bill also by standing beside it. A sum that is only written another way (差价50元，一百元的券) is another. */
const saysAgain = (text: string, one: Sum, next: Sum): boolean => {
  const between = text.slice(one.to, next.from)
  if (labelled(text, next) && !/[。;；]/.test(between)) return true
  if (ITS_OWN.test(text.slice(next.to))) return false
  return NAMED.test(between) || (isFormal(text, one) || isFormal(text, next) ? BESIDE : GLUED).test(between)
}

/** One after the other. */
const inLine = (text: string, all: readonly Sum[]): Pair[] => all.flatMap((one, i): Pair[] => {
  const next = all[i + 1]
  return next && one.inWords !== next.inWords && next.from - one.to <= MOST_APART && saysAgain(text, one, next) ? [[one, next]] : []
})

const TOTAL = /(?:合计?|共计?|总计)[\s,，:：]*(?:人民币|港币|rmb|cny|¥|\$)?\s*$/
/** 货款3000元、运费500元，共计叁仟伍佰元整: the sums of the sentence before it, together. Or so many of one: 每张一百元，共计300元. */
const isTotal = (text: string, all: readonly Sum[], [one, total]: Pair): boolean => {
  if (!TOTAL.test(text.slice(one.to, total.from).replace(/^.*[(（]/s, ''))) return false
  if (/(?:每[^\s,，。;；]{0,3}|各)$/.test(text.slice(Math.max(0, one.from - 6), one.from))) return true
  const parts = all.filter(({ from, to }) => to <= total.from && !/[。;；]/.test(text.slice(from, total.from))).reverse()
  return parts.some((_, i) => i > 0 && parts.slice(0, i + 1).reduce((sum, { mostFen }) => sum + mostFen, 0) === total.mostFen)
}

const apart = ([one, two]: Pair): boolean => {
  const [vague, exact] = one.leastFen === one.mostFen ? [two, one] : [one, two]
  return exact.leastFen < vague.leastFen || exact.mostFen > vague.mostFen
}

/** A sum said in words and again in figures, where the two are not the same: in brackets, under 大写 and 小写, or side by side. Two sums of their own are none; one that is said again rightly is not held against what stands on its other side. */
export const unequalSums = (text: string): Stretch[] => {
  const all = readAmounts(text).map(asSum)
  const bracketed = inBrackets(text, all)
  const taken = new Set(bracketed.flat())
  const beside = inLine(text, all).filter((pair) => !pair.some((one) => taken.has(one)))
  const right = new Set(beside.filter((pair) => !apart(pair)).flat())
  return [...bracketed, ...beside.filter((pair) => !pair.some((one) => right.has(one)))].filter((pair) => apart(pair) && !isTotal(text, all, pair)).map(([one, two]) => ({ from: one.from, to: two.to }))
}
