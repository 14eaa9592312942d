import type { Words } from '#contract/common.ts'
import type { WordingRule } from '#contract/wording-pack.ts'
import { type Folded, fold } from '#kernel/fold.ts'
import { type Amount, readAmounts } from '#kernel/read-amounts.ts'
import { bankCardsIn, identityNumbersIn, mobilesIn } from './numbers.ts'
import { placeIn, readable } from '#kernel/readable.ts'

export interface Finding { readonly code: string; readonly level: 'stop' | 'warn'; readonly found: string; readonly from: number; readonly to: number; readonly why: Words; readonly basis: Words; readonly instead: Words }
interface Stretch { readonly from: number; readonly to: number }

const CLAUSE_END = /[。！？；，、,;!?\n]/

/** A full stop ends a clause in English; a decimal point does not. */
const endsClause = (text: string, at: number) => CLAUSE_END.test(text.charAt(at)) || (text.charAt(at) === '.' && /[\s]|^$/.test(text.charAt(at + 1)))

const clauseOf = (text: string, { from, to }: Stretch): string => {
  let [begin, end] = [from, to]
  while (begin > 0 && !endsClause(text, begin - 1)) begin--
  while (end < text.length && !endsClause(text, end)) end++
  return text.slice(begin, end)
}

const isLetter = (character: string) => /[a-z]/.test(character)
/** English words are found whole: `report` is not in `reporter`. */
const standsAlone = (text: string, at: number, word: string) => !(isLetter(word.charAt(0)) && isLetter(text.charAt(at - 1))) && !(isLetter(word.charAt(word.length - 1)) && isLetter(text.charAt(at + word.length)))

const MOST_PLACES = 200
const placesOf = (text: string, word: string, begin = 0, end = text.length): Stretch[] => {
  const found: Stretch[] = []
  for (let at = text.indexOf(word, begin); at >= 0 && at < end && found.length < MOST_PLACES; at = text.indexOf(word, at + 1)) if (standsAlone(text, at, word)) found.push({ from: at, to: at + word.length })
  return found
}

const anyOf = (text: string, expressions: readonly string[], begin?: number, end?: number): Stretch[] => expressions.flatMap((one) => placesOf(text, fold(one), begin, end))

const breaks = (text: string, from: number, to: number) => { for (let at = from; at < to; at++) if (endsClause(text, at)) return true; return false }

const chained = (text: string, { chain, within }: WordingRule['near'][number]): Stretch[] => {
  const [first = [], ...rest] = chain
  return anyOf(text, first).flatMap((start) => {
    let end = start.to
    for (const group of rest) {
      const next = anyOf(text, group, end, end + within + 1).filter((one) => one.from - end <= within && !breaks(text, end, one.from)).sort((a, b) => a.from - b.from)[0]
      if (!next) return []
      end = next.to
    }
    return [{ from: start.from, to: end }]
  })
}

const expressions = (text: string, rule: WordingRule): Stretch[] => {
  const unless = rule.unless.map(fold)
  return [...anyOf(text, rule.find), ...rule.near.flatMap((one) => chained(text, one))].filter((one) => { const clause = clauseOf(text, one); return !unless.some((word) => clause.includes(word)) })
}

/** So far apart that the figure beside the words is about something else. */
const BESIDE = 16
const isCapital = ({ style }: Amount) => style === 'capitals'

/** The sum in capital words and the figure beside it are not the same. */
const unequal = (text: string): Stretch[] => {
  const all = readAmounts(text)
  return all.flatMap((one, i) => {
    const next = all[i + 1]
    if (!next || isCapital(one) === isCapital(next) || next.from - one.to > BESIDE || /[。；\n]/.test(text.slice(one.to, next.from))) return []
    return one.leastFen === next.leastFen && one.mostFen === next.mostFen ? [] : [{ from: one.from, to: next.to }]
  })
}

export interface KnownPhones { readonly phones: readonly string[] }

const found = (text: string, rule: WordingRule, { phones }: KnownPhones): readonly Stretch[] => {
  switch (rule.kind) {
    case 'amountInWords': return unequal(text)
    case 'identityNumber': return identityNumbersIn(text)
    case 'bankCard': return bankCardsIn(text)
    case 'otherPhone': return mobilesIn(text).filter(({ digits }) => !phones.includes(digits))
    default: return expressions(text, rule)
  }
}

const marked = (original: string, read: Folded, { code, level, why, basis, instead }: WordingRule, one: Stretch): Finding => {
  const place = placeIn(read, one.from, one.to)
  return { code, level, found: original.slice(place.from, place.to), ...place, why, basis, instead }
}

/** What the rules about outgoing words find in a text, with its places in the original, in the order of the text; one rule speaks of a place once. */
export const findingsIn = (text: string, rules: readonly WordingRule[], known: KnownPhones = { phones: [] }): Finding[] => {
  const read = readable(text)
  return rules.flatMap((rule) => {
    const all = [...found(read.text, rule, known)].sort((a, b) => a.from - b.from || b.to - a.to)
    return all.filter((one, i) => !all.slice(0, i).some((before) => one.from < before.to)).map((one) => marked(text, read, rule, one))
  }).sort((a, b) => a.from - b.from)
}

/** The first words that nobody may send, whoever writes them. */
export const firstStopped = (text: string, rules: readonly WordingRule[]): string | null => findingsIn(text, rules).find(({ level }) => level === 'stop')?.found ?? null
