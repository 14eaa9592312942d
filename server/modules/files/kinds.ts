import { fileTypeFromBuffer } from 'file-type'
import { MOST_BYTES, MOST_LONG_BYTES } from '#contract/files.ts'

interface Kind { readonly mediaType: string; readonly extensions: readonly string[]; readonly preview?: true; readonly inline?: true }

// What a complaint needs: pictures, recordings, papers. Nothing that a browser or a computer would run (no HTML, SVG, scripts, archives, programs).
const KINDS: readonly Kind[] = [
  { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jfif'], preview: true, inline: true }, { mediaType: 'image/png', extensions: ['png', 'apng'], preview: true, inline: true },
  { mediaType: 'image/webp', extensions: ['webp'], preview: true, inline: true }, { mediaType: 'image/gif', extensions: ['gif'], preview: true, inline: true },
  { mediaType: 'image/heic', extensions: ['heic', 'heif'] }, { mediaType: 'image/bmp', extensions: ['bmp'] }, { mediaType: 'image/tiff', extensions: ['tif', 'tiff'] }, { mediaType: 'image/avif', extensions: ['avif'], inline: true },
  { mediaType: 'application/pdf', extensions: ['pdf'] },
  { mediaType: 'audio/mpeg', extensions: ['mp3'], inline: true }, { mediaType: 'audio/wav', extensions: ['wav'], inline: true }, { mediaType: 'audio/ogg', extensions: ['ogg', 'oga', 'opus'], inline: true },
  { mediaType: 'audio/mp4', extensions: ['m4a'], inline: true }, { mediaType: 'audio/x-m4a', extensions: ['m4a'], inline: true }, { mediaType: 'audio/aac', extensions: ['aac'], inline: true }, { mediaType: 'audio/amr', extensions: ['amr'] }, { mediaType: 'audio/flac', extensions: ['flac'], inline: true },
  { mediaType: 'video/mp4', extensions: ['mp4', 'm4v', 'm4a'], inline: true }, { mediaType: 'video/quicktime', extensions: ['mov'], inline: true }, { mediaType: 'video/webm', extensions: ['webm', 'weba'], inline: true }, { mediaType: 'video/3gpp', extensions: ['3gp'] },
  { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'] }, { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'] },
  { mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', extensions: ['pptx'] }, { mediaType: 'application/x-cfb', extensions: ['doc', 'xls', 'ppt', 'msg'] },
]
const TEXT: Kind = { mediaType: 'text/plain', extensions: ['txt', 'csv', 'log', 'md', 'tsv'] }

export type Looked = { readonly kind: Kind } | { readonly refused: 'not-taken' | 'differs' }

const extensionOf = (name: string) => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** Sound and video may be long; nothing else is. */
export const mostOfKind = (mediaType: string): number => (/^(audio|video)\//.test(mediaType) ? MOST_LONG_BYTES : MOST_BYTES)

/** What a file of this name may have at most, before its bytes say what it is. */
export const mostOfName = (name: string): number => Math.max(MOST_BYTES, ...KINDS.filter((kind) => kind.extensions.includes(extensionOf(name))).map((kind) => mostOfKind(kind.mediaType)))

/** Plain text has no control bytes and does not begin like markup or a script. */
const looksLikeText = (head: Uint8Array) => {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127)) return false
  return !/^\s*(<|#!|%!|\{\\rtf)/.test(Buffer.from(head.subarray(0, 512)).toString('latin1').replace(/^\u00EF\u00BB\u00BF/, ''))
}

/** Text in two bytes a character with a mark before it, as spreadsheet programs write; null when it bears no such mark. */
const unwidened = (head: Uint8Array): Uint8Array | null => {
  const big = head[0] === 0xfe && head[1] === 0xff
  return big || (head[0] === 0xff && head[1] === 0xfe) ? Buffer.from(new TextDecoder(big ? 'utf-16be' : 'utf-16le').decode(head)) : null
}

/** Looks at the first bytes; the name is only allowed to agree. */
export const lookAt = async (head: Uint8Array, name: string): Promise<Looked> => {
  const extension = extensionOf(name)
  const wide = unwidened(head)
  // The mark is also how some sound begins; the name decides which of the two it is looked at for.
  if (wide && TEXT.extensions.includes(extension)) return looksLikeText(wide) ? { kind: TEXT } : { refused: 'not-taken' }
  // It throws at bytes that begin like a kind and break its rules.
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (!found) return TEXT.extensions.includes(extension) && looksLikeText(head) ? { kind: TEXT } : { refused: 'not-taken' }
  const kind = KINDS.find((k) => k.mediaType === found.mime) ?? KINDS.find((k) => k.extensions.includes(found.ext))
  if (!kind) return { refused: 'not-taken' }
  return kind.extensions.includes(extension) ? { kind } : { refused: 'differs' }
}

/** May be shown in the page; everything else is only ever downloaded. */
export const showsInline = (mediaType: string): boolean => KINDS.some((k) => k.mediaType === mediaType && k.inline)
