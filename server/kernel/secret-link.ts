import { newCode, newId, newSecret, sha256 } from './id.ts'
import type { Instant } from './time.ts'
import { iso, isoOrNull } from './time.ts'
import type { Tx } from './tx.ts'

/** A link for somebody without an account, as it is kept: its secret as a hash; readable only until its mail or SMS is out, and never where it is copied by hand. `short`: fits into an SMS, and can be typed. */
export const newLink = (tx: Tx, way: string, until: Instant, short = false) => {
  const token = short ? newCode() : newSecret()
  return { token, row: { organization_id: tx.actor.organizationId, id: newId(), way, token_hash: sha256(token), token: way === 'copy' ? null : token, until, made_by: tx.actor.id, made_at: tx.now } }
}

/** It opens nothing any more, and what waits for its mail does not go. */
export const taken = (tx: Tx) => ({ revoked_at: tx.now, revoked_by: tx.actor.id, token: null })

/** It is out, or never will be: the secret lies nowhere readable any more. */
export const out = (tx: Tx, undeliverable: string | null) => ({ token: null, problem: undeliverable, sent_at: undeliverable === null ? tx.now : null })

interface LinkRow { readonly id: string; readonly way: string; readonly until: Instant; readonly made_by: string | null; readonly made_at: Instant; readonly sent_at: Instant | null; readonly problem: string | null; readonly opened_at: Instant | null; readonly revoked_at: Instant | null }

/** A link as it is shown to who gave it. */
export const shownLink = (link: LinkRow, by: string, now: Instant) => ({
  id: link.id, way: link.way, state: link.revoked_at ? 'revoked' as const : link.until <= now ? 'expired' as const : 'live' as const, until: iso(link.until), made: { by, at: iso(link.made_at) }, sentAt: isoOrNull(link.sent_at), problem: link.problem, openedAt: isoOrNull(link.opened_at),
})
