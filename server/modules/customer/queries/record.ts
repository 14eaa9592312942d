import type { Customer } from '#contract/customer.ts'
import type { Reader } from '#kernel/db.ts'
import { type Instant, iso } from '#kernel/time.ts'

/** What is shown of a customer; what only the search reads stays in the database. */
export const SHOWN = ['id', 'name', 'phone', 'email', 'member_number', 'class_code', 'address', 'temperament', 'relation', 'note', 'version', 'since', 'merged_into', 'relation_kind', 'repeat_chance', 'word_of_mouth'] as const

export const shown = (r: { id: string; name: string; phone: string | null; email: string | null; member_number: string | null; class_code: string | null; address: string | null; temperament: string | null; relation: string | null; note: string | null; version: number; since: Instant; merged_into: string | null; relation_kind: string | null; repeat_chance: string | null; word_of_mouth: string | null }): Customer => ({
  id: r.id, name: r.name, phone: r.phone, email: r.email, memberNumber: r.member_number, classCode: r.class_code, address: r.address, temperament: r.temperament as Customer['temperament'], relation: r.relation, note: r.note,
  version: r.version, since: iso(r.since), mergedInto: r.merged_into,
  relationKind: r.relation_kind as Customer['relationKind'], repeatChance: r.repeat_chance as Customer['repeatChance'], wordOfMouth: r.word_of_mouth as Customer['wordOfMouth'],
})

export const findCustomer = async (read: Reader, organizationId: string, id: string): Promise<Customer | null> => {
  const row = await read.selectFrom('customer.customer').select([...SHOWN]).where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst()
  return row ? shown(row) : null
}

/** Living customers with the same name, phone, mail or member number. */
export const likelyDuplicates = async (read: Reader, organizationId: string, c: Customer) => read.selectFrom('customer.customer').select(['id', 'name', 'phone']).where('organization_id', '=', organizationId).where('id', '!=', c.id).where('merged_into', 'is', null).where('stands_for', 'is', null)
  .where((eb) => eb.or([eb('name', '=', c.name), ...(c.email ? [eb('email_key', '=', c.email.trim().toLowerCase())] : []), ...(c.memberNumber ? [eb('member_number', '=', c.memberNumber)] : [])])).limit(10).execute()
