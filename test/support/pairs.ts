import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#kernel/root.ts'
import { textLikeness } from '#modules/complaint/likeness-rules.ts'
import { type Compared, judge } from '#modules/precedent/likeness-rules.ts'
import { type AskedText, askedOf, countedFrom, pairsOf, shareOf } from '#modules/precedent/text-likeness.ts'
import { fold } from '#kernel/fold.ts'
import { readPack } from '#modules/packs/load.ts'
import { withAncestors } from '#modules/packs/queries.ts'

const ORGANIZATION = '00000000-0000-7000-8000-000000000000'

/** A complaint as it comes in, and the closed case that a person would look up for it; both judged alike. */
interface Pair { readonly asked: string; readonly past: string; readonly facts: Compared }

const HEAD = /^## (\S+) (\S+) (\S+)$/

/** Under each heading five of the same category, liability and severity: facts alone do not tell them apart. */
export const pairsIn = (pack: string): Pair[] => {
  const body = readPack(ROOT, pack)
  let facts: Compared | null = null
  return readFileSync(join(ROOT, 'test/precedent-pairs', `${pack}.txt`), 'utf8').split('\n').filter(Boolean).flatMap((line) => {
    const [, category = '', liability = '', severity = ''] = HEAD.exec(line) ?? []
    if (category) {
      const [code, ...above] = withAncestors(body, category)
      if (!code) throw new Error(`${pack}: no category ${category}`)
      facts = { points: [{ category, above, severity, liability }], productCode: null, productName: null, customerClass: null }
      return []
    }
    const [asked, past] = line.split(' => ')
    if (!facts || !asked || !past) throw new Error(`${pack}: ${line}`)
    return [{ asked, past, facts }]
  })
}

export interface Figures { /** Of a hundred, how often the right case comes first, */ readonly first: number; /** and how often among the first five. */ readonly firstFive: number }

/** Equals share their places: none is preferred by where it happens to stand. */
const figuresOf = (ranked: readonly (readonly number[])[]): Figures => {
  const within = (most: number) => ranked.reduce((sum, marks, own) => {
    const mark = marks[own] ?? 0
    const [better, equal] = [marks.filter((m) => m > mark).length, marks.filter((m) => m === mark).length]
    return sum + Math.min(1, Math.max(0, most - better) / equal)
  }, 0)
  const percent = (n: number) => Math.round((1000 * n) / ranked.length) / 10
  return { first: percent(within(1)), firstFive: percent(within(5)) }
}

/** How well each way of ranking finds the right one among all closed cases of the pack. */
export const measure = (pairs: readonly Pair[]): Readonly<Record<'ranking' | 'said' | 'facts' | 'plain', Figures>> => {
  const past = pairs.map((p) => pairsOf(ORGANIZATION, p.past))
  const counted = countedFrom(past)
  const sets = past.map((numbers) => new Set(numbers))
  const asked = pairs.map((p): AskedText => askedOf(pairsOf(ORGANIZATION, p.asked), counted))
  const shares = asked.map((one) => sets.map((set) => shareOf(one, set, counted.average)))
  const facts = pairs.map((p) => pairs.map((other) => judge(p.facts, other.facts, 0).exact))
  return {
    ranking: figuresOf(pairs.map((p, i) => pairs.map((other, k) => judge(p.facts, other.facts, shares[i]?.[k] ?? 0).exact))), said: figuresOf(shares), facts: figuresOf(facts),
    plain: figuresOf(pairs.map((p) => pairs.map((other) => textLikeness(fold(p.asked), fold(other.past)) ?? 0))),
  }
}
