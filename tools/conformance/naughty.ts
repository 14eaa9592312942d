import type { Door } from './doors.ts'
import { type Case, isRecord, judged, type Outcome, type Recogniser } from './suite.ts'

/** Brings texts as the cells of one table. */
export type TableTrip = (texts: readonly string[]) => Promise<Outcome>

/** Stores a text through the running product and reads it back; null when the product refused it with a reason. */
export type RoundTrip = (text: string) => Promise<string | null>

/** Hostile and odd strings, through every door: plain lists `{strings: […]}` and lists by attack `{sql: {payloads: […]}}`. */
export function naughty(doors: readonly Door[], table: TableTrip): Recogniser {
  return (content) => {
    const texts = listsIn(content)
    if (texts.length === 0) return null
    const single = texts.flatMap(({ id, text }) => doors.map(({ name, trip }): Case => ({ id: name === 'staff' ? id : `${id}-${name}`, run: () => tripOf(text, trip) })))
    return [...single, { id: 'import', run: () => table(texts.map(({ text }) => text)) }]
  }
}

async function tripOf(text: string, trip: RoundTrip): Promise<Outcome> {
  const kept = await trip(text)
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
