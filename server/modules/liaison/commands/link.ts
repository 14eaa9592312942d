import type { z } from 'zod'
import type * as contract from '#contract/liaison-outside.ts'
import { formEnded } from '#contract/liaison.ts'
import { type LinkWay, cannotMail, noMailAddress, nothingAsked } from '#contract/liaison-party.ts'
import type { PartyKind } from '#contract/outsider.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { newLink, out, taken } from '#kernel/secret-link.ts'
import { DAY, type Instant, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { noteMail } from '#modules/notification/commands.ts'
import type { LinkSent } from '#modules/notification/commands/link-mail.ts'
import { LinkMade } from '../events.ts'
import { type LockedParty, lockParty, refuseFollowers } from './lock.ts'

/** What was given out opens nothing any more, and what waits for its mail does not go. */
export const endLinks = async (tx: Tx, partyId: string): Promise<void> => {
  await tx.db.updateTable('liaison.link').set(taken(tx)).where('organization_id', '=', tx.actor.organizationId).where('party_id', '=', partyId).where('revoked_at', 'is', null).execute()
}

const add = async (tx: Tx, { form, about, party, subject }: LockedParty, way: LinkWay, until: Instant): Promise<string> => {
  const { token, row } = newLink(tx, way, until)
  await tx.db.insertInto('liaison.link').values({ ...row, form_id: form.id, complaint_id: about.id, party_id: party.id }).execute()
  await tx.record(LinkMade, { subject, payload: { complaintId: about.id, formId: form.id, number: form.number, partyId: party.id, partyKind: party.kind as PartyKind, linkId: row.id, linkWay: way } })
  return token
}

const refuseUnasked = ({ form, stops, party }: LockedParty) => {
  if (form.ended_at) throw new Problem(formEnded)
  if (!stops.some((s) => s.party_id === party.id && s.state === 'open')) throw new Problem(nothingAsked)
}

/** Where a link leads: their part, in their language. */
export const addressOf = (baseUrl: string, token: string, locale: string): string => `${baseUrl}/portal?part=${token}&lang=${locale}`

interface Making extends z.output<typeof contract.makeLink.input> { readonly canMail: boolean; readonly baseUrl: string }

/** @returns the address where it is to be copied: said once. */
export const makeLink = command('liaison.link', async (tx, { id, way, days, renew, canMail, baseUrl }: Making) => {
  const locked = await lockParty(tx, id)
  await refuseFollowers(tx, locked)
  refuseUnasked(locked)
  if (way === 'mail' && !locked.party.email) throw new Problem(noMailAddress)
  if (way === 'mail' && !canMail) throw new Problem(cannotMail)
  if (renew) await endLinks(tx, id)
  const until = plusMs(tx.now, days * DAY)
  const token = await add(tx, locked, way, until)
  return { url: way === 'copy' ? addressOf(baseUrl, token, locked.party.locale) : null, until: iso(until) }
})

/** Who was written to by mail hears again by mail, with a link as good as the last: the old one is known to them alone. */
export const writeAgain = async (tx: Tx, locked: LockedParty, way: Exclude<LinkWay, 'mail' | 'copy'>): Promise<void> => {
  const last = await tx.db.selectFrom('liaison.link').select('until').where('organization_id', '=', tx.actor.organizationId).where('party_id', '=', locked.party.id).where('way', '!=', 'copy').where('revoked_at', 'is', null).where('until', '>', tx.now).orderBy('until', 'desc').limit(1).executeTakeFirst()
  if (last && locked.party.email) await add(tx, locked, way, last.until)
}

export const noteLinkSent = command('liaison.noteLinkSent', async (tx, { linkId, ...mail }: LinkSent) => {
  await tx.db.updateTable('liaison.link').set(out(tx, mail.undeliverable)).where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).execute()
  await noteMail.run(tx, mail)
})
