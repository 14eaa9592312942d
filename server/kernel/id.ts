import { createHash, randomBytes, randomInt } from 'node:crypto'
import { uuidv7 } from 'uuidv7'

/** A new id: uuidv7, so that ids sort by time. */
export const newId = (): string => uuidv7()

const MS_DIGITS = 12
/** The first id of a moment: every id made then or later is not before it. */
export const idAt = (ms: number): string => {
  const hex = ms.toString(16).padStart(MS_DIGITS, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

export const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()

/** Opaque secret for cookies and tokens: 32 random bytes. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

// Crockford's alphabet: no I, L, O, U, so that a code read aloud or from paper is not mistaken.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Look-up code of the portal: 12 symbols, 60 random bits, written in threes of four. */
export const newCode = (): string => {
  const symbols = Array.from({ length: 12 }, () => ALPHABET[randomInt(32)]).join('')
  return `${symbols.slice(0, 4)}-${symbols.slice(4, 8)}-${symbols.slice(8)}`
}

/** A code as typed by a person, brought to the form it was issued in. */
export const normaliseCode = (typed: string): string => {
  const plain = typed.toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0').replace(/[^0-9A-Z]/g, '')
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`
}

/** A number of its own kind for who looks something up, told apart from that of a complaint by its first letter; read aloud like a code. */
export const newNumber = (letter: string): string => `${letter}-${normaliseCode(newCode()).slice(0, 9)}`

/** JSON with sorted keys: equal values give equal bytes. */
export const canonical = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (value instanceof Date) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
}

/** SHA-256 of what something holds, in hexadecimal. */
export const fingerprint = (content: unknown): string => sha256(canonical(content)).toString('hex')
