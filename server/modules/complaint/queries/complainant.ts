import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type { Complainant, Identity, IdentityRule } from '#contract/kept.ts'
import { allows } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { roleBook } from '#modules/identity/queries/units.ts'

/** What somebody is called who is not to be known. */
export const nameFor = (identity: Identity, locale: Locale): string => words(locale, ['complaint', 'standsFor', identity]) ?? identity

/** Who complains, for those who may know; null for everybody else. */
export const complainantOf = async (read: Reader, organizationId: string, complaintId: string): Promise<z.output<typeof Complainant> | null> => {
  const row = await read.selectFrom('complaint.complainant').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).executeTakeFirst()
  return row ? { name: row.name, phone: row.phone, email: row.email, memberNumber: row.member_number, address: row.address, customerId: row.customer_id } : null
}

/** Which posts see who complains where that is protected, and whether the owner of a case does. */
export const identityRule = query('complaint.read', async (read, actor, _input: Record<string, never>): Promise<z.input<typeof IdentityRule>> => {
  const [book, rule] = await Promise.all([roleBook(read, actor.organizationId), read.selectFrom('complaint.identity_rule').select('owner_sees').where('organization_id', '=', actor.organizationId).executeTakeFirst()])
  return { ownerSees: rule?.owner_sees ?? false, roles: book.roles.filter((r) => allows(r.permissions)('identity.see')).map(({ code, label }) => ({ code, label })), may: actor.may('identity.decideWhoSees') }
})
