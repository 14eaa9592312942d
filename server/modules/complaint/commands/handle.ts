import type { z } from 'zod'
import { invalidInput, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/complaint.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { inOurTimes, instant, iso } from '#kernel/time.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { Acknowledged, Classified, CustomerDeparted, Restated, UrgencyChanged } from '../events.ts'
import { refuseJudging } from '../port.ts'
import { isForward } from '../rules.ts'
import { giveTo, lockOpen, moveTo, subjectOf, touch } from './lock.ts'

/** The first answer that we have it: how, when, by whom, why it is not settled now (A13). */
export const acknowledge = command('complaint.acknowledge', async (tx, input: z.output<typeof contract.Acknowledge>) => {
  const complaint = await lockOpen(tx, input.id)
  if (complaint.acknowledged_at) throw new Problem(contract.alreadyAcknowledged)
  if (input.nextOn && !inOurTimes(input.nextOn)) throw new Problem(invalidInput, {}, 'nextOn')
  await touch(tx, complaint, { acknowledged_at: tx.now, acknowledged_how: input.how, acknowledged_by: tx.actor.id, why_not_now: input.whyNotNow ?? null, next_on: input.nextOn ?? null })
  // Nobody's case becomes the case of who answers first.
  if (!complaint.owner_id && tx.actor.id) await giveTo(tx, complaint, tx.actor.id, input.note ?? '')
  await tx.record(Acknowledged, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, how: input.how }, reason: input.note })
  if (isForward(complaint.stage, 'investigation')) await moveTo(tx, complaint, 'investigation')
  return { id: input.id }
})

/** The customer goes: from now on there are 24 natural hours (D1, fourth stage). */
export const depart = command('complaint.depart', async (tx, input: z.output<typeof contract.Depart>) => {
  const complaint = await lockOpen(tx, input.id)
  if (complaint.presence === null || complaint.presence === 'left') throw new Problem(contract.departedAlready)
  const at = input.at ? instant(input.at) : tx.now
  if (at < complaint.received_at || at > tx.now) throw new Problem(contract.departedImpossibly, {}, 'at')
  await touch(tx, complaint, { presence: 'left', departed_at: at })
  await tx.record(CustomerDeparted, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, departedAt: iso(at) } })
  return { id: input.id }
})

/** The handler's own-words summary, confirmed by the customer (E9). */
export const restate = command('complaint.restate', async (tx, input: z.output<typeof contract.Restate>) => {
  const complaint = await lockOpen(tx, input.id)
  await tx.db.insertInto('complaint.restatement').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, body: input.text, confirmed: input.confirmed, how: input.how, by_id: tx.actor.id, at: tx.now }).execute()
  await touch(tx, complaint, {})
  await tx.record(Restated, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, confirmed: input.confirmed, how: input.how } })
  return { id: input.id }
})

export const classify = command('complaint.classify', async (tx, input: z.output<typeof contract.Classify>) => {
  const complaint = await lockOpen(tx, input.id)
  if (complaint.version !== input.version) throw new Problem(staleVersion)
  const { body, versionId } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const category = body.categories.find((c) => c.code === input.categoryCode)
  if (!category) throw new Problem(contract.unknownCategory, {}, 'categoryCode')
  const point = await tx.db.selectFrom('complaint.point').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('id', '=', input.pointId).executeTakeFirst()
  if (!point) throw new Problem(contract.pointUnknown, {}, 'pointId')
  if (category.retired && point.category_code !== category.code) throw new Problem(contract.retiredCategory, {}, 'categoryCode')
  if (point.category_code !== category.code) await refuseJudging(tx, complaint, { pointId: point.id, categoryCode: category.code })
  const kept = <T>(given: T | undefined, before: T) => (given === undefined ? before : given)
  const severity = kept(input.severity, point.severity)
  await tx.db.updateTable('complaint.point').set({
    category_code: category.code, ...(point.category_code !== category.code && { category_version: versionId }), matter: category.matter, reading: kept(input.reading, point.reading), severity, service_stage: kept(input.serviceStage, point.service_stage), service_fault: kept(input.serviceFault, point.service_fault),
  }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', point.id).execute()
  // What was signed was another matter.
  if (point.category_code !== category.code) await tx.db.deleteFrom('complaint.sign_off').where('organization_id', '=', tx.actor.organizationId).where('point_id', '=', point.id).execute()
  await touch(tx, complaint, input.nature ? { nature: input.nature } : {})
  await tx.record(Classified, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, pointId: point.id, no: point.no, categoryCode: category.code, before: point.category_code, severity: severity ?? null }, reason: input.reason })
  return { id: input.id }
})

export const changeUrgency = command('complaint.changeUrgency', async (tx, input: z.output<typeof contract.ChangeUrgency>) => {
  const complaint = await lockOpen(tx, input.id)
  await touch(tx, complaint, { urgency: input.urgency, urgency_rule: null, urgency_why: JSON.stringify({ text: input.reason }) })
  await tx.record(UrgencyChanged, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, before: complaint.urgency as 'general', urgency: input.urgency }, reason: input.reason })
  return { id: input.id }
})
