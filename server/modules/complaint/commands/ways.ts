import type { TellBy } from '#contract/tell-by.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { keepTellBy } from '#modules/customer/commands/tell-by.ts'
import { TellByChosen } from '../events.ts'
import { addressKey, waysOf } from '../queries/ways.ts'
import { whyNotTellBy } from '../rules/ways.ts'
import { type LockedComplaint, subjectOf, touch } from './lock.ts'

/** What cannot be done with what is on record is not promised. `field`: beside which it is said. */
export const refuseTellBy = async (tx: Tx, complaintId: string, asked: TellBy, field?: string): Promise<void> => {
  const refusal = whyNotTellBy(asked, (await waysOf(readerOf(tx.db), tx.actor.organizationId, complaintId)).reach)
  if (refusal) throw new Problem(refusal, {}, field)
}

/** What a customer asked for last is what their next case begins with; not of who complains under another name, or is not to be known. */
export const rememberTellBy = async (tx: Tx, { customer_id, identity, complainant_name }: { readonly customer_id: string; readonly identity: string; readonly complainant_name: string | null }, asked: TellBy): Promise<void> => {
  if (identity === 'open' && !complainant_name) await keepTellBy(tx, customer_id, asked)
}

/** Who asks for a way that failed has it tried again. @returns whether it had failed. */
const tryAgain = async (tx: Tx, complaintId: string, asked: TellBy): Promise<boolean> => {
  const { numDeletedRows } = await tx.db.deleteFrom('complaint.unreached').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('way', '=', asked).executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** As the customer asked, for this case and the next. @throws Problem where it is not possible. */
export const chooseTellBy = async (tx: Tx, complaint: LockedComplaint, asked: TellBy): Promise<void> => {
  const again = await tryAgain(tx, complaint.id, asked)
  if (complaint.tell_by === asked && !again) return
  await refuseTellBy(tx, complaint.id, asked)
  await touch(tx, complaint, { tell_by: asked })
  await rememberTellBy(tx, complaint, asked)
  await tx.record(TellByChosen, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, tellBy: asked, atStart: false } })
}

/** Nothing arrived there. @returns whether that is new. */
export const noteUnreached = async (tx: Tx, complaintId: string, way: 'mail' | 'sms', to: string): Promise<boolean> => {
  const address = addressKey(way, to)
  const before = await tx.db.selectFrom('complaint.unreached').select('address').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('way', '=', way).executeTakeFirst()
  if (before?.address === address) return false
  await tx.db.insertInto('complaint.unreached').values({ organization_id: tx.actor.organizationId, complaint_id: complaintId, way, address, at: tx.now }).onConflict((c) => c.columns(['organization_id', 'complaint_id', 'way']).doUpdateSet({ address, at: tx.now })).execute()
  return true
}
