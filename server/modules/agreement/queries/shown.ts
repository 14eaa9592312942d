import { lookFirst } from '#contract/agreement.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'

/** Who complains stands in every agreement: where that is protected it is shown, and worked on, after a look with its reason (decision 52). The machinery and the customer need none. */
export const whyNotShown = async (read: Reader, { organizationId, kind }: Pick<Actor, 'organizationId' | 'kind'>, c: { readonly id: string; readonly identity: string }): Promise<Refusal | null> => {
  if (kind !== 'person' || c.identity === 'open') return null
  const row = await read.selectFrom('complaint.complaint as c').select(sql<boolean>`complaint.looked(c.organization_id, c.id)`.as('looked')).where('c.organization_id', '=', organizationId).where('c.id', '=', c.id).executeTakeFirst()
  return row?.looked ? null : lookFirst
}
