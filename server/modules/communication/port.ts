import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'

/** Of which case words go out; null where one text goes to many. */
export interface Going { readonly complaint: { readonly id: string; readonly unit_id: string; readonly customer_id: string; readonly urgency: string; readonly product: unknown; readonly order_info: unknown } | null; readonly text: string; readonly field: string }

/** What a later module has to say before words reach a customer. @throws Problem. */
export type BeforeGoing = (tx: Tx, going: Going) => Promise<void>

let collected: readonly BeforeGoing[] = []

/** Called once, by the composition root. */
export const collectBeforeGoing = (checks: readonly BeforeGoing[]): void => { collected = checks }

export const refuseGoing = async (tx: Tx, going: Going): Promise<void> => {
  for (const check of collected) await check(tx, going)
}

/** The numbers that belong to whoever complains. */
export const phonesOfCase = async (tx: Tx, complaintId: string): Promise<string[]> => {
  const { organizationId } = tx.actor
  const row = await readerOf(tx.db).selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .leftJoin('complaint.complainant as k', (j) => j.onRef('k.organization_id', '=', 'c.organization_id').onRef('k.complaint_id', '=', 'c.id'))
    .select(['u.phone', 'c.complainant_phone', 'k.phone as kept']).where('c.organization_id', '=', organizationId).where('c.id', '=', complaintId).executeTakeFirst()
  return [row?.phone, row?.complainant_phone, row?.kept].flatMap((phone) => (phone ? [phone] : []))
}
