import { fold } from '#kernel/fold.ts'
import { grams } from '#kernel/grams.ts'

/** What a text says after that many pairs does not make it more like another one. */
const MOST_PAIRS = 400
/** Of a long text the most telling pairs are asked for. */
const MOST_ASKED = 200
/** Pairs are looked up in the index, the rarest first, as long as they lead to no more cases than this: so the number of cases does not matter. */
const MOST_FOUND = 300
const MOST_RARE = 32

/** As in `precedent.alike`. */
const [K1, B] = [1.2, 0.75]

const [FNV_BASE, FNV_PRIME] = [0x81_1c_9d_c5, 0x01_00_01_93]

/** FNV-1a with the finish of MurmurHash3: pairs of one organisation and of another are different numbers, so that none makes another's lookups slower. */
const numberOf = (text: string): number => {
  let hash = FNV_BASE
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
  return (hash ^ (hash >>> 16)) | 0
}

/** The pairs of Han characters, and threes of letters, of what was said; each once, as numbers of 32 bits. What only ends a run tells nothing. */
export const pairsOf = (organizationId: string, text: string): number[] =>
  [...new Set(grams(fold(text)).filter((gram) => gram.length > 1).slice(0, MOST_PAIRS).map((gram) => numberOf(organizationId + gram)))]

/** In how many of the cases a pair stands, and how many pairs a case has on average. */
export interface Counted { readonly cases: number; readonly average: number; readonly held: ReadonlyMap<number, number> }

/** What a pair tells: inverse document frequency as in BM25, never below nought (Robertson & Zaragoza 2009, with the 1+ of Lucene). */
export const weightOf = ({ cases, held }: Counted, pair: number): number => {
  const n = Math.min(held.get(pair) ?? 0, cases)
  return Math.log(1 + (cases - n + 0.5) / (n + 0.5))
}

export interface AskedText { readonly pairs: number[]; readonly weights: number[]; readonly rare: number[] }

const rarest = (pairs: readonly number[], held: Counted['held']): number[] => {
  const rare: number[] = []
  let found = 0
  for (const pair of pairs.toSorted((a, b) => (held.get(a) ?? 0) - (held.get(b) ?? 0))) {
    found += held.get(pair) ?? 0
    if (found > MOST_FOUND || rare.length === MOST_RARE) break
    rare.push(pair)
  }
  return rare
}

/** What is asked for of a text: its most telling pairs, what each tells, and which of them are rare enough to be looked up. */
export const askedOf = (all: readonly number[], counted: Counted): AskedText => {
  const pairs = all.toSorted((a, b) => weightOf(counted, b) - weightOf(counted, a)).slice(0, MOST_ASKED)
  return { pairs, weights: pairs.map((pair) => weightOf(counted, pair)), rare: rarest(pairs, counted.held) }
}

const dampened = (weight: number, length: number, average: number) => (weight * (K1 + 1)) / (1 + K1 * (1 - B + (B * length) / average))

/** How much of what was asked for a text says, from 0 to 1: what `precedent.alike` works out in the database. */
export const shareOf = ({ pairs, weights }: AskedText, other: ReadonlySet<number>, average: number): number => {
  const own = dampened(weights.reduce((sum, w) => sum + w, 0), pairs.length, average)
  const both = pairs.reduce((sum, pair, i) => sum + (other.has(pair) ? weights[i] ?? 0 : 0), 0)
  return own > 0 ? Math.min(1, dampened(both, other.size, average) / own) : 0
}

/** Counts texts that are all at hand. */
export const countedFrom = (texts: readonly (readonly number[])[]): Counted => {
  const held = new Map<number, number>()
  for (const pair of texts.flat()) held.set(pair, (held.get(pair) ?? 0) + 1)
  return { cases: texts.length, average: averageOf(texts.length, texts.reduce((sum, t) => sum + t.length, 0)), held }
}

/** Before anything was counted every length is as long as any other. */
export const averageOf = (cases: number, pairs: number): number => (cases > 0 && pairs > 0 ? pairs / cases : MOST_PAIRS)
