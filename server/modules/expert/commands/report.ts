import type { z } from 'zod'
import * as contract from '#contract/expert.ts'
import type { ExpertAnswer } from '#contract/expert-pack.ts'
import { fileUnknown } from '#contract/files.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { takeFiles } from '#modules/files/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { OpinionReported } from '../events.ts'
import { whyNotAccredited, whyNotAnswers, whyNotReport, whyNotSign } from '../rules.ts'
import { sealOf } from '../seal.ts'
import { today } from './commission.ts'
import { endLinks } from './link.ts'
import { type LockedOpinion, askers, changeOpinion, lockOpinion, questionsOf, tellsOf } from './lock.ts'

type Reported = Pick<z.output<typeof contract.reportOpinion.input>, 'summary' | 'answers' | 'fileIds'>
interface Signing { readonly way: contract.SignWay; readonly name: string; readonly by: string | null; /** The day on the paper; without one today. */ readonly on?: string; readonly drawing?: string | null; /** A report of somebody outside is a document of theirs. */ readonly needsFile: boolean }

/** An accreditation that was renewed since is that of the list; it must hold on the day of the report. */
const accreditationOn = async (tx: Tx, opinion: LockedOpinion, on: string) => {
  const listed = opinion.outsider_id ? await tx.db.selectFrom('outsider.outsider').select(['accreditation', 'accredited_until']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', opinion.outsider_id).executeTakeFirst() : undefined
  const holds = listed?.accreditation ? { accreditation: listed.accreditation, accredited_until: listed.accredited_until } : { accreditation: opinion.accreditation, accredited_until: opinion.accredited_until }
  const refusal = whyNotAccredited(holds.accreditation, holds.accredited_until, on)
  if (refusal) throw new Problem(refusal)
  return holds
}

const keepFiles = async (tx: Tx, complaint: LockedComplaint, opinion: LockedOpinion, fileIds: readonly string[], needsFile: boolean): Promise<string[]> => {
  const ids = [...new Set(fileIds)]
  if (needsFile && !ids.length) throw new Problem(contract.reportMissing, {}, 'fileIds')
  const [missing] = await attach(tx, complaint.id, ids, 'expert')
  if (missing) throw new Problem(fileUnknown, {}, `fileIds/${ids.indexOf(missing)}`)
  if (ids.length) await tx.db.insertInto('expert.file').values(ids.map((file_id) => ({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, opinion_id: opinion.id, file_id, part: 'report' }))).execute()
  return ids.length ? (await tx.db.selectFrom('files.file').select('sha256').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', ids).execute()).map((f) => f.sha256) : []
}

const keepAnswers = async (tx: Tx, opinion: LockedOpinion, answers: Reported['answers']) => {
  const questions = await questionsOf(tx, opinion.id)
  const fault = whyNotAnswers(questions.map((q) => ({ id: q.id, answers: q.answers as unknown as ExpertAnswer[] })), answers)
  if (fault) throw new Problem(fault.refusal, {}, fault.field)
  for (const { questionId, finding, measuredMilli, note } of answers) {
    const measures = questions.find((q) => q.id === questionId)?.measure
    await tx.db.updateTable('expert.question').set({ finding, measured_milli: measures ? measuredMilli : null, note: note || null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', questionId).execute()
  }
  return questionsOf(tx, opinion.id)
}

/** What was found, signed and sealed; it is not changed any more. */
const sign = async (tx: Tx, { complaint, opinion }: { readonly complaint: LockedComplaint; readonly opinion: LockedOpinion }, reported: Reported, signing: Signing) => {
  const day = await today(tx, complaint.unit_id)
  const on = signing.on ?? day
  if (on > day) throw new Problem(contract.signedLater, {}, 'on')
  const holds = await accreditationOn(tx, opinion, on)
  if (signing.drawing && !(await takeFiles(tx, [signing.drawing], complaint.id)).length) throw new Problem(fileUnknown, {}, 'signatureId')
  const hashes = await keepFiles(tx, complaint, opinion, reported.fileIds, signing.needsFile)
  const questions = await keepAnswers(tx, opinion, reported.answers)
  const signed = { ...holds, summary: reported.summary, signed_way: signing.way, signed_name: signing.name, signed_by: signing.by, signed_on: on, signed_at: tx.now, signature_id: signing.drawing ?? null }
  const seal = sealOf({ ...opinion, ...signed }, questions, hashes)
  await changeOpinion(tx, complaint, opinion.id, { ...signed, state: 'reported', seal })
  await endLinks(tx, opinion.id)
  await tx.record(OpinionReported, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, opinion.id), signWay: signing.way, seal } })
  await tell(tx, { to: askers(complaint, opinion).filter((id) => id !== tx.actor.id), name: 'expertReported', subject: subjectOf(complaint), payload: { number: opinion.number } })
  return { id: opinion.id }
}

/** By the expert, who belongs to the house and signed in as themselves. */
export const report = command('expert.report', async (tx, input: z.output<typeof contract.reportOpinion.input>) => {
  const locked = await lockOpinion(tx, input.id, (one) => whyNotReport(one, input.version))
  const refusal = whyNotSign(locked.opinion, locked.complaint, tx.actor.id)
  if (refusal) throw new Problem(refusal)
  await refuseDependent(tx, locked.complaint, tx.actor.id ?? '', 'id')
  return sign(tx, locked, input, { way: 'system', name: tx.actor.name, by: tx.actor.id, needsFile: false })
})

/** What somebody outside signed and sealed on paper: whoever records it has looked at the seal and says so. */
export const record = command('expert.record', async (tx, input: z.output<typeof contract.recordOpinion.input>) => {
  const locked = await lockOpinion(tx, input.id, (one) => whyNotReport(one, input.version))
  if (locked.opinion.person_id !== null) throw new Problem(contract.signsHere)
  if (!input.sealConfirmed) throw new Problem(contract.sealUnconfirmed, {}, 'sealConfirmed')
  return sign(tx, locked, input, { way: 'paper', name: input.name, by: tx.actor.id, on: input.on, needsFile: true })
})

/** The link by which somebody came. */
export interface ByLink { readonly linkId: string; readonly opinionId: string }

type Outside = Omit<z.output<typeof contract.signOutside.input>, 'code'> & ByLink

/** By who is outside, with their name; a link that was taken back while the page was open opens nothing any more. */
export const answerOutside = command('expert.answerOutside', async (tx, { linkId, opinionId, name, signatureId, ...input }: Outside) => {
  const locked = await lockOpinion(tx, opinionId, () => null)
  if (locked.opinion.state === 'reported') throw new Problem(contract.opinionSigned)
  const link = await tx.db.selectFrom('expert.link').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).where('opinion_id', '=', opinionId).where('revoked_at', 'is', null).where('until', '>', tx.now).executeTakeFirst()
  if (!link || locked.opinion.state !== 'asked') throw new Problem(contract.linkOver)
  const refusal = whyNotReport(locked.opinion, locked.opinion.version)
  if (refusal) throw new Problem(refusal)
  await sign(tx, locked, input, { way: 'link', name, by: null, drawing: signatureId, needsFile: true })
  return { opinionId }
})
