import { type Case, isRecord, judged, type Outcome, type Recogniser, skipped } from './suite.ts'

/** Stores a text through the running product and reads it back; null when the product refused it with a reason. */
export type RoundTrip = (text: string) => Promise<string | null>

/** Lists about what a spreadsheet makes of a text. */
const TABLES = /^csv_/

/** Hostile and odd strings: plain lists `{strings: […]}` and lists by attack `{sql: {payloads: […]}}`. */
export function naughty(roundTrip: RoundTrip): Recogniser {
  return (content) => {
    const texts = listsIn(content)
    return texts.length === 0 ? null : texts.map(({ id, text }): Case => (TABLES.test(id) ? skipped(id, 'export of tables is not built yet') : { id, run: () => trip(text, roundTrip) }))
  }
}

async function trip(text: string, roundTrip: RoundTrip): Promise<Outcome> {
  const kept = await roundTrip(text)
  return judged(kept === text || (kept === null && mayBeRefused(text)), text, kept)
}

/** Nothing to store, or what PostgreSQL cannot store: NUL and half surrogates. */
function mayBeRefused(text: string): boolean {
  return text.trim() === '' || text.includes('\u0000') || /\p{Surrogate}/u.test(text)
}

interface Named { readonly id: string; readonly text: string }

function listsIn(content: unknown): Named[] {
  if (Array.isArray(content)) return named('', content)
  if (!isRecord(content)) return []
  return Object.entries(content).flatMap(([key, value]) => {
    if (key === 'strings') return named('', value)
    return isRecord(value) ? named(`${key}-`, value.payloads) : []
  })
}

function named(prefix: string, list: unknown): Named[] {
  const strings = Array.isArray(list) && list.every((one): one is string => typeof one === 'string') ? list : []
  return strings.map((text, index) => ({ id: `${prefix}${index + 1}`, text }))
}
