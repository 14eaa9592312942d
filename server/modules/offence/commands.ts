import type { z } from 'zod'
import { invalidInput, notFound } from '#contract/common.ts'
import * as contract from '#contract/offence.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, inOurTimes, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads, withDeputies } from '#modules/clock/commands/ring.ts'
import { type LockedComplaint, endSight, grantSight, lockComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { holders } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { OffenceLifted, OffenceSuspected, PoliceTold, StepDone } from './events.ts'

/** The post in the packs that looks after safety. */
const SECURITY = 'security'

const momentOf = (tx: Tx, given: string, field: string): Instant => {
  if (!inOurTimes(given)) throw new Problem(invalidInput, {}, field)
  const at = instant(given)
  if (at > tx.now) throw new Problem(contract.happenedInFuture, {}, field)
  return at
}

interface Suspected { readonly kind: string; readonly what: string; readonly happenedAt: Instant | null; readonly restrict: boolean }

/** Whoever leads and whoever looks after safety hear of it at once; those who hear of it see it, however it is restricted. */
const tellWhoMust = async (tx: Tx, complaint: LockedComplaint) => {
  const guards = (await holders(readerOf(tx.db), tx.actor.organizationId)).filter((h) => h.positionCode === SECURITY).map((h) => h.personId)
  const people = await withDeputies(tx, complaint.unit_id, [...new Set([...await whoLeads(tx, complaint.unit_id, complaint), ...guards])])
  for (const id of new Set([...people, ...(tx.actor.id ? [tx.actor.id] : [])])) await grantSight(tx, complaint, id, 'offence')
  await tell(tx, { to: people, name: 'offenceSuspected', subject: subjectOf(complaint), payload: { number: complaint.number } })
}

/** @throws Problem when the same is suspected already. */
export const suspect = async (tx: Tx, complaint: LockedComplaint, { kind, what, happenedAt, restrict }: Suspected): Promise<string> => {
  const id = newId()
  const restricts = restrict && !complaint.confidential
  await tx.db.insertInto('offence.report').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, kind, what, happened_at: happenedAt, restricted: restricts, flagged_by: tx.actor.id, flagged_at: tx.now }).execute()
    .catch((error: unknown) => { throw sqlState(error)?.constraint === 'report_standing' ? new Problem(contract.flaggedAlready) : error })
  await tellWhoMust(tx, complaint)
  await touch(tx, complaint, restricts ? { confidential: true } : {})
  // Sight of what is confidential is given to people, not to units.
  if (restricts && complaint.handling_unit_id) await endSight(tx, complaint, complaint.handling_unit_id, 'handles')
  await tx.record(OffenceSuspected, { subject: { ...subjectOf(complaint), confidential: complaint.confidential || restrict }, payload: { complaintId: complaint.id, offenceId: id, offence: kind, restricted: restricts }, reason: what })
  return id
}

export const flag = command('offence.flag', async (tx, input: z.output<typeof contract.flag.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  return { id: await suspect(tx, complaint, { ...input, happenedAt: input.happenedAt ? momentOf(tx, input.happenedAt, 'happenedAt') : null }) }
})

const lock = async (tx: Tx, id: string) => {
  const find = () => tx.db.selectFrom('offence.report').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockComplaint(tx, unlocked.complaint_id)
  const report = await find().forUpdate().executeTakeFirstOrThrow()
  if (report.lifted_at) throw new Problem(contract.offenceLifted)
  return { complaint, report, payload: { complaintId: complaint.id, offenceId: id, offence: report.kind } }
}

const change = (tx: Tx, id: string, set: Record<string, unknown>) => tx.db.updateTable('offence.report').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

export const notePolice = command('offence.notePolice', async (tx, input: z.output<typeof contract.notePolice.input>) => {
  const { complaint, payload } = await lock(tx, input.id)
  await change(tx, input.id, { police_number: input.number, police_station: input.station, police_at: momentOf(tx, input.at, 'at') })
  await touch(tx, complaint, {})
  await tx.record(PoliceTold, { subject: subjectOf(complaint), payload, reason: `${input.number} ${input.station}` })
  return { id: input.id }
})

interface Done { readonly code: string; readonly by: string | null; readonly at: string }

/** A step by which staff are protected was taken; once is enough. */
export const doStep = command('offence.doStep', async (tx, { id, code }: z.output<typeof contract.doStep.input>) => {
  const { complaint, report, payload } = await lock(tx, id)
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  if (!body.protection.some((step) => step.code === code)) throw new Problem(contract.stepUnknown, {}, 'code')
  const done = report.steps as unknown as readonly Done[]
  if (done.some((step) => step.code === code)) return { id }
  await change(tx, id, { steps: JSON.stringify([...done, { code, by: tx.actor.id, at: iso(tx.now) }]) })
  await touch(tx, complaint, {})
  await tx.record(StepDone, { subject: subjectOf(complaint), payload: { ...payload, step: code } })
  return { id }
})

/** It was none, or it is over: files of the case are under the usual rules again, and so is who sees it. */
export const lift = command('offence.lift', async (tx, { id, reason }: z.output<typeof contract.lift.input>) => {
  const { complaint, report, payload } = await lock(tx, id)
  await change(tx, id, { lifted_at: tx.now, lifted_by: tx.actor.id, lift_reason: reason })
  await touch(tx, complaint, report.restricted ? { confidential: false } : {})
  if (report.restricted && complaint.handling_unit_id) await grantSight(tx, complaint, complaint.handling_unit_id, 'handles')
  await tx.record(OffenceLifted, { subject: subjectOf(complaint), payload, reason })
  return { id }
})
