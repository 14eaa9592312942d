import { notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'

const locked = (tx: Tx, id: string) => tx.db.selectFrom('feedback.feedback').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
export type LockedFeedback = NonNullable<Awaited<ReturnType<typeof locked>>>

export const lockFeedback = async (tx: Tx, id: string, whyNot: (feedback: LockedFeedback) => Refusal | null): Promise<LockedFeedback> => {
  const row = await locked(tx, id)
  if (!row) throw new Problem(notFound)
  const refusal = whyNot(row)
  if (refusal) throw new Problem(refusal)
  return row
}

export const change = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('feedback.feedback').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

export const subjectOf = (f: { id: string; unit_id: string }) => ({ type: 'feedback', id: f.id, unitId: f.unit_id })
