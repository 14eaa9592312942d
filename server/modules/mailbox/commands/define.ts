import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/mailbox.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { MailboxChanged, MailboxCreated, MailboxPaused, MailboxRemoved, MailboxResumed } from '../events.ts'
import { keepAuthority, refuseWithoutConsent } from './consent.ts'
import { lockMailbox, subjectOf } from './lock.ts'

const MOST = 50

/** Where mail servers may stand: `null` when a host may be connected to. What its name leads to is looked at when it is. */
export type WhyNotHost = (host: string) => typeof contract.hostInside | null
/** `authority`: whether an address may be a provider's. */
export interface WhyNot { readonly host: WhyNotHost; readonly authority: (url: string) => boolean }

const columnsOf = (fields: contract.MailboxFields) => ({
  unit_id: fields.unitId, address: fields.address, address_key: fields.address.toLowerCase(), folder: fields.folder,
  imap_host: fields.receiving.host.trim(), imap_port: fields.receiving.port, imap_security: fields.receiving.security, imap_user: fields.receiving.user,
  smtp_host: fields.sending?.host.trim() ?? null, smtp_port: fields.sending?.port ?? null, smtp_security: fields.sending?.security ?? null, smtp_user: fields.sending?.user ?? null,
})

interface Kept { readonly imap_password: string; readonly smtp_password: string | null }

/** What is left empty is what was kept. @throws Problem where nothing was. */
const passwordsOf = ({ receiving, sending, oauth }: contract.MailboxFields, kept: Kept | null) => {
  if (oauth) return { imap_password: '', smtp_password: null }
  const imap = receiving.password || kept?.imap_password
  if (!imap) throw new Problem(contract.passwordMissing, {}, 'receiving/password')
  // Most providers have one password for both.
  return { imap_password: imap, smtp_password: sending ? sending.password || kept?.smtp_password || imap : null }
}

/** Other providers are asked where somebody says they are: only over a secured line, and outside. */
const refuseAuthority = (oauth: contract.MailboxFields['oauth'], { authority }: WhyNot) => {
  if (oauth?.provider !== 'other') return
  for (const field of ['authorizeUrl', 'tokenUrl'] as const) if (!authority(oauth[field].trim())) throw new Problem(contract.authorityOdd, {}, `oauth/${field}`)
}

const refuse = async (tx: Tx, fields: contract.MailboxFields, whyNots: WhyNot) => {
  const { host: whyNot } = whyNots
  refuseAuthority(fields.oauth, whyNots)
  for (const [side, server] of [['receiving', fields.receiving], ['sending', fields.sending]] as const) {
    const refusal = server && whyNot(server.host.trim())
    if (refusal) throw new Problem(refusal, {}, `${side}/host`)
  }
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, fields.unitId)
  if (!unit || unit.retired_at) throw new Problem(notFound, {}, 'unitId')
}

/** One folder is read once: two who read it would each believe the other's mails done. */
const orWatched = (error: unknown): unknown => (sqlState(error)?.constraint === 'mailbox_once' ? new Problem(contract.watchedAlready, {}, 'receiving/user') : error)

const create = (whyNot: WhyNot) => command('mailbox.create', async (tx, fields: contract.MailboxFields) => {
  await refuse(tx, fields, whyNot)
  if (!tx.actor.id) throw new Problem(notFound)
  const { n } = await tx.db.selectFrom('mailbox.mailbox').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).where('removed_at', 'is', null).executeTakeFirstOrThrow()
  if (n >= MOST) throw new Problem(contract.tooManyMailboxes, { most: MOST })
  const id = newId()
  await tx.db.insertInto('mailbox.mailbox').values({
    organization_id: tx.actor.organizationId, id, ...columnsOf(fields), ...passwordsOf(fields, null), begin_at: fields.begin === 'new' ? tx.now : null, made_by: tx.actor.id, made_at: tx.now, paused_at: fields.oauth ? tx.now : null,
  }).execute().catch((error: unknown) => { throw orWatched(error) })
  await keepAuthority(tx, id, fields.oauth, false)
  await tx.record(MailboxCreated, { subject: subjectOf(tx), payload: { mailboxId: id, unitId: fields.unitId } })
  return { id }
})

/** Another folder or another account begins anew. */
const placeOf = (row: { imap_host: string; imap_user: string; folder: string }) => JSON.stringify([row.imap_host, row.imap_user, row.folder])

const change = (whyNot: WhyNot) => command('mailbox.change', async (tx, { id, ...fields }: z.output<typeof contract.changeMailbox.input>) => {
  const before = await lockMailbox(tx, id)
  await refuse(tx, fields, whyNot)
  const columns = columnsOf(fields)
  const anew = placeOf(before) === placeOf(columns) ? {} : { uid_validity: null, last_uid: 0, begin_at: fields.begin === 'new' ? tx.now : null }
  const begin = fields.begin === 'all' ? { begin_at: null } : before.begin_at ? {} : { begin_at: tx.now }
  const waits = await keepAuthority(tx, id, fields.oauth, before.imap_host === columns.imap_host && before.imap_user === columns.imap_user)
  await tx.db.updateTable('mailbox.mailbox').set((eb) => ({ ...columns, ...(waits && { paused_at: tx.now }), ...passwordsOf(fields, before), ...begin, ...anew, trouble: null, trouble_said: null, trouble_since: null, trouble_told: false, revision: eb('revision', '+', 1) }))
    .where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute().catch((error: unknown) => { throw orWatched(error) })
  await tx.record(MailboxChanged, { subject: subjectOf(tx), payload: { mailboxId: id, unitId: fields.unitId } })
  return { done: true as const }
})

/** Making and changing mailboxes; `whyNot` says why a host is not taken. */
export const defining = (whyNot: WhyNot) => ({ create: create(whyNot), change: change(whyNot) })

interface OfMailbox { readonly id: string }

const set = (tx: Tx, id: string, values: { paused_at?: Instant | null; removed_at?: Instant; lease_until?: null; trouble?: null; trouble_said?: null; trouble_since?: null; trouble_told?: false; imap_password?: string; smtp_password?: null }) =>
  tx.db.updateTable('mailbox.mailbox').set((eb) => ({ ...values, revision: eb('revision', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

export const pauseMailbox = command('mailbox.pause', async (tx, { id }: OfMailbox) => {
  const mailbox = await lockMailbox(tx, id)
  if (mailbox.paused_at) throw new Problem(contract.mailboxPaused)
  await set(tx, id, { paused_at: tx.now })
  await tx.record(MailboxPaused, { subject: subjectOf(tx), payload: { mailboxId: id } })
  return { done: true as const }
})

/** What came meanwhile is read now: the folder kept it. */
export const resumeMailbox = command('mailbox.resume', async (tx, { id }: OfMailbox) => {
  const mailbox = await lockMailbox(tx, id)
  if (!mailbox.paused_at) return { done: true as const }
  await refuseWithoutConsent(tx, id)
  await set(tx, id, { paused_at: null, trouble: null, trouble_said: null, trouble_since: null, trouble_told: false })
  await tx.record(MailboxResumed, { subject: subjectOf(tx), payload: { mailboxId: id } })
  return { done: true as const }
})

/** Its mails stay, its passwords go. */
export const removeMailbox = command('mailbox.remove', async (tx, { id }: OfMailbox) => {
  await lockMailbox(tx, id)
  await keepAuthority(tx, id, null, false)
  await set(tx, id, { removed_at: tx.now, imap_password: '', smtp_password: null })
  await tx.record(MailboxRemoved, { subject: subjectOf(tx), payload: { mailboxId: id } })
  return { done: true as const }
})
