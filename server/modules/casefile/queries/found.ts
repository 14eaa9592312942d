import type { Found } from '#contract/search.ts'
import type { Reader } from '#kernel/db.ts'
import { hitsIn, snippetOf, wordsIn } from '#kernel/marks.ts'
import type { Question } from '#kernel/question.ts'
import { type Told, toldIn } from '#modules/complaint/queries/searched.ts'

/** What a list shows of a complaint anyway. */
interface Shown { readonly id: string; readonly number: string; readonly customerName: string; readonly firstWords: string }

/** The words that what is shown does not have. */
const missingIn = (shown: Shown, question: Question): Question => {
  const seen = new Set([...wordsIn(shown.number, question), ...wordsIn(shown.customerName, question, 'name'), ...wordsIn(shown.firstWords, question)])
  return { words: question.words.filter((word) => !seen.has(word)) }
}

/** A piece of the text that has most of what is not shown anyway. */
const snippet = (texts: readonly Told[], missing: Question, question: Question): Found['snippet'] => {
  const [best] = texts.map((told) => ({ ...told, has: wordsIn(told.text, missing, told.kind).length })).toSorted((x, y) => y.has - x.has)
  return best?.has ? snippetOf(best.text, question, best.kind) : null
}

/** Where the words of a question stand in the complaints of a list, by id. Reads under row security, like the list itself. */
export const foundIn = async (read: Reader, organizationId: string, rows: readonly Shown[], question: Question): Promise<ReadonlyMap<string, Found>> => {
  const missing = new Map(rows.map((row) => [row.id, missingIn(row, question)]))
  const deeper = rows.filter((row) => missing.get(row.id)?.words.length).map((row) => row.id)
  const told = deeper.length ? await toldIn(read, organizationId, deeper) : new Map<string, readonly Told[]>()
  return new Map(rows.map((row) => [row.id, {
    number: hitsIn(row.number, question), customerName: hitsIn(row.customerName, question, 'name'), firstWords: hitsIn(row.firstWords, question),
    snippet: snippet(told.get(row.id) ?? [], missing.get(row.id) ?? { words: [] }, question),
  }]))
}
