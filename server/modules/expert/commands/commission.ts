import type { z } from 'zod'
import { invalidInput } from '#contract/common.ts'
import { pointUnknown } from '#contract/complaint.ts'
import * as contract from '#contract/expert.ts'
import type { Expertise } from '#contract/expert-pack.ts'
import { fileUnknown } from '#contract/files.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { nextNumber } from '#kernel/numbered.ts'
import { Problem } from '#kernel/problem.ts'
import { remindAt } from '#kernel/remind.ts'
import { type Instant, inOurTimes, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, grantSight, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { OpinionCommissioned, OpinionPostponed } from '../events.ts'
import { feeRuleOf, isAskedAgain, whyNotAccredited, whyNotAsk, whyNotTouch } from '../rules.ts'
import { askers, changeOpinion, lockOpinion, tellsOf } from './lock.ts'

type Input = z.output<typeof contract.commission.input>

export const today = async (tx: Tx, unitId: string): Promise<string> => localDay((await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId))?.time_zone ?? 'UTC', tx.now)

const dueDate = (tx: Tx, given: string): Instant => {
  if (!inOurTimes(given)) throw new Problem(invalidInput, {}, 'dueAt')
  const due = instant(given)
  if (due <= tx.now) throw new Problem(contract.dueInPast, {}, 'dueAt')
  return due
}

interface Expert { readonly person_id: string | null; readonly outsider_id: string | null; readonly name: string; readonly email: string | null; readonly locale: string; readonly accreditation: string; readonly accredited_until: string | null }

/** Somebody of the house, who has nothing to do with what is complained of, does not handle it, and is asked by somebody else. Locked, so that they do not leave meanwhile. */
const insideExpert = async (tx: Tx, complaint: LockedComplaint, input: Input, personId: string): Promise<Expert> => {
  const person = await tx.db.selectFrom('identity.person').select(['name', 'locale']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', personId).where('retired_at', 'is', null).forShare().executeTakeFirst()
  if (!person) throw new Problem(contract.expertUnknown, {}, 'personId')
  if (personId === complaint.owner_id || personId === tx.actor.id) throw new Problem(contract.ownCase, {}, 'personId')
  await refuseDependent(tx, complaint, personId, 'personId')
  return { person_id: personId, outsider_id: null, name: person.name, email: null, locale: person.locale, accreditation: input.accreditation ?? '', accredited_until: input.accreditedUntil }
}

/** A laboratory or appraiser of the list, with the accreditation that stands there. */
const outsideExpert = async (tx: Tx, outsiderId: string): Promise<Expert> => {
  const row = await tx.db.selectFrom('outsider.outsider').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', outsiderId).where('retired_at', 'is', null).executeTakeFirst()
  if (!row) throw new Problem(contract.expertUnknown, {}, 'outsiderId')
  return { person_id: null, outsider_id: row.id, name: row.name, email: row.email, locale: row.locale, accreditation: row.accreditation ?? '', accredited_until: row.accredited_until }
}

const expertOf = async (tx: Tx, complaint: LockedComplaint, input: Input): Promise<Expert> => {
  const { personId, outsiderId } = input
  if ((personId === null) === (outsiderId === null)) throw new Problem(contract.expertOne, {}, 'outsiderId')
  const expert = personId ? await insideExpert(tx, complaint, input, personId) : await outsideExpert(tx, outsiderId ?? '')
  const refusal = whyNotAccredited(expert.accreditation, expert.accredited_until, await today(tx, complaint.unit_id))
  if (refusal) throw new Problem(refusal, {}, personId ? 'accreditation' : 'outsiderId')
  return expert
}

/** What goes outside tells nobody who complains. */
const refuseTelling = async (tx: Tx, complaint: LockedComplaint, { matter, questions }: Input) => {
  const { rows: [told] } = await sql<{ by_name: boolean; by_phone: boolean }>`select * from complaint.tells_who(${complaint.id}::uuid, ${[matter, ...questions.map((q) => q.text)].join('\n')})`.execute(tx.db)
  if (told?.by_name || told?.by_phone) throw new Problem(contract.tellsCustomer, {}, 'matter')
}

/** What was asked of this case before, question by question. */
const earlierOf = async (tx: Tx, complaintId: string) => (await tx.db.selectFrom('expert.question as q').innerJoin('expert.opinion as o', (j) => j.onRef('o.organization_id', '=', 'q.organization_id').onRef('o.id', '=', 'q.opinion_id'))
  .select(['q.point_id', 'q.code', 'q.finding', 'o.id', 'o.state', 'o.contested_at', 'o.second_to', 'o.person_id', 'o.outsider_id']).where('o.organization_id', '=', tx.actor.organizationId).where('o.complaint_id', '=', complaintId).where('o.state', '<>', 'withdrawn').execute())
  .map((r) => ({ opinionId: r.id, pointId: r.point_id, code: r.code, state: r.state, contested: r.contested_at !== null, secondTo: r.second_to, finding: r.finding, expert: r.person_id ?? r.outsider_id }))

/** The questions as the pack puts them: with what they may be answered by. @throws Problem for the first that cannot be asked. */
const questionsFor = async (tx: Tx, complaint: LockedComplaint, input: Input, expert: Expert): Promise<readonly (Input['questions'][number] & { readonly of: Expertise })[]> => {
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const points = await tx.db.selectFrom('complaint.point').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()
  const asked = input.questions.map((one, at) => {
    if (!points.some((p) => p.id === one.pointId)) throw new Problem(pointUnknown, {}, `questions/${at}/pointId`)
    const of = body.expertise.find((each) => each.code === one.code)
    if (!of) throw new Problem(contract.questionUnknown, {}, `questions/${at}/code`)
    return { ...one, of }
  })
  const earlier = await earlierOf(tx, complaint.id)
  const fault = whyNotAsk(asked, earlier, input.secondTo)
  if (fault) throw new Problem(fault.refusal, {}, `questions/${fault.at}/code`)
  if (input.secondTo && isAskedAgain(asked, earlier, input.secondTo, expert.person_id ?? expert.outsider_id)) throw new Problem(contract.sameExpert, {}, expert.person_id ? 'personId' : 'outsiderId')
  return asked
}

const attachSent = async (tx: Tx, complaint: LockedComplaint, opinionId: string, fileIds: readonly string[]) => {
  const ids = [...new Set(fileIds)]
  const [missing] = await attach(tx, complaint.id, ids, 'expert')
  if (missing) throw new Problem(fileUnknown, {}, `fileIds/${ids.indexOf(missing)}`)
  if (ids.length) await tx.db.insertInto('expert.file').values(ids.map((file_id) => ({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, opinion_id: opinionId, file_id, part: 'sent' }))).execute()
}

/** An appraiser or laboratory is asked (F8): what, of whom, by when, at whose cost. Nothing goes out yet. */
export const commission = command('expert.commission', async (tx, input: Input) => {
  const organization_id = tx.actor.organizationId
  const complaint = await lockOpen(tx, input.complaintId)
  const expert = await expertOf(tx, complaint, input)
  const due = dueDate(tx, input.dueAt)
  const asked = await questionsFor(tx, complaint, input, expert)
  if (expert.outsider_id) await refuseTelling(tx, complaint, input)
  const id = newId()
  const number = await nextNumber(tx, 'expert.opinion', complaint.number, 'J')
  const rule = input.feeRule ?? feeRuleOf(asked.map(({ of }) => of.fee))
  await tx.db.insertInto('expert.opinion').values({
    organization_id, id, complaint_id: complaint.id, number, state: 'asked', ...expert, matter: input.matter, second_to: input.secondTo, asked_by: tx.actor.id, asked_at: tx.now, due_at: due, remind_at: remindAt(tx.now, due),
    fee_fen: input.feeFen, fee_rule: rule, paid_by: input.paidBy, consent: asked.some(({ of }) => of.consent) ? 'asked' : 'notNeeded',
  }).execute()
  await tx.db.insertInto('expert.question').values(asked.map(({ pointId, code, text, of }, at) => ({
    organization_id, id: newId(), complaint_id: complaint.id, opinion_id: id, point_id: pointId, no: at + 1, code, label: JSON.stringify(of.label), body: text, answers: JSON.stringify(of.answers), measure: of.measure ? JSON.stringify(of.measure) : null, finding: null, measured_milli: null, note: null,
  }))).execute()
  await attachSent(tx, complaint, id, input.fileIds)
  await touch(tx, complaint, {})
  const first = input.secondTo && await tx.db.selectFrom('expert.opinion').select('number').where('organization_id', '=', organization_id).where('id', '=', input.secondTo).executeTakeFirst()
  await tx.record(OpinionCommissioned, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, id), inside: expert.person_id !== null, questions: asked.length, feeFen: input.feeFen, paidBy: input.paidBy, dueAt: iso(due), secondTo: first ? first.number : null } })
  if (expert.person_id) {
    await grantSight(tx, complaint, expert.person_id, 'expert')
    await tell(tx, { to: [expert.person_id], name: 'expertAsked', subject: subjectOf(complaint), payload: { number } })
  }
  return { id }
})

/** The expert needs longer. */
export const postpone = command('expert.postpone', async (tx, input: z.output<typeof contract.postponeOpinion.input>) => {
  const { complaint, opinion } = await lockOpinion(tx, input.id, (one) => whyNotTouch(one, input.version))
  const due = dueDate(tx, input.dueAt)
  await changeOpinion(tx, complaint, opinion.id, { due_at: due, remind_at: remindAt(tx.now, due), reminded_at: null, late_at: null })
  await tx.record(OpinionPostponed, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, opinion.id), until: iso(due) }, reason: input.why })
  await tell(tx, { to: opinion.person_id ? [opinion.person_id] : askers(complaint, opinion), name: 'expertPostponed', subject: subjectOf(complaint), payload: { number: opinion.number } })
  return { id: opinion.id }
})
