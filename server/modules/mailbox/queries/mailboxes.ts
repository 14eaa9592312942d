import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { type Mailbox, type MailboxFields, passwordMissing, consentMissing, type Provider, type Security, type testMailbox, type Trouble, type TroubleCode } from '#contract/mailbox.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import type { MailServer } from '../port.ts'

const heldOf = async (read: Reader, organizationId: string) => {
  const rows = await read.selectFrom('mailbox.mail').select((eb) => ['mailbox_id', eb.fn.countAll<number>().as('n')]).where('organization_id', '=', organizationId).where('verdict', '=', 'held').groupBy('mailbox_id').execute()
  return (id: string) => rows.find((r) => r.mailbox_id === id)?.n ?? 0
}

const serverOf = (host: string | null, port: number | null, security: string | null, user: string | null) => (host && port && user ? { host, port, security: security as Security, user } : null)

export const mailboxes = query('mailbox.read', async (read, actor, _input: Record<string, never>) => {
  const rows = await read.selectFrom('mailbox.mailbox as m').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'm.organization_id').onRef('u.id', '=', 'm.unit_id'))
    .selectAll('m').select('u.name as unit_name').where('m.organization_id', '=', actor.organizationId).where('m.removed_at', 'is', null).orderBy('m.id').execute()
  const consents = await read.selectFrom('mailbox.consent').selectAll().where('organization_id', '=', actor.organizationId).execute()
  const name = await namesOf(read, actor.organizationId, [...rows.map((r) => r.made_by), ...consents.map((c) => c.given_by)])
  const held = await heldOf(read, actor.organizationId)
  const oauth = (id: string): Mailbox['oauth'] => {
    const c = consents.find((one) => one.mailbox_id === id)
    return c ? { provider: c.provider as Provider, clientId: c.client_id, tenant: c.tenant, authorizeUrl: c.authorize_url, tokenUrl: c.token_url, scope: c.scope, consentedAt: isoOrNull(c.given_at), consentedBy: name(c.given_by) } : null
  }
  return {
    items: rows.map((r): Mailbox => ({
      id: r.id, address: r.address, unitId: r.unit_id, unitName: r.unit_name, folder: r.folder, receiving: serverOf(r.imap_host, r.imap_port, r.imap_security, r.imap_user) as Mailbox['receiving'],
      sending: serverOf(r.smtp_host, r.smtp_port, r.smtp_security, r.smtp_user), begin: r.begin_at ? 'new' : 'all', madeBy: name(r.made_by) ?? { id: r.made_by, name: '' }, madeAt: iso(r.made_at),
      pausedAt: isoOrNull(r.paused_at), trouble: r.trouble ? { code: r.trouble as TroubleCode, said: r.trouble_said } satisfies Trouble : null, troubleSince: isoOrNull(r.trouble_since),
      oauth: oauth(r.id), seenAt: isoOrNull(r.seen_at), lastMailAt: isoOrNull(r.last_mail_at), held: held(r.id),
    })),
    next: null,
  }
})

/** What is to be tried, with the passwords that are kept where none are typed, and how far the mailbox is read. */
interface ToTry { readonly receiving: MailServer; readonly sending: MailServer | null; readonly folder: string; readonly after: number; readonly since: Instant | null }

const withPassword = (server: MailboxFields['receiving'], kept: string | null | undefined, field: string, consented: boolean): MailServer => {
  if (consented) return { ...server, host: server.host.trim(), password: '' }
  const password = server.password || kept
  if (!password) throw new Problem(passwordMissing, {}, field)
  return { ...server, host: server.host.trim(), password }
}

/** The servers are those the consent was given for. */
const isKept = (kept: { imap_host: string; imap_user: string; smtp_host: string | null }, { receiving, sending }: Pick<MailboxFields, 'receiving' | 'sending'>) =>
  kept.imap_host === receiving.host.trim() && kept.imap_user === receiving.user && (!sending || kept.smtp_host === sending.host.trim())

const refuseStrange = (fields: MailboxFields, kept: Parameters<typeof isKept>[0] | undefined) => {
  if (fields.oauth && !(kept && isKept(kept, fields))) throw new Problem(consentMissing)
}

const keptMailbox = async (read: Reader, organizationId: string, id: string) => {
  const kept = await read.selectFrom('mailbox.mailbox').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst()
  if (!kept) throw new Problem(notFound)
  return kept
}

export const toTry = query('mailbox.test', async (read, actor, { mailboxId, ...fields }: z.output<typeof testMailbox.input>, now): Promise<ToTry> => {
  const kept = mailboxId ? await keptMailbox(read, actor.organizationId, mailboxId) : undefined
  // A token is lent to what is kept alone: the consent was given to that.
  refuseStrange(fields, kept)
  // A password goes to nobody but the server it was given for.
  const same = kept?.imap_host === fields.receiving.host.trim() && kept.imap_user === fields.receiving.user
  const receiving = withPassword(fields.receiving, same ? kept?.imap_password : null, 'receiving/password', fields.oauth !== null)
  const sameSending = kept?.smtp_host === fields.sending?.host.trim()
  return {
    receiving, sending: fields.sending && withPassword(fields.sending, (sameSending ? kept?.smtp_password : null) ?? receiving.password, 'sending/password', fields.oauth !== null), folder: fields.folder,
    after: same && kept?.folder === fields.folder ? kept.last_uid : 0, since: fields.begin === 'all' ? null : kept?.begin_at ?? now,
  }
})
