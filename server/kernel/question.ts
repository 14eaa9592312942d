import { fold } from './fold.ts'
import { type Term, termsOf } from './grams.ts'

/** One word of a question. It is there when the text stands there, or what else it may mean. */
export interface Word {
  readonly text: string
  /** The digits of a number typed with separators: `138-0013` finds 13800138000. */
  readonly digits: string | null
  /** Letters that may be the sound of a name, in capitals: `zs` finds 张三. */
  readonly sound: string | null
}
export interface Question { readonly words: readonly Word[] }

const NUMBER = /^[+(]?\d[\d().\-+]*$/
const FEWEST_DIGITS = 3
const SOUND = /^[a-z]+(?:'[a-z]+)*$/
const SHORTEST_SOUND = 2
const LONGEST_SOUND = 48

const wordOf = (text: string): Word => {
  const digits = NUMBER.test(text) ? text.replace(/\D/g, '') : ''
  const sound = SOUND.test(text) ? text.replaceAll("'", '') : ''
  return {
    text, digits: digits !== text && digits.length >= FEWEST_DIGITS ? digits : null,
    sound: sound.length >= SHORTEST_SOUND && sound.length <= LONGEST_SOUND ? sound.toUpperCase() : null,
  }
}

/** What somebody typed, as it is looked for; null when nothing is asked. */
export const questionOf = (typed: string | undefined): Question | null => {
  const words = [...new Set(fold(typed ?? '').split(/\s+/).filter((word) => word !== ''))].map(wordOf)
  return words.length ? { words } : null
}

/** Stands in a query for the key of a slice. It is no letter, so that no gram has it. */
const KEY = '\u0001'

const quoted = ({ gram, whole }: Pick<Term, 'gram' | 'whole'>) => `'${KEY}${gram}'${whole ? '' : ':*'}`

interface Asked { readonly query: string; readonly rank: number }

/** @returns null when no index can tell: a word of stops only. */
const asPiece = (piece: string): Asked | null => {
  const terms = termsOf(piece)
  return terms.length ? { query: terms.map(quoted).join(' & '), rank: Math.max(...terms.map((term) => term.rank)) } : null
}

const asWord = ({ text, digits, sound }: Word): Asked | null => {
  const ways = [asPiece(text), ...(digits ? [asPiece(digits)] : []), ...(sound ? [{ query: quoted({ gram: sound, whole: false }), rank: sound.length > 2 ? 0 : 2 }] : [])]
  const told = ways.filter((way) => way !== null)
  if (told.length < ways.length) return null
  return { query: `(${told.map((way) => `(${way.query})`).join(' | ')})`, rank: Math.max(...told.map((way) => way.rank)) }
}

/** The question as `to_tsquery` reads it, for the index to be asked slice by slice; null when nothing of it can be looked up. */
const queryOf = ({ words }: Question): string | null => {
  const asked = words.map(asWord).filter((word) => word !== null)
  const best = Math.min(...asked.map((word) => word.rank))
  const kept = asked.filter((word) => word.rank === best)
  return kept.length ? kept.map((word) => word.query).join(' & ') : null
}

/** A `LIKE` pattern that finds the text itself. */
export const likeSafe = (text: string): string => text.replace(/[\\%_]/g, (c) => `\\${c}`)
const anywhere = (text: string) => `%${likeSafe(text)}%`
/** Readings stand behind the text, each after a blank. */
const spokenAs = (sound: string) => `% ${sound}%`

/** What the search functions of the database are given: the query for the index, and what the text itself must be like. */
export interface Lookup {
  readonly query: string | null
  readonly plain: readonly string[]
  /** Words with two meanings, of which either will do. */
  readonly either: readonly string[]
  readonly orElse: readonly string[]
}

export const lookupOf = (question: Question): Lookup => {
  const two = question.words.flatMap(({ text, digits, sound }) => (digits ? [[anywhere(text), anywhere(digits)]] : sound ? [[anywhere(text), spokenAs(sound)]] : []))
  return {
    query: queryOf(question), plain: question.words.filter((word) => !word.digits && !word.sound).map((word) => anywhere(word.text)),
    either: two.map(([one]) => one ?? ''), orElse: two.map(([, other]) => other ?? ''),
  }
}

/** A folded text with the readings of names behind it, as it is kept to be looked through. */
export const searchedText = (folded: string, readings: readonly string[]): string => (readings.length ? `${folded}\n ${readings.join(' ')}` : folded)
