import type { Tx } from '#kernel/tx.ts'
import type { Thread } from '../rules/judge.ts'
import { ofMessageId } from '../signature.ts'

const NUMBER = /(?<![A-Za-z0-9])[A-Z0-9]{1,10}-\d{8}-\d{4,8}(?!\d)/g
const MOST_NUMBERS = 5
const MOST_REFS = 100

interface Pointing { readonly refs: readonly string[]; readonly named: readonly string[]; readonly subject: string; readonly words: string; readonly fromKey: string | null }

const addressesOf = async (tx: Tx, complaintId: string): Promise<Set<string>> => {
  const of = tx.actor.organizationId
  const row = await tx.db.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .leftJoin('complaint.complainant as k', (j) => j.onRef('k.organization_id', '=', 'c.organization_id').onRef('k.complaint_id', '=', 'c.id')).select(['c.complainant_email', 'u.email_key', 'k.email_key as kept_email']).where('c.organization_id', '=', of).where('c.id', '=', complaintId).executeTakeFirst()
  const wrote = await tx.db.selectFrom('mailbox.mail').select('from_key').distinct().where('organization_id', '=', of).where('complaint_id', '=', complaintId).where('from_key', 'is not', null).execute()
  return new Set([row?.complainant_email?.toLowerCase(), row?.email_key, row?.kept_email, ...wrote.map((w) => w.from_key)].flatMap((key) => key ?? []))
}

const known = async (tx: Tx, complaintId: string | null): Promise<string | null> => {
  if (!complaintId) return null
  return (await tx.db.selectFrom('complaint.complaint').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', complaintId).executeTakeFirst())?.id ?? null
}

const bySignature = async (tx: Tx, ids: readonly string[]): Promise<{ complaintId: string; mailId: string } | null> => {
  const key = await tx.db.selectFrom('mailbox.signing_key').select('secret').where('organization_id', '=', tx.actor.organizationId).executeTakeFirst()
  if (!key) return null
  for (const id of ids) {
    const about = ofMessageId(key.secret, tx.actor.organizationId, id)
    if (about && await known(tx, about.complaintId)) return about
  }
  return null
}

/** They go on with a mail of theirs that nobody has answered yet. */
const byOwnMail = async (tx: Tx, refs: readonly string[], fromKey: string | null): Promise<string | null> => {
  if (!refs.length || !fromKey) return null
  const row = await tx.db.selectFrom('mailbox.mail').select('complaint_id').where('organization_id', '=', tx.actor.organizationId).where('message_id', 'in', [...refs]).where('from_key', '=', fromKey).where('complaint_id', 'is not', null).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.complaint_id ?? null
}

const byNumber = async (tx: Tx, text: string): Promise<string | null> => {
  const numbers = [...new Set(text.match(NUMBER) ?? [])].slice(0, MOST_NUMBERS)
  if (!numbers.length) return null
  return (await tx.db.selectFrom('complaint.complaint').select('id').where('organization_id', '=', tx.actor.organizationId).where('number', 'in', numbers).limit(1).executeTakeFirst())?.id ?? null
}

/** Which case a mail belongs to, and how well that is proved. */
export const threadOf = async (tx: Tx, { refs, named, subject, words, fromKey }: Pointing): Promise<Thread | null> => {
  // The last ones are the nearest.
  const near = refs.slice(-MOST_REFS).reverse()
  const found = await bySignature(tx, [...near, ...named]).then((about) => about && { ...about, proof: 'signed' as const })
    ?? await byOwnMail(tx, near, fromKey).then((id) => (id ? { complaintId: id, proof: 'own' as const, mailId: null } : null))
    ?? await byNumber(tx, `${subject}\n${words}`).then((id) => (id ? { complaintId: id, proof: 'number' as const, mailId: null } : null))
  return found && { ...found, senderFits: fromKey !== null && (await addressesOf(tx, found.complaintId)).has(fromKey) }
}

/** Whether a mail was sent by ourselves. */
export const isOwn = async (tx: Tx, messageId: string | null, fromKey: string | null): Promise<boolean> => {
  if (messageId && await bySignature(tx, [messageId])) return true
  if (!fromKey) return false
  return await tx.db.selectFrom('mailbox.mailbox').select('id').where('organization_id', '=', tx.actor.organizationId).where('address_key', '=', fromKey).where('removed_at', 'is', null).executeTakeFirst() !== undefined
}
