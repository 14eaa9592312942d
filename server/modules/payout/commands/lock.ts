import type { RemedyKind } from '#contract/packs.ts'
import type { PayWay } from '#contract/payout.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockBelow } from '#modules/complaint/commands/lock.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { digestsOf } from '../vouched.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('payout.payout').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type LockedPayout = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

/** The open case first, then the payout. @throws Problem when the case is closed. */
export const lockPayout = async (tx: Tx, id: string) => {
  const { complaint, row } = await lockBelow(tx, find(tx, id), () => null)
  const refusal: Refusal | null = whyNotOpen(complaint)
  if (refusal) throw new Problem(refusal)
  return { complaint, payout: row }
}

export const change = (tx: Tx, id: string, set: Partial<Omit<LockedPayout, 'organization_id' | 'id' | 'version'>>) =>
  tx.db.updateTable('payout.payout').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

/** What an event tells of a payout as it stands by now. */
export const factOf = async (tx: Tx, id: string) => {
  const row = await find(tx, id).executeTakeFirstOrThrow()
  const task = await tx.db.selectFrom('settlement.task').select('kind').where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.task_id).executeTakeFirst()
  const digest = (await digestsOf(readerOf(tx.db), tx.actor.organizationId, [row])).get(id) ?? ''
  return { complaintId: row.complaint_id, payoutId: id, payout: row.number, taskId: row.task_id, /** A task, or a fee. */ remedyKind: (task?.kind ?? 'fees') as RemedyKind, payWay: row.way as PayWay, amountFen: row.amount_fen, digest }
}
