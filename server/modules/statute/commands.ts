import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import { pointUnknown } from '#contract/complaint.ts'
import type { ItemInput } from '#contract/remedy.ts'
import { belowMinimum, wayOwed } from '#contract/statute-law.ts'
import * as contract from '#contract/statute.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { fingerprint, newId } from '#kernel/id.ts'
import { words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { askByRank, keepApproval, rankAbove, refuseUnlessEntitled } from '#modules/authority/commands/alone.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { ExemptionApproved, ExemptionAsked, ExemptionLapsed, ExemptionReturned, FactsAnswered } from './events.ts'
import { type Law, keptOf, lawOf, shortOfLaw } from './queries.ts'
import { whyNotDecide } from './standing.ts'

type Items = readonly Pick<z.output<typeof ItemInput>, 'kind' | 'amountFen' | 'pointId'>[]

/** Nothing is promised below what the law gives. @throws Problem naming the rule, what it gives and what is missing. @returns what is kept with a proposal. */
export const refuseBelowLaw = async (tx: Tx, complaint: LockedComplaint, items: Items) => {
  const law = await lawOf(readerOf(tx.db), tx.actor.organizationId, complaint)
  const [short] = shortOfLaw(law, items)
  if (!short) return keptOf(law)
  const { locale } = tx.actor
  const kinds = short.kinds.map((kind) => words(locale, ['terms', 'remedyKind', kind]) ?? kind).join(words(locale, ['papers', 'common', 'and']) ?? ', ')
  const said = { no: short.no, kinds, basis: short.basis[locale] }
  const at = Math.max(0, items.findIndex((item) => item.pointId === short.pointId))
  if (short.minFen === null) throw new Problem(wayOwed, said, `items/${at}/kind`)
  throw new Problem(belowMinimum, { ...said, least: yuan(short.minFen), given: yuan(short.givenFen ?? 0) }, `items/${at}/amountFen`)
}

const pointIn = (law: Law, pointId: string) => {
  const point = law.points.find((one) => one.pointId === pointId)
  if (!point) throw new Problem(pointUnknown, {}, 'pointId')
  return point
}

const standingOn = (tx: Tx, pointId: string) => tx.db.selectFrom('statute.exemption').selectAll().where('organization_id', '=', tx.actor.organizationId).where('point_id', '=', pointId).where('state', 'in', ['asked', 'approved']).forUpdate().execute()

/** What was said of other facts is said of nothing: whoever still holds it says it again. `facts`: those of now; without them nothing that was said holds. */
const lapse = async (tx: Tx, complaint: LockedComplaint, pointId: string, no: number, facts: object | null = null) => {
  for (const row of (await standingOn(tx, pointId)).filter((one) => facts === null || !isDeepStrictEqual(one.facts, facts))) {
    await tx.db.updateTable('statute.exemption').set({ state: 'lapsed', version: row.version + 1 }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.id).execute()
    await tx.record(ExemptionLapsed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, pointId, no, exemptionId: row.id, statuteRule: row.rule_id } })
  }
}

const merged = (before: object, given: object) => Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== null && value !== undefined))

/** What was found for the rules of law that ask it; earlier answers stay on record. */
export const answerFacts = command('statute.answerFacts', async (tx, { complaintId, pointId, facts }: z.output<typeof contract.answerFacts.input>) => {
  const complaint = await lockOpen(tx, complaintId)
  const { organizationId } = tx.actor
  const point = pointIn(await lawOf(readerOf(tx.db), organizationId, complaint), pointId)
  const settled = point.settled.find((name) => name in facts && (facts as Record<string, unknown>)[name] !== point.facts[name])
  if (settled) throw new Problem(contract.settledByExpert, { no: point.no }, `facts/${settled}`)
  const current = await tx.db.selectFrom('statute.answer').select(['id', 'facts']).where('organization_id', '=', organizationId).where('point_id', '=', pointId).where('superseded_at', 'is', null).executeTakeFirst()
  const found = merged(current?.facts as object | undefined ?? {}, facts)
  if (JSON.stringify(merged(current?.facts as object | undefined ?? {}, {})) === JSON.stringify(found)) return { complaintId }
  if (current) await tx.db.updateTable('statute.answer').set({ superseded_at: tx.now }).where('organization_id', '=', organizationId).where('id', '=', current.id).execute()
  const id = newId()
  await tx.db.insertInto('statute.answer').values({ organization_id: organizationId, id, complaint_id: complaint.id, point_id: pointId, facts: JSON.stringify(found), by_id: tx.actor.id, at: tx.now, superseded_at: null }).execute()
  await lapse(tx, complaint, pointId, point.no)
  await touch(tx, complaint, {})
  await tx.record(FactsAnswered, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, pointId, no: point.no, answerId: id, digest: fingerprint(found) } })
  return { complaintId }
})

/** Somebody holds that a rule does not apply: it goes on binding until somebody above agrees. */
export const exempt = command('statute.exempt', async (tx, { complaintId, pointId, rule, reason }: z.output<typeof contract.exempt.input>) => {
  const complaint = await lockOpen(tx, complaintId)
  const { organizationId } = tx.actor
  const law = await lawOf(readerOf(tx.db), organizationId, complaint)
  const point = pointIn(law, pointId)
  if (!point.rules.some((one) => one.rule === rule && one.standing === 'applies')) throw new Problem(contract.ruleNotApplying, {}, 'rule')
  await lapse(tx, complaint, pointId, point.no, point.facts)
  if ((await standingOn(tx, pointId)).some((row) => row.rule_id === rule)) throw new Problem(contract.exemptionThere)
  const { rank, positionCode } = await rankAbove(tx, complaint)
  const id = newId()
  await tx.db.insertInto('statute.exemption').values({
    organization_id: organizationId, id, complaint_id: complaint.id, point_id: pointId, rule_id: rule, table_version: law.version, facts: JSON.stringify(point.facts), reason, state: 'asked', needed_rank: rank, position_code: positionCode,
    asked_by: tx.actor.id ?? complaint.id, asked_at: tx.now, decided_by: null, decided_at: null, comment: null,
  }).execute()
  await touch(tx, complaint, {})
  await tx.record(ExemptionAsked, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, pointId, no: point.no, exemptionId: id, statuteRule: rule, version: law.version, positionCode }, reason })
  await askByRank(tx, complaint, rank, { name: 'exemptionAsked' })
  return { complaintId }
})

const decide = async (tx: Tx, { id, version, comment }: { id: string; version: number; comment: string }, verdict: 'approved' | 'returned') => {
  const find = () => tx.db.selectFrom('statute.exemption').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockOpen(tx, unlocked.complaint_id)
  const row = await find().forUpdate().executeTakeFirstOrThrow()
  const about = { id, complaintId: complaint.id, unitId: complaint.unit_id, neededRank: row.needed_rank, proposedBy: row.asked_by, about: complaint.accused ?? [] }
  const deputyOf = await refuseUnlessEntitled(tx, about)
  const refusal = whyNotDecide(row)
  if (refusal) throw new Problem(refusal)
  if (row.version !== version) throw new Problem(staleVersion)
  await keepApproval(tx, about, verdict, comment, deputyOf)
  await tx.db.updateTable('statute.exemption').set({ state: verdict, version: version + 1, decided_by: tx.actor.id, decided_at: tx.now, comment: comment || null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await touch(tx, complaint, {})
  await tell(tx, { to: [row.asked_by], name: verdict === 'approved' ? 'exemptionApproved' : 'exemptionReturned', subject: subjectOf(complaint), payload: { number: complaint.number } })
  const { no } = await tx.db.selectFrom('complaint.point').select('no').where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.point_id).executeTakeFirstOrThrow()
  return { complaint, deputyOf, payload: { complaintId: complaint.id, pointId: row.point_id, no, exemptionId: id, statuteRule: row.rule_id } }
}

export const approveExemption = command('statute.approveExemption', async (tx, input: z.output<typeof contract.approveExemption.input>) => {
  const { complaint, payload, deputyOf } = await decide(tx, input, 'approved')
  await tx.record(ExemptionApproved, { subject: subjectOf(complaint), payload: { ...payload, deputyOf }, reason: input.comment || undefined })
  return { id: input.id }
})

export const returnExemption = command('statute.returnExemption', async (tx, input: z.output<typeof contract.returnExemption.input>) => {
  const { complaint, payload } = await decide(tx, input, 'returned')
  await tx.record(ExemptionReturned, { subject: subjectOf(complaint), payload, reason: input.comment })
  return { id: input.id }
})
