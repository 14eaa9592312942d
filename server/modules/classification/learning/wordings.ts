import { groupBy } from '#kernel/group.ts'

/** A text and the category that people gave it. `corrected`: where the words had suggested otherwise. */
export interface Filed { readonly complaintId: string; readonly text: string; readonly code: string; readonly corrected: boolean }
export interface Proposal { readonly phrase: string; readonly code: string; readonly corrections: number; readonly elsewhere: number; readonly complaintIds: readonly string[] }

const READ = 600
const [SHORTEST, LONGEST] = [2, 5]
const HAN = /\p{sc=Han}+/gu
const LATIN = /\p{sc=Latin}{4,}(?: \p{sc=Latin}{4,})?/gu
// What no expression begins or ends with; 不 and 没 may begin one (不结实) and not end it.
const LOOSE = new Set('的了是我你您他她它们們在就也都和与與及吗嗎呢吧啊呀把被给給让讓很又还還要会會能这這那个個一有到说說来來去从從为為以于於而且但所可么麼什怎样樣再才只对對等着著过過之其或如因此并並请請想叫用上下里裡中')
const LOOSE_END = new Set([...LOOSE, '不', '没', '沒', '未', '无', '無'])
const LOOSE_WORDS = new Set(['this', 'that', 'with', 'have', 'they', 'were', 'from', 'very', 'when', 'then', 'there', 'them', 'been', 'your', 'would', 'will', 'what', 'which', 'about', 'after', 'before', 'again', 'still', 'just', 'said', 'only'])

const holds = (phrase: string) => {
  const letters = [...phrase]
  return !LOOSE.has(letters[0] ?? '') && !LOOSE_END.has(letters.at(-1) ?? '')
}

const ofHan = (run: string): string[] => [...run].flatMap((_, from, letters) => Array.from({ length: LONGEST - SHORTEST + 1 }, (_each, more) => letters.slice(from, from + SHORTEST + more))
  .filter((piece, more) => piece.length === SHORTEST + more).map((piece) => piece.join(''))).filter(holds)

const ofLatin = (run: string): string[] => [run, ...run.split(' ')].filter((phrase) => !phrase.split(' ').some((word) => LOOSE_WORDS.has(word)))

/** What in a text could be an expression. */
export const phrasesOf = (text: string): Set<string> => {
  const read = text.slice(0, READ).toLowerCase()
  return new Set([...[...read.matchAll(HAN)].flatMap(([run]) => ofHan(run)), ...[...read.matchAll(LATIN)].flatMap(([run]) => ofLatin(run))])
}

const DOUBT = 0.5
/** Nineteen times in twenty it is no accident. */
const CERTAIN = 1.96
const LEAST_CORRECTIONS = 2
const MOST_OF_CATEGORY = 3

/** How much more often than elsewhere, in standard errors: log-odds ratio with a prior (Monroe, Colaresi, Quinn 2008, equations 16 to 22). */
export const standsOut = (here: number, ofHere: number, elsewhere: number, ofElsewhere: number): number => {
  const odds = (count: number, of: number) => Math.log((count + DOUBT) / (of - count + DOUBT))
  return (odds(here, ofHere) - odds(elsewhere, ofElsewhere)) / Math.sqrt(1 / (here + DOUBT) + 1 / (elsewhere + DOUBT))
}

/** Of expressions that stand in the same cases the longest says most; parts of it say no more. */
const longestOnly = (proposals: readonly Proposal[]): Proposal[] => proposals.filter((one) => !proposals.some((other) => other !== one && other.phrase.length > one.phrase.length && other.phrase.includes(one.phrase) && other.corrections >= one.corrections))

const countIn = (texts: readonly string[], phrase: string) => texts.reduce((sum, text) => sum + Number(text.includes(phrase)), 0)

const ofCategory = (code: string, corrected: readonly Filed[], elsewhere: readonly string[], isKnown: (phrase: string) => boolean): Proposal[] => {
  const texts = corrected.map(({ text }) => text)
  const cases = new Map<string, Set<string>>()
  for (const { text, complaintId } of corrected) for (const phrase of phrasesOf(text)) cases.set(phrase, (cases.get(phrase) ?? new Set()).add(complaintId))
  const weighed = [...cases].filter(([phrase, ids]) => ids.size >= LEAST_CORRECTIONS && !isKnown(phrase)).map(([phrase, ids]) => {
    const others = countIn(elsewhere, phrase)
    return { phrase, code, corrections: ids.size, elsewhere: others, complaintIds: [...ids], score: standsOut(countIn(texts, phrase), texts.length, others, elsewhere.length) }
  }).filter(({ score, corrections, elsewhere: others }) => score >= CERTAIN && others <= corrections)
  return longestOnly(weighed.sort((a, b) => b.score - a.score || b.phrase.length - a.phrase.length || (a.phrase < b.phrase ? -1 : 1)).map(({ score: _weighed, ...one }) => one)).slice(0, MOST_OF_CATEGORY)
}

/** Expressions that stand in several corrected cases of a category and hardly in others. `isKnown`: what the dictionary has, or was declined. */
export const proposalsFrom = (filed: readonly Filed[], isKnown: (phrase: string, code: string) => boolean): Proposal[] => {
  const lower = filed.map((one) => ({ ...one, text: one.text.toLowerCase() }))
  return [...groupBy(lower.filter(({ corrected }) => corrected), ({ code }) => code)].flatMap(([code, corrected]) => {
    const elsewhere = lower.filter((one) => one.code !== code).map(({ text }) => text)
    return ofCategory(code, corrected, elsewhere, (phrase) => isKnown(phrase, code))
  })
}
