import { fold, foldTracing } from './fold.ts'
import type { Question, Word } from './question.ts'
import { heardIn } from './readings.ts'

/** Begin and end (not included) in UTF-16 units. */
export type Span = readonly [number, number]
/** Names and titles are also found by their sound, phone numbers by their digits whatever stands between. */
export type Kind = 'text' | 'name' | 'number'

const occurrences = (folded: string, piece: string): Span[] => {
  const found: Span[] = []
  for (let at = folded.indexOf(piece); at >= 0; at = folded.indexOf(piece, at + piece.length)) found.push([at, at + piece.length])
  return found
}

const DIGITS = /^\d+$/

/** Digits in a row, whatever stands between them. */
const dialled = (folded: string, digits: string): Span[] => {
  const places = [...folded.matchAll(/\d/g)].map((digit) => digit.index)
  return occurrences(folded.replace(/\D/g, ''), digits).map(([begin, end]): Span => [places[begin] ?? 0, (places[end - 1] ?? 0) + 1])
}

const spansOf = (folded: string, word: Word, kind: Kind): Span[] => {
  const written = [...occurrences(folded, word.text), ...(word.digits ? occurrences(folded, word.digits) : [])]
  if (written.length) return written
  if (kind === 'name' && word.sound) return [...heardIn(folded, word.sound.toLowerCase())]
  const digits = word.digits ?? (DIGITS.test(word.text) ? word.text : '')
  return kind === 'number' && digits ? dialled(folded, digits) : []
}

/** Spans in order, those that touch as one. */
const joined = (spans: readonly Span[]): [number, number][] => {
  const whole: [number, number][] = []
  for (const [begin, end] of spans.toSorted((x, y) => x[0] - y[0])) {
    const last = whole.at(-1)
    if (last && begin <= last[1]) last[1] = Math.max(last[1], end)
    else whole.push([begin, end])
  }
  return whole
}

/** Where the words of a question stand in a text as it was written. */
export const hitsIn = (text: string, question: Question, kind: Kind = 'text'): [number, number][] => {
  const folded = foldTracing(text)
  const spans = question.words.flatMap((word) => spansOf(folded.text, word, kind))
  return joined(spans.map(([begin, end]): Span => [folded.begins[begin] ?? 0, folded.ends[end - 1] ?? 0]))
}

/** The words of a question that stand in a text. */
export const wordsIn = (text: string, question: Question, kind: Kind = 'text'): readonly Word[] => {
  const folded = fold(text)
  return question.words.filter((word) => spansOf(folded, word, kind).length > 0)
}

/** Whether every word of a question stands in one of the texts. For what is few enough to be looked through. */
export const says = (texts: readonly { readonly text: string; readonly kind?: Kind }[], question: Question): boolean => {
  const found = new Set(texts.flatMap(({ text, kind }) => wordsIn(text, question, kind)))
  return found.size === question.words.length
}

const BEFORE = 14
const SNIPPET = 80

/** A piece of the text around the first hit, with its hits; white space of any kind is a blank in it. */
export const snippetOf = (text: string, question: Question, kind: Kind = 'text'): { text: string; hits: [number, number][] } => {
  const [first] = hitsIn(text, question, kind)
  const characters = [...text]
  let at = 0
  let index = 0
  while (first && at < first[0]) at += characters[index++]?.length ?? 1
  const begin = Math.max(0, index - BEFORE)
  const piece = characters.slice(begin, begin + SNIPPET).join('').replace(/\s/g, ' ')
  const shown = `${begin > 0 ? '…' : ''}${piece}${begin + SNIPPET < characters.length ? '…' : ''}`
  return { text: shown, hits: hitsIn(shown, question, kind) }
}
