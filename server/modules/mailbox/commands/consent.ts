import { createHash } from 'node:crypto'
import { consentMissing, consentOver, type MailboxFields } from '#contract/mailbox.ts'
import { command } from '#kernel/command.ts'
import { newSecret, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { MailboxConsented } from '../events.ts'
import type { Tokens } from '../port.ts'
import { columnsOf, consentUrl, sameAuthority } from '../rules/consent.ts'
import { lockMailbox, subjectOf } from './lock.ts'

const consents = (tx: Tx, mailboxId: string) => tx.db.selectFrom('mailbox.consent').selectAll().where('organization_id', '=', tx.actor.organizationId).where('mailbox_id', '=', mailboxId)
const change = (tx: Tx, mailboxId: string, set: Record<string, unknown>) => tx.db.updateTable('mailbox.consent').set(set).where('organization_id', '=', tx.actor.organizationId).where('mailbox_id', '=', mailboxId).execute()

const NONE = { refresh_token: null, access_token: null, access_until: null, given_by: null, given_at: null, state_hash: null, verifier: null, begun_by: null, begun_at: null }

/** How the mailbox is entered from now on. @returns whether it has to be consented to before it can be. */
export const keepAuthority = async (tx: Tx, mailboxId: string, oauth: MailboxFields['oauth'], sameAccount: boolean): Promise<boolean> => {
  const before = await consents(tx, mailboxId).executeTakeFirst()
  if (!oauth) {
    if (before) await tx.db.deleteFrom('mailbox.consent').where('organization_id', '=', tx.actor.organizationId).where('mailbox_id', '=', mailboxId).execute()
    return false
  }
  const columns = columnsOf(oauth)
  const client_secret = oauth.clientSecret || before?.client_secret || ''
  if (!before) await tx.db.insertInto('mailbox.consent').values({ organization_id: tx.actor.organizationId, mailbox_id: mailboxId, ...columns, client_secret }).execute()
  else await change(tx, mailboxId, { ...columns, client_secret, ...(sameAccount && sameAuthority(before, columns) ? {} : NONE) })
  return !before?.refresh_token || !sameAccount || !sameAuthority(before, columns)
}

export const beginConsent = command('mailbox.consent', async (tx, { id, redirectUri }: { readonly id: string; readonly redirectUri: string }) => {
  const mailbox = await lockMailbox(tx, id)
  const authority = await consents(tx, id).forUpdate().executeTakeFirst()
  if (!authority) throw new Problem(consentMissing)
  const state = newSecret()
  const verifier = newSecret()
  await change(tx, id, { state_hash: sha256(state), verifier, begun_by: tx.actor.id, begun_at: tx.now })
  return { url: consentUrl(authority, { state, challenge: createHash('sha256').update(verifier).digest('base64url'), redirectUri, user: mailbox.imap_user }) }
})

/** The tokens that came for a consent; from now on the mailbox is read. */
export const keepConsent = command('mailbox.consent', async (tx, { mailboxId, state, tokens }: { readonly mailboxId: string; readonly state: string; readonly tokens: Tokens }) => {
  const mailbox = await lockMailbox(tx, mailboxId)
  const authority = await consents(tx, mailboxId).forUpdate().executeTakeFirst()
  if (!authority?.state_hash?.equals(sha256(state))) throw new Problem(consentOver)
  await change(tx, mailboxId, { ...NONE, ...columnsOfTokens(tokens, tx.now), refresh_token: tokens.refreshToken, given_by: tx.actor.id, given_at: tx.now })
  await tx.db.updateTable('mailbox.mailbox').set((eb) => ({ paused_at: null, trouble: null, trouble_said: null, trouble_since: null, trouble_told: false, revision: eb('revision', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', mailboxId).execute()
  await tx.record(MailboxConsented, { subject: subjectOf(tx), payload: { mailboxId } })
  return { id: mailboxId, address: mailbox.address }
})

const columnsOfTokens = ({ accessToken, seconds }: Tokens, now: Instant) => ({ access_token: accessToken, access_until: plusMs(now, seconds * 1_000) })

/** The account was entered with a token that lasts; providers may give another with it. */
export const noteTokens = command('mailbox.noteTokens', async (tx, { mailboxId, shown, tokens }: { readonly mailboxId: string; readonly shown: string; readonly tokens: Tokens }) => {
  await tx.db.updateTable('mailbox.consent').set({ ...columnsOfTokens(tokens, tx.now), ...(tokens.refreshToken && { refresh_token: tokens.refreshToken }) })
    .where('organization_id', '=', tx.actor.organizationId).where('mailbox_id', '=', mailboxId).where('refresh_token', '=', shown).execute()
})

/** The server did not take the token: the next time another is asked for. */
export const dropToken = command('mailbox.noteTokens', async (tx, { mailboxId, token }: { readonly mailboxId: string; readonly token: string }) => {
  await tx.db.updateTable('mailbox.consent').set({ access_token: null, access_until: null }).where('organization_id', '=', tx.actor.organizationId).where('mailbox_id', '=', mailboxId).where('access_token', '=', token).execute()
})

/** What was consented to is good for nothing any more. */
export const endConsent = async (tx: Tx, mailboxId: string): Promise<void> => { await change(tx, mailboxId, NONE) }

/** Who begins again reads on only with a consent. */
export const refuseWithoutConsent = async (tx: Tx, mailboxId: string): Promise<void> => {
  const authority = await consents(tx, mailboxId).executeTakeFirst()
  if (authority && !authority.refresh_token) throw new Problem(consentMissing)
}
