import { Broken, Bytes } from './bytes.ts'
import { decoded } from './code-page.ts'
import { OBJECT, type Property, propertiesOf, STRING8, UNICODE } from './properties.ts'
import { unpackRtf } from './rtf-unpack.ts'
import { textOfRtf } from './rtf-text.ts'

const SIGNATURE = 0x223e9f78
/** Attributes of [MS-OXTNEF] 2.1.3.3 by their whole id. */
const ATTRIBUTE = { subject: 0x18004, body: 0x2800c, message: 0x69003, codePage: 0x69007, begins: 0x69002, title: 0x18010, data: 0x6800f, attachment: 0x69005 } as const
/** Properties of [MS-OXPROPS]. */
const PROPERTY = { subject: 0x0037, body: 0x1000, rtf: 0x1009, html: 0x1013, pages: 0x3fde, data: 0x3701, name: 0x3704, longName: 0x3707, display: 0x3001 } as const
const MOST_FILES = 50
const MOST_DEPTH = 3
const MOST_NAME = 300
const GUID_BYTES = 16
const ANSI = 1252

export interface Inside { readonly subject: string; readonly text: string; readonly files: readonly { readonly name: string; readonly content: Uint8Array }[] }
type Properties = ReadonlyMap<number, Property>
interface Draft { title: string; data: Uint8Array | null; properties: Properties }
interface Found { page: number; subject: string; body: string; message: Properties; readonly drafts: Draft[] }

const NONE: Properties = new Map()

const attributes = (from: Bytes, each: (id: number, data: Uint8Array) => void) => {
  try {
    while (from.left > 0) {
      from.u8()
      const [id, length] = [from.u32(), from.u32()]
      each(id, from.take(length))
      from.u16()
    }
  } catch (error) {
    // What came before the break counts.
    if (!(error instanceof Broken)) throw error
  }
}

const ofAttachment = (draft: Draft | undefined, id: number, data: Uint8Array, page: number) => {
  if (!draft) return
  if (id === ATTRIBUTE.title) draft.title = decoded(data, page)
  else if (id === ATTRIBUTE.data) draft.data = data
  else if (id === ATTRIBUTE.attachment) draft.properties = propertiesOf(new Bytes(data))
}

/** What attributes say of the mail itself. */
const OF_MAIL: Readonly<Record<number, (found: Found, data: Uint8Array) => void>> = {
  [ATTRIBUTE.codePage]: (found, data) => { if (data.byteLength >= 4) found.page = new Bytes(data).u32() },
  [ATTRIBUTE.subject]: (found, data) => { found.subject = decoded(data, found.page) },
  [ATTRIBUTE.body]: (found, data) => { found.body = decoded(data, found.page) },
  [ATTRIBUTE.message]: (found, data) => { found.message = propertiesOf(new Bytes(data)) },
  [ATTRIBUTE.begins]: ({ drafts }) => { if (drafts.length < MOST_FILES) drafts.push({ title: '', data: null, properties: NONE }) },
}

const readAll = (from: Bytes): Found => {
  const found: Found = { page: ANSI, subject: '', body: '', message: NONE, drafts: [] }
  attributes(from, (id, data) => {
    const ofMail = OF_MAIL[id]
    if (ofMail) ofMail(found, data)
    else ofAttachment(found.drafts.at(-1), id, data, found.page)
  })
  return found
}

const textIn = (properties: Properties, id: number, page: number): string => {
  const property = properties.get(id)
  if (property?.type === UNICODE) return decoded(property.bytes, 1200)
  return property?.type === STRING8 ? decoded(property.bytes, page) : ''
}

const numberIn = (properties: Properties, id: number): number | null => {
  const bytes = properties.get(id)?.bytes
  return bytes && bytes.byteLength >= 4 ? new Bytes(bytes).u32() : null
}

const htmlIn = (properties: Properties, page: number): string => {
  const html = properties.get(PROPERTY.html)
  if (!html) return ''
  return html.type === UNICODE || html.type === STRING8 ? textIn(properties, PROPERTY.html, page) : decoded(html.bytes, numberIn(properties, PROPERTY.pages) ?? page)
}

const bodyOf = ({ message, body, page }: Found, plainOf: (html: string) => string): string => {
  const plain = textIn(message, PROPERTY.body, page) || body
  if (plain.trim()) return plain
  const html = htmlIn(message, page)
  if (html) return plainOf(html)
  const packed = message.get(PROPERTY.rtf)?.bytes
  const rtf = packed ? unpackRtf(packed) : null
  const read = rtf && textOfRtf(rtf)
  return read ? (read.html ? plainOf(read.text) : read.text) : ''
}

const nameOf = (draft: Draft, page: number): string =>
  (textIn(draft.properties, PROPERTY.longName, page) || textIn(draft.properties, PROPERTY.name, page) || draft.title || textIn(draft.properties, PROPERTY.display, page)).slice(0, MOST_NAME)

const asFile = (inside: Inside, name: string): Inside['files'] => (inside.text.trim() ? [{ name: `${(name || inside.subject || 'mail').slice(0, MOST_NAME)}.txt`, content: Buffer.from(inside.text) }] : [])

/** A file, or a mail within the mail: its text becomes a file and its files stand beside it. */
const filesOf = (draft: Draft, page: number, plainOf: (html: string) => string, depth: number): Inside['files'] => {
  const name = nameOf(draft, page)
  const object = draft.properties.get(PROPERTY.data)
  if (object?.type === OBJECT && object.bytes.byteLength > GUID_BYTES) {
    const inner = depth < MOST_DEPTH ? openAt(object.bytes.subarray(GUID_BYTES), plainOf, depth + 1) : null
    if (inner) return [...asFile(inner, name), ...inner.files]
  }
  const content = draft.data ?? object?.bytes
  return content?.byteLength ? [{ name, content }] : []
}

const openAt = (source: Uint8Array, plainOf: (html: string) => string, depth: number): Inside | null => {
  const from = new Bytes(source)
  if (from.left < 6 || from.u32() !== SIGNATURE) return null
  from.u16()
  const found = readAll(from)
  return {
    subject: textIn(found.message, PROPERTY.subject, found.page) || found.subject, text: bodyOf(found, plainOf),
    files: found.drafts.flatMap((draft) => filesOf(draft, found.page, plainOf, depth)).slice(0, MOST_FILES),
  }
}

/**
 * What Outlook packed into a `winmail.dat` (TNEF, [MS-OXTNEF]): text and files. Checksums are not looked at: what is broken is read as far as it goes.
 * @returns null when it is no TNEF.
 */
export const openTnef = (source: Uint8Array, plainOf: (html: string) => string): Inside | null => openAt(source, plainOf, 0)
