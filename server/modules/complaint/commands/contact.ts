import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import type { ChangeContact } from '#contract/complaint.ts'
import { notAPhone } from '#contract/customer.ts'
import { identityKept, isAnonymous } from '#contract/kept.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { asToldOn, complainantRow } from '../complainant.ts'
import { ContactChanged } from '../events.ts'
import { complainantOf } from '../queries/complainant.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from './lock.ts'
import { searchAnew } from './search-anew.ts'

interface Told { readonly name: string; readonly phone: string | null; readonly email: string | null }

const ofOpen = async (tx: Tx, complaint: LockedComplaint, told: Told) => {
  const record = await tx.db.selectFrom('customer.customer').select(['name', 'phone', 'email']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', complaint.customer_id).executeTakeFirstOrThrow()
  await touch(tx, complaint, asToldOn(record, told))
}

/** What lies apart is put right by those who may know it. */
const ofKept = async (tx: Tx, complaint: LockedComplaint, told: Told) => {
  const before = await complainantOf(readerOf(tx.db), tx.actor.organizationId, complaint.id)
  if (!before) throw new Problem(identityKept)
  const { name, phone, phone_key, email, email_key } = complainantRow(tx.actor.organizationId, complaint.id, { ...before, ...told }, tx.now)
  await tx.db.updateTable('complaint.complainant').set({ name, phone, phone_key, email, email_key }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()
  await touch(tx, complaint, {})
}

/** Who complains, and where they are reached about this case, put right: the record of the customer stays as it is. What is left empty of who is the customer of the record is as it stands there. */
export const changeContact = command('complaint.changeContact', async (tx, { id, version, name, phone, email }: z.output<typeof ChangeContact>) => {
  const complaint = await lockOpen(tx, id)
  if (complaint.identity === 'anonymous') throw new Problem(isAnonymous)
  if (complaint.version !== version) throw new Problem(staleVersion)
  if (phone && !phoneKey(phone)) throw new Problem(notAPhone, {}, 'phone')
  await (complaint.identity === 'open' ? ofOpen : ofKept)(tx, complaint, { name, phone: phone || null, email: email || null })
  await searchAnew(tx, complaint)
  await tx.record(ContactChanged, { subject: subjectOf(complaint), payload: { complaintId: id } })
  return { id }
})
