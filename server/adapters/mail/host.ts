import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { hostInside } from '#contract/mailbox.ts'
import { MailTrouble } from '#modules/mailbox/port.ts'
import { isPublic } from '../webhook/reachable.ts'

const NAMED_INSIDE = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i

/** Why a mail server's name is not taken; null when it is. What it leads to is looked at when it is connected to. */
export const whyNotHost = (insideAllowed: boolean) => (host: string): typeof hostInside | null =>
  (insideAllowed || (isIP(host) ? isPublic(host) : !NAMED_INSIDE.test(host)) ? null : hostInside)

/** The address to connect to, looked up once and looked at: a second answer of the name server changes nothing. @throws MailTrouble */
export const addressOf = async (host: string, insideAllowed: boolean): Promise<string> => {
  const found: readonly LookupAddress[] = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true }).catch(() => [])
  const [first] = found
  if (!first) throw new MailTrouble('unresolved', host)
  if (!insideAllowed && !found.every(({ address }) => isPublic(address))) throw new MailTrouble('inside', host)
  return first.address
}

const LATE = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT', 'ETIMEOUT', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'])
const MOST_SAID = 300

interface Told { readonly code?: unknown; readonly message?: unknown; readonly authenticationFailed?: unknown; readonly responseText?: unknown; readonly response?: unknown; readonly tlsFailed?: unknown; readonly cause?: unknown }

const isOfTls = ({ code, message, tlsFailed }: Told) => tlsFailed === true || /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|ETLS|CLOSEDAFTERCONNECTTLS)/i.test(String(code ?? '')) || /certificate|\bTLS\b|STARTTLS|\bSSL\b|wrong version number/i.test(String(message ?? ''))

/** What one can do something about, out of the many ways in which a connection fails. */
export const troubleOf = (error: unknown): MailTrouble => {
  if (error instanceof MailTrouble) return error
  const told: Told = error instanceof Error ? error : {}
  const said = String(told.responseText ?? told.response ?? told.message ?? '').replace(/\s+/g, ' ').slice(0, MOST_SAID) || null
  const code = String(told.code ?? '')
  if (told.authenticationFailed === true || code === 'EAUTH') return new MailTrouble('signIn', said)
  if (LATE.has(code)) return new MailTrouble('timeout', null)
  if (isOfTls(told)) return new MailTrouble('tls', said)
  return /^(E[A-Z]+|ClosedAfter\w+|NoConnection|EConnectionClosed)$/.test(code) ? new MailTrouble('connection', said) : new MailTrouble('protocol', said)
}
