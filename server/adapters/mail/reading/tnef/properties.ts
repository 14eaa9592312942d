import { Broken, type Bytes } from './bytes.ts'

/** A property of MAPI as TNEF writes it ([MS-OXTNEF] 2.1.3.4): its type and its first value. */
export interface Property { readonly type: number; readonly bytes: Uint8Array }

export const STRING8 = 0x1e
export const UNICODE = 0x1f
export const OBJECT = 0x0d
export const BINARY = 0x102
const MULTIPLE = 0x1000
const NAMED_FROM = 0x8000
const MOST = 4_000

/** Values of fixed length; short ones take four bytes as well. */
const LENGTHS: Readonly<Record<number, number>> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 }
const VARIABLE = new Set([STRING8, UNICODE, OBJECT, BINARY])

const padded = (from: Bytes, length: number): Uint8Array => {
  const bytes = from.take(length)
  from.take(Math.min((4 - (length % 4)) % 4, from.left))
  return bytes
}

const passName = (from: Bytes) => {
  from.take(16)
  if (from.u32() === 0) from.u32()
  else padded(from, from.u32())
}

const valuesOf = (from: Bytes, type: number): Uint8Array => {
  const kind = type & ~MULTIPLE
  const length = LENGTHS[kind]
  if (length === undefined && !VARIABLE.has(kind)) throw new Broken()
  const count = length === undefined || type & MULTIPLE ? from.u32() : 1
  if (count > from.left) throw new Broken()
  let first = new Uint8Array()
  for (let i = 0; i < count; i++) {
    const value = length === undefined ? padded(from, from.u32()) : from.take(length)
    if (i === 0) first = value as Uint8Array<ArrayBuffer>
  }
  return first
}

/** Properties by their id, those with a name of their own left out. Where the list breaks off, what came before it counts. */
export const propertiesOf = (from: Bytes): ReadonlyMap<number, Property> => {
  const found = new Map<number, Property>()
  try {
    const count = Math.min(from.u32(), MOST)
    for (let i = 0; i < count; i++) {
      const [type, id] = [from.u16(), from.u16()]
      if (id >= NAMED_FROM) passName(from)
      const bytes = valuesOf(from, type)
      if (id < NAMED_FROM) found.set(id, { type, bytes })
    }
  } catch (error) {
    if (!(error instanceof Broken)) throw error
  }
  return found
}
