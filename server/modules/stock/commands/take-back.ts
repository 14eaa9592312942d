import type { z } from 'zod'
import { codesOdd } from '#contract/stock.ts'
import type * as contract from '#contract/stock.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, goesOnIn, lockBelow, lockComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { addToResult, isInForce, openAgain, reopenTask } from '#modules/settlement/commands.ts'
import { GiftTakenBack } from '../events.ts'
import { keyOf, whyNotOwing, whyNotTakeBack, worthOf } from '../rules.ts'
import { factOf, findIssue, taskOf } from './issue.ts'
import { changeLot, lockKind } from './lots.ts'

const piecesBack = async (tx: Tx, issueId: string, quantity: number, codes: readonly string[]) => {
  const out = tx.db.selectFrom('stock.coupon').select('id').where('organization_id', '=', tx.actor.organizationId).where('issue_id', '=', issueId)
  const chosen = await (codes.length ? out.where('code_key', 'in', codes.map(keyOf)) : out.orderBy('code_key').limit(quantity)).execute()
  if (chosen.length !== quantity) throw new Problem(codesOdd, {}, 'codes')
  await tx.db.updateTable('stock.coupon').set({ state: 'here', issue_id: null }).where('organization_id', '=', tx.actor.organizationId).where(sql<boolean>`id = any (${chosen.map((c) => c.id)}::uuid[])`).execute()
}

/** What was agreed was done, by an agreement that did not fall away: then it is said whether it is owed still. */
const asksOwed = async (tx: Tx, taskId: string): Promise<boolean> =>
  (await taskOf(tx, taskId).executeTakeFirstOrThrow()).state === 'done' && isInForce(tx, taskId)

interface Back { readonly quantity: number; readonly note: string; readonly owed: boolean | null; readonly notOwedWhy: string | null }

/** Owed still: to be handed over again, and those who see to it hear of it; by a case that went into another once they are parted. Not any more: what shows that it was done says so. */
const settleOwed = async (tx: Tx, complaint: LockedComplaint, { id, task_id }: { readonly id: string; readonly task_id: string }, { quantity, note, owed, notOwedWhy }: Back): Promise<void> => {
  if (owed === false) return addToResult(tx, task_id, words(tx.actor.locale, ['stock', 'backForGood'], { quantity, note, why: notOwedWhy ?? '' }) ?? note)
  if (!owed) return
  if (complaint.state === 'merged') await tx.db.updateTable('stock.issue').set({ owed_apart: note }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  else await reopenTask(tx, complaint, task_id, note)
  const goesOn = await goesOnIn(tx, complaint)
  await tell(tx, { to: goesOn.owner_id ? [goesOn.owner_id] : [], name: 'giftBack', subject: subjectOf(goesOn), payload: { number: goesOn.number } })
}

/** What came back while the case was part of another, and is owed, is to be handed over by the case itself again. */
export const handOverApart = async (tx: Tx, complaintId: string): Promise<void> => {
  const own = tx.actor.organizationId
  const back = await tx.db.selectFrom('stock.issue').select(['id', 'task_id', 'owed_apart']).where('organization_id', '=', own).where('complaint_id', '=', complaintId).where('owed_apart', 'is not', null).orderBy('id').execute()
  for (const { id, task_id, owed_apart } of back) {
    await tx.db.updateTable('stock.issue').set({ owed_apart: null }).where('organization_id', '=', own).where('id', '=', id).execute()
    await reopenTask(tx, await lockComplaint(tx, complaintId), task_id, owed_apart ?? '')
  }
}

/** What a customer gave back lies where it came from. */
export const takeBack = command('stock.takeBack', async (tx, { id, version, codes, ...back }: z.output<typeof contract.takeBackGift.input>) => {
  const { quantity, note, owed, notOwedWhy } = back
  const { complaint: found, row } = await lockBelow(tx, findIssue(tx, id), (one) => whyNotTakeBack(tx.actor, one, quantity, version))
  const odd = whyNotOwing({ asks: await asksOwed(tx, row.task_id), owed, notOwedWhy })
  if (odd) throw new Problem(odd.refusal, {}, odd.field)
  const kind = await lockKind(tx, row.kind_id)
  const worthFen = worthOf(row, quantity)
  if (kind.numbered) await piecesBack(tx, id, quantity, codes)
  else if (codes.length) throw new Problem(codesOdd, {}, 'codes')
  await tx.db.updateTable('stock.issue').set({ returned: row.returned + quantity, returned_fen: row.returned_fen + worthFen, version: version + 1 }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await changeLot(tx, kind, row.lot_id, { kind: 'takenBack', change: quantity, note, issueId: id })
  const complaint = owed ? await openAgain(tx, found, row.task_id, note) : found
  await touch(tx, complaint, {})
  await tx.record(GiftTakenBack, { subject: subjectOf(complaint), payload: { ...await factOf(tx, id, kind, quantity, worthFen), owed }, reason: [note, notOwedWhy].filter(Boolean).join('\n') })
  await settleOwed(tx, complaint, row, back)
  return { id }
})
