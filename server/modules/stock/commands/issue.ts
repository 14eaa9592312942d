import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { codesOdd, tooFew } from '#contract/stock.ts'
import type * as contract from '#contract/stock.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { nextNumber } from '#kernel/numbered.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { attachSigned } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { givenFor } from '#modules/settlement/queries.ts'
import { finishTask, noteBegun } from '#modules/settlement/commands.ts'
import { GiftIssued } from '../events.ts'
import { keyOf, whyNotIssue } from '../rules.ts'
import { digestsOfIssues } from '../vouched.ts'
import { type KindRow, changeLot, lockLot, takePieces, today } from './lots.ts'

export const findIssue = (tx: Tx, id: string) => tx.db.selectFrom('stock.issue').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

/** What an event tells of an issue as it stands by now. */
export const factOf = async (tx: Tx, id: string, kind: KindRow, quantity: number, worthFen: number) => {
  const row = await findIssue(tx, id).executeTakeFirstOrThrow()
  const digest = (await digestsOfIssues(readerOf(tx.db), tx.actor.organizationId, [row])).get(id) ?? ''
  return { complaintId: row.complaint_id, issueId: id, issue: row.number, gift: kind.name, quantity, worthFen, digest }
}

const issuedFor = (tx: Tx, taskId: string) => tx.db.selectFrom('stock.issue as i').innerJoin('stock.kind as k', (j) => j.onRef('k.organization_id', '=', 'i.organization_id').onRef('k.id', '=', 'i.kind_id'))
  .select(['i.number', 'i.quantity', 'i.worth_fen', 'i.returned', 'i.returned_fen', 'i.signature', 'k.name']).where('i.organization_id', '=', tx.actor.organizationId).where('i.task_id', '=', taskId).orderBy('i.id').execute()

export const taskOf = (tx: Tx, id: string) => tx.db.selectFrom('settlement.task').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

/** What was agreed is done by everything that was handed over for it. */
const finish = async (tx: Tx, complaint: LockedComplaint, taskId: string) => {
  // What came back whole shows nothing.
  const all = (await issuedFor(tx, taskId)).filter((i) => i.quantity > i.returned)
  await finishTask(tx, complaint, taskId, { by: 'issue', reference: all.map((i) => i.number).join(' / '), result: all.map((i) => `${i.name} × ${i.quantity - i.returned}`).join('\n'), evidence: all.flatMap((i) => i.signature ?? []) })
}

type Input = z.output<typeof contract.issueGift.input>
const isSigned = ({ signatureId, unsignedWhy }: Input) => signatureId !== null || Boolean(unsignedWhy?.trim())

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
  if (input.signatureId) await attachSigned(tx, complaint.id, input.signatureId, 'execution', 'signatureId')
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
