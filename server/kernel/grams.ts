// What stands in the index is, for every place of a text, what follows there: two characters of Han text, three of letters and digits, fewer at the
// end of a run. So a piece of any length is found wherever it stands; the shortest by the beginning of a gram. Texts are folded before.
const HAN_RUN = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}]'
const RUN = new RegExp(`${HAN_RUN}+|(?:(?!${HAN_RUN})[\\p{L}\\p{N}])+`, 'gu')
const HAN = new RegExp(`^${HAN_RUN}`, 'u')

const HAN_LENGTH = 2
const OTHER_LENGTH = 3

const lengthIn = (run: string) => (HAN.test(run) ? HAN_LENGTH : OTHER_LENGTH)

// A tsvector holds at most a megabyte; what a longer text says after that is read, but not found.
const MOST_BYTES = 900_000
/** Bytes of the key of a slice, which every gram of it begins with. */
const KEY_BYTES = 2

/** Characters that take two units of UTF-16 are rare: without them a run is cut as it stands, several times as fast. */
const WIDE = /[\ud800-\udfff]/

const gramsOfRun = (run: string): string[] => {
  const length = lengthIn(run)
  const cut: string[] = []
  if (WIDE.test(run)) {
    const characters = [...run]
    for (let at = 0; at < characters.length; at++) cut.push(characters.slice(at, at + length).join(''))
  } else for (let at = 0; at < run.length; at++) cut.push(run.slice(at, at + length))
  return cut
}

/** Distinct grams of a folded text. */
export const grams = (folded: string): string[] => {
  const found = new Set<string>()
  let bytes = 0
  for (const [run] of folded.matchAll(RUN)) {
    for (const gram of gramsOfRun(run)) {
      if (found.has(gram)) continue
      bytes += Buffer.byteLength(gram) + KEY_BYTES
      if (bytes > MOST_BYTES) return [...found]
      found.add(gram)
    }
  }
  return [...found]
}

/** Grams and readings as PostgreSQL reads a tsvector, each behind the key of its slice; of letters and digits only, none needs an escape. */
export const gramVector = (folded: string, readings: readonly string[], key: string): string =>
  [...grams(folded), ...readings].map((gram) => `'${key}${gram}'`).join(' ')

/** How well the index answers a term: a whole gram, the beginning of one in Han text, of two letters or digits, of one. */
export type Rank = 0 | 1 | 2 | 3
export interface Term { readonly gram: string; readonly whole: boolean; readonly rank: Rank }

const MOST_TERMS = 16

/** Of many grams of a long piece some, spread over all of it, are enough to find it. */
const thinned = (all: readonly string[]): readonly string[] =>
  all.length <= MOST_TERMS ? all : Array.from({ length: MOST_TERMS }, (_, i) => all[Math.floor((i * (all.length - 1)) / (MOST_TERMS - 1))] ?? '')

const termsOfRun = (run: string): Term[] => {
  const [cut, length] = [gramsOfRun(run), lengthIn(run)]
  if (cut.length < length) return [{ gram: run, whole: false, rank: length === HAN_LENGTH ? 1 : cut.length === 2 ? 2 : 3 }]
  return thinned(cut.slice(0, cut.length - length + 1)).map((gram) => ({ gram, whole: true, rank: 0 }))
}

/** What must stand in the index for a piece of folded text to stand in a text. Only the terms of the best rank: the rest costs more than it sorts out. */
export const termsOf = (piece: string): readonly Term[] => {
  const terms = [...piece.matchAll(RUN)].flatMap(([run]) => termsOfRun(run))
  const best = Math.min(...terms.map((term) => term.rank))
  return terms.filter((term) => term.rank === best)
}
