export interface Part { readonly at: number; readonly text: string; readonly marked: boolean }

/** A text cut where marked words begin and end; words that touch or overlap are one mark. */
export const marksIn = (text: string, words: readonly string[]): Part[] => {
  const lower = text.toLowerCase()
  // Lower case of a few letters is longer than the letter: places would be wrong.
  const searched = lower.length === text.length ? lower : text
  const marked = new Uint8Array(text.length)
  for (const word of words.filter((each) => each !== '').map((each) => (searched === lower ? each.toLowerCase() : each))) {
    for (let at = searched.indexOf(word); at >= 0; at = searched.indexOf(word, at + 1)) marked.fill(1, at, at + word.length)
  }
  const parts: Part[] = []
  for (let at = 0; at < text.length;) {
    let end = at + 1
    while (end < text.length && marked[end] === marked[at]) end++
    parts.push({ at, text: text.slice(at, end), marked: marked[at] === 1 })
    at = end
  }
  return parts
}
