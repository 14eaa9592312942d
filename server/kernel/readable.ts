import { type Folded, foldTracing } from './fold.ts'

/** Written without being seen: marks of direction, joiners, soft hyphens, variation selectors. */
const UNSEEN = /[\p{Cf}\p{Cc}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f]/u
const HAN = /\p{Script=Han}/u
/** Put between characters so that a word is not found. */
const FILLING = /[\s*_·・.\-~|/\\^]/u

/**
 * A text as a reader takes it: one width, one script, without what nobody sees, and without what was put between two Chinese characters to break up a word. Each place is
 * traced to the original.
 */
export const readable = (text: string): Folded => {
  const folded = foldTracing(text)
  const units = [...folded.text.matchAll(/[\s\S]/gu)].map((m) => ({ at: m.index, character: m[0] })).filter(({ character }) => character === '\n' || !UNSEEN.test(character))
  const kept = units.filter(({ character }, i) => {
    if (!FILLING.test(character) || character === '\n') return true
    let [before, after] = [i - 1, i + 1]
    while (before >= 0 && i - before < 4 && FILLING.test(units[before]?.character ?? '') && units[before]?.character !== '\n') before--
    while (after < units.length && after - i < 4 && FILLING.test(units[after]?.character ?? '') && units[after]?.character !== '\n') after++
    return !(HAN.test(units[before]?.character ?? '') && HAN.test(units[after]?.character ?? ''))
  })
  const places = kept.flatMap(({ at, character }) => Array.from({ length: character.length }, (_, k) => at + k))
  return { text: kept.map(({ character }) => character).join(''), begins: places.map((at) => folded.begins[at] ?? 0), ends: places.map((at) => folded.ends[at] ?? 0) }
}

/** Where a stretch of the readable text stands in the original. */
export const placeIn = ({ begins, ends }: Folded, from: number, to: number): { readonly from: number; readonly to: number } => ({ from: begins[from] ?? 0, to: ends[to - 1] ?? 0 })
