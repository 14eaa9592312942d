import { z } from 'zod'
import { fold } from '#kernel/fold.ts'
import { textLikeness } from '#modules/complaint/likeness-rules.ts'
import { askedOf, countedFrom, pairsOf, shareOf } from '#modules/precedent/text-likeness.ts'
import { type Case, judged, type Recogniser } from './suite.ts'

const File = z.object({ rows: z.array(z.looseObject({ title: z.string(), body: z.string(), level1: z.string() })).min(20) })
type Row = z.infer<typeof File>['rows'][number]

const ORGANIZATION = '00000000-0000-7000-8000-000000000000'
const FIRST = 5

/** Of the five most like a text, how many belong to its class: on average over all texts, each left out of what it is compared with. */
const sameClass = (rows: readonly Row[], likeness: (i: number, k: number) => number): number => {
  const shares = rows.map((row, i) => {
    const order = rows.map((other, k) => ({ other, mark: k === i ? -1 : likeness(i, k) })).filter((_, k) => k !== i).sort((a, b) => b.mark - a.mark)
    return order.slice(0, FIRST).filter(({ other }) => other.level1 === row.level1).length / FIRST
  })
  return shares.reduce((sum, s) => sum + s, 0) / rows.length
}

/** What taking five at random would give. */
const byChance = (rows: readonly Row[]): number => {
  const sizes = new Map<string, number>()
  for (const { level1 } of rows) sizes.set(level1, (sizes.get(level1) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, n) => sum + n * (n - 1), 0) / (rows.length * (rows.length - 1))
}

interface Shares { readonly ours: number; readonly plain: number; readonly chance: number }

const measured = (rows: readonly Row[]): Shares => {
  const texts = rows.map((row) => `${row.title}\n${row.body}`)
  const numbers = texts.map((text) => pairsOf(ORGANIZATION, text))
  const sets = numbers.map((all) => new Set(all))
  const counted = countedFrom(numbers)
  const asked = numbers.map((all) => askedOf(all, counted))
  const folded = texts.map((text) => fold(text))
  // Either way round it is the same: worked out once for two.
  const plain = folded.map((one, i) => folded.slice(0, i).map((other) => textLikeness(one, other) ?? 0))
  return {
    ours: sameClass(rows, (i, k) => shareOf(asked[i] ?? { pairs: [], weights: [], rare: [] }, sets[k] ?? new Set(), counted.average)),
    plain: sameClass(rows, (i, k) => plain[Math.max(i, k)]?.[Math.min(i, k)] ?? 0), chance: byChance(rows),
  }
}

const shown = (share: number) => share.toFixed(3)

/** How well precedents are ranked by what was said alone, on real complaints whose class somebody judged: the class itself is not told. */
export const likeness: Recogniser = (content) => {
  const file = File.safeParse(content).data
  if (!file) return null
  let known: Shares | null = null
  const shares = () => (known ??= measured(file.rows))
  const against = (id: string, other: (s: Shares) => number, times: number): Case => ({ id, run: () => judged(shares().ours >= times * other(shares()), `at least ${shown(times * other(shares()))}`, shown(shares().ours)) })
  return [against('same-class-among-first-five-against-chance', (s) => s.chance, 2), against('same-class-among-first-five-against-plain-likeness', (s) => s.plain, 1)]
}
