const u16 = (value: number) => Buffer.from([value & 255, value >> 8 & 255])
const u32 = (value: number) => Buffer.from([value & 255, value >>> 8 & 255, value >>> 16 & 255, value >>> 24 & 255])

/** Properties of one attribute, or its bytes as they are; the list of properties begins with its length. */
interface Property { readonly property: Buffer }
const FIXED = new Set([2, 3, 0xb])

/** A property of MAPI as Outlook writes it ([MS-OXTNEF] 2.1.3.4). */
export const property = (id: number, type: number, value: Uint8Array): Property => {
  const filler = Buffer.alloc((4 - (value.length % 4)) % 4)
  return { property: Buffer.concat([u16(type), u16(id), ...(FIXED.has(type) ? [] : [u32(1), u32(value.length)]), value, filler]) }
}

/** An attribute with its checksum; of properties (made here, or as bytes beside such) the list of them. */
export const attribute = (id: number, ...parts: readonly (Uint8Array | Property)[]): Buffer => {
  const list = parts.some((part) => 'property' in part)
  const bytes = parts.map((part) => ('property' in part ? part.property : Buffer.from(part)))
  const data = Buffer.concat(list ? [u32(parts.length), ...bytes] : bytes)
  const sum = data.reduce((total, byte) => (total + byte) & 0xffff, 0)
  return Buffer.concat([Buffer.from([id & 0x10000 || id === 0x69002 || id === 0x6800f || id === 0x69005 ? 2 : 1]), u32(id), u32(data.length), data, u16(sum)])
}

/** A file in it: its short title, its bytes, and its long name where it has one. */
export const aFile = (title: string, content: Uint8Array, longName?: string): Buffer => Buffer.concat([
  attribute(0x69002, Buffer.alloc(14)), attribute(0x18010, Buffer.from(`${title}\0`, 'latin1')), attribute(0x6800f, content),
  ...(longName ? [attribute(0x69005, property(0x3707, 0x1f, Buffer.from(`${longName}\0`, 'utf16le')))] : []),
])

/** A `winmail.dat`. */
export const aTnef = (...attributes: readonly Uint8Array[]): Buffer => Buffer.concat([u32(0x223e9f78), u16(1), ...attributes])

/** RTF packed without any run that repeats. */
export const packed = (rtf: string): Buffer => {
  const bytes = Buffer.from(rtf, 'latin1')
  const groups = Array.from({ length: Math.ceil(bytes.length / 8) }, (_, i) => Buffer.concat([Buffer.from([0]), bytes.subarray(i * 8, i * 8 + 8)]))
  const body = Buffer.concat(groups)
  return Buffer.concat([u32(body.length + 12), u32(bytes.length), u32(0x75465a4c), u32(0), body])
}
