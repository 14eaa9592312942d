import type { z } from 'zod'
import * as contract from '#contract/links.ts'
import type { Urgency } from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import { gatesOf } from '#kernel/guard.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { tell } from '#modules/notification/commands.ts'
import { ComplaintsMerged, ComplaintsUnmerged, MergedInto, Separated, UrgencyChanged } from '../events.ts'
import { isMoreUrgent, whyNotMerge } from '../merge-rules.ts'
import { whyNotOpen } from '../rules.ts'
import { lockPair } from './link.ts'
import { type LockedComplaint, endSight, grantSight, subjectOf, touch } from './lock.ts'
import { moveFiles, movedIn, noteMoved, type MergeOf } from './moved.ts'

/** What merging changes of the surviving case itself: as it was, and as it became. */
interface Changed { readonly receivedAt?: readonly [string, string]; readonly email?: string; readonly urgency?: { readonly was: Urgency; readonly rule: string | null; readonly why: unknown; readonly became: Urgency } }

const nameOf = async (tx: Tx, c: LockedComplaint) => c.complainant_name
  ?? (await tx.db.selectFrom('customer.customer').select('name').where('organization_id', '=', tx.actor.organizationId).where('id', '=', c.customer_id).executeTakeFirst())?.name ?? ''

/** Points keep their words and take the next numbers. @returns how many there are. */
const movePoints = async (tx: Tx, merge: MergeOf, gone: LockedComplaint): Promise<number> => {
  const of = (complaintId: string) => tx.db.selectFrom('complaint.point').select(['id', 'no']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute()
  const [own, theirs] = [await of(merge.complaintId), await of(gone.id)]
  const last = Math.max(0, ...own.map((p) => p.no))
  for (const [i, p] of theirs.entries()) await tx.db.updateTable('complaint.point').set({ complaint_id: merge.complaintId, no: last + 1 + i }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', p.id).execute()
  await noteMoved(tx, merge, 'point', theirs.map((p) => ({ id: p.id, before: { no: p.no } })))
  return theirs.length
}

/** Who speaks for the customer speaks for them where the case goes on, unless somebody does there already. */
const moveRepresentative = async (tx: Tx, merge: MergeOf, keptId: string, goneId: string) => {
  const of = (complaintId: string) => tx.db.selectFrom('complaint.representative').select(['id', 'file_id']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('ended_at', 'is', null).executeTakeFirst()
  const theirs = await of(goneId)
  if (!theirs || await of(keptId)) return
  await tx.db.updateTable('complaint.representative').set({ complaint_id: keptId }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', theirs.id).execute()
  await noteMoved(tx, merge, 'representative', [theirs])
  await noteMoved(tx, merge, 'file', (await moveFiles(tx, goneId, keptId, theirs.file_id ? [theirs.file_id] : [])).map((id) => ({ id })))
}

/** Whoever could see the merged case sees where it goes on. Nobody is let into a confidential one by that. */
const moveSight = async (tx: Tx, merge: MergeOf, kept: LockedComplaint, gone: LockedComplaint) => {
  if (kept.confidential) return
  const let_in = await tx.db.selectFrom('complaint.participant').select('grantee_id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', gone.id).execute()
  const wanted = [...let_in.map((p) => p.grantee_id), ...(gone.unit_id === kept.unit_id ? [] : [gone.unit_id]), ...(gone.owner_id && gone.owner_id !== kept.owner_id ? [gone.owner_id] : [])]
  const people = [...new Set(wanted)]
  for (const id of people) await grantSight(tx, kept, id, 'merge')
  await noteMoved(tx, merge, 'participant', people.map((id) => ({ id })))
}

/** What lies with the record of who brought the other case, where this one has no address at all. */
const emailBeside = async (tx: Tx, kept: LockedComplaint, gone: LockedComplaint): Promise<string | null> => {
  if (gone.complainant_name || gone.customer_id === kept.customer_id) return null
  const of = (id: string) => tx.db.selectFrom('customer.customer').select('email').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
  return !kept.complainant_name && (await of(kept.customer_id))?.email ? null : (await of(gone.customer_id))?.email ?? null
}

/** The earliest receipt counts, the higher urgency holds, and mail reaches who wrote mail. @returns what is to be put back one day. */
const takeIn = async (tx: Tx, kept: LockedComplaint, gone: LockedComplaint): Promise<Changed> => {
  const earlier = gone.received_at < kept.received_at
  const email = kept.complainant_email ? null : gone.complainant_email ?? await emailBeside(tx, kept, gone)
  const raised = isMoreUrgent(gone.urgency, kept.urgency)
  await touch(tx, kept, {
    ...(earlier && { received_at: gone.received_at }), ...(email && { complainant_email: email }),
    ...(raised && { urgency: gone.urgency, urgency_rule: gone.urgency_rule, urgency_why: JSON.stringify(gone.urgency_why) }),
  })
  if (raised) await tx.record(UrgencyChanged, { subject: subjectOf(kept), payload: { complaintId: kept.id, before: kept.urgency as Urgency, urgency: gone.urgency as Urgency } })
  return {
    ...(earlier && { receivedAt: [iso(kept.received_at), iso(gone.received_at)] as const }), ...(email && { email }),
    ...(raised && { urgency: { was: kept.urgency as Urgency, rule: kept.urgency_rule, why: kept.urgency_why, became: gone.urgency as Urgency } }),
  }
}

/**
 * Two complaints of one person about one thing become one. What can go on in one place goes over, row by row, and is noted; what is
 * the record of the merged case (its registration, its events, its old proposals) stays with it, to be read under its own number.
 */
export const merge = command('merging.merge', async (tx, input: z.output<typeof contract.Merge>) => {
  const [kept, gone] = await lockPair(tx, input.id, input.duplicateId)
  const [keptName, goneName] = [await nameOf(tx, kept), await nameOf(tx, gone)]
  const refusal = whyNotMerge({ ...kept, name: keptName }, { ...gone, name: goneName }, input.samePerson ?? false)
  if (refusal) throw new Problem(refusal, refusal === contract.namesDiffer ? { one: keptName, other: goneName } : {})
  const [gate] = await gatesOf(tx.db, 'merging.merge', gone.id)
  if (gate) throw new Problem(gate.refusal, gate.params)
  const of: MergeOf = { mergeId: newId(), complaintId: kept.id }
  const before = await takeIn(tx, kept, gone)
  await tx.db.insertInto('complaint.merge').values({ organization_id: tx.actor.organizationId, id: of.mergeId, complaint_id: kept.id, merged_id: gone.id, merged_number: gone.number, reason: input.reason, before: JSON.stringify(before), by_id: tx.actor.id, at: tx.now, undone_at: null, undone_by: null, undo_reason: null }).execute()
  await touch(tx, gone, { state: 'merged', merged_into: kept.id })
  const points = await movePoints(tx, of, gone)
  await noteMoved(tx, of, 'file', (await moveFiles(tx, gone.id, kept.id, 'all')).map((id) => ({ id })))
  await moveSight(tx, of, kept, gone)
  await moveRepresentative(tx, of, kept.id, gone.id)
  await tx.record(ComplaintsMerged, { subject: subjectOf(kept), payload: { complaintId: kept.id, mergedId: gone.id, mergedNumber: gone.number, mergeId: of.mergeId, points }, reason: input.reason })
  await tx.record(MergedInto, { subject: subjectOf(gone), payload: { complaintId: gone.id, survivorId: kept.id, survivorNumber: kept.number, mergeId: of.mergeId }, reason: input.reason })
  await tell(tx, { to: gone.owner_id && gone.owner_id !== kept.owner_id ? [gone.owner_id] : [], name: 'complaintMerged', subject: subjectOf(kept), payload: { number: gone.number, survivor: kept.number } })
  return { id: kept.id }
})

const lockMerge = async (tx: Tx, keptId: string, goneId: string) => {
  const row = await tx.db.selectFrom('complaint.merge').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', keptId).where('merged_id', '=', goneId).where('undone_at', 'is', null).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(contract.notMerged)
  return row
}

/** Whoever was let in by the merging sees the surviving case no more, unless another case that is still in it lets them in, too. */
const endMergedSight = async (tx: Tx, kept: LockedComplaint, mergeId: string) => {
  const still = await tx.db.selectFrom('complaint.moved as m').innerJoin('complaint.merge as g', (j) => j.onRef('g.organization_id', '=', 'm.organization_id').onRef('g.id', '=', 'm.merge_id')).select('m.row_id')
    .where('m.organization_id', '=', tx.actor.organizationId).where('m.complaint_id', '=', kept.id).where('m.what', '=', 'participant').where('g.undone_at', 'is', null).execute()
  for (const { id } of await movedIn(tx, mergeId, 'participant')) if (!still.some((other) => other.row_id === id)) await endSight(tx, kept, id, 'merge')
}

/** What merging changed of the surviving case goes back where nobody has changed it since. */
const giveBack = async (tx: Tx, kept: LockedComplaint, { receivedAt, email, urgency }: Changed) => {
  const same = urgency && kept.urgency === urgency.became
  await touch(tx, kept, {
    ...(receivedAt && iso(kept.received_at) === receivedAt[1] && { received_at: instant(receivedAt[0]) }), ...(email && kept.complainant_email === email && { complainant_email: null }),
    ...(same && { urgency: urgency.was, urgency_rule: urgency.rule, urgency_why: JSON.stringify(urgency.why) }),
  })
  if (same) await tx.record(UrgencyChanged, { subject: subjectOf(kept), payload: { complaintId: kept.id, before: urgency.became, urgency: urgency.was } })
}

/** Everything that came over goes back as it was; what was done since stays where it was done, but a finding goes with its point. */
export const unmerge = command('merging.undo', async (tx, input: z.output<typeof contract.Unmerge>) => {
  const [kept, gone] = await lockPair(tx, input.id, input.duplicateId)
  const refusal = whyNotOpen(kept)
  if (refusal) throw new Problem(refusal)
  const row = await lockMerge(tx, kept.id, gone.id)
  await tx.db.updateTable('complaint.merge').set({ undone_at: tx.now, undone_by: tx.actor.id, undo_reason: input.reason }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.id).execute()
  await touch(tx, gone, { state: 'open', merged_into: null })
  const points = await movedIn<{ no: number }>(tx, row.id, 'point')
  for (const p of points) await tx.db.updateTable('complaint.point').set({ complaint_id: gone.id, no: p.before.no }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', kept.id).where('id', '=', p.id).execute()
  await moveFiles(tx, kept.id, gone.id, (await movedIn(tx, row.id, 'file')).map((f) => f.id))
  for (const r of await movedIn(tx, row.id, 'representative')) await tx.db.updateTable('complaint.representative').set({ complaint_id: gone.id }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', r.id).execute()
  await tx.record(ComplaintsUnmerged, { subject: subjectOf(kept), payload: { complaintId: kept.id, separatedId: gone.id, separatedNumber: gone.number, mergeId: row.id, points: points.length }, reason: input.reason })
  await tx.record(Separated, { subject: subjectOf(gone), payload: { complaintId: gone.id, survivorId: kept.id, survivorNumber: kept.number, mergeId: row.id }, reason: input.reason })
  await giveBack(tx, kept, row.before as Changed)
  await endMergedSight(tx, kept, row.id)
  await tell(tx, { to: gone.owner_id ? [gone.owner_id] : [], name: 'complaintSeparated', subject: subjectOf(gone), payload: { number: gone.number, survivor: kept.number } })
  return { id: kept.id }
})
