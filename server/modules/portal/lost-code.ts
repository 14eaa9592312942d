import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, type OpenTransaction, asSystem } from '#kernel/db.ts'
import type { Clock } from '#kernel/time.ts'
import { emailKey, phoneKey } from '#modules/customer/rules.ts'
import { hashOfToken } from './token.ts'

/** Whether there was anything to find is not told by how long it takes. */
const ANSWERED_AFTER_MS = 1_000

/** Runs the work and comes back after a time that says nothing about it. */
export const inEqualTime = async (work: () => Promise<void>): Promise<void> => {
  const begun = performance.now()
  await work()
  await sleep(Math.max(0, ANSWERED_AFTER_MS - (performance.now() - begun)))
}

const keyOf = (contact: string) => ({ email: contact.includes('@') ? emailKey(contact) : null, phone: phoneKey(contact) })

/** A case or a suggestion whose code was lost. */
export type Lost = { readonly organizationId: string } & ({ readonly caseId: string } | { readonly feedbackId: string; readonly unitId: string })

type Same = (emails: readonly (string | null)[], phones: readonly (string | null)[]) => boolean

const sameAs = (contact: string): Same => {
  const { email, phone } = keyOf(contact)
  return (emails, phones) => (email !== null && emails.includes(email)) || (phone !== null && phones.includes(phone))
}

const keyed = (phone: string | null) => phone && phoneKey(phone)
const MOST = 20

/** The number they hold may be that of the suggestion, or of what was held, from which the case came. */
const casesOf = async (open: OpenTransaction, number: string, same: Same): Promise<Lost[]> => {
  const before = [...await open.selectFrom('feedback.feedback').select('complaint_id').where('number', '=', number).limit(MOST).execute(), ...await open.selectFrom('portal.held').select('complaint_id').where('number', '=', number).limit(MOST).execute()].flatMap((one) => one.complaint_id ?? [])
  const rows = await open.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .leftJoin('complaint.complainant as w', (j) => j.onRef('w.organization_id', '=', 'c.organization_id').onRef('w.complaint_id', '=', 'c.id'))
    .select(['c.organization_id', 'c.id', 'c.complainant_phone', 'c.complainant_email', 'u.phone_key', 'u.email_key', 'w.phone_key as kept_phone', 'w.email_key as kept_email']).where((eb) => eb.or([eb('c.number', '=', number), ...(before.length ? [eb('c.id', 'in', before)] : [])])).limit(MOST).execute()
  return rows.filter((r) => same([r.email_key, r.kept_email, r.complainant_email && emailKey(r.complainant_email)], [r.phone_key, r.kept_phone, keyed(r.complainant_phone)])).map((r) => ({ organizationId: r.organization_id, caseId: r.id }))
}

const suggestionsOf = async (open: OpenTransaction, number: string, same: Same): Promise<Lost[]> => {
  const rows = await open.selectFrom('feedback.feedback').select(['organization_id', 'id', 'unit_id', 'email', 'phone']).where('number', '=', number).where('complaint_id', 'is', null).limit(MOST).execute()
  return rows.filter((r) => same([r.email && emailKey(r.email)], [keyed(r.phone)])).map((r) => ({ organizationId: r.organization_id, feedbackId: r.id, unitId: r.unit_id }))
}

/** The cases and suggestions of this number whose complainant, customer or suggester is reached so. Several organisations may count alike. */
export const lostOf = (db: Db, number: string, contact: string): Promise<Lost[]> => asSystem(db, async (open) => {
  const [sought, same] = [number.trim().toUpperCase(), sameAs(contact)]
  return [...await casesOf(open, sought, same), ...await suggestionsOf(open, sought, same)]
})

/** What a link of ours leads to, as long as it is good. */
export const lostOfLink = (db: Db, token: string, clock: Clock): Promise<Lost | null> => asSystem(db, async (open) => {
  const row = await open.selectFrom('portal.code_request as r').leftJoin('feedback.feedback as f', (j) => j.onRef('f.organization_id', '=', 'r.organization_id').onRef('f.id', '=', 'r.feedback_id')).select(['r.organization_id', 'r.complaint_id', 'f.id as feedback_id', 'f.unit_id', 'f.complaint_id as turned_into']).where('token_hash', '=', hashOfToken(token)).where('used_at', 'is', null).where('until', '>', clock()).executeTakeFirst()
  if (row?.complaint_id) return { organizationId: row.organization_id, caseId: row.complaint_id }
  // What became a complaint meanwhile is asked for as that.
  return row?.feedback_id && row.unit_id && !row.turned_into ? { organizationId: row.organization_id, feedbackId: row.feedback_id, unitId: row.unit_id } : null
})
