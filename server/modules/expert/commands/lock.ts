import type { Refusal } from '#contract/endpoint.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockBelow, touch, type LockedComplaint } from '#modules/complaint/commands/lock.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { digestOf } from '../seal.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('expert.opinion').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type LockedOpinion = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

/** The case first, then the opinion. @throws Problem when it is not there, the case is not open, or `whyNot` says so. */
export const lockOpinion = async (tx: Tx, id: string, whyNot: (one: LockedOpinion) => Refusal | null) => {
  const { complaint, row: opinion } = await lockBelow(tx, find(tx, id), whyNot)
  const closed = whyNotOpen(complaint)
  if (closed) throw new Problem(closed)
  return { complaint, opinion }
}

export const questionsOf = (tx: Tx, opinionId: string) => tx.db.selectFrom('expert.question').selectAll().where('organization_id', '=', tx.actor.organizationId).where('opinion_id', '=', opinionId).orderBy('no').execute()

export const changeOpinion = async (tx: Tx, complaint: LockedComplaint, id: string, set: Partial<Omit<LockedOpinion, 'organization_id' | 'id' | 'version'>>): Promise<void> => {
  await tx.db.updateTable('expert.opinion').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await touch(tx, complaint, {})
}

export const payloadOf = (o: { readonly id: string; readonly complaint_id: string; readonly number: string }) => ({ complaintId: o.complaint_id, opinionId: o.id, opinion: o.number })

/** What an event tells, with the digest of the opinion as it stands by now. */
export const tellsOf = async (tx: Tx, id: string) => {
  const row = await find(tx, id).executeTakeFirstOrThrow()
  const sent = await tx.db.selectFrom('expert.file').select('file_id').where('organization_id', '=', tx.actor.organizationId).where('opinion_id', '=', id).where('part', '=', 'sent').execute()
  return { ...payloadOf(row), digest: digestOf(row, await questionsOf(tx, id), sent.map((f) => f.file_id)) }
}

/** Whom what happens to an opinion concerns: who asked for it, and who looks after the case. */
export const askers = (complaint: LockedComplaint, opinion: { readonly asked_by: string | null }): string[] => [...new Set([opinion.asked_by, complaint.owner_id].filter((id) => id !== null))]
