import type { z } from 'zod'
import * as contract from '#contract/expert.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { newLink, out, taken } from '#kernel/secret-link.ts'
import { DAY, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { noteMail } from '#modules/notification/commands.ts'
import type { LinkSent } from '#modules/notification/commands/link-mail.ts'
import { ExpertLinkMade, ExpertLooked } from '../events.ts'
import { whyNotReport } from '../rules.ts'
import { lockOpinion, payloadOf } from './lock.ts'
import type { ByLink } from './report.ts'

/** What was given out opens nothing any more, and what waits for its mail does not go. What is signed is still shown to who signed it. */
export const revokeLinks = async (tx: Tx, opinionId: string): Promise<void> => {
  await tx.db.updateTable('expert.link').set(taken(tx)).where('organization_id', '=', tx.actor.organizationId).where('opinion_id', '=', opinionId).where('revoked_at', 'is', null).execute()
}

/** Signed: what waits for its mail does not go any more; the link that is out shows what was signed until its day. */
export const endLinks = async (tx: Tx, opinionId: string): Promise<void> => {
  await tx.db.updateTable('expert.link').set(taken(tx)).where('organization_id', '=', tx.actor.organizationId).where('opinion_id', '=', opinionId).where('token', 'is not', null).execute()
}

/** Where a link leads: the questions, in the language of the expert. */
export const addressOf = (baseUrl: string, token: string, locale: string): string => `${baseUrl}/portal?expert=${token}&lang=${locale}`

interface Making extends z.output<typeof contract.linkOpinion.input> { readonly canMail: boolean; readonly baseUrl: string }

/** @returns the address where it is to be copied: said once. */
export const makeLink = command('expert.link', async (tx, { id, way, days, renew, canMail, baseUrl }: Making) => {
  const { complaint, opinion } = await lockOpinion(tx, id, (one) => whyNotReport(one, one.version))
  if (opinion.person_id) throw new Problem(contract.signsHere)
  if (way === 'mail' && !opinion.email) throw new Problem(contract.linkNotMail)
  if (way === 'mail' && !canMail) throw new Problem(contract.linkCannotMail)
  if (renew) await revokeLinks(tx, id)
  const until = plusMs(tx.now, days * DAY)
  const { token, row } = newLink(tx, way, until)
  await tx.db.insertInto('expert.link').values({ ...row, complaint_id: complaint.id, opinion_id: id }).execute()
  await touch(tx, complaint, {})
  await tx.record(ExpertLinkMade, { subject: subjectOf(complaint), payload: { ...payloadOf(opinion), linkId: row.id, linkWay: way } })
  return { url: way === 'copy' ? addressOf(baseUrl, token, opinion.locale) : null, until: iso(until) }
})

export const noteLinkSent = command('expert.noteLinkSent', async (tx, { linkId, ...mail }: LinkSent) => {
  await tx.db.updateTable('expert.link').set(out(tx, mail.undeliverable)).where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).execute()
  await noteMail.run(tx, mail)
})

/** Somebody touched the page behind the link; the first time is written down. */
export const openOutside = command('expert.openOutside', async (tx, { linkId, opinionId }: ByLink) => {
  const { complaint, opinion } = await lockOpinion(tx, opinionId, () => null)
  const first = await tx.db.updateTable('expert.link').set({ opened_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).where('opened_at', 'is', null).returning('id').executeTakeFirst()
  if (first) await tx.record(ExpertLooked, { subject: subjectOf(complaint), payload: payloadOf(opinion) })
  return { done: true as const }
})
