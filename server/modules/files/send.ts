import type { Visit } from '#kernel/http.ts'
import { showsInline } from './kinds.ts'
import type { FileStore } from './port.ts'
import type { StoredRow } from './queries.ts'

/** The part of a file that players ask for when they seek (RFC 9110, 14.2); null: all of it. What cannot be given so is given whole. */
const partAsked = (visit: Visit, bytes: number): { from: number; to: number } | null => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(String(visit.request.headers.range ?? '')) ?? []
  if (!first && !last) return null
  const from = first ? Number(first) : Math.max(0, bytes - Number(last))
  const to = first && last ? Math.min(Number(last), bytes - 1) : bytes - 1
  return from <= to ? { from, to } : null
}

/** Bytes leave as an attachment that nothing may run; pictures, sound and video may be shown in the page. */
export const sendFile = async (visit: Visit, store: FileStore, file: StoredRow, inline: boolean) => {
  const shown = inline && showsInline(file.mediaType)
  visit.reply.header('content-type', shown ? file.mediaType : 'application/octet-stream').header('content-length', file.bytes)
    .header('content-disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`)
    .header('content-security-policy', "sandbox; default-src 'none'").header('x-content-type-options', 'nosniff').header('cache-control', 'private, max-age=3600')
  const part = partAsked(visit, file.bytes)
  visit.reply.header('accept-ranges', 'bytes')
  if (!part) return store.open(file.sha256)
  visit.reply.code(206).header('content-length', part.to - part.from + 1).header('content-range', `bytes ${part.from}-${part.to}/${file.bytes}`)
  return store.open(file.sha256, part)
}
