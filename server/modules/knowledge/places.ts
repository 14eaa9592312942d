/** A stretch of a readable text. */
export interface Stretch { readonly from: number; readonly to: number }

const isLetter = (character: string) => /[a-z]/.test(character)
/** English words are found whole: `report` is not in `reporter`. */
const standsAlone = (text: string, at: number, word: string) => !(isLetter(word.charAt(0)) && isLetter(text.charAt(at - 1))) && !(isLetter(word.charAt(word.length - 1)) && isLetter(text.charAt(at + word.length)))

/** Where a word of a folded text stands, from `from` on. */
export const placesOf = (text: string, word: string, from = 0, before = text.length): Stretch[] => {
  const found: Stretch[] = []
  for (let at = text.indexOf(word, from); at >= 0 && at < before; at = text.indexOf(word, at + 1)) if (standsAlone(text, at, word)) found.push({ from: at, to: at + word.length })
  return found
}
