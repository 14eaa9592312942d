import { fileUnknown } from '#contract/files.ts'
import * as contract from '#contract/questionnaire.ts'
import { faultsIn, keptOf } from '#contract/asking.ts'
import type { Answers, Questions } from '#contract/questions.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { QuestionnaireAnswered, QuestionnaireLooked } from '../events.ts'
import { type SentRow, changeSent, lockSent, payloadOf, recipientOf } from './lock.ts'

/** The link by which somebody came. */
export interface ByLink { readonly linkId: string; readonly sentId: string }

/** A link that was taken back while the page was open opens nothing any more. */
const lockByLink = async (tx: Tx, { linkId, sentId }: ByLink) => {
  const locked = await lockSent(tx, sentId)
  if (locked.sent.state === 'answered') throw new Problem(contract.answeredAlready)
  const link = await tx.db.selectFrom('questionnaire.link').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).where('sent_id', '=', sentId).where('revoked_at', 'is', null).where('until', '>', tx.now).executeTakeFirst()
  if (!link || locked.sent.state === 'withdrawn') throw new Problem(contract.linkOver)
  return locked
}

const bodyOf = async (tx: Tx, sent: SentRow): Promise<Questions> => {
  const { body } = await tx.db.selectFrom('questionnaire.edition').select('body').where('organization_id', '=', tx.actor.organizationId).where('template_id', '=', sent.template_id).where('no', '=', sent.edition).executeTakeFirstOrThrow()
  return body as Questions
}

const filesIn = ({ questions }: Questions, answers: Answers) => questions.filter(({ kind }) => kind === 'files').flatMap(({ code }) => { const ids = answers[code]; return Array.isArray(ids) ? [{ code, ids: [...new Set(ids)] }] : [] })

/** What was sent along becomes part of the case. */
const keepFiles = async (tx: Tx, sent: SentRow, body: Questions, answers: Answers) => {
  for (const { code, ids } of filesIn(body, answers)) {
    const missing = await attach(tx, sent.complaint_id, ids, 'evidence', null)
    if (missing.length) throw new Problem(fileUnknown, {}, `answers/${code}`)
    if (ids.length) await tx.db.insertInto('questionnaire.file').values(ids.map((file_id) => ({ organization_id: tx.actor.organizationId, complaint_id: sent.complaint_id, sent_id: sent.id, file_id }))).execute()
  }
}

/** A customer who wants to be known to few does not become known by signing. */
const isKnown = (sent: { readonly recipient: string }, complaint: { readonly identity: string }) => sent.recipient !== 'customer' || complaint.identity === 'open'

/** Once, with the name of who answers under it. */
export const answerOutside = command('questionnaire.answer', async (tx, { name, answers, ...link }: ByLink & { name: string; answers: Answers }) => {
  const { complaint, sent } = await lockByLink(tx, link)
  const body = await bodyOf(tx, sent)
  const [fault] = faultsIn(body.questions, answers)
  if (fault) throw new Problem(contract.answersUnfit, {}, `answers/${fault.code}`)
  const kept = keptOf(body.questions, answers)
  await keepFiles(tx, sent, body, kept)
  await changeSent(tx, sent.id, { state: 'answered', answers: JSON.stringify(kept), answered_at: tx.now, signed_name: isKnown(sent, complaint) ? name : null })
  // The answers are theirs to read again until the link ends; nothing is sent to them any more.
  await tx.db.updateTable('questionnaire.link').set({ token: null }).where('organization_id', '=', tx.actor.organizationId).where('sent_id', '=', sent.id).execute()
  const subject = subjectOf(complaint)
  await tx.record(QuestionnaireAnswered, { subject, payload: { ...payloadOf(complaint.id, sent), templateId: sent.template_id, recipient: recipientOf(sent) } })
  await tell(tx, { to: [sent.asked_by, complaint.owner_id].filter((id) => id !== null), name: 'questionnaireAnswered', subject, payload: { number: sent.number } })
  await touch(tx, complaint, {})
  return { sentId: sent.id }
})

/** Somebody touched the page behind the link; the first time is written down. */
export const noteOpened = command('questionnaire.open', async (tx, input: ByLink) => {
  const { complaint, sent } = await lockByLink(tx, input)
  const first = await tx.db.updateTable('questionnaire.link').set({ opened_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.linkId).where('opened_at', 'is', null).returning('id').executeTakeFirst()
  if (first) await tx.record(QuestionnaireLooked, { subject: subjectOf(complaint), payload: payloadOf(complaint.id, sent) })
  return { done: true as const }
})
