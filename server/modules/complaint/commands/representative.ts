import type { z } from 'zod'
import { invalidInput } from '#contract/common.ts'
import { notAPhone } from '#contract/customer.ts'
import { fileUnknown } from '#contract/files.ts'
import * as contract from '#contract/representative.ts'
import type { Actor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import type { Subject } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { inOurTimes } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { AuthorityShown, AuthorityWaived, RepresentationEnded, RepresentativeNamed } from '../events.ts'
import { representativeOf } from '../queries/representative.ts'
import { whyNotSpeakFor } from '../rules.ts'
import { attach } from './attach.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from './lock.ts'

type Said = Omit<z.output<typeof contract.NameRepresentative>, 'id'>

const refusePhone = (phone: string | null | undefined, field: string) => {
  if (phone && !phoneKey(phone)) throw new Problem(notAPhone, {}, field)
}

const rowOf = (tx: Tx, complaintId: string, said: Said, actor: Actor) => ({
  organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, relation: said.relation,
  scope: null as string | null, until_on: null as string | null, file_id: null as string | null, shown_at: null as typeof tx.now | null, waived: null, waived_by: null, by_id: actor.id, at: tx.now, ended_at: null, end_reason: null,
})

const refuseDay = (untilOn: string | null | undefined, field: string) => {
  if (untilOn && !inOurTimes(untilOn)) throw new Problem(invalidInput, {}, field)
}

/** The name lies apart: it tells who complains, where few may know. */
const keep = async (tx: Tx, row: ReturnType<typeof rowOf>, said: Said) => {
  await tx.db.insertInto('complaint.representative').values(row).execute()
  await tx.db.insertInto('complaint.representative_person').values({ organization_id: row.organization_id, representative_id: row.id, name: said.name, phone: said.phone || null, email: said.email || null }).execute()
}

export interface Registering { readonly subject: Subject; readonly input: contract.RepresentativeInput; readonly actor: Actor }

/** Of complaints that somebody makes for another. */
export const keepRepresentatives = async (tx: Tx, given: readonly Registering[]): Promise<void> => {
  for (const { subject, input: { authority, ...said }, actor } of given) {
    refusePhone(said.phone, 'representative/phone')
    refuseDay(authority?.untilOn, 'representative/authority/untilOn')
    const [missing] = authority ? await attach(tx, subject.id, [authority.fileId], 'authority', actor.id) : []
    if (missing) throw new Problem(fileUnknown, {}, 'representative/authority/fileId')
    const row = { ...rowOf(tx, subject.id, said, actor), ...(authority && { scope: authority.scope, until_on: authority.untilOn ?? null, file_id: authority.fileId, shown_at: tx.now }) }
    await keep(tx, row, said)
    await tx.record(RepresentativeNamed, { subject, actor, payload: { complaintId: subject.id, representativeId: row.id, shown: row.shown_at !== null } })
  }
}

const change = async (tx: Tx, complaint: LockedComplaint, set: Record<string, unknown>): Promise<string> => {
  const row = await tx.db.updateTable('complaint.representative').set(set).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('ended_at', 'is', null).returning('id').executeTakeFirst()
  if (!row) throw new Problem(contract.noRepresentative)
  await touch(tx, complaint, {})
  return row.id
}

/** Somebody speaks for the customer from now on; who did before does so no longer. */
export const nameRepresentative = command('complaint.nameRepresentative', async (tx, { id, ...said }: z.output<typeof contract.NameRepresentative>) => {
  const complaint = await lockOpen(tx, id)
  refusePhone(said.phone, 'phone')
  await tx.db.updateTable('complaint.representative').set({ ended_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', id).where('ended_at', 'is', null).execute()
  const row = rowOf(tx, id, said, tx.actor)
  await keep(tx, row, said)
  await touch(tx, complaint, {})
  await tx.record(RepresentativeNamed, { subject: subjectOf(complaint), payload: { complaintId: id, representativeId: row.id, shown: false } })
  return { id }
})

export const showAuthority = command('complaint.showAuthority', async (tx, input: z.output<typeof contract.ShowAuthority>) => {
  const complaint = await lockOpen(tx, input.id)
  refuseDay(input.untilOn, 'untilOn')
  const [missing] = await attach(tx, complaint.id, [input.fileId], 'authority')
  if (missing) throw new Problem(fileUnknown, {}, 'fileId')
  const representativeId = await change(tx, complaint, { scope: input.scope, until_on: input.untilOn ?? null, file_id: input.fileId, shown_at: tx.now, waived: null, waived_by: null })
  await tx.record(AuthorityShown, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, representativeId, fileId: input.fileId } })
  return { id: input.id }
})

/** It is clear without a paper, and somebody answers for that. */
export const waiveAuthority = command('authority.waive', async (tx, input: z.output<typeof contract.WaiveAuthority>) => {
  const complaint = await lockOpen(tx, input.id)
  const representativeId = await change(tx, complaint, { waived: input.reason, waived_by: tx.actor.id })
  await tx.record(AuthorityWaived, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, representativeId }, reason: input.reason })
  return { id: input.id }
})

export const endRepresentation = command('complaint.endRepresentation', async (tx, input: z.output<typeof contract.EndRepresentation>) => {
  const complaint = await lockOpen(tx, input.id)
  const representativeId = await change(tx, complaint, { ended_at: tx.now, end_reason: input.reason })
  await tx.record(RepresentationEnded, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, representativeId }, reason: input.reason })
  return { id: input.id }
})

/** Nothing is put before, and nothing agreed with, somebody who may not speak for the customer. @throws Problem */
export const refuseWithoutAuthority = async (tx: Tx, complaint: LockedComplaint): Promise<void> => {
  const refusal = whyNotSpeakFor(await representativeOf(readerOf(tx.db), tx.actor, complaint.id, tx.now))
  if (refusal) throw new Problem(refusal)
}
