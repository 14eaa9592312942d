import type { z } from 'zod'
import { pointUnknown } from '#contract/complaint.ts'
import * as contract from '#contract/expert.ts'
import type { ExpertAnswer, ExpertMeasure } from '#contract/expert-pack.ts'
import type { Words } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { gatesOf } from '#kernel/guard.ts'
import { words } from '#kernel/i18n.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { subjectOf } from '#modules/complaint/commands/lock.ts'
import { refuseJudging } from '#modules/complaint/port.ts'
import { writeFinding } from '#modules/investigation/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { OpinionContested, OpinionTaken, OpinionWithdrawn } from '../events.ts'
import { inUnit } from '../measured.ts'
import { whyNotContest, whyNotRest, whyNotTouch } from '../rules.ts'
import { digestOfBasis } from '../seal.ts'
import { isOut } from './goods.ts'
import { revokeLinks } from './link.ts'
import { type LockedOpinion, askers, changeOpinion, lockOpinion, questionsOf, tellsOf } from './lock.ts'

type Questions = Awaited<ReturnType<typeof questionsOf>>
type Input = z.output<typeof contract.restOn.input>

/** The customer does not accept what was found. */
export const contest = command('expert.contest', async (tx, input: z.output<typeof contract.contestOpinion.input>) => {
  const { complaint, opinion } = await lockOpinion(tx, input.id, (one) => whyNotContest(one, input.version))
  await changeOpinion(tx, complaint, opinion.id, { contested_at: tx.now, contested_by: tx.actor.id, contested_how: input.how, contested_why: input.why })
  await tx.record(OpinionContested, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, opinion.id), how: input.how }, reason: input.why })
  await tell(tx, { to: askers(complaint, opinion).filter((id) => id !== tx.actor.id), name: 'expertContested', subject: subjectOf(complaint), payload: { number: opinion.number } })
  return { id: opinion.id }
})

/** What was asked is not wanted any more. */
export const withdraw = command('expert.withdraw', async (tx, input: z.output<typeof contract.withdrawOpinion.input>) => {
  const { complaint, opinion } = await lockOpinion(tx, input.id, (one) => whyNotTouch(one, input.version))
  if (await isOut(tx, opinion)) throw new Problem(contract.goodsOut)
  const [gate] = await gatesOf(tx.db, 'expert.withdraw', opinion.id)
  if (gate) throw new Problem(gate.refusal)
  await revokeLinks(tx, opinion.id)
  await changeOpinion(tx, complaint, opinion.id, { state: 'withdrawn', ended_at: tx.now, ended_by: tx.actor.id, ended_why: input.reason })
  await tx.record(OpinionWithdrawn, { subject: subjectOf(complaint), payload: await tellsOf(tx, opinion.id), reason: input.reason })
  await tell(tx, { to: opinion.person_id ? [opinion.person_id] : [], name: 'expertWithdrawn', subject: subjectOf(complaint), payload: { number: opinion.number } })
  return { id: opinion.id }
})

const MOST_FINDING = 4_000

/** What was found on a point, in words, as the handler would write it down. */
const findingText = (tx: Tx, opinion: LockedOpinion, questions: Questions): string => {
  const { locale } = tx.actor
  const colon = locale === 'en' ? ': ' : '：'
  const lines = questions.map((q) => {
    const measure = q.measure as ExpertMeasure | null
    const measured = measure && q.measured_milli !== null ? ` (${measure.label[locale]} ${inUnit(q.measured_milli, measure.unit)})` : ''
    return `${(q.label as unknown as Words)[locale]}${colon}${words(locale, ['terms', 'expertFinding', q.finding ?? '']) ?? q.finding}${measured}${q.note ? `\n${q.note}` : ''}`
  })
  return [`${opinion.number} ${opinion.signed_name ?? opinion.name}`, ...lines, opinion.summary ?? ''].join('\n').slice(0, MOST_FINDING)
}

/** Answers of others to the same questions, and what looks at this one again. */
const besides = async (tx: Tx, opinion: LockedOpinion, questions: Questions) => {
  const own = tx.actor.organizationId
  const all = await tx.db.selectFrom('expert.question as q').innerJoin('expert.opinion as o', (j) => j.onRef('o.organization_id', '=', 'q.organization_id').onRef('o.id', '=', 'q.opinion_id'))
    .select(['q.point_id', 'q.code', 'o.id', 'o.state', 'o.second_to']).where('o.organization_id', '=', own).where('o.complaint_id', '=', opinion.complaint_id).where('o.id', '<>', opinion.id).where('o.state', '<>', 'withdrawn').execute()
  const current = await tx.db.selectFrom('expert.basis').select('question_id').where('organization_id', '=', own).where('complaint_id', '=', opinion.complaint_id).where('superseded_at', 'is', null).execute()
  return {
    others: new Set(all.filter((one) => one.state === 'reported' && questions.some((q) => q.point_id === one.point_id && q.code === one.code)).map((one) => one.id)).size,
    seconds: all.filter((one) => one.second_to === opinion.id).map((one) => one.state), already: questions.every((q) => current.some((b) => b.question_id === q.id)), by: tx.actor.id,
  }
}

/** Each question of the opinion becomes what decisions on its point rest on, in the place of an earlier answer, which is kept. */
const keepBasis = async (tx: Tx, opinion: LockedOpinion, questions: Questions, input: Input) => {
  const organization_id = tx.actor.organizationId
  const kept: { id: string; digest: string }[] = []
  for (const q of questions) {
    const liability = input.points.find((p) => p.pointId === q.point_id)?.liability ?? 'none'
    const answer = (q.answers as unknown as ExpertAnswer[]).find((one) => one.finding === q.finding)
    await tx.db.updateTable('expert.basis').set({ superseded_at: tx.now }).where('organization_id', '=', organization_id).where('point_id', '=', q.point_id).where('code', '=', q.code).where('superseded_at', 'is', null).execute()
    const row = await tx.db.insertInto('expert.basis').values({
      organization_id, id: newId(), complaint_id: opinion.complaint_id, opinion_id: opinion.id, question_id: q.id, point_id: q.point_id, code: q.code, finding: q.finding ?? 'undetermined', liability, facts: JSON.stringify(answer?.facts ?? {}), why: input.why || null, by_id: tx.actor.id, at: tx.now, superseded_at: null,
    }).returningAll().executeTakeFirstOrThrow()
    kept.push({ id: row.id, digest: digestOfBasis(row) })
  }
  return kept
}

const reportFiles = async (tx: Tx, opinionId: string) => (await tx.db.selectFrom('expert.file').select('file_id').where('organization_id', '=', tx.actor.organizationId).where('opinion_id', '=', opinionId).where('part', '=', 'report').execute()).map((f) => f.file_id)

/** Decisions rest on this opinion: its answers become findings, facts of law and facts of the standard of compensation. Others are kept beside it. */
export const rest = command('expert.rest', async (tx, input: Input) => {
  const { complaint, opinion } = await lockOpinion(tx, input.id, () => null)
  const questions = await questionsOf(tx, opinion.id)
  const fault = whyNotRest(opinion, { why: input.why, ...await besides(tx, opinion, questions) }, input.version)
  if (fault) throw new Problem(fault.refusal, {}, fault.field)
  const stray = input.points.findIndex((p, at) => !questions.some((q) => q.point_id === p.pointId) || input.points.findIndex((other) => other.pointId === p.pointId) !== at)
  if (stray >= 0) throw new Problem(pointUnknown, {}, `points/${stray}/pointId`)
  if (!questions.every((q) => input.points.some((p) => p.pointId === q.point_id))) throw new Problem(contract.pointsWanting, {}, 'points')
  const basis = await keepBasis(tx, opinion, questions, input)
  await changeOpinion(tx, complaint, opinion.id, { basis_at: tx.now, basis_by: tx.actor.id, basis_why: input.why || null })
  await tx.record(OpinionTaken, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, opinion.id), basis }, reason: input.why || undefined })
  const evidence = await reportFiles(tx, opinion.id)
  // What the expert found holds from here on; whose fault it was is said by who rests on it, as in every finding.
  for (const { pointId, liability } of input.points) await refuseJudging(tx, complaint, { pointId, liability })
  for (const { pointId, ...found } of input.points) {
    await writeFinding(tx, { id: complaint.id, pointId, text: findingText(tx, opinion, questions.filter((q) => q.point_id === pointId)), ...found, evidence, method: 'appraisal' })
  }
  return { id: opinion.id }
})
