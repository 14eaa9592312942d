import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, asSystem } from '#kernel/db.ts'
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

export interface Matching { readonly organizationId: string; readonly caseId: string }

/** The cases of this number whose complainant or customer is reached so. Several organisations may count alike. */
export const casesOf = (db: Db, number: string, contact: string): Promise<Matching[]> => asSystem(db, async (open) => {
  const rows = await open.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .leftJoin('complaint.complainant as w', (j) => j.onRef('w.organization_id', '=', 'c.organization_id').onRef('w.complaint_id', '=', 'c.id'))
    .select(['c.organization_id', 'c.id', 'c.complainant_phone', 'c.complainant_email', 'u.phone_key', 'u.email_key', 'w.phone_key as kept_phone', 'w.email_key as kept_email']).where('c.number', '=', number.trim().toUpperCase()).limit(20).execute()
  const { email, phone } = keyOf(contact)
  const same = (r: (typeof rows)[number]) => (email !== null && [r.email_key, r.kept_email, r.complainant_email && emailKey(r.complainant_email)].includes(email))
    || (phone !== null && [r.phone_key, r.kept_phone, r.complainant_phone && phoneKey(r.complainant_phone)].includes(phone))
  return rows.filter(same).map((r) => ({ organizationId: r.organization_id, caseId: r.id }))
})

/** The case a link of ours leads to, as long as it is good. */
export const caseOfLink = (db: Db, token: string, clock: Clock): Promise<Matching | null> => asSystem(db, async (open) => {
  const row = await open.selectFrom('portal.code_request').select(['organization_id', 'complaint_id']).where('token_hash', '=', hashOfToken(token)).where('used_at', 'is', null).where('until', '>', clock()).executeTakeFirst()
  return row ? { organizationId: row.organization_id, caseId: row.complaint_id } : null
})
