import type { TellBy, Way } from '#contract/tell-by.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { fingerprint } from '#kernel/id.ts'
import { emailKey } from '#modules/customer/rules.ts'
import { mailsFor, mobileFor } from '../port.ts'
import { type Reach, goesBy, isDirected } from '../rules/ways.ts'

export interface Ways { readonly asked: TellBy; readonly reach: Reach; readonly goes: Way; /** It goes one way: somebody asked for it, one failed, or no mail reaches them. */ readonly directed: boolean; readonly mail: string | null; readonly mobile: string | null }

const onRecord = (read: Reader, organizationId: string, complaintId: string) => read.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .leftJoinLateral(sql<{ email: string | null; phone: string | null }>`(select * from complaint.kept_address(c.id))`.as('k'), (j) => j.onTrue())
  .select(['c.tell_by', 'c.identity', 'c.complainant_name', 'u.email', 'u.phone', sql<string | null>`coalesce(k.email, c.complainant_email)`.as('own_email'), sql<string | null>`coalesce(k.phone, c.complainant_phone)`.as('own_phone')])
  .where('c.organization_id', '=', organizationId).where('c.id', '=', complaintId).executeTakeFirstOrThrow()

/** How the customer of a case asked to be told. */
export const askedBy = async (read: Reader, organizationId: string, complaintId: string): Promise<TellBy> =>
  ((await read.selectFrom('complaint.complaint').select('tell_by').where('organization_id', '=', organizationId).where('id', '=', complaintId).executeTakeFirstOrThrow()).tell_by ?? 'usual') as TellBy

/** One address typed differently is one address. */
export const addressKey = (way: 'mail' | 'sms', address: string): string => fingerprint([way, way === 'mail' ? emailKey(address) : address])

/** How the customer of a case asked to be told, what is possible, and which way a letter goes. Who complains under another name than the record's is reached where they said, or nowhere. `letter`: one that may have a template of its own. */
export const waysOf = async (read: Reader, organizationId: string, complaintId: string, letter?: string): Promise<Ways> => {
  const [row, mailing, mobile, failed] = await Promise.all([onRecord(read, organizationId, complaintId), mailsFor(read, organizationId, complaintId), mobileFor(read, organizationId, complaintId, letter), read.selectFrom('complaint.unreached').select(['way', 'address']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).execute()])
  const mail = row.own_email ?? (row.complainant_name ? null : row.email)
  const phone = row.own_phone ?? (row.complainant_name ? null : row.phone)
  const state = (way: 'mail' | 'sms', address: string | null) => {
    if (!address) return 'no'
    return failed.some((one) => one.way === way && one.address === addressKey(way, address)) ? 'failed' : 'yes'
  }
  const reach: Reach = { anonymous: row.identity === 'anonymous', kept: row.identity === 'protected', mailing, mail: state('mail', mail), sms: state('sms', mobile), call: phone ? 'yes' : 'no' }
  const asked = (row.tell_by ?? 'usual') as TellBy
  return { asked, reach, goes: goesBy(asked, reach), directed: isDirected(asked, reach), mail, mobile }
}
