import type { SuggestedCategory } from '#contract/classification.ts'

/** A code and the words that speak for it. */
export interface Entry { readonly code: string; readonly parent?: string | null; readonly keywords: readonly string[] }
export interface Spoken { readonly code: string; readonly words: string[] }

const lengthOf = ({ words }: Spoken) => words.reduce((sum, word) => sum + word.length, 0)

// The words of a dictionary are asked of every text.
const lowered = new WeakMap<readonly string[], readonly string[]>()

const inLowerCase = (keywords: readonly string[]) => {
  const known = lowered.get(keywords) ?? keywords.map((word) => word.toLowerCase())
  lowered.set(keywords, known)
  return known
}

/** Codes whose words stand in the text: more and longer words first. */
export const spokenIn = (text: string, entries: readonly Entry[]): Spoken[] => {
  const lower = text.toLowerCase()
  return entries.map(({ code, keywords }) => {
    const known = inLowerCase(keywords)
    return { code, words: keywords.filter((_, i) => lower.includes(known[i] ?? '')) }
  }).filter(({ words }) => words.length > 0).sort((a, b) => lengthOf(b) - lengthOf(a))
}

/** How much text speaks for each code. */
export const hintsOf = (spoken: readonly Spoken[]): ReadonlyMap<string, number> => new Map(spoken.map((each) => [each.code, lengthOf(each)]))

/** A category and those above it. */
const lineOf = (code: string, parents: ReadonlyMap<string, string | null | undefined>): string[] => {
  const line: string[] = []
  for (let at: string | null | undefined = code; at && !line.includes(at); at = parents.get(at)) line.push(at)
  return line
}

/** So many letters of words alone would make one half sure. */
const DOUBT = 3

/** What words alone suggest. The confidence is a rule of thumb: how much is said for it, beside what is said for others of another branch. */
export const suggestedBy = (spoken: readonly Spoken[], entries: readonly Entry[], most: number): SuggestedCategory[] => {
  const parents = new Map(entries.map(({ code, parent }) => [code, parent]))
  const related = (a: string, b: string) => lineOf(a, parents).includes(b) || lineOf(b, parents).includes(a)
  return spoken.slice(0, most).map((one) => {
    const others = spoken.filter((other) => !related(one.code, other.code)).reduce((sum, other) => sum + lengthOf(other), 0)
    return { code: one.code, words: [...one.words], by: 'words' as const, confidence: lengthOf(one) / (lengthOf(one) + others + DOUBT) }
  })
}
