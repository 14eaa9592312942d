import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/grouping.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
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
  const wanted = [...new Set(ids)]
  if (!wanted.length) return []
  const locked = await tx.db.selectFrom('complaint.complaint').selectAll().where('organization_id', '=', tx.actor.organizationId).where(sql<boolean>`id = any (${wanted}::uuid[])`).where('state', '!=', 'merged').orderBy('id').forUpdate().execute()
  if (locked.length < wanted.length) throw new Problem(contract.notAMember, {}, 'complaintIds')
  return locked
}

const standing = (tx: Tx, groupId: string) => tx.db.selectFrom('grouping.member').where('organization_id', '=', tx.actor.organizationId).where('group_id', '=', groupId).where('removed_at', 'is', null)

/** Those that are in it already stay; those that were taken out come back. */
const add = async (tx: Tx, groupId: string, ids: readonly string[]) => {
  const there = new Set((await standing(tx, groupId).select('complaint_id').execute()).map((m) => m.complaint_id))
  const fresh = (await lockCases(tx, ids)).filter((c) => !there.has(c.id))
  if (there.size + fresh.length > contract.MOST_MEMBERS) throw new Problem(contract.tooManyMembers, { most: contract.MOST_MEMBERS }, 'complaintIds')
  if (!fresh.length) return
  await sql`insert into grouping.member (organization_id, group_id, complaint_id, added_by, added_at)
    select ${tx.actor.organizationId}, ${groupId}, id, ${tx.actor.id}, ${tx.now} from unnest(${fresh.map((c) => c.id)}::uuid[]) as id
    on conflict (organization_id, group_id, complaint_id) do update set added_by = excluded.added_by, added_at = excluded.added_at, removed_at = null, removed_by = null, reason = null`.execute(tx.db)
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
  await refuseDependentLead(tx, input.leadId, (await standing(tx, group.id).select('complaint_id').execute()).map((m) => m.complaint_id))
  await touchGroup(tx, group.id, fieldsOf(input))
  await tx.record(GroupChanged, { subject: subjectOfGroup(group.id), payload: { groupId: group.id } })
  return { id: group.id }
})

/** Cases of the lot that are not in it yet, the newest first; where there are more, the next step takes them. */
const withLot = async (tx: Tx, groupId: string, lot: string | undefined): Promise<string[]> => {
  if (!lot) return []
  const rows = await tx.db.selectFrom('complaint.complaint as c').select('c.id').where('c.organization_id', '=', tx.actor.organizationId).where('c.lot', '=', lot).where('c.state', '!=', 'merged')
    .where(sql<boolean>`not exists (select from grouping.member m where m.organization_id = c.organization_id and m.group_id = ${groupId} and m.complaint_id = c.id and m.removed_at is null)`).orderBy('c.id', 'desc').limit(contract.MOST_OF_LOT).execute()
  return rows.map((r) => r.id)
}

export const addMembers = command('grouping.add', async (tx, input: z.output<typeof contract.addMembers.input>) => {
  const group = await lockGroup(tx, input.id)
  await add(tx, group.id, [...input.complaintIds ?? [], ...await withLot(tx, group.id, input.lot)])
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
