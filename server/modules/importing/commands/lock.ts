import { notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Actor } from '#kernel/actor.ts'
import { Problem } from '#kernel/problem.ts'
import type { Subject } from '#kernel/event.ts'
import type { Tx } from '#kernel/tx.ts'
import { LEADS, sees, whyNotImport } from '../rules/state.ts'

/** @throws Problem when the actor does not bring tables. */
export const refuseOthers = (actor: Actor): void => {
  const refusal = whyNotImport(actor)
  if (refusal) throw new Problem(refusal, { permission: LEADS })
}

export const subject = (id: string): Subject => ({ type: 'import', id, unitId: null })

const locked = async (tx: Tx, id: string) => tx.db.selectFrom('importing.batch').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
export type LockedBatch = NonNullable<Awaited<ReturnType<typeof locked>>>

/** The import of somebody who may touch it. */
export const lockImport = async (tx: Tx, id: string, whyNot: (batch: LockedBatch) => Refusal | null): Promise<LockedBatch> => {
  refuseOthers(tx.actor)
  const batch = await locked(tx, id)
  if (!batch || !sees(tx.actor, batch.created_by)) throw new Problem(notFound)
  const refusal = whyNot(batch)
  if (refusal) throw new Problem(refusal)
  return batch
}

/** The import for the machinery, if it still stands where this piece of work begins: else somebody else has done it, or it was stopped. */
export const lockAt = async (tx: Tx, id: string, state: string, from: number): Promise<LockedBatch | null> => {
  const batch = await locked(tx, id)
  return batch && batch.state === state && batch.next_no === from ? batch : null
}

export const change = async (tx: Tx, id: string, set: Record<string, unknown>): Promise<void> => {
  await tx.db.updateTable('importing.batch').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

export const forgetRows = async (tx: Tx, id: string): Promise<void> => {
  await tx.db.deleteFrom('importing.row').where('organization_id', '=', tx.actor.organizationId).where('batch_id', '=', id).execute()
}
