import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import { mergedElsewhere } from '#contract/complaint.ts'
import type * as contract from '#contract/questionnaire.ts'
import type { SentWay } from '#contract/questionnaire.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { newLink, out, taken } from '#kernel/secret-link.ts'
import { DAY, type Instant, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { noteMail } from '#modules/notification/commands.ts'
import type { LinkSent } from '#modules/notification/commands/link-mail.ts'
import { QuestionnaireLinkMade } from '../events.ts'
import { remindedAt, whyNotTouch, whyNotWay } from '../rules.ts'
import { type SentRow, changeSent, lockSent, payloadOf, recipientOf } from './lock.ts'

/** What was given out opens nothing any more. */
export const endLinks = async (tx: Tx, sentId: string): Promise<void> => {
  await tx.db.updateTable('questionnaire.link').set(taken(tx)).where('organization_id', '=', tx.actor.organizationId).where('sent_id', '=', sentId).where('revoked_at', 'is', null).execute()
}

/** @returns the secret. */
export const addLink = async (tx: Tx, complaint: LockedComplaint, sent: Pick<SentRow, 'id' | 'number' | 'recipient'>, way: SentWay, until: Instant): Promise<string> => {
  const { token, row } = newLink(tx, way, until, way === 'sms' || way === 'smsReminder')
  await tx.db.insertInto('questionnaire.link').values({ ...row, complaint_id: complaint.id, sent_id: sent.id }).execute()
  await tx.record(QuestionnaireLinkMade, { subject: subjectOf(complaint), payload: { ...payloadOf(complaint.id, sent), linkId: row.id, linkWay: way, recipient: recipientOf(sent) } })
  return token
}

/** Where a link leads: the questions, in the language of who is asked. */
export const addressOf = (baseUrl: string, token: string, locale: string): string => `${baseUrl}/portal?questions=${token}&lang=${locale}`

export interface House { readonly canMail: boolean; readonly canText: boolean; readonly baseUrl: string }

/** Another link, from now on for so many days. */
export const linkAgain = command('questionnaire.link', async (tx, { id, version, days, way, canMail, canText, baseUrl }: z.output<typeof contract.linkAgain.input> & House) => {
  const { complaint, sent } = await lockSent(tx, id, (one) => whyNotTouch(one, version))
  if (complaint.state === 'merged') throw new Problem(mergedElsewhere)
  const refusal = whyNotWay({ way, email: sent.email, to: recipientOf(sent), canMail, canText })
  if (refusal) throw new Problem(refusal, {}, 'way')
  const until = plusMs(tx.now, days * DAY)
  await endLinks(tx, id)
  await changeSent(tx, id, { state: 'open', until, ...(sent.remind_at && { remind_at: remindedAt(tx.now, until) }), ended_at: null, ended_by: null, end_why: null })
  const token = await addLink(tx, complaint, sent, way, until)
  return { id, url: way === 'copy' ? addressOf(baseUrl, token, sent.locale as Locale) : null }
})

/** The mail or SMS is out, or never will be. */
export const linkIsOut = (tx: Tx, linkId: string, undeliverable: string | null) => tx.db.updateTable('questionnaire.link').set(out(tx, undeliverable)).where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).execute()

export const noteLinkSent = command('questionnaire.noteLinkSent', async (tx, { linkId, ...mail }: LinkSent) => {
  await linkIsOut(tx, linkId, mail.undeliverable)
  await noteMail.run(tx, mail)
})
