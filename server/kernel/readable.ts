import { type Folded, foldTracing } from './fold.ts'

/** Written without being seen: marks of direction, joiners, soft hyphens, variation selectors. */
const UNSEEN = /\p{Cf}|\p{Cc}|\p{Variation_Selector}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0/u
const HAN = /\p{Script=Han}/u
/** Put between characters so that a word is not found. */
const FILLING = /[\s*_·・.\-~|/\\^]/u

interface Unit { readonly at: number; readonly character: string }

/** A new line parts words for the reader as well. */
const fills = (character: string) => character !== '\n' && FILLING.test(character)
const MOST_FILLING = 4

/** What stands next to a filling, past other fillings. */
const beside = (units: readonly Unit[], from: number, step: 1 | -1): string => {
  let at = from + step
  while (Math.abs(at - from) < MOST_FILLING && fills(units[at]?.character ?? '')) at += step
  return units[at]?.character ?? ''
}

/**
 * A text as a reader takes it: one width, one script, without what nobody sees, and without what was put between two Chinese characters to break up a word. Each place is
 * traced to the original.
 */
export const readable = (text: string): Folded => {
  const folded = foldTracing(text)
  const units = [...folded.text.matchAll(/[\s\S]/gu)].map((m) => ({ at: m.index, character: m[0] })).filter(({ character }) => character === '\n' || !UNSEEN.test(character))
  const kept = units.filter(({ character }, i) => !fills(character) || !(HAN.test(beside(units, i, -1)) && HAN.test(beside(units, i, 1))))
  const places = kept.flatMap(({ at, character }) => Array.from({ length: character.length }, (_, k) => at + k))
  return { text: kept.map(({ character }) => character).join(''), begins: places.map((at) => folded.begins[at] ?? 0), ends: places.map((at) => folded.ends[at] ?? 0) }
}

/** Where a stretch of the readable text stands in the original. */
export const placeIn = ({ begins, ends }: Folded, from: number, to: number): { readonly from: number; readonly to: number } => ({ from: begins[from] ?? 0, to: ends[to - 1] ?? 0 })
