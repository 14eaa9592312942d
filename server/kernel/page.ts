import { invalidInput } from '#contract/common.ts'
import { Problem } from './problem.ts'

/** Keyset pages: the cursor is the key of the last row seen, opaque on the wire. */
export const cursorOf = (key: readonly (string | number)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const isKey = (part: unknown) => typeof part === 'number' || (typeof part === 'string' && ID.test(part))

/** The key of a cursor: ids and numbers. @throws Problem when the cursor is not one of ours. */
export const readCursor = (cursor: string): readonly (string | number)[] => {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(key) && key.length > 0 && key.every(isKey)) return key
  } catch {
    // falls through to the refusal
  }
  throw new Problem(invalidInput, {}, 'cursor')
}

/** `rows` were asked for with one more than `limit`: that one tells whether there is a next page. */
export const pageOf = <R, T>(rows: readonly R[], limit: number, keyOf: (row: R) => readonly (string | number)[], show: (row: R) => T): { items: T[]; next: string | null } => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(show), next: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null }
}
