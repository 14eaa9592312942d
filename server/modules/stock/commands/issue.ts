import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { fileUnknown } from '#contract/files.ts'
import { codesOdd, tooFew } from '#contract/stock.ts'
import type * as contract from '#contract/stock.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { newId } from '#kernel/id.ts'
import { nextNumber } from '#kernel/numbered.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { attach, signFor } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, lockBelow, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { givenFor } from '#modules/settlement/queries.ts'
import { addToResult, finishTask, isInForce, noteBegun, openAgain, reopenTask } from '#modules/settlement/commands.ts'
import { GiftIssued, GiftTakenBack } from '../events.ts'
import { keyOf, whyNotIssue, whyNotOwing, whyNotTakeBack, worthOf } from '../rules.ts'
import { digestsOfIssues } from '../vouched.ts'
import { type KindRow, changeLot, lockKind, lockLot, takePieces, today } from './lots.ts'

const findIssue = (tx: Tx, id: string) => tx.db.selectFrom('stock.issue').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

const factOf = async (tx: Tx, id: string, kind: KindRow, quantity: number, worthFen: number) => {
  const row = await findIssue(tx, id).executeTakeFirstOrThrow()
  const digest = (await digestsOfIssues(readerOf(tx.db), tx.actor.organizationId, [row])).get(id) ?? ''
  return { complaintId: row.complaint_id, issueId: id, issue: row.number, gift: kind.name, quantity, worthFen, digest }
}

const issuedFor = (tx: Tx, taskId: string) => tx.db.selectFrom('stock.issue as i').innerJoin('stock.kind as k', (j) => j.onRef('k.organization_id', '=', 'i.organization_id').onRef('k.id', '=', 'i.kind_id'))
  .select(['i.number', 'i.quantity', 'i.worth_fen', 'i.returned', 'i.returned_fen', 'i.signature', 'k.name']).where('i.organization_id', '=', tx.actor.organizationId).where('i.task_id', '=', taskId).orderBy('i.id').execute()

const taskOf = (tx: Tx, id: string) => tx.db.selectFrom('settlement.task').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

/** What was agreed is done by everything that was handed over for it. */
const finish = async (tx: Tx, complaint: LockedComplaint, taskId: string) => {
  // What came back whole shows nothing.
  const all = (await issuedFor(tx, taskId)).filter((i) => i.quantity > i.returned)
  await finishTask(tx, complaint, taskId, { by: 'issue', reference: all.map((i) => i.number).join(' / '), result: all.map((i) => `${i.name} × ${i.quantity - i.returned}`).join('\n'), evidence: all.flatMap((i) => i.signature ?? []) })
}

type Input = z.output<typeof contract.issueGift.input>
const isSigned = ({ signatureId, unsignedWhy }: Input) => signatureId !== null || Boolean(unsignedWhy?.trim())

const keepSignature = async (tx: Tx, complaintId: string, fileId: string) => {
  if ((await attach(tx, complaintId, [fileId], 'execution')).length) throw new Problem(fileUnknown, {}, 'signatureId')
  await signFor(tx, complaintId, fileId, 'signatureId')
}

/** Which pieces is said for all of them, or for none. */
const refuseOddCodes = (kind: KindRow, { codes, quantity }: Input) => {
  if (codes.length && (!kind.numbered || new Set(codes.map(keyOf)).size !== quantity)) throw new Problem(codesOdd, {}, 'codes')
}

/** Out of the stock to a customer. */
export const issue = command('stock.issue', async (tx, input: Input) => {
  const organization_id = tx.actor.organizationId
  const unlocked = await taskOf(tx, input.taskId).executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockOpen(tx, unlocked.complaint_id)
  const task = await taskOf(tx, input.taskId).forUpdate().executeTakeFirstOrThrow()
  const { kind, lot } = await lockLot(tx, input.lotId)
  const worthFen = kind.worth_fen * input.quantity
  const outFen = (await givenFor(readerOf(tx.db), [task.id])).get(task.id) ?? 0
  const refusal = whyNotIssue(tx.actor, task, lot, { quantity: input.quantity, worthFen, outFen, today: await today(tx, lot.unit_id), signed: isSigned(input) })
  if (refusal) throw new Problem(refusal, {}, refusal === tooFew ? 'quantity' : undefined)
  refuseOddCodes(kind, input)
  if (input.signatureId) await keepSignature(tx, complaint.id, input.signatureId)
  const made = { id: newId(), number: await nextNumber(tx, 'stock.issue', complaint.number, 'L') }
  await tx.db.insertInto('stock.issue').values({
    organization_id, ...made, complaint_id: complaint.id, task_id: task.id, lot_id: lot.id, kind_id: kind.id, unit_id: lot.unit_id, quantity: input.quantity, worth_fen: worthFen,
    recipient: input.recipient, signature: input.signatureId, unsigned_why: input.signatureId ? null : input.unsignedWhy, by_id: tx.actor.id, at: tx.now,
  }).execute()
  if (kind.numbered) await takePieces(tx, lot.id, input.quantity, input.codes, { state: 'out', issue_id: made.id })
  await changeLot(tx, kind, lot.id, { kind: 'issued', change: -input.quantity, note: null, issueId: made.id })
  await touch(tx, complaint, {})
  await tx.record(GiftIssued, { subject: subjectOf(complaint), payload: await factOf(tx, made.id, kind, input.quantity, worthFen) })
  if (input.last) await finish(tx, complaint, task.id)
  else await noteBegun(tx, complaint, task.id)
  return { id: made.id }
})

const piecesBack = async (tx: Tx, issueId: string, quantity: number, codes: readonly string[]) => {
  const out = tx.db.selectFrom('stock.coupon').select('id').where('organization_id', '=', tx.actor.organizationId).where('issue_id', '=', issueId)
  const chosen = await (codes.length ? out.where('code_key', 'in', codes.map(keyOf)) : out.orderBy('code_key').limit(quantity)).execute()
  if (chosen.length !== quantity) throw new Problem(codesOdd, {}, 'codes')
  await tx.db.updateTable('stock.coupon').set({ state: 'here', issue_id: null }).where('organization_id', '=', tx.actor.organizationId).where(sql<boolean>`id = any (${chosen.map((c) => c.id)}::uuid[])`).execute()
}

/** What was agreed was done, by an agreement that holds: then it is said whether it is owed still. A merged case goes on elsewhere. */
const asksOwed = async (tx: Tx, { state }: LockedComplaint, taskId: string): Promise<boolean> =>
  state !== 'merged' && (await taskOf(tx, taskId).executeTakeFirstOrThrow()).state === 'done' && isInForce(tx, taskId)

interface Back { readonly quantity: number; readonly note: string; readonly owed: boolean | null; readonly notOwedWhy: string | null }

/** Owed still: to be handed over again, and those who see to it hear of it. Not any more: what shows that it was done says so. */
const settleOwed = async (tx: Tx, complaint: LockedComplaint, taskId: string, { quantity, note, owed, notOwedWhy }: Back): Promise<void> => {
  if (owed === false) return addToResult(tx, taskId, words(tx.actor.locale, ['stock', 'backForGood'], { quantity, note, why: notOwedWhy ?? '' }) ?? note)
  if (!owed) return
  await reopenTask(tx, complaint, taskId, note)
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'giftBack', subject: subjectOf(complaint), payload: { number: complaint.number } })
}

/** What a customer gave back lies where it came from. */
export const takeBack = command('stock.takeBack', async (tx, { id, version, codes, ...back }: z.output<typeof contract.takeBackGift.input>) => {
  const { quantity, note, owed, notOwedWhy } = back
  const { complaint: found, row } = await lockBelow(tx, findIssue(tx, id), (one) => whyNotTakeBack(tx.actor, one, quantity, version))
  const odd = whyNotOwing({ asks: await asksOwed(tx, found, row.task_id), owed, notOwedWhy })
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
  await settleOwed(tx, complaint, row.task_id, back)
  return { id }
})
