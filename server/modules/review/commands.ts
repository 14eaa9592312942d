import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/review.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { nearestHolders, withDeputies } from '#modules/clock/commands/ring.ts'
import { type LockedComplaint, lockComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import { ReviewDropped, ReviewNoted, ReviewWanted } from './events.ts'
import { type Asked, askedBy, whyNotNote } from './rules.ts'

const waiting = (tx: Tx, complaintId: string) => tx.db.selectFrom('review.review').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'wanted').executeTakeFirst()

interface Why { readonly reason: string; /** By which it comes, if not by somebody's wish. */ readonly asked: Asked | null }

const basisOf = ({ version, facts }: Asked) => ({ table_version: version, facts: JSON.stringify(facts) })

const want = async (tx: Tx, complaint: LockedComplaint, { asked, reason }: Why): Promise<string> => {
  const [id, rule, severity] = [newId(), asked?.rule ?? null, asked?.severity ?? null]
  await tx.db.insertInto('review.review').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, rule, why: reason, wanted_by: tx.actor.kind === 'person' ? tx.actor.id : null, wanted_at: tx.now, state: 'wanted', finding: '', ...(asked && basisOf(asked)) }).execute()
  // What the table asks for comes by itself, a moment after: nobody who has the case open is told that it was changed under them.
  if (rule === null) await touch(tx, complaint, {})
  await tx.record(ReviewWanted, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, reviewId: id, rule, severity }, reason: reason || undefined })
  return id
}

/** By somebody who sees that more is to be learnt from it than the table knows. */
export const wantReview = command('review.want', async (tx, input: z.output<typeof contract.wantReview.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  if (await waiting(tx, complaint.id)) throw new Problem(contract.reviewWanted)
  return { id: await want(tx, complaint, { asked: null, reason: input.reason }) }
})

export const noteReview = command('review.note', async (tx, input: z.output<typeof contract.noteReview.input>) => {
  const find = () => tx.db.selectFrom('review.review').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.id)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockComplaint(tx, unlocked.complaint_id)
  const refusal = whyNotNote(await find().forUpdate().executeTakeFirstOrThrow())
  if (refusal) throw new Problem(refusal)
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, complaint.unit_id)
  if (input.heldOn > localDay(unit?.time_zone ?? 'UTC', tx.now)) throw new Problem(contract.heldInFuture, {}, 'heldOn')
  await tx.db.updateTable('review.review').set({ state: 'noted', held_on: input.heldOn, finding: input.finding, noted_by: tx.actor.id, noted_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.id).execute()
  await touch(tx, complaint, {})
  await tx.record(ReviewNoted, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, reviewId: input.id, heldOn: input.heldOn } })
  return { id: input.id }
})

const pointsOf = async (tx: Tx, complaintId: string) => {
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const rows = await tx.db.selectFrom('complaint.point').select(['severity', 'service_fault', 'category_code', 'matter']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute()
  return rows.map((p) => ({ severity: p.severity, fault: p.service_fault, matter: p.matter, category: withAncestors(body, p.category_code) }))
}

const askedOf = async (tx: Tx, c: LockedComplaint): Promise<Asked[]> => {
  const table = await (await currentPack(readerOf(tx.db), tx.actor.organizationId)).policy('review')
  const customer = await tx.db.selectFrom('customer.customer').select('class_code').where('organization_id', '=', tx.actor.organizationId).where('id', '=', c.customer_id).executeTakeFirst()
  return askedBy(table, { urgency: c.urgency, nature: c.nature, channel: c.channel, customerClass: customer?.class_code ?? null }, await pointsOf(tx, c.id))
}

/** Whoever is to know hears of it once for each rule. */
const tellAtOnce = async (tx: Tx, complaint: LockedComplaint, asked: readonly Asked[]) => {
  const known = new Set((await tx.db.selectFrom('review.told').select('rule').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()).map((r) => r.rule))
  const fresh = asked.filter((a, i) => a.tell && !known.has(a.rule) && asked.findIndex((b) => b.rule === a.rule) === i)
  if (!fresh.length) return
  await tx.db.insertInto('review.told').values(fresh.map((asked) => ({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, rule: asked.rule, at: tx.now, ...basisOf(asked) }))).execute()
  const people: string[] = []
  for (const position of new Set(fresh.map((a) => a.tell))) people.push(...await nearestHolders(tx, complaint.unit_id, position, complaint))
  await tell(tx, { to: await withDeputies(tx, complaint.unit_id, people), name: 'seriousHarm', subject: subjectOf(complaint), payload: { number: complaint.number } })
}

const drop = async (tx: Tx, complaint: LockedComplaint, reviewId: string) => {
  await tx.db.updateTable('review.review').set({ state: 'dropped' }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', reviewId).execute()
  await tx.record(ReviewDropped, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, reviewId } })
}

const wasNoted = async (tx: Tx, complaintId: string, rule: string) => (await tx.db.selectFrom('review.review').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('rule', '=', rule).where('state', '=', 'noted').executeTakeFirst()) !== undefined

/** Does what the table says to the case as it is now: tells, asks for a look together, or lets go of one that nothing asks for any more. What was looked at is not asked for again by the same rule. */
export const weigh = async (tx: Tx, complaintId: string): Promise<void> => {
  const complaint = await lockComplaint(tx, complaintId)
  if (complaint.state !== 'open') return
  const asked = await askedOf(tx, complaint)
  await tellAtOnce(tx, complaint, asked)
  const there = await waiting(tx, complaint.id)
  const first = asked.find((a) => a.review)
  if (there && !first && there.rule !== null) await drop(tx, complaint, there.id)
  if (there || !first || await wasNoted(tx, complaint.id, first.rule)) return
  await want(tx, complaint, { asked: first, reason: '' })
}
