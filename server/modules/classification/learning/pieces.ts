import type { Mark } from './marks.ts'
import type { Space, Vector } from './vectors.ts'

/** A piece of a text that speaks for a class: its words, where they stand, and how much they weigh. */
export interface Piece { readonly words: string; readonly from: number; readonly to: number; readonly weight: number }

interface Speaking { readonly counts: ReadonlyMap<number, number>; readonly vector: Vector; readonly weights: ArrayLike<number> }

const MOST = 5
/** What weighs less than this share of the heaviest character is beside the point. */
const BESIDE_THE_POINT = 0.35
const BREAK = /[^\p{L}\p{N}]/u

/** How much each character of the text says: what a mark weighs is shared by the characters it covers. */
const weightsOfCharacters = (length: number, marks: readonly Mark[], { slots }: Space, { counts, vector, weights }: Speaking): Float64Array => {
  const valueAt = new Map<number, number>()
  for (let i = 0; i < vector.places.length; i++) valueAt.set(vector.places[i] ?? 0, vector.values[i] ?? 0)
  const heavy = new Float64Array(length)
  for (const { hash, from, to } of marks) {
    const slot = hash & (slots - 1)
    const each = ((weights[slot] ?? 0) * (valueAt.get(slot) ?? 0)) / (counts.get(slot) ?? 1) / (to - from)
    for (let at = from; at < to; at++) heavy[at] = (heavy[at] ?? 0) + each
  }
  return heavy
}

/** A word in letters is said whole. */
const widened = (text: string, from: number, to: number): [number, number] => {
  const isLetter = (at: number) => /[\p{L}\p{N}]/u.test(text[at] ?? ' ') && !/\p{sc=Han}/u.test(text[at] ?? '')
  let [start, end] = [from, to]
  while (isLetter(start) && isLetter(start - 1)) start--
  while (isLetter(end - 1) && isLetter(end)) end++
  return [start, end]
}

interface Stretch { readonly from: number; readonly to: number; readonly weight: number }

/** Unbroken stretches of characters that all weigh enough. */
const stretchesOf = (text: string, heavy: Float64Array, least: number): Stretch[] => {
  const found: Stretch[] = []
  const counts = (at: number) => at < text.length && (heavy[at] ?? 0) >= least && !BREAK.test(text[at] ?? '')
  for (let from = 0; from < text.length; from++) {
    let to = from
    while (counts(to)) to++
    if (to > from) found.push({ from, to, weight: heavy.subarray(from, to).reduce((sum, each) => sum + each, 0) })
    from = to
  }
  return found
}

/** The marks that speak for a class, joined back into words of the text; the heaviest first. */
export const piecesOf = (text: string, marks: readonly Mark[], space: Space, speaking: Speaking): Piece[] => {
  const heavy = weightsOfCharacters(text.length, marks, space, speaking)
  const least = heavy.reduce((most, each) => Math.max(most, each), 0) * BESIDE_THE_POINT
  if (least <= 0) return []
  const found = new Map<string, Piece>()
  for (const { from, to, weight } of stretchesOf(text, heavy, least)) {
    const [start, end] = widened(text, from, to)
    const words = text.slice(start, end)
    // A single character of Chinese says little to a reader.
    if (words.length > 1) found.set(words, { words, from: start, to: end, weight: weight + (found.get(words)?.weight ?? 0) })
  }
  return [...found.values()].sort((a, b) => b.weight - a.weight).slice(0, MOST)
}
