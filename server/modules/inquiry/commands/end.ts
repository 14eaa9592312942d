import type { z } from 'zod'
import type * as contract from '#contract/inquiry.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { remindAt } from '#kernel/remind.ts'
import { meetClocks } from '#modules/clock/commands/run.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { InquiryDone, InquiryDropped, InquiryReopened } from '../events.ts'
import { whyNotDone, whyNotReopen, whyNotWork } from '../rules.ts'
import { endSightOf, keepWritten } from './ask.ts'
import { changeInquiry, dueDate, lockInquiry, tellsOf } from './lock.ts'

/** Found out: everything its kind asks for is there. Who asked and who looks after the case hear of it. */
export const finish = command('inquiry.finish', async (tx, input: z.output<typeof contract.finishInquiry.input>) => {
  const { complaint, task } = await lockInquiry(tx, input.id, (one) => whyNotWork(one, input.version))
  const fields = await keepWritten(tx, complaint, task, input)
  const fault = whyNotDone(input.details)
  if (fault) throw new Problem(fault.refusal, {}, fault.field)
  await changeInquiry(tx, task.id, { fields, result: input.result, state: 'done', ended_at: tx.now, ended_by: tx.actor.id, end_why: null })
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(InquiryDone, { subject, payload: { ...await tellsOf(tx, complaint, task.id), late: tx.now > task.due_at }, reason: input.result })
  if (complaint.state === 'open') await meetClocks(tx, complaint.id, complaint.unit_id, task.kind === 'siteVisit' ? ['firstAction', 'visited'] : ['firstAction'])
  await tell(tx, { to: [task.asked_by, complaint.owner_id].flatMap((id) => id ?? []), name: 'inquiryDone', subject, payload: { number: task.number } })
  return { id: task.id }
})

export const drop = command('inquiry.drop', async (tx, input: z.output<typeof contract.dropInquiry.input>) => {
  const { complaint, task } = await lockInquiry(tx, input.id, (one) => whyNotWork(one, input.version))
  await changeInquiry(tx, task.id, { state: 'dropped', ended_at: tx.now, ended_by: tx.actor.id, end_why: input.reason })
  await endSightOf(tx, complaint, task)
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(InquiryDropped, { subject, payload: await tellsOf(tx, complaint, task.id), reason: input.reason })
  await tell(tx, { to: [task.owner_id], name: 'inquiryDropped', subject, payload: { number: task.number } })
  return { id: task.id }
})

/** Not enough, or something new came up: it goes on where it was left. */
export const reopen = command('inquiry.reopen', async (tx, input: z.output<typeof contract.reopenInquiry.input>) => {
  const { task } = await lockInquiry(tx, input.id, (one) => whyNotReopen(one, input.version))
  const complaint = await lockOpen(tx, task.complaint_id)
  await refuseDependent(tx, complaint, task.owner_id, 'ownerId')
  const due = dueDate(tx, input.dueAt)
  await changeInquiry(tx, task.id, { state: 'open', ended_at: null, ended_by: null, end_why: null, due_at: due, remind_at: remindAt(tx.now, due), reminded_at: null, late_at: null, reopened: task.reopened + 1 })
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(InquiryReopened, { subject, payload: await tellsOf(tx, complaint, task.id), reason: input.reason })
  await tell(tx, { to: [task.owner_id], name: 'inquiryReopened', subject, payload: { number: task.number } })
  return { id: task.id }
})
