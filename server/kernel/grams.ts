// Character bigrams for Han text, whole words for Latin and digits: what stands in the index is what is asked of it.
// A word ends where Han text begins: in 「戴了3天」 and 「iPhone屏幕」 both parts can be looked for.
const RUN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}])+/gu
const HAN = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u
const LONGEST = 200

const ofRun = (run: string): string[] => {
  if (!HAN.test(run)) return [run.toLowerCase().slice(0, LONGEST)]
  const characters = [...run]
  if (characters.length === 1) return [run]
  return characters.slice(0, -1).map((c, i) => c + characters[i + 1])
}

// A tsvector holds at most a megabyte; what a longer text says after that is read, but not found.
const MOST_BYTES = 900_000

/** Distinct grams of a text. Digits are also kept in their last four, so that the end of a phone number finds it. */
export const grams = (text: string): string[] => {
  const found = new Set<string>()
  let bytes = 0
  for (const [run] of text.matchAll(RUN)) {
    for (const gram of /^\d{7,}$/.test(run) ? [run, run.slice(-4)] : ofRun(run)) {
      if (!found.has(gram)) bytes += Buffer.byteLength(gram)
      if (bytes > MOST_BYTES) return [...found]
      found.add(gram)
    }
  }
  return [...found]
}

/** The grams of a text as PostgreSQL reads a tsvector; of letters and digits only, none needs an escape. */
export const gramVector = (text: string): string => grams(text).map((gram) => `'${gram}'`).join(' ')

/** The runs of one word of the question that the index can answer: the first may be the end of a longer one, unless it is all there is. */
const answerable = (word: string): string[] => {
  const [first, ...more] = [...word.matchAll(RUN)].map(([run]) => run)
  if (first === undefined) return []
  return more.length && !(HAN.test(first) && [...first].length > 1) ? more : [first, ...more]
}

/** The question as `to_tsquery` reads it: every gram must be there; a lone Han character or an unfinished word matches by its beginning. Null when nothing can be looked for. */
export const gramQuery = (question: string): string | null => {
  const runs = question.split(/\s+/).flatMap(answerable)
  const terms = runs.flatMap((run) => (HAN.test(run) && [...run].length > 1 ? ofRun(run).map(quoted) : [`${quoted(ofRun(run)[0] ?? '')}:*`]))
  return terms.length ? [...new Set(terms)].join(' & ') : null
}

const quoted = (gram: string) => `'${gram.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`
