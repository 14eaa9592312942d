import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import { pointUnknown } from '#contract/complaint.ts'
import * as contract from '#contract/proceeding.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { askByRank, keepApproval, rankAbove, refuseUnlessEntitled } from '#modules/authority/commands/alone.ts'
import { standingOf, whoHasRank } from '#modules/authority/queries.ts'
import { BODY_REPLY, endBodyClocks } from '#modules/clock/commands/run.ts'
import { whoMaySay } from '#modules/commitment/queries.ts'
import { reachOf } from '#modules/complaint/queries/reach.ts'
import { type LockedComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { pointsOf } from '#modules/complaint/queries/case.ts'
import { refuseWords } from '#modules/knowledge/commands/refuse.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { ReportApproved, ReportReturned, ReportSent, ReportWaived, ReportWritten } from '../events.ts'
import { unanswered, whyNotDecide, whyNotSend } from '../rules.ts'
import { digestOfReport } from '../vouched.ts'
import { type LockedReport, change, keepFiles, lockProceeding, lockReport, momentOf, payloadOf } from './lock.ts'

type Input = z.output<typeof contract.writeReport.input>
type Answers = Input['answers']

/** G7: none of the points of now is left out. */
const refuseGaps = async (tx: Tx, complaint: LockedComplaint, answers: Answers) => {
  const points = await pointsOf(readerOf(tx.db), tx.actor.organizationId, complaint.id)
  const stray = answers.findIndex(({ pointId }) => !points.some(({ id }) => id === pointId))
  if (stray >= 0) throw new Problem(pointUnknown, {}, `answers/${stray}/pointId`)
  const [no] = unanswered(points, answers)
  if (no !== undefined) throw new Problem(contract.pointUnanswered, { no }, 'answers')
}

/** G8: each part by itself, so that the mark stands beside what is wrong. */
const refuseSaying = async (tx: Tx, complaint: LockedComplaint, { answers, outcome, despite }: Input) => {
  const reach = await reachOf(readerOf(tx.db), tx.actor.organizationId, complaint.id)
  for (const [i, { answer }] of answers.entries()) await refuseWords(tx, { text: answer, field: `answers/${i}/answer`, despite, reach })
  await refuseWords(tx, { text: outcome, field: 'outcome', despite, reach })
}

/** Where nobody else stands high enough, as in a shop of two, who leads answers for it alone. */
const nobodyAbove = async (tx: Tx, complaint: LockedComplaint, rank: number): Promise<boolean> => {
  const read = readerOf(tx.db)
  const others = (await whoHasRank(read, tx.actor.organizationId, { unitId: complaint.unit_id, neededRank: rank, about: complaint.accused ?? [] })).filter(({ personId }) => personId !== tx.actor.id)
  return others.length === 0 && (await standingOf(read, tx.actor.organizationId, tx.actor.id, complaint.unit_id, tx.now)).own >= rank
}

interface Said { readonly answers: Answers; readonly outcome: string }
/** What is told to an authority commits like what is told to the customer: the answers together, and the outcome that sums them up. */
const mayPromise = async (tx: Tx, complaint: LockedComplaint, { answers, outcome }: Said) => {
  const asked = []
  for (const parts of [answers.map(({ answer }) => answer), [outcome]]) asked.push(await whoMaySay(readerOf(tx.db), tx.actor, complaint, parts, tx.now))
  return asked.flatMap((one) => one ?? []).sort((a, b) => b.rank - a.rank)[0]
}

/** The rank above who writes it, and no less than of who may promise what it says. */
const rankFor = async (tx: Tx, complaint: LockedComplaint, said: Said) => {
  const [above, promised] = [await rankAbove(tx, complaint), await mayPromise(tx, complaint, said)]
  return promised && promised.rank > above.rank ? promised : above
}

/** An answer to the body, for somebody above to approve. One that is on its way already is replaced. */
export const write = command('proceeding.write', async (tx, input: Input) => {
  const { complaint, proceeding } = await lockProceeding(tx, input.id, (row) => (row.version === input.version ? null : staleVersion))
  await refuseGaps(tx, complaint, input.answers)
  await refuseSaying(tx, complaint, input)
  const { rank, positionCode } = await rankFor(tx, complaint, input)
  const alone = await nobodyAbove(tx, complaint, rank)
  const { organizationId } = tx.actor
  await tx.db.updateTable('proceeding.report').set((eb) => ({ state: 'replaced', version: eb('version', '+', 1) })).where('organization_id', '=', organizationId).where('proceeding_id', '=', proceeding.id).where('state', 'in', ['asked', 'returned', 'approved']).execute()
  const said = { kind: input.kind, answers: input.answers, outcome: input.outcome }
  const row = { ...said, answers: JSON.stringify(input.answers), organization_id: organizationId, id: newId(), complaint_id: complaint.id, proceeding_id: proceeding.id, despite: input.despite ?? null, state: alone ? 'approved' : 'asked', needed_rank: rank, position_code: positionCode, by_id: tx.actor.id, at: tx.now, decided_by: alone ? tx.actor.id : null, decided_at: alone ? tx.now : null, comment: null, sent_at: null, sent_how: null, receipt: null, sent_by: null, noted_at: null }
  await tx.db.insertInto('proceeding.report').values(row).execute()
  await change(tx, proceeding.id, {})
  await touch(tx, complaint, {})
  const payload = { ...payloadOf(proceeding), reportId: row.id, reportKind: input.kind }
  await tx.record(ReportWritten, { subject: subjectOf(complaint), payload: { ...payload, digest: digestOfReport(said) }, reason: input.despite })
  if (alone) await tx.record(ReportApproved, { subject: subjectOf(complaint), payload: { ...payload, deputyOf: null } })
  else await askByRank(tx, complaint, rank, { name: 'reportAsked' })
  return { id: proceeding.id }
})

const decide = async (tx: Tx, { id, version, comment }: { readonly id: string; readonly version: number; readonly comment: string }, verdict: 'approved' | 'returned') => {
  const { complaint, proceeding, report } = await lockReport(tx, id, () => null)
  // What was promised or agreed meanwhile may have raised it.
  const promised = verdict === 'approved' ? await mayPromise(tx, complaint, { answers: report.answers as Answers, outcome: report.outcome }) : undefined
  const about = { id, complaintId: complaint.id, unitId: complaint.unit_id, neededRank: Math.max(report.needed_rank, promised?.rank ?? 0), proposedBy: report.by_id ?? complaint.id, about: complaint.accused ?? [] }
  const deputyOf = await refuseUnlessEntitled(tx, about)
  const refusal = whyNotDecide(report, version)
  if (refusal) throw new Problem(refusal)
  if (verdict === 'approved') await refuseGaps(tx, complaint, report.answers as Answers)
  await keepApproval(tx, about, verdict, comment, deputyOf)
  await tx.db.updateTable('proceeding.report').set({ state: verdict, version: version + 1, decided_by: tx.actor.id, decided_at: tx.now, comment: comment || null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await change(tx, proceeding.id, {})
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tell(tx, { to: report.by_id ? [report.by_id] : [], name: verdict === 'approved' ? 'reportApproved' : 'reportReturned', subject, payload: { number: complaint.number } })
  return { subject, deputyOf, payload: { ...payloadOf(proceeding), reportId: id, reportKind: report.kind as contract.ReportKind } }
}

export const approve = command('proceeding.approve', async (tx, input: z.output<typeof contract.approveReport.input>) => {
  const { subject, payload, deputyOf } = await decide(tx, input, 'approved')
  await tx.record(ReportApproved, { subject, payload: { ...payload, deputyOf }, reason: input.comment || undefined })
  return { id: payload.proceedingId }
})

export const giveBack = command('proceeding.giveBack', async (tx, input: z.output<typeof contract.returnReport.input>) => {
  const { subject, payload } = await decide(tx, input, 'returned')
  await tx.record(ReportReturned, { subject, payload, reason: input.comment })
  return { id: payload.proceedingId }
})

const sent = async (tx: Tx, report: LockedReport, input: z.output<typeof contract.sendReport.input>) => {
  const at = momentOf(tx, input.at, 'at')
  if (!input.receipt?.trim() && input.fileIds.length === 0) throw new Problem(contract.proofMissing, {}, 'receipt')
  await tx.db.updateTable('proceeding.report').set({ state: 'sent', version: report.version + 1, sent_at: at, sent_how: input.how, receipt: input.receipt || null, sent_by: tx.actor.id, noted_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', report.id).execute()
  return at
}

/** Handed in, with the proof of it. With what came of it, what the body waits for from us is done; an answer before that leaves the day it set, unless it is said to settle what it asked. */
export const send = command('proceeding.send', async (tx, input: z.output<typeof contract.sendReport.input>) => {
  const { complaint, proceeding, report } = await lockReport(tx, input.id, (row) => whyNotSend(row, input.version))
  await refuseGaps(tx, complaint, report.answers as Answers)
  const at = await sent(tx, report, input)
  await keepFiles(tx, proceeding, input.fileIds, { report_id: report.id })
  const outcome = report.kind === 'outcome'
  await endBodyClocks(tx, complaint, proceeding.clock_ids, ['reported'], outcome ? undefined : BODY_REPLY)
  await change(tx, proceeding.id, outcome || input.settles ? { answer_by: null, asks: null } : {})
  await touch(tx, complaint, {})
  await tx.record(ReportSent, { subject: subjectOf(complaint), payload: { ...payloadOf(proceeding), reportId: report.id, reportKind: report.kind as contract.ReportKind, reportHow: input.how, sentAt: iso(at) } })
  return { id: proceeding.id }
})

/** Above whoever looks after the case, or as high as anybody: but never they themselves. */
export const standsAbove = async (tx: Tx, complaint: LockedComplaint): Promise<boolean> => {
  const read = readerOf(tx.db)
  const { organizationId } = tx.actor
  const [own, owners, { body: { positions } }] = await Promise.all([standingOf(read, organizationId, tx.actor.id, complaint.unit_id, tx.now), standingOf(read, organizationId, complaint.owner_id, complaint.unit_id, tx.now), currentPack(read, organizationId)])
  return tx.actor.id !== complaint.owner_id && own.own >= Math.min(Math.max(1, owners.own) + 1, Math.max(...positions.map(({ rank }) => rank)))
}

/** Somebody above whoever looks after the case says that nothing is to be told, and why. */
export const waive = command('proceeding.waive', async (tx, input: z.output<typeof contract.waiveReport.input>) => {
  const { complaint, proceeding } = await lockProceeding(tx, input.id, (row) => (row.version === input.version ? null : staleVersion))
  if (!proceeding.owed || proceeding.waived_at) throw new Problem(contract.notOwed)
  if (!await standsAbove(tx, complaint)) throw new Problem(contract.waiverNotYours)
  await change(tx, proceeding.id, { waived_at: tx.now, waived_by: tx.actor.id, waived_reason: input.reason })
  await endBodyClocks(tx, complaint, proceeding.clock_ids, null)
  await touch(tx, complaint, {})
  await tx.record(ReportWaived, { subject: subjectOf(complaint), payload: payloadOf(proceeding), reason: input.reason })
  return { id: proceeding.id }
})
