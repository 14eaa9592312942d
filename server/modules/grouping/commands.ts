import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/grouping.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { type LockedComplaint, lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { CaseGrouped, CaseUngrouped, GroupChanged, GroupCreated, GroupEnded } from './events.ts'
import { whyNotChange } from './rules.ts'

export const subjectOfGroup = (id: string) => ({ type: 'group', id, unitId: null })

/** Every change of a group starts here; with `version` it is refused when somebody else was quicker. */
export const lockGroup = async (tx: Tx, id: string, version?: number) => {
  const row = await tx.db.selectFrom('grouping.cause_group').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const refusal = whyNotChange(row)
  if (refusal) throw new Problem(refusal)
  if (version !== undefined && row.version !== version) throw new Problem(staleVersion)
  return row
}

export const touchGroup = async (tx: Tx, id: string, set: Record<string, unknown> = {}): Promise<void> => {
  await tx.db.updateTable('grouping.cause_group').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

const refuseUnknownLead = async (tx: Tx, leadId: string | null | undefined) => {
  if (!leadId) return
  const found = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', leadId).where('retired_at', 'is', null).executeTakeFirst()
  if (!found) throw new Problem(contract.leadUnknown, {}, 'leadId')
}

/** Nobody leads a group with a case about them, or about somebody they answer to: they would not see what they lead. */
const refuseDependentLead = async (tx: Tx, leadId: string | null | undefined, ids: readonly string[]) => {
  if (!leadId || !ids.length) return
  const about = await tx.db.selectFrom('complaint.complaint').select('accused').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('accused', 'is not', null).execute()
  await refuseDependent(tx, { accused: about.flatMap((c) => c.accused ?? []) }, leadId, 'leadId')
}

/** Cases in one order, each within sight; what was taken into another belongs there. */
const lockCases = async (tx: Tx, ids: readonly string[]): Promise<LockedComplaint[]> => {
  const locked: LockedComplaint[] = []
  for (const id of [...new Set(ids)].sort()) {
    const found = await lockComplaint(tx, id).catch((error: unknown) => { throw error instanceof Problem ? new Problem(contract.notAMember, {}, 'complaintIds') : error })
    if (found.state === 'merged') throw new Problem(contract.notAMember, {}, 'complaintIds')
    locked.push(found)
  }
  return locked
}

const members = (tx: Tx, groupId: string) => tx.db.selectFrom('grouping.member').select('complaint_id').where('organization_id', '=', tx.actor.organizationId).where('group_id', '=', groupId).where('removed_at', 'is', null).execute()

/** Those that are in it already stay; those that were taken out come back. */
const add = async (tx: Tx, groupId: string, ids: readonly string[]) => {
  const there = new Set((await members(tx, groupId)).map((m) => m.complaint_id))
  const fresh = (await lockCases(tx, ids)).filter((c) => !there.has(c.id))
  if (there.size + fresh.length > contract.MOST_MEMBERS) throw new Problem(contract.tooManyMembers, { most: contract.MOST_MEMBERS }, 'complaintIds')
  if (!fresh.length) return
  await tx.db.insertInto('grouping.member').values(fresh.map((c) => ({ organization_id: tx.actor.organizationId, group_id: groupId, complaint_id: c.id, added_by: tx.actor.id, added_at: tx.now, removed_at: null, removed_by: null, reason: null })))
    .onConflict((c) => c.columns(['organization_id', 'group_id', 'complaint_id']).doUpdateSet({ added_by: tx.actor.id, added_at: tx.now, removed_at: null, removed_by: null, reason: null })).execute()
  await tx.record(CaseGrouped, fresh.map((c) => ({ subject: subjectOf(c), payload: { complaintId: c.id, groupId } })))
}

const fieldsOf = (input: Pick<z.output<typeof contract.createGroup.input>, 'name' | 'cause' | 'causeWords' | 'lot' | 'leadId'>) => ({ name: input.name, cause: input.cause, cause_words: input.causeWords, lot: input.lot || null, lead_id: input.leadId ?? null })

export const createGroup = command('grouping.create', async (tx, input: z.output<typeof contract.createGroup.input>) => {
  await refuseUnknownLead(tx, input.leadId)
  await refuseDependentLead(tx, input.leadId, input.complaintIds ?? [])
  const id = newId()
  await tx.db.insertInto('grouping.cause_group').values({ organization_id: tx.actor.organizationId, id, ...fieldsOf(input), created_by: tx.actor.id, created_at: tx.now, ended_at: null }).execute()
  await tx.record(GroupCreated, { subject: subjectOfGroup(id), payload: { groupId: id } })
  await add(tx, id, input.complaintIds ?? [])
  return { id }
})

export const changeGroup = command('grouping.change', async (tx, input: z.output<typeof contract.changeGroup.input>) => {
  const group = await lockGroup(tx, input.id, input.version)
  await refuseUnknownLead(tx, input.leadId)
  await refuseDependentLead(tx, input.leadId, (await members(tx, group.id)).map((m) => m.complaint_id))
  await touchGroup(tx, group.id, fieldsOf(input))
  await tx.record(GroupChanged, { subject: subjectOfGroup(group.id), payload: { groupId: group.id } })
  return { id: group.id }
})

const withLot = async (tx: Tx, lot: string | undefined): Promise<string[]> => {
  if (!lot) return []
  const rows = await tx.db.selectFrom('complaint.complaint').select('id').where('organization_id', '=', tx.actor.organizationId).where('lot', '=', lot).where('state', '!=', 'merged').orderBy('id', 'desc').limit(contract.MOST_MEMBERS + 1).execute()
  return rows.map((r) => r.id)
}

export const addMembers = command('grouping.add', async (tx, input: z.output<typeof contract.addMembers.input>) => {
  const group = await lockGroup(tx, input.id)
  await add(tx, group.id, [...input.complaintIds ?? [], ...await withLot(tx, input.lot)])
  await touchGroup(tx, group.id)
  return { id: group.id }
})

export const removeMember = command('grouping.remove', async (tx, input: z.output<typeof contract.removeMember.input>) => {
  const group = await lockGroup(tx, input.id)
  const complaint = await lockComplaint(tx, input.complaintId)
  const gone = await tx.db.updateTable('grouping.member').set({ removed_at: tx.now, removed_by: tx.actor.id, reason: input.reason }).where('organization_id', '=', tx.actor.organizationId).where('group_id', '=', group.id).where('complaint_id', '=', complaint.id).where('removed_at', 'is', null).returning('complaint_id').executeTakeFirst()
  if (!gone) throw new Problem(contract.notAMember)
  await touchGroup(tx, group.id)
  await tx.record(CaseUngrouped, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, groupId: group.id }, reason: input.reason })
  return { id: group.id }
})

export const endGroup = command('grouping.end', async (tx, input: z.output<typeof contract.endGroup.input>) => {
  const group = await lockGroup(tx, input.id, input.version)
  await touchGroup(tx, group.id, { ended_at: tx.now })
  await tx.record(GroupEnded, { subject: subjectOfGroup(group.id), payload: { groupId: group.id } })
  return { done: true as const }
})
