/** One mark of a text: what of it (hashed), and where it stands. */
export interface Mark { readonly hash: number; readonly from: number; readonly to: number }

/** Of a longer text the beginning says what it is about; so long a prediction stays within a few milliseconds. */
export const READ_CHARACTERS = 4_000
const LONGEST_GRAM = 2

const HAN = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}'
const RUN = new RegExp(`[${HAN}]+|\\p{N}+|(?:(?![${HAN}])[\\p{L}])+`, 'gu')
const HAN_FIRST = new RegExp(`^[${HAN}]`, 'u')
const DIGIT_FIRST = /^\p{N}/u

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

const step = (hash: number, unit: number) => Math.imul(hash ^ unit, FNV_PRIME)

/** The last mixing of MurmurHash3: all bits of the hash count in its lower ones. */
const mixed = (hash: number) => {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** FNV-1a over the UTF-16 units of a text. `kind` keeps characters and words of the same spelling apart. */
export const hashOf = (text: string, kind = 0): number => {
  let hash = step(FNV_OFFSET, kind)
  for (let i = 0; i < text.length; i++) hash = step(hash, text.charCodeAt(i))
  return mixed(hash)
}

const WORD = 1
const PAIR = 2
const BEGINNING = 3
const NUMBER = 4
const STEM = 5

const ofHan = (run: string, at: number, marks: Mark[]) => {
  for (let from = 0; from < run.length; from++) {
    let hash = step(FNV_OFFSET, 0)
    for (let to = from; to < Math.min(run.length, from + LONGEST_GRAM); to++) {
      hash = step(hash, run.charCodeAt(to))
      marks.push({ hash: mixed(hash), from: at + from, to: at + to + 1 })
    }
  }
}

/** Marks of a word in letters: itself, its beginning (refunded, refunding), and itself behind the word before. */
const ofWord = (word: string, before: string, at: number, marks: Mark[]) => {
  const to = at + word.length
  marks.push({ hash: hashOf(word, WORD), from: at, to })
  if (word.length > STEM) marks.push({ hash: hashOf(word.slice(0, STEM), BEGINNING), from: at, to })
  if (before) marks.push({ hash: hashOf(`${before} ${word}`, PAIR), from: at, to })
}

/**
 * What a text is recognised by: single characters and pairs of neighbours of Chinese, words and pairs of words of everything in letters,
 * of numbers only how long they are. Chinese needs no cutting into words so, which would go wrong with names of goods and dialect.
 */
export const marksOf = (text: string): Mark[] => {
  const marks: Mark[] = []
  let before = ''
  // Lower case of a few letters is longer than the letter; places would shift.
  const read = text.slice(0, READ_CHARACTERS)
  const lower = read.toLowerCase()
  for (const match of (lower.length === read.length ? lower : read).matchAll(RUN)) {
    const [run] = match
    if (HAN_FIRST.test(run)) ofHan(run, match.index, marks)
    else if (DIGIT_FIRST.test(run)) marks.push({ hash: hashOf(String(Math.min(run.length, 12)), NUMBER), from: match.index, to: match.index + run.length })
    else ofWord(run, before, match.index, marks)
    before = /^\p{L}/u.test(run) && !HAN_FIRST.test(run) ? run : ''
  }
  return marks
}
