import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import { pointUnknown } from '#contract/complaint.ts'
import { judgementBinds } from '#contract/links.ts'
import type { ItemInput } from '#contract/remedy.ts'
import { type Shortfall, belowMinimum, sumOwed, wayOwed, wayShort } from '#contract/statute-law.ts'
import * as contract from '#contract/statute.ts'
import type { Facts } from '#contract/table-shape.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { fingerprint, newId } from '#kernel/id.ts'
import { words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { askByRank, keepApproval, rankAbove, refuseUnlessEntitled } from '#modules/authority/commands/alone.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import type { BeforeJudging } from '#modules/complaint/port.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack, matterOf } from '#modules/packs/queries.ts'
import { ExemptionApproved, ExemptionAsked, ExemptionLapsed, ExemptionReturned, FactsAnswered } from './events.ts'
import { heldBack, heldByJudging, takesBack } from './held.ts'
import { type ExemptionRow, type Law, type PointOfLaw, lawOf } from './law.ts'
import { keptOf, shortOfLaw } from './queries.ts'
import { whyNotDecide } from './standing.ts'

type Items = readonly Pick<z.output<typeof ItemInput>, 'kind' | 'amountFen' | 'pointId'>[]

const inWords = (tx: Tx, kinds: Shortfall['kinds']) => kinds.map((kind) => words(tx.actor.locale, ['terms', 'remedyKind', kind]) ?? kind).join(words(tx.actor.locale, ['papers', 'common', 'and']) ?? ', ')

/** What is said of a proposal that falls short of a rule. */
const shortOf = (tx: Tx, short: Shortfall, at: number): Problem => {
  const said = { no: short.no, kinds: inWords(tx, short.kinds), basis: short.basis[tx.actor.locale] }
  if (short.minFen === null) return new Problem(wayOwed, said, `items/${at}/kind`)
  if (short.lacks && short.minFen === 0) return new Problem(sumOwed, said, `items/${at}/amountFen`)
  return new Problem(short.claim === 'way' ? wayShort : belowMinimum, { ...said, least: yuan(short.minFen), given: yuan(short.givenFen ?? 0) }, `items/${at}/amountFen`)
}

/** Nothing is promised below what the law gives. @throws Problem naming the rule, what it gives and what is missing. @returns what is kept with a proposal. */
export const refuseBelowLaw = async (tx: Tx, complaint: LockedComplaint, items: Items) => {
  const law = await lawOf(readerOf(tx.db), tx.actor.organizationId, complaint)
  const [short] = shortOfLaw(law, items)
  if (short) throw shortOf(tx, short, Math.max(0, items.findIndex((item) => item.pointId === short.pointId)))
  return keptOf(law)
}

const pointIn = (law: Law, pointId: string): PointOfLaw => {
  const point = law.points.find((one) => one.pointId === pointId)
  if (!point) throw new Problem(pointUnknown, {}, 'pointId')
  return point
}

const standingOn = (tx: Tx, pointId: string) => tx.db.selectFrom('statute.exemption').selectAll().where('organization_id', '=', tx.actor.organizationId).where('point_id', '=', pointId).where('state', 'in', ['asked', 'approved']).forUpdate().execute()

/** What was said of something else is said of nothing: whoever still holds it says it again. `stands`: what is left as it is. */
const lapse = async (tx: Tx, complaint: LockedComplaint, { pointId, no }: PointOfLaw, stands: Law['stands'] = () => false) => {
  for (const row of (await standingOn(tx, pointId)).filter((one) => !stands(one))) {
    await tx.db.updateTable('statute.exemption').set({ state: 'lapsed', version: row.version + 1 }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.id).execute()
    await tx.record(ExemptionLapsed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, pointId, no, exemptionId: row.id, statuteRule: row.rule_id } })
  }
}

const merged = (before: object, given: object): Facts => Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== null && value !== undefined)) as Facts

/** An answer by which a rule binds is not turned round by whoever it stops: for that there is the exemption (decision 70). */
const refuseHeld = async (tx: Tx, complaint: LockedComplaint, law: Law, point: PointOfLaw, answers: Facts) => {
  const held = heldBack(point, answers, await takesBack(readerOf(tx.db), tx.actor, complaint.unit_id, law))
  if (held) throw new Problem(contract.answerBinds, { no: point.no }, `facts/${held}`)
}

/** Nor does whoever it stops file the point elsewhere, or find it otherwise, so that the rule binds no more. */
export const beforeJudging: BeforeJudging = async (tx, complaint, { pointId, categoryCode, liability }) => {
  const read = readerOf(tx.db)
  const [law, { body }] = await Promise.all([lawOf(read, tx.actor.organizationId, complaint), currentPack(read, tx.actor.organizationId)])
  const point = law.points.find((one) => one.pointId === pointId)
  if (!point?.rules.some(({ binds }) => binds)) return
  const judged = { ...(categoryCode && matterOf(body, [categoryCode])), ...(liability && { liability }) }
  if (heldByJudging(point, judged, await takesBack(read, tx.actor, complaint.unit_id, law))) throw new Problem(judgementBinds, { no: point.no })
}

/** What was found for the rules of law that ask it; earlier answers stay on record. */
export const answerFacts = command('statute.answerFacts', async (tx, { complaintId, pointId, facts }: z.output<typeof contract.answerFacts.input>) => {
  const complaint = await lockOpen(tx, complaintId)
  const { organizationId } = tx.actor
  const law = await lawOf(readerOf(tx.db), organizationId, complaint)
  const point = pointIn(law, pointId)
  const settled = point.settled.find((name) => name in facts && (facts as Record<string, unknown>)[name] !== point.facts[name])
  if (settled) throw new Problem(contract.settledByExpert, { no: point.no }, `facts/${settled}`)
  const found = merged(point.given, facts)
  if (isDeepStrictEqual(point.given, found)) return { complaintId }
  await refuseHeld(tx, complaint, law, point, found)
  const current = await tx.db.selectFrom('statute.answer').select('id').where('organization_id', '=', organizationId).where('point_id', '=', pointId).where('superseded_at', 'is', null).executeTakeFirst()
  if (current) await tx.db.updateTable('statute.answer').set({ superseded_at: tx.now }).where('organization_id', '=', organizationId).where('id', '=', current.id).execute()
  const id = newId()
  await tx.db.insertInto('statute.answer').values({ organization_id: organizationId, id, complaint_id: complaint.id, point_id: pointId, facts: JSON.stringify(found), by_id: tx.actor.id, at: tx.now, superseded_at: null }).execute()
  await lapse(tx, complaint, point)
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
  await lapse(tx, complaint, point, law.stands)
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

/** Nobody agrees to what speaks of other facts, or of what the rule said before: it would change nothing. */
const refuseStaleYes = async (tx: Tx, complaint: LockedComplaint, row: ExemptionRow) => {
  if (!(await lawOf(readerOf(tx.db), tx.actor.organizationId, complaint)).stands(row)) throw new Problem(contract.exemptionDecided)
}

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
  if (verdict === 'approved') await refuseStaleYes(tx, complaint, row)
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
