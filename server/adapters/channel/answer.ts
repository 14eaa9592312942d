import type { z } from 'zod'
import type { SendProblem } from '#contract/channel.ts'
import type { Outcome } from '#modules/channel/port.ts'
import type { Reply } from '#kernel/post.ts'

/** An answer as JSON of the shape that is documented; null when it is none. */
export const jsonOf = <S extends z.ZodType>(reply: Reply, shape: S): z.output<S> | null => {
  try {
    return shape.safeParse(JSON.parse(reply.answer ?? '')).data ?? null
  } catch {
    return null
  }
}

export const later = (why: SendProblem, waitMs?: number): Outcome => (waitMs === undefined ? { is: 'later', why } : { is: 'later', why, waitMs })
export const never = (why: SendProblem): Outcome => ({ is: 'never', why })
export const sent = (providerId: string | number | null | undefined): Outcome => ({ is: 'sent', providerId: providerId === null || providerId === undefined ? null : String(providerId) })

/** What an answer means that is none of the documented ones. */
export const unreadable = (reply: Reply): Outcome => {
  if (reply.trouble) return later(reply.trouble)
  return later(reply.status === 429 ? 'limited' : 'provider')
}

/** As a URL's query is written in signatures: RFC 3986, everything but letters, digits and `-_.~`. */
export const percent = (value: string): string => encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The beginning of a text that fits into so many bytes of UTF-8, whole characters only. */
export const within = (text: string, bytes: number): string => {
  if (Buffer.byteLength(text) <= bytes) return text
  const letters = [...text]
  let size = 3
  let end = 0
  for (const letter of letters) {
    size += Buffer.byteLength(letter)
    if (size > bytes) break
    end++
  }
  return `${letters.slice(0, end).join('')}…`
}

/** Where angle brackets begin a link or call somebody (`<a href>`, `<at user_id="all">`), names may not: they are said with wide ones. */
export const withoutTags = (text: string): string => text.replaceAll('<', '＜').replaceAll('>', '＞')

/** Words and the address below them; of what is too long the words are cut, never the address. */
export const withAddress = ({ title, text, url }: { readonly title: string; readonly text: string; readonly url: string | null }, bytes: number): string => {
  const below = url ? `\n${url}` : ''
  return within(`${title}\n${text}`, bytes - Buffer.byteLength(below)) + below
}
