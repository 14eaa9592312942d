import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/settlement.ts'
import type { RemedyKind } from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { gatesOf } from '#kernel/guard.ts'
import { newId } from '#kernel/id.ts'
import { sumFen } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import { HOUR, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { cancelClocks, meetClocks, startClocksOf } from '#modules/clock/commands/run.ts'
import { noteOutcome, noteSettled, takeBack } from '#modules/complaint/commands/close.ts'
import { attach, attachSigned } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, grantSight, lockComplaint, lockOpen, moveTo, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { placeIn } from '#modules/identity/queries/places.ts'
import { holders, unitRows } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { dropAgreed } from '#modules/remedy/commands/decide.ts'
import { tellCustomer } from './appointment-letter.ts'
import { AgreementCancelled, AgreementReached, AgreementSigned, Executed, TaskBegun, TaskDone, TaskFellAway, TaskReopened } from './events.ts'
import { holding } from './holding.ts'
import { awaitsGoods, whyNotComplete } from './rules.ts'

interface Agreed { readonly remedyId: string; readonly totalFen: number; readonly proof: string; readonly inHand?: boolean | undefined }

const tasksFor = async (tx: Tx, complaint: LockedComplaint, agreementId: string, remedyId: string) => {
  const read = readerOf(tx.db)
  const { body } = await currentPack(read, tx.actor.organizationId)
  const items = await tx.db.selectFrom('remedy.item').selectAll().where('organization_id', '=', tx.actor.organizationId).where('proposal_id', '=', remedyId).orderBy('no').execute()
  const units = await unitRows(read, tx.actor.organizationId)
  const tasks = items.map((item) => {
    const rule = body.execution.find((r) => r.kind === item.kind)
    if (!rule) return null
    const unit = placeIn(units, complaint.unit_id, { kind: rule.unitKind })
    return {
      organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, agreement_id: agreementId, item_id: item.id, kind: item.kind, amount_fen: item.amount_fen, unit_id: unit ?? complaint.unit_id,
      label: JSON.stringify(rule.label), note: item.note, state: 'open', due_at: plusMs(tx.now, rule.hours * HOUR), begun_at: null, reference: null, result: null, done_by: null, done_at: null,
    }
  })
  return tasks.filter((t) => t !== null)
}

const tellUnits = async (tx: Tx, complaint: LockedComplaint, unitIds: readonly string[]) => {
  const all = await holders(readerOf(tx.db), tx.actor.organizationId)
  for (const unitId of new Set(unitIds)) {
    const people = all.filter((h) => h.unitId === unitId && h.positionCode !== 'administrator').map((h) => h.personId)
    if (complaint.confidential) for (const id of people) await grantSight(tx, complaint, id, 'task')
    else if (unitId !== complaint.unit_id) await grantSight(tx, complaint, unitId, 'task')
    await tell(tx, { to: people, name: 'taskGiven', subject: subjectOf(complaint), payload: { number: complaint.number } })
  }
}

/** What the agreements that hold come to. @returns them, the newest first. */
const noteHeld = async (tx: Tx, complaint: LockedComplaint) => {
  const held = await holding(readerOf(tx.db), complaint.id)
  await noteSettled(tx, complaint, held.length ? sumFen(held.map((a) => a.total_fen)) : null)
  return held
}

/** The customer said yes: the agreement is kept, each item becomes a task of the unit that carries it out, the execution clock starts (D11, G2). */
export const settle = async (tx: Tx, complaintId: string, agreed: Agreed): Promise<void> => {
  const complaint = await lockComplaint(tx, complaintId)
  const id = newId()
  await tx.db.insertInto('settlement.agreement').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, proposal_id: agreed.remedyId, total_fen: agreed.totalFen, proof: agreed.proof, in_hand: agreed.inHand ?? false, round: complaint.reopened, agreed_at: tx.now }).execute()
  const tasks = await tasksFor(tx, complaint, id, agreed.remedyId)
  if (tasks.length) await tx.db.insertInto('settlement.task').values(tasks).execute()
  await tx.record(AgreementReached, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, agreementId: id, remedyId: agreed.remedyId, totalFen: agreed.totalFen, tasks: tasks.length } })
  await noteHeld(tx, complaint)
  await moveTo(tx, complaint, 'execution')
  if (!tasks.length) return finish(tx, complaint, id)
  await startClocksOf(tx, 'agreed', complaint, tx.now)
  await tellUnits(tx, complaint, tasks.map((t) => t.unit_id))
}

/** Whether anything is still to be done of what was agreed on a case and holds, by whichever of its agreements; but for one item. */
const owesMore = async (tx: Tx, complaintId: string, exceptTask?: string): Promise<boolean> => {
  const open = tx.db.selectFrom('settlement.task').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', 'in', ['open', 'begun']).limit(1)
  return await (exceptTask ? open.where('id', '<>', exceptTask) : open).executeTakeFirst() !== undefined
}

/** Everything agreed is done: of a case that owes something by another agreement, once that is done too. */
const finish = async (tx: Tx, complaint: LockedComplaint, agreementId: string) => {
  if (await owesMore(tx, complaint.id)) return
  await tx.record(Executed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, agreementId } })
  await meetClocks(tx, complaint.id, complaint.unit_id, ['executed'])
  await startClocksOf(tx, 'completed', complaint, tx.now)
  const now = await lockComplaint(tx, complaint.id)
  await moveTo(tx, now, 'closing')
}

/** The open case first, then its item. @throws Problem when it is over, or not of the actor's units. */
export const lockTask = async (tx: Tx, id: string) => {
  const find = () => tx.db.selectFrom('settlement.task').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockOpen(tx, unlocked.complaint_id)
  const task = await find().forUpdate().executeTakeFirstOrThrow()
  if (task.state === 'done' || task.state === 'cancelled') throw new Problem(contract.taskDone)
  if (tx.actor.units !== 'all' && !tx.actor.units.includes(task.unit_id)) throw new Problem(contract.notYourTask)
  return { complaint, task }
}

const factOf = (task: { id: string; complaint_id: string; kind: string; amount_fen: number }) => ({ complaintId: task.complaint_id, taskId: task.id, remedyKind: task.kind as RemedyKind, amountFen: task.amount_fen })

/** Somebody is at it: the first step of an agreed item, whichever module takes it. */
export const noteBegun = async (tx: Tx, complaint: LockedComplaint, taskId: string): Promise<void> => {
  const task = await tx.db.updateTable('settlement.task').set({ state: 'begun', begun_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', taskId).where('state', '=', 'open').returningAll().executeTakeFirst()
  if (!task) return
  await tx.record(TaskBegun, { subject: subjectOf(complaint), payload: factOf(task) })
  await meetClocks(tx, complaint.id, complaint.unit_id, ['executionBegun'])
}

export const begin = command('settlement.begin', async (tx, { id }: { id: string }) => {
  const { complaint } = await lockTask(tx, id)
  await noteBegun(tx, complaint, id)
  return { id }
})

export interface Done { readonly by: 'evidence' | 'payout' | 'issue'; readonly reference: string | null; readonly result: string; readonly evidence: readonly string[] }

/** An item is done; the last one completes the execution. The case row is locked by the caller, so two last ones at once finish it once. The evidence is with the case already. */
export const finishTask = async (tx: Tx, complaint: LockedComplaint, id: string, { by, reference, result, evidence }: Done): Promise<void> => {
  const task = await tx.db.updateTable('settlement.task').set((eb) => ({ state: 'done', begun_at: eb.fn.coalesce('begun_at', eb.val(tx.now)), reference, result, done_by: tx.actor.id, done_at: tx.now })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
  await tx.db.updateTable('settlement.appointment').set((eb) => ({ state: 'held', ended_by: tx.actor.id, ended_at: tx.now, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('task_id', '=', id).where('state', '=', 'booked').execute()
  if (evidence.length) await tx.db.insertInto('settlement.evidence').values([...new Set(evidence)].map((file_id) => ({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, task_id: id, file_id }))).execute()
  await tx.record(TaskDone, { subject: subjectOf(complaint), payload: { ...factOf(task), by }, reason: result })
  await meetClocks(tx, complaint.id, complaint.unit_id, ['executionBegun'])
  const open = await owesMore(tx, complaint.id)
  if (!open) await finish(tx, complaint, task.agreement_id)
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: open ? 'taskDone' : 'allTasksDone', subject: subjectOf(complaint), payload: { number: complaint.number } })
}

/** Whether an item is of an agreement that did not fall away. */
export const isInForce = async (tx: Tx, id: string): Promise<boolean> => await tx.db.selectFrom('settlement.task as t').innerJoin('settlement.agreement as a', (j) => j.onRef('a.organization_id', '=', 't.organization_id').onRef('a.id', '=', 't.agreement_id'))
  .select('t.id').where('t.organization_id', '=', tx.actor.organizationId).where('t.id', '=', id).where('a.cancelled_at', 'is', null).executeTakeFirst() !== undefined

/** Whom we owe it still, we owe it on an open case. An agreement that fell away is not carried out again, and fees are asked for on closed cases too. */
export const openAgain = async (tx: Tx, complaint: LockedComplaint, taskId: string, reason: string): Promise<LockedComplaint> => {
  if (complaint.state !== 'closed' || !await isInForce(tx, taskId)) return complaint
  await takeBack(tx, complaint, reason)
  return lockComplaint(tx, complaint.id)
}

/** Beside what shows that an item was done stands what became of it since. */
export const addToResult = async (tx: Tx, id: string, words: string): Promise<void> => {
  await tx.db.updateTable('settlement.task').set({ result: sql<string>`concat_ws(E'\n', result, ${words}::text)` }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

const agreementsOf = (tx: Tx, complaintId: string) => tx.db.updateTable('settlement.agreement').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('cancelled_at', 'is', null)

/** What was agreed before the case came back, and is owed still, holds in this round as well. */
export const carryOver = async (tx: Tx, complaintId: string): Promise<void> => {
  const complaint = await lockComplaint(tx, complaintId)
  const owed = tx.db.selectFrom('settlement.task').select('agreement_id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', 'in', ['open', 'begun'])
  const carried = await agreementsOf(tx, complaintId).set({ round: complaint.reopened }).where('id', 'in', owed).returning('id').execute()
  if (!carried.length) return
  await noteOutcome(tx, complaint, 'agreed')
  await noteHeld(tx, complaint)
}

/** What is to be carried out again was agreed, and holds from now on, however the case ended or why it came back meanwhile. */
const takeUpAgain = async (tx: Tx, complaint: LockedComplaint, agreementId: string) => {
  await agreementsOf(tx, complaint.id).set({ round: complaint.reopened }).where('id', '=', agreementId).execute()
  await noteOutcome(tx, complaint, 'agreed')
  await noteHeld(tx, complaint)
}

/** What was paid or handed over came back: the item is to be carried out again, and where it was the last one, so is the execution. What fell away meanwhile is not done any more. */
export const reopenTask = async (tx: Tx, complaint: LockedComplaint, id: string, reason: string): Promise<void> => {
  const own = tx.actor.organizationId
  if (!await isInForce(tx, id)) {
    const fallen = await tx.db.updateTable('settlement.task').set({ state: 'cancelled', result: reason }).where('organization_id', '=', own).where('id', '=', id).where('state', '=', 'done').returningAll().executeTakeFirst()
    if (fallen) await tx.record(TaskFellAway, { subject: subjectOf(complaint), payload: factOf(fallen), reason })
    return
  }
  const task = await tx.db.updateTable('settlement.task').set({ state: 'begun', reference: null, result: null, done_by: null, done_at: null }).where('organization_id', '=', own).where('id', '=', id).where('state', '=', 'done').returningAll().executeTakeFirst()
  if (!task) return
  await tx.db.deleteFrom('settlement.evidence').where('organization_id', '=', own).where('task_id', '=', id).execute()
  await tx.record(TaskReopened, { subject: subjectOf(complaint), payload: factOf(task), reason })
  await takeUpAgain(tx, complaint, task.agreement_id)
  if (await owesMore(tx, complaint.id, id)) return
  await cancelClocks(tx, complaint.id, { event: 'completed' })
  const now = await lockComplaint(tx, complaint.id)
  await startClocksOf(tx, 'agreed', now, tx.now)
  await moveTo(tx, now, 'execution')
}

/** Done, with proof. */
export const complete = command('settlement.complete', async (tx, input: z.output<typeof contract.complete.input>) => {
  const { complaint, task } = await lockTask(tx, input.id)
  const goods = awaitsGoods(task.kind) ? await tx.db.selectFrom('custody.item').select(['number', 'state', 'return_signature']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute() : []
  if (goods.some((one) => one.state === 'held')) throw new Problem(contract.goodsNotBack)
  const back = goods.filter((one) => one.return_signature !== null)
  const why = whyNotComplete(task.kind, { reference: input.reference, evidence: input.evidence, signedFor: back.length > 0 })
  if (why) throw new Problem(why.refusal, {}, why.field)
  const missing = await attach(tx, complaint.id, input.evidence, 'execution')
  if (missing.length) throw new Problem(contract.evidenceMissing, {}, 'evidence')
  const signatures = back.flatMap((one) => one.return_signature ?? [])
  await finishTask(tx, complaint, task.id, { by: 'evidence', reference: input.reference || back.map((one) => one.number).join(' / ') || null, result: input.result, evidence: [...input.evidence, ...signatures] })
  return { id: input.id }
})

/** Of the agreements that hold the one that is meant. @throws Problem where it is none of them any more, since the page was read. */
const oneOf = <A>(held: readonly A[], isMeant: (one: A) => boolean): A => {
  if (!held.length) throw new Problem(contract.nothingAgreed)
  const agreement = held.find(isMeant)
  if (!agreement) throw new Problem(contract.agreementOver)
  return agreement
}

/** The customer signs what was agreed by word of mouth. `agreed`: which agreement, or of which proposal; `shared`: the file is a paper that lies with the case as signed already. */
export const signAgreed = async (tx: Tx, { complaintId, agreed, fileId, shared = false }: { complaintId: string; agreed: { readonly id: string } | { readonly remedyId: string }; fileId: string; shared?: boolean }) => {
  const complaint = await lockOpen(tx, complaintId)
  const agreement = oneOf(await holding(readerOf(tx.db), complaint.id), (one) => ('id' in agreed ? one.id === agreed.id : one.proposal_id === agreed.remedyId))
  if (!shared) await attachSigned(tx, complaint.id, fileId, 'proof', 'fileId')
  await tx.db.updateTable('settlement.agreement').set({ proof: 'signature', in_hand: true }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', agreement.id).execute()
  await touch(tx, complaint, {})
  await tx.record(AgreementSigned, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, agreementId: agreement.id, fileId } })
  return { signed: true as const }
}

export const sign = command('settlement.sign', (tx, { complaintId, agreementId, fileId }: z.output<typeof contract.sign.input>) => signAgreed(tx, { complaintId, agreed: { id: agreementId }, fileId }))

/** Where the case goes once an agreement fell away: on with what is still to be carried out by another; to the end where another is carried out, which stays the outcome; or back to what to offer. */
const goOn = async (tx: Tx, complaint: LockedComplaint) => {
  const held = await noteHeld(tx, complaint)
  if (held.some((one) => one.open)) return
  await cancelClocks(tx, complaint.id, { event: 'agreed' })
  const [newest] = held
  if (newest) return finish(tx, complaint, newest.id)
  await noteOutcome(tx, complaint, null)
  await moveTo(tx, complaint, 'remedy')
}

/** Something more that was sought beside what is agreed came to nothing: the case goes on with what is agreed. */
export const goOnAgreed = async (tx: Tx, complaintId: string): Promise<void> => {
  const complaint = await lockComplaint(tx, complaintId)
  if (complaint.state === 'open' && complaint.outcome === 'agreed') await moveTo(tx, complaint, await owesMore(tx, complaintId) ? 'execution' : 'closing')
}

/** What was agreed falls away, one agreement at a time; what is done stays done. */
export const cancelAgreement = command('settlement.cancel', async (tx, input: z.output<typeof contract.cancelAgreement.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  const agreement = oneOf((await holding(readerOf(tx.db), complaint.id)).filter((one) => one.open), ({ id }) => id === input.agreementId)
  const [gate] = await gatesOf(tx.db, 'settlement.cancel', agreement.id)
  if (gate) throw new Problem(gate.refusal)
  await tx.db.updateTable('settlement.agreement').set({ cancelled_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', agreement.id).execute()
  const dropped = await tx.db.updateTable('settlement.task').set({ state: 'cancelled', result: input.reason }).where('organization_id', '=', tx.actor.organizationId).where('agreement_id', '=', agreement.id).where('state', 'in', ['open', 'begun']).returning('id').execute()
  const off = dropped.length ? await tx.db.updateTable('settlement.appointment').set((eb) => ({ state: 'cancelled', ended_by: tx.actor.id, ended_at: tx.now, note: input.reason, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('task_id', 'in', dropped.map((t) => t.id)).where('state', '=', 'booked').returning(['starts_at', 'place', 'host']).execute() : []
  // Nobody is to wait at home for what does not come any more.
  for (const { starts_at, place, host } of off) await tellCustomer(tx, complaint, 'cancelled', { startsAt: starts_at, place, host })
  await tx.record(AgreementCancelled, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, agreementId: agreement.id, remedyId: agreement.proposal_id, tasks: dropped.length }, reason: input.reason })
  await dropAgreed(tx, agreement.proposal_id)
  await goOn(tx, complaint)
  return { cancelled: true as const }
})
