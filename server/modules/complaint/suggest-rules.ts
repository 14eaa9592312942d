export interface Suggestible { readonly code: string; readonly keywords: readonly string[] }

const MOST = 3

/** Categories whose keywords stand in the text: more and longer words first. */
export const categoriesIn = (text: string, categories: readonly Suggestible[]): { code: string; words: string[] }[] => {
  const lower = text.toLowerCase()
  return categories.map(({ code, keywords }) => ({ code, words: keywords.filter((k) => lower.includes(k.toLowerCase())) }))
    .filter((c) => c.words.length > 0)
    .sort((a, b) => b.words.join('').length - a.words.join('').length)
    .slice(0, MOST)
}
