import { randomInt } from 'node:crypto'
import * as contract from '#contract/agreement.ts'
import { CODE_DIGITS, codeTooSoon, codesEnough, linkOver } from '#contract/agreement-link.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId, newSecret, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { newLink, out } from '#kernel/secret-link.ts'
import { DAY, HOUR, MINUTE, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { noteMail, tell } from '#modules/notification/commands.ts'
import type { LinkSent } from '#modules/notification/commands/link-mail.ts'
import { AgreementLinkMade, PaperLooked, SignCodeAsked, WhoShown } from '../events.ts'
import { type PartyB, partyB } from '../queries/source.ts'
import { MOST_CODES, isOver, masked, whyNotAgain, whyNotSign, whyNotStill } from '../rules.ts'
import { type LockedPaper, endLinks, factOf, lockPaper, lockToAct, proposalRow, signaturesOn } from './lock.ts'

/** What can be sent from here: mail at all; the link and the code to this customer by SMS. */
export interface House { readonly canMail: boolean; readonly canText: boolean; readonly canTextCode: boolean; readonly baseUrl: string }
type Way = 'mail' | 'sms' | 'copy'

const CODE_MS = 10 * MINUTE
const APART_MS = MINUTE
const PASS_MS = HOUR

/** By which way a code reaches the customer; null: by none. SMS first: what arrives at once is typed at once. */
const codeWay = ({ phone, email }: Pick<PartyB, 'phone' | 'email'>, { canMail, canTextCode }: Pick<House, 'canMail' | 'canTextCode'>): { way: 'mail' | 'sms'; contact: string } | null => {
  if (phone && canTextCode) return { way: 'sms', contact: masked(phone) }
  return email && canMail ? { way: 'mail', contact: masked(email) } : null
}

const refuseWay = (way: Way, party: PartyB, { canMail, canText, canTextCode }: House) => {
  if (way === 'mail' && !party.email) throw new Problem(contract.noMailAddress, {}, 'way')
  if (way === 'mail' && !canMail) throw new Problem(contract.cannotMail, {}, 'way')
  if (way === 'sms' && !canText) throw new Problem(contract.cannotText, {}, 'way')
  if (!codeWay(party, { canMail, canTextCode })) throw new Problem(contract.noContact, {}, 'way')
}

/** Where a link leads, in the language of the text. */
export const addressOf = (baseUrl: string, token: string, locale: string): string => `${baseUrl}/portal?agreement=${token}&lang=${locale}`

interface Making extends House { readonly id: string; readonly version: number; readonly way: Way; readonly days: number }

/** A link for the customer; those before it open nothing any more. It ends with the offer at the latest. */
export const makeLink = command('agreement.link', async (tx, { id, version, way, days, ...house }: Making) => {
  const { paper, subject, text, complaint } = await lockToAct(tx, { id, version }, whyNotSign)
  const signed = await signaturesOn(tx, id)
  const proposal = await proposalRow(tx, paper.proposal_id)
  const refusal = whyNotStill(proposal, signed, tx.now) ?? whyNotAgain('customer', signed)
  if (refusal) throw new Problem(refusal)
  refuseWay(way, await partyB(readerOf(tx.db), tx.actor, complaint.id), house)
  await endLinks(tx, id)
  const wanted = plusMs(tx.now, days * DAY)
  const ends = proposal?.state === 'agreed' ? null : proposal?.expires_at ?? null
  const { token, row } = newLink(tx, way, ends && ends < wanted ? ends : wanted, way === 'sms')
  await tx.db.insertInto('agreement.link').values({ ...row, complaint_id: complaint.id, paper_id: id }).execute()
  await tx.record(AgreementLinkMade, { subject, payload: { ...factOf(paper), linkId: row.id, linkWay: way } })
  return { id, url: way === 'copy' ? addressOf(house.baseUrl, token, text.locale) : null }
})

/** The link by which somebody came. */
export interface ByLink { readonly linkId: string; readonly paperId: string }

/** A link that was taken back or ran out while the page was open opens nothing any more. */
export const lockByLink = async (tx: Tx, { linkId, paperId }: ByLink): Promise<LockedPaper> => {
  const locked = await lockPaper(tx, paperId)
  const link = await tx.db.selectFrom('agreement.link').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).where('paper_id', '=', paperId).where('revoked_at', 'is', null).where('until', '>', tx.now).executeTakeFirst()
  if (!link) throw new Problem(linkOver)
  return locked
}

/** Somebody touched the page behind the link; the first time is written down. */
export const noteOpened = command('agreement.openByLink', async (tx, input: ByLink) => {
  const { paper, subject } = await lockByLink(tx, input)
  const first = await tx.db.updateTable('agreement.link').set({ opened_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.linkId).where('opened_at', 'is', null).returning('id').executeTakeFirst()
  if (first) await tx.record(PaperLooked, { subject, payload: factOf(paper) })
  return { done: true as const }
})

const hashOfDigits = (codeId: string, digits: string) => sha256(`${codeId} ${digits.replace(/\D/g, '')}`)

/** A code to the contact we know, so that a link that was passed on opens nothing: a few in a day, and one after the other. */
export const askCode = command('agreement.askCode', async (tx, { linkId, paperId, canMail, canTextCode }: ByLink & Pick<House, 'canMail' | 'canTextCode'>) => {
  const { paper, subject, complaint } = await lockByLink(tx, { linkId, paperId })
  if (paper.state !== 'open' && paper.state !== 'signed') throw new Problem(contract.notForSigning)
  const asked = await tx.db.selectFrom('agreement.code').select('asked_at').where('organization_id', '=', tx.actor.organizationId).where('link_id', '=', linkId).where('asked_at', '>', plusMs(tx.now, -DAY)).orderBy('asked_at', 'desc').execute()
  if (asked.length >= MOST_CODES) throw new Problem(codesEnough)
  if (asked[0] && asked[0].asked_at > plusMs(tx.now, -APART_MS)) throw new Problem(codeTooSoon)
  const way = codeWay(await partyB(readerOf(tx.db), tx.actor, complaint.id), { canMail, canTextCode })
  if (!way) throw new Problem(contract.noContact)
  const [id, digits, until] = [newId(), String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0'), plusMs(tx.now, CODE_MS)]
  await tx.db.insertInto('agreement.code').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, link_id: linkId, way: way.way, contact: way.contact, code_hash: hashOfDigits(id, digits), token: digits, until, asked_at: tx.now }).execute()
  await tx.record(SignCodeAsked, { subject, payload: { ...factOf(paper), linkId: id, linkWay: way.way } })
  return { contact: way.contact, until: iso(until) }
})

/** @returns what opens the text for a while; null where it was wrong, which is counted and so must not be undone; `over`: nothing can be tried with it any more. */
export const showCode = command('agreement.showCode', async (tx, { digits, ...input }: ByLink & { digits: string }): Promise<{ pass: string | null; over: boolean }> => {
  const { paper, subject } = await lockByLink(tx, input)
  const code = await tx.db.selectFrom('agreement.code').selectAll().where('organization_id', '=', tx.actor.organizationId).where('link_id', '=', input.linkId).orderBy('asked_at', 'desc').orderBy('id', 'desc').limit(1).forUpdate().executeTakeFirst()
  if (!code || isOver(code, tx.now)) return { pass: null, over: true }
  const of = () => tx.db.updateTable('agreement.code').where('organization_id', '=', tx.actor.organizationId).where('id', '=', code.id)
  if (!hashOfDigits(code.id, digits).equals(code.code_hash)) {
    await of().set({ wrong: code.wrong + 1 }).execute()
    return { pass: null, over: false }
  }
  const pass = newSecret()
  await of().set({ used_at: tx.now, token: null, pass_hash: sha256(pass), pass_until: plusMs(tx.now, PASS_MS) }).execute()
  await tx.record(WhoShown, { subject, payload: factOf(paper) })
  return { pass, over: false }
})

/** The mail or SMS is out, or never will be. */
export const linkIsOut = (tx: Tx, linkId: string, undeliverable: string | null) => tx.db.updateTable('agreement.link').set(out(tx, undeliverable)).where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).execute()
export const codeIsOut = (tx: Tx, codeId: string, undeliverable: string | null) => tx.db.updateTable('agreement.code').set(out(tx, undeliverable)).where('organization_id', '=', tx.actor.organizationId).where('id', '=', codeId).execute()

export const noteLinkSent = command('agreement.noteLinkSent', async (tx, { linkId, ...mail }: LinkSent) => {
  await linkIsOut(tx, linkId, mail.undeliverable)
  await noteMail.run(tx, mail)
})
export const noteCodeSent = command('agreement.noteCodeSent', async (tx, { linkId, ...mail }: LinkSent) => {
  await codeIsOut(tx, linkId, mail.undeliverable)
  await noteMail.run(tx, mail)
})

/** Told of once, a day before the customer can sign no more. */
export const noteExpiring = command('agreement.noteExpiring', async (tx, { ids }: { ids: readonly string[] }) => {
  const links = await tx.db.selectFrom('agreement.link').select(['id', 'paper_id']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).orderBy('complaint_id').orderBy('id').execute()
  for (const link of links) {
    const { complaint, paper, subject, text } = await lockPaper(tx, link.paper_id)
    const first = await tx.db.updateTable('agreement.link').set({ warned_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', link.id).where('warned_at', 'is', null).returning('id').executeTakeFirst()
    const lacks = paper.state === 'open' && whyNotAgain('customer', await signaturesOn(tx, paper.id)) === null
    if (first && lacks) await tell(tx, { to: [complaint.owner_id, paper.made_by].filter((id) => id !== null), name: 'agreementExpiring', subject, payload: { number: text.number } })
  }
})
