import type { Found } from '#contract/search.ts'
import type { Reader } from '#kernel/db.ts'
import { hitsIn, snippetOf, wordsIn } from '#kernel/marks.ts'
import type { Question } from '#kernel/question.ts'
import { toldIn } from '#modules/complaint/queries/searched.ts'

/** What a list shows of a complaint anyway. */
interface Shown { readonly id: string; readonly number: string; readonly customerName: string; readonly firstWords: string }

/** A piece of the text that has words which what is shown does not have. */
const snippet = (shown: Shown, texts: readonly string[], question: Question): Found['snippet'] => {
  const seen = new Set([...wordsIn(shown.number, question), ...wordsIn(shown.customerName, question, 'name'), ...wordsIn(shown.firstWords, question)])
  const missing = question.words.filter((word) => !seen.has(word))
  if (!missing.length) return null
  // The text that has most of them.
  const best = texts.map((text) => ({ text, has: wordsIn(text, { words: missing }).length })).toSorted((x, y) => y.has - x.has)[0]
  return best?.has ? snippetOf(best.text, question) : null
}

/** Where the words of a question stand in the complaints of a list, by id. Reads under row security, like the list itself. */
export const foundIn = async (read: Reader, organizationId: string, rows: readonly Shown[], question: Question): Promise<ReadonlyMap<string, Found>> => {
  const told = rows.length ? await toldIn(read, organizationId, rows.map((r) => r.id)) : new Map<string, readonly string[]>()
  return new Map(rows.map((row) => [row.id, {
    number: hitsIn(row.number, question), customerName: hitsIn(row.customerName, question, 'name'), firstWords: hitsIn(row.firstWords, question),
    snippet: snippet(row, told.get(row.id) ?? [], question),
  }]))
}
