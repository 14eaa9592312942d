import { createHmac, randomBytes } from 'node:crypto'
import type { Instant } from '#kernel/time.ts'

const PREFIX = 'whsec_'

/** A secret as Standard Webhooks writes it: 32 random bytes. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(32).toString('base64')

const keyOf = (secret: string) => Buffer.from(secret.slice(PREFIX.length), 'base64')

interface Signed { readonly id: string; readonly at: Instant; readonly body: string; readonly secrets: readonly string[] }

/** The headers of Standard Webhooks 1.0.0: HMAC-SHA256 over id, seconds and body, once with each secret. https://www.standardwebhooks.com */
export const signedHeaders = ({ id, at, body, secrets }: Signed): Record<string, string> => {
  const seconds = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`)
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') }
}
