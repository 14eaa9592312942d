import type { RemedyKind } from '#contract/packs.ts'
import type { PayWay } from '#contract/payout.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockBelow } from '#modules/complaint/commands/lock.ts'
import { whyNotNow } from '../rules.ts'
import { digestsOf } from '../vouched.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('payout.payout').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type LockedPayout = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

/** Of which opinion something is the fee; null for what was agreed with the customer. */
const opinionOf = async (tx: Tx, owedId: string): Promise<string | null> => (await tx.db.selectFrom('payout.due').select('opinion_id').where('organization_id', '=', tx.actor.organizationId).where('task_id', '=', owedId).executeTakeFirst())?.opinion_id ?? null

/** The case first, then the payout. `whenever`: whatever it is for, and wherever the case went. @throws Problem when the case is closed, unless it is the fee of an expert. */
export const lockPayout = async (tx: Tx, id: string, whenever = false) => {
  const { complaint, row } = await lockBelow(tx, find(tx, id), () => null)
  const refusal = whyNotNow(complaint, whenever ? 'whenever' : await opinionOf(tx, row.task_id) === null ? 'open' : 'closed')
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
  return { complaintId: row.complaint_id, payoutId: id, payout: row.number, taskId: row.task_id, /** Of whose fee. */ opinionId: await opinionOf(tx, row.task_id), remedyKind: (task?.kind ?? 'fees') as RemedyKind, payWay: row.way as PayWay, amountFen: row.amount_fen, digest }
}
