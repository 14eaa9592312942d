import type { z } from 'zod'
import * as contract from '#contract/kept.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { slicesOf } from '#kernel/slices.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { identify } from '#modules/customer/commands/record.ts'
import { addStandIns, dropStandIn } from '#modules/customer/commands/stand-in.ts'
import { type Who, asToldOn, complainantRow } from '../complainant.ts'
import { ComplainantShown, IdentityChanged, IdentityRuleChanged } from '../events.ts'
import { complainantOf, nameFor } from '../queries/complainant.ts'
import { keepRecordings } from './attach.ts'
import { type LockedComplaint, lockComplaint, lockOpen, subjectOf, touch } from './lock.ts'
import { searchAnew } from './search-anew.ts'

/** What lies beside the case and tells who it is stays open to who looked for so long. */
const LASTS = sql<Instant>`now() + interval '30 minutes'`

const beginLook = async (tx: Tx, complaintId: string) => {
  if (!tx.actor.id) return
  await tx.db.insertInto('complaint.look').values({ organization_id: tx.actor.organizationId, complaint_id: complaintId, person_id: tx.actor.id, until: LASTS }).onConflict((c) => c.columns(['organization_id', 'complaint_id', 'person_id']).doUpdateSet({ until: LASTS })).execute()
}

const speaksFor = async (tx: Tx, complaintId: string) =>
  await tx.db.selectFrom('complaint.representative as r').innerJoin('complaint.representative_person as p', (j) => j.onRef('p.organization_id', '=', 'r.organization_id').onRef('p.representative_id', '=', 'r.id'))
    .select(['p.name', 'p.phone', 'p.email']).where('r.organization_id', '=', tx.actor.organizationId).where('r.complaint_id', '=', complaintId).where('r.ended_at', 'is', null).executeTakeFirst() ?? null

/** Who complains, where few may know: each look is kept with its reason. Row security decides who is one of the few. */
export const showComplainant = command('complaint.showComplainant', async (tx, { id, reason }: z.output<typeof contract.ShowComplainant>): Promise<z.input<typeof contract.Shown>> => {
  const complaint = await lockComplaint(tx, id)
  if (complaint.identity !== 'protected') throw new Problem(complaint.identity === 'anonymous' ? contract.isAnonymous : contract.notProtected)
  const who = await complainantOf(readerOf(tx.db), tx.actor.organizationId, id)
  if (!who) throw new Problem(contract.identityKept)
  await beginLook(tx, id)
  await tx.record(ComplainantShown, { subject: subjectOf(complaint), payload: { complaintId: id }, reason })
  return { ...who, representative: await speaksFor(tx, id) }
})

const toldBy = async (tx: Tx, complaint: LockedComplaint): Promise<Who & { readonly classCode: string | null; readonly temperament: string | null }> => {
  const c = await tx.db.selectFrom('customer.customer').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', complaint.customer_id).executeTakeFirstOrThrow()
  // Another's address is not theirs; the number may well be, where cases were written down before each had its own.
  const email = complaint.complainant_email ?? (complaint.complainant_name ? null : c.email)
  return {
    customerId: c.id, name: complaint.complainant_name ?? c.name, phone: complaint.complainant_phone ?? c.phone, email,
    memberNumber: c.member_number, address: c.address, classCode: c.class_code, temperament: c.temperament,
  }
}

/** From now on somebody stands for the complainant; who it is lies apart. */
const protect = async (tx: Tx, complaint: LockedComplaint) => {
  const { classCode, temperament, ...who } = await toldBy(tx, complaint)
  const house = (await tx.db.selectFrom('identity.organization').select('locale').where('organization_id', '=', tx.actor.organizationId).executeTakeFirstOrThrow()).locale
  const [standIn] = await addStandIns(tx, [{ complaintId: complaint.id, name: nameFor('protected', house as 'en'), classCode, temperament }])
  await tx.db.insertInto('complaint.complainant').values(complainantRow(tx.actor.organizationId, complaint.id, who, tx.now)).execute()
  await touch(tx, complaint, { identity: 'protected', customer_id: standIn?.id, complainant_name: null, complainant_phone: null, complainant_email: null })
}

/** Known again to everybody who sees the case: on the record they had, or on one that their phone finds or begins. */
const disclose = async (tx: Tx, complaint: LockedComplaint) => {
  const who = await complainantOf(readerOf(tx.db), tx.actor.organizationId, complaint.id)
  if (!who) throw new Problem(contract.identityKept)
  const [known] = await identify(tx, [{ ...who, ...(who.customerId && { id: who.customerId }) }], [tx.actor], await slicesOf(tx.db, tx.actor.organizationId))
  await touch(tx, complaint, {
    identity: 'open', customer_id: known?.id, ...(known && asToldOn(known, who)),
  })
  await tx.db.deleteFrom('complaint.complainant').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()
  await dropStandIn(tx, complaint.customer_id)
}

const isMerged = async (tx: Tx, id: string) =>
  await tx.db.selectFrom('complaint.complaint').select('id').where('organization_id', '=', tx.actor.organizationId).where('merged_into', '=', id).limit(1).executeTakeFirst() !== undefined

export interface Changing { readonly id: string; readonly identity: 'open' | 'protected'; readonly reason?: string | undefined }

/** As the complainant asks, at any time before the case is closed (A10). */
export const setIdentity = async (tx: Tx, { id, identity, reason }: Changing) => {
  const complaint = await lockOpen(tx, id)
  if (complaint.identity === 'anonymous') throw new Problem(contract.isAnonymous)
  if (complaint.identity === identity) throw new Problem(contract.identityAlready)
  if (await isMerged(tx, id)) throw new Problem(contract.identityMerged)
  await (identity === 'protected' ? protect(tx, complaint) : disclose(tx, complaint))
  await searchAnew(tx, complaint)
  await keepRecordings(tx.db, id)
  await tx.record(IdentityChanged, { subject: subjectOf(complaint), payload: { complaintId: id, identity, byComplainant: tx.actor.kind === 'portal' }, reason })
  return { id }
}

export const changeIdentity = command('complaint.changeIdentity', (tx, input: z.output<typeof contract.ChangeIdentity>) => setIdentity(tx, input))

/** Whether the owner of a case may know who complains, too. */
export const changeIdentityRule = command('identity.decideWhoSees', async (tx, { ownerSees }: { ownerSees: boolean }) => {
  const row = { owner_sees: ownerSees, changed_by: tx.actor.id, changed_at: tx.now }
  await tx.db.insertInto('complaint.identity_rule').values({ organization_id: tx.actor.organizationId, ...row }).onConflict((c) => c.column('organization_id').doUpdateSet(row)).execute()
  await tx.record(IdentityRuleChanged, { subject: { type: 'organization', id: tx.actor.organizationId, unitId: null }, payload: { ownerSees } })
  return {}
})
