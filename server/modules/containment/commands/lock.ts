import { notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('containment.hold').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate()
export type LockedHold = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

/** The order first, then what hangs on it. @throws Problem when it is out of sight, or `whyNot` says so. */
export const lockHold = async (tx: Tx, id: string, whyNot: (hold: LockedHold) => Refusal | null): Promise<LockedHold> => {
  const hold = await find(tx, id).executeTakeFirst()
  if (!hold) throw new Problem(notFound)
  const refusal = whyNot(hold)
  if (refusal) throw new Problem(refusal)
  return hold
}

export const subjectOf = (hold: { readonly id: string; readonly unit_id: string }) => ({ type: 'hold', id: hold.id, unitId: hold.unit_id })
export const payloadOf = (hold: { readonly id: string; readonly number: string }) => ({ holdId: hold.id, hold: hold.number })

export const changeHold = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('containment.hold').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
