import type { Address, Attachment, Email, Header, Mailbox } from 'postal-mime'
import type PostalMime from 'postal-mime'
import { LINE } from '#contract/common.ts'
import { inOurTimes, instant, iso } from '#kernel/time.ts'
import type { Party, ReadMail } from '#modules/mailbox/port.ts'
import { trimReply } from '#modules/mailbox/rules/trim.ts'
import { plainOf } from './plain.ts'
import { type Inside, openTnef } from './tnef/open.ts'

const MOST_TEXT = 200_000
const MOST_SUBJECT = 500
const MOST_HEADERS = 400
const MOST_HEADER = 4_000
const MOST_REFS = 100
const MOST_PARTIES = 50
const MOST_ATTACHMENTS = 50
const MOST_NAMED = 20
const MOST_ID = 400

/** What PostgreSQL can store. */
const storable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed()
const cut = (text: string, most: number): string => storable(text.length > most ? text.slice(0, most) : text)
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const line = (text: string, most: number): string => cut(text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim(), most)

const flat = (address: Address | undefined): Mailbox[] => (address === undefined ? [] : 'group' in address && address.group ? address.group : [address as Mailbox])
const PLAUSIBLE = /^[^\s@<>]+@[^\s@<>]+$/

const partyOf = ({ name, address }: Mailbox): Party => ({ name: line(name ?? '', LINE) || null, address: PLAUSIBLE.test(address ?? '') ? line(address, LINE) : null })

const idsIn = (text: string | undefined): string[] => [...(text ?? '').slice(0, 40_000).matchAll(/<([^<>\s]{1,400})>/g)].map((match) => storable(match[1] ?? ''))

const headersOf = (headers: readonly Header[]): Record<string, string[]> => {
  const kept: Record<string, string[]> = Object.create(null)
  for (const { key, value } of headers.slice(0, MOST_HEADERS)) kept[key] = [...(kept[key] ?? []), cut(value, MOST_HEADER)]
  return kept
}

/** A day that exists, in years that a person can mean. */
const sentAt = (date: string | undefined): string | null => {
  const at = instant(date ?? '')
  return !Number.isNaN(at.getTime()) && inOurTimes(iso(at)) ? iso(at) : null
}

const OUR_IDS = /<(w\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{22}@[^<>\s]{1,200})>/g
const NAMED_WITHIN = 262_144

const bytesOf = ({ content }: Attachment): Uint8Array => (typeof content === 'string' ? Buffer.from(content) : content instanceof Uint8Array ? content : new Uint8Array(content))

const EXTENSIONS: Readonly<Record<string, string>> = { 'message/rfc822': 'eml', 'text/plain': 'txt', 'text/html': 'html', 'text/calendar': 'ics', 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'application/pdf': 'pdf' }

const attachmentOf = (attachment: Attachment, no: number) => ({
  // Signs that turn the writing round make `exe` look like `png`.
  name: line((attachment.filename ?? '').replace(/\p{Bidi_Control}/gu, ''), LINE) || `${no + 1}.${EXTENSIONS[attachment.mimeType] ?? 'bin'}`, content: bytesOf(attachment),
})

/** Parts that carry a report for programs are no attachments. */
const isReport = ({ mimeType }: Attachment) => /^(message\/(delivery-status|disposition-notification|feedback-report|global-delivery-status)|text\/rfc822-headers)$/.test(mimeType)
const isSignature = ({ mimeType }: Attachment) => /^application\/((x-)?pkcs7-signature|pgp-signature)$/.test(mimeType)

const textOf = (email: Email, asText: boolean): string => (asText ? email.text ?? '' : email.html ? plainOf(email.html) : email.text ?? '')

/** Where the writer's program put a plain text beside the HTML, that is what it meant; a stub there ("see the HTML") is not. */
const bestText = (email: Email): string => {
  const plain = textOf(email, true)
  if (!email.html || plain.trim().length > 0) return plain
  return textOf(email, false)
}

const isTnef = ({ mimeType, filename }: Attachment) => /^application\/(vnd\.)?ms-tnef$/i.test(mimeType) || /^winmail\.dat$/i.test(filename ?? '')

/** Outlook's own packing is opened: what is in it stands in its place. What is none stays as it came. */
const unpacked = (parts: readonly Attachment[]) => {
  const insides: Inside[] = []
  const attachments = parts.flatMap((part, no) => {
    const inside = isTnef(part) ? openTnef(bytesOf(part), plainOf) : null
    if (!inside) return [attachmentOf(part, no)]
    insides.push(inside)
    return inside.files.map(({ name, content }, i) => ({ name: line(name, LINE) || `${no + 1}-${i + 1}.bin`, content }))
  })
  return { attachments: attachments.slice(0, MOST_ATTACHMENTS), text: insides.map((inside) => inside.text.trim()).filter(Boolean).join('\n\n') }
}

/** Outlook packs the words of the mail a second time: only where they are others do they stand beside its own. */
const squeezed = (text: string) => text.replace(/\s+/g, '')

const reportText = (email: Email): string => email.attachments.filter(isReport).map((part) => Buffer.from(bytesOf(part)).toString('utf8')).join('\n')

/** Reads a mail. @throws where its structure breaks the parser's limits. */
export const readMail = async (Parser: typeof PostalMime, source: Uint8Array): Promise<ReadMail> => {
  const email = await Parser.parse(source as Uint8Array<ArrayBuffer>, { maxNestingDepth: 64, maxHeadersSize: 1_048_576, maxRfc822NestingDepth: 5 })
  const [from] = [...flat(email.from), ...flat(email.sender)]
  const { attachments, text: packed } = unpacked(email.attachments.filter((part) => !isReport(part) && !isSignature(part)).slice(0, MOST_ATTACHMENTS))
  const own = bestText(email)
  const text = [own, squeezed(own).includes(squeezed(packed)) ? '' : packed, reportText(email)].filter((part) => part.trim()).join('\n\n')
  const { words, quoted } = trimReply(cut(text, MOST_TEXT))
  const head = Buffer.from(source.buffer, source.byteOffset, Math.min(source.byteLength, NAMED_WITHIN)).toString('latin1')
  return {
    from: from ? partyOf(from) : { name: null, address: null },
    to: (email.to ?? []).flatMap((address) => flat(address)).slice(0, MOST_PARTIES).map(partyOf),
    subject: line(email.subject ?? '', MOST_SUBJECT), sentAt: sentAt(email.date), messageId: line(email.messageId?.replace(/^<|>$/g, '') ?? '', MOST_ID) || null,
    refs: [...new Set([...idsIn(email.references), ...idsIn(email.inReplyTo)])].slice(-MOST_REFS), headers: headersOf(email.headers),
    words, quoted, named: [...new Set([...head.matchAll(OUR_IDS)].map((match) => match[1] ?? ''))].slice(0, MOST_NAMED),
    attachments,
  }
}
