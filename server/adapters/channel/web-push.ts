import { ECDH } from 'node:crypto'
import webpush from 'web-push'
import type { Reply } from '#kernel/post.ts'
import { MINUTE } from '#kernel/time.ts'
import type { Outcome, Push } from '#modules/channel/port.ts'
import { later, never, sent, unreadable } from './answer.ts'

/** What lies longer than a day at the browser's maker is news no more. */
const KEPT_SECONDS = 86_400
const TOPIC_LENGTH = 32

const ACCEPTED = new Set([200, 201, 202, 204])

/** RFC 8030, section 7.3: 404 and 410 say that the browser wants no more. */
const read = (reply: Reply): Outcome => {
  if (reply.status === null) return unreadable(reply)
  if (ACCEPTED.has(reply.status)) return sent(null)
  if (reply.status === 404 || reply.status === 410) return never('gone')
  if (reply.status === 413 || reply.status === 400) return never('content')
  if (reply.status === 401 || reply.status === 403) return never('account')
  return reply.status === 429 ? later('limited', MINUTE) : unreadable(reply)
}

/** Whether a browser's public key lies on the curve: with another nothing can be encrypted. */
const isPoint = (p256dh: string): boolean => {
  try {
    ECDH.convertKey(p256dh, 'prime256v1', 'base64url')
    return true
  } catch {
    return false
  }
}

/** `subject`: whom the makers of browsers may write to (RFC 8292). */
export const webPush = (subject: string): Push => ({
  newKey: () => webpush.generateVAPIDKeys(),
  write: ({ endpoint, p256dh, auth }, { publicKey, privateKey }, body, { pressing, topic }) => {
    if (!isPoint(p256dh)) return null
    const { endpoint: url, headers, body: encrypted } = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, body, {
      vapidDetails: { subject, publicKey, privateKey }, TTL: KEPT_SECONDS, contentEncoding: 'aes128gcm', urgency: pressing ? 'high' : 'normal', topic: topic.slice(0, TOPIC_LENGTH),
    })
    return { url, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])), body: encrypted ?? '' }
  },
  read,
})
