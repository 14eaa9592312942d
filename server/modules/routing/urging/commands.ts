import type { z } from 'zod'
import * as contract from '#contract/attention.ts'
import { notFound } from '#contract/common.ts'
import type { Limits } from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads, withDeputies } from '#modules/clock/commands/ring.ts'
import { dueIn } from '#modules/clock/queries/hours.ts'
import { type LockedComplaint, lockComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { Urged, UrgingAnswered, UrgingLate } from '../events.ts'
import { whyNotAnswer } from './rules.ts'

type Kind = z.output<typeof contract.UrgingKind>
type Asked = z.output<typeof contract.urge.input>

const WITHIN = { urge: 'urgeHours', supervise: 'superviseHours', higher: 'higherHours' } as const satisfies Record<Kind, keyof z.output<typeof Limits>>

/** Whoever looks after the case answers from below, whoever leads the unit to the customer. */
const whoAnswers = async (tx: Tx, complaint: LockedComplaint, kind: Kind): Promise<string> => {
  if (kind !== 'higher') {
    if (!complaint.owner_id || complaint.owner_id === tx.actor.id) throw new Problem(contract.nobodyToUrge)
    return complaint.owner_id
  }
  const [leader] = (await whoLeads(tx, complaint.unit_id, complaint)).filter((id) => id !== complaint.owner_id).toSorted()
  if (!leader) throw new Problem(contract.nobodyHigher)
  return leader
}

const press = async (tx: Tx, kind: Kind, { complaintId, words }: Asked) => {
  const complaint = await lockOpen(tx, complaintId)
  const open = await tx.db.selectFrom('routing.urging').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('kind', '=', kind).where('answered_at', 'is', null).executeTakeFirst()
  if (open) throw new Problem(contract.urgedAlready)
  const to = await whoAnswers(tx, complaint, kind)
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const due = await dueIn(readerOf(tx.db), tx.actor.organizationId, complaint.unit_id, { amount: body.pack.limits[WITHIN[kind]], unit: 'openHours' }, tx.now)
  const id = newId()
  await tx.db.insertInto('routing.urging').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, unit_id: complaint.unit_id, kind, words, by_id: tx.actor.id, to_id: to, at: tx.now, due_at: due }).execute()
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(Urged, { subject, payload: { complaintId: complaint.id, urgingId: id, urging: kind, toId: to, dueAt: iso(due) }, reason: words })
  const people = await withDeputies(tx, complaint.unit_id, [to])
  if (kind === 'higher') await tell(tx, { to: people, name: 'askedForHigher', subject, payload: { number: complaint.number } })
  else await tell(tx, { to: people, name: kind === 'urge' ? 'urged' : 'supervised', subject, payload: { number: complaint.number } })
  return { id }
}

/** 催办: a manager asks how it goes; the answer has a clock. */
export const urge = command('routing.urge', (tx, input: Asked) => press(tx, 'urge', input))
/** 督办: from above, until it is answered. */
export const supervise = command('routing.supervise', (tx, input: Asked) => press(tx, 'supervise', input))
/** The customer wants to speak with somebody higher: whoever leads the unit has a clock. */
export const askHigher = command('routing.askHigher', (tx, input: Asked) => press(tx, 'higher', input))

export const answerUrging = command('routing.answerUrging', async (tx, { id, answer }: z.output<typeof contract.answerUrging.input>) => {
  const find = () => tx.db.selectFrom('routing.urging').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockComplaint(tx, unlocked.complaint_id)
  const row = await find().forUpdate().executeTakeFirstOrThrow()
  const refusal = whyNotAnswer(row, { id: tx.actor.id, ownerId: complaint.owner_id, leads: tx.actor.may('routing.takeOver') })
  if (refusal) throw new Problem(refusal)
  await tx.db.updateTable('routing.urging').set({ answer, answered_by: tx.actor.id, answered_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(UrgingAnswered, { subject, payload: { complaintId: complaint.id, urgingId: id, urging: row.kind as Kind }, reason: answer })
  await tell(tx, { to: row.by_id ? [row.by_id] : [], name: 'urgingAnswered', subject, payload: { number: complaint.number } })
  return { id }
})

/** Not answered in time: told once to who asked, who should have answered, and who leads. */
export const noteLate = command('routing.noteLate', async (tx, { ids }: { ids: readonly string[] }) => {
  const due = await tx.db.selectFrom('routing.urging').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('answered_at', 'is', null).where('late_at', 'is', null).where('due_at', '<=', tx.now).forUpdate().skipLocked().execute()
  if (!due.length) return { late: 0 }
  const late = await tx.db.updateTable('routing.urging').set({ late_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', due.map((d) => d.id)).returning(['id', 'complaint_id', 'kind', 'by_id', 'to_id']).execute()
  for (const row of late) {
    const complaint = await lockComplaint(tx, row.complaint_id)
    const subject = subjectOf(complaint)
    await tx.record(UrgingLate, { subject, payload: { complaintId: complaint.id, urgingId: row.id, urging: row.kind as Kind } })
    const near = [row.to_id, ...(row.by_id ? [row.by_id] : []), ...await whoLeads(tx, complaint.unit_id, complaint)]
    await tell(tx, { to: await withDeputies(tx, complaint.unit_id, near), name: 'urgingLate', subject, payload: { number: complaint.number } })
  }
  return { late: late.length }
})
