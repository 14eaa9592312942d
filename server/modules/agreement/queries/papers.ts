import type { z } from 'zod'
import * as contract from '#contract/agreement.ts'
import { type PersonRef, notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type Identity, identityKept, isAnonymous } from '#contract/kept.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { shownLink } from '#kernel/secret-link.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { complainantOf, nameFor } from '#modules/complaint/queries/complainant.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { isLatest } from '#modules/remedy/rules.ts'
import { editedText } from '../text.ts'
import { isToSign, lacking, masked, strayIn, whyNotAgain, whyNotChange, whyNotFreeze, whyNotSign, whyNotStill, whyNotTouch } from '../rules.ts'
import { sealOf } from '../seal.ts'
import { findingsOf } from './findings.ts'
import { whyNotShown } from './shown.ts'
import { whoElseSigns, whoSigns } from './signatory.ts'
import { partyB } from './source.ts'

const rows = (read: Reader, organizationId: string) => read.selectFrom('agreement.paper as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .selectAll('p').select(['c.number', 'c.state as case_state', 'c.stage', 'c.unit_id', 'c.customer_id', 'c.urgency', 'c.identity', 'c.owner_id', 'c.accused', 'n.name as unit_name', 'n.time_zone']).where('p.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const signaturesOf = (read: Reader, organizationId: string, paperIds: readonly string[]) => read.selectFrom('agreement.signature').selectAll().where('organization_id', '=', organizationId).where('paper_id', 'in', [...paperIds]).orderBy('id').execute()
export type SignatureRow = Awaited<ReturnType<typeof signaturesOf>>[number]

type Name = (id: string | null) => PersonRef | null

export const shownSignature = (one: SignatureRow, textSha256: string | null, name: Name): contract.PaperSignature => ({
  id: one.id, side: one.side as contract.Side, name: one.name, capacity: one.capacity, way: one.way as contract.SignWay, at: iso(one.signed_at), by: name(one.by_id), contact: one.contact, fileId: one.file_id,
  seal: one.seal, intact: textSha256 !== null && sealOf(textSha256, one) === one.seal, voided: one.voided_at ? { at: iso(one.voided_at), why: one.voided_why ?? '' } : null,
})

export const standing = (signatures: readonly SignatureRow[]): SignatureRow[] => signatures.filter(({ voided_at }) => !voided_at)

/** What it is about, and whether another took its place. */
export const proposalOf = async (read: Reader, organizationId: string, id: string) => {
  const proposal = await read.selectFrom('remedy.proposal').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst()
  if (!proposal) return undefined
  const all = await read.selectFrom('remedy.proposal').select(['no', 'state', 'offered_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', proposal.complaint_id).execute()
  return { ...proposal, latest: isLatest(proposal, all) }
}

const mayOf = async (read: Reader, actor: Actor, row: Row, signed: readonly SignatureRow[], now: Instant): Promise<Record<string, string | null>> => {
  const say = (refusal: Refusal | null, params = {}) => (refusal ? refusalWords(refusal, actor.locale, params) : null)
  const open = whyNotOpen({ state: row.case_state, stage: row.stage })
  const proposal = await proposalOf(read, actor.organizationId, row.proposal_id)
  const still = open ?? whyNotSign(row) ?? whyNotStill(proposal, signed, now)
  const others = proposal && row.state === 'open' ? await whoElseSigns(read, actor, row, proposal, now) : null
  const firm = still ?? whyNotAgain('firm', signed)
  const customer = still ?? whyNotAgain('customer', signed)
  return {
    change: say(open ?? whyNotChange(row, proposal, now)), freeze: say(open ?? whyNotFreeze(row) ?? whyNotStill(proposal, signed, now)), withdraw: say(open ?? whyNotTouch(row)), link: say(customer), signCustomer: say(customer),
    signFirm: firm ? say(firm) : others ? say(contract.signatoryBeyond, whoSigns(others, actor.locale)) : null,
  }
}

const linksOf = (read: Reader, organizationId: string, paperIds: readonly string[]) => read.selectFrom('agreement.link').selectAll().where('organization_id', '=', organizationId).where('paper_id', 'in', [...paperIds]).orderBy('made_at', 'desc').execute()

const show = async (read: Reader, actor: Actor, found: readonly Row[], now: Instant): Promise<contract.Paper[]> => {
  if (!found.length) return []
  const ids = found.map(({ id }) => id)
  const [signatures, links] = await Promise.all([signaturesOf(read, actor.organizationId, ids), linksOf(read, actor.organizationId, ids)])
  const name = await namesOf(read, actor.organizationId, [...found.flatMap((p) => [p.made_by, p.ended_by]), ...signatures.map((s) => s.by_id), ...links.map((l) => l.made_by)])
  return Promise.all(found.map(async (p): Promise<contract.Paper> => {
    const own = signatures.filter(({ paper_id }) => paper_id === p.id)
    const text = p.text as contract.AgreementText
    return {
      id: p.id, complaintId: p.complaint_id, number: p.number, customerName: text.customer.name, unitName: p.unit_name, timeZone: p.time_zone, remedyId: p.proposal_id, no: p.no, version: p.version, state: p.state as contract.PaperState, locale: text.locale, text, totalFen: p.total_fen, sha256: p.sha256,
      made: { by: name(p.made_by), at: iso(p.made_at) }, openedAt: isoOrNull(p.opened_at), ended: p.ended_at ? { at: iso(p.ended_at), by: name(p.ended_by), cause: p.ended_cause as contract.EndCause, why: p.ended_why ?? '' } : null,
      signatures: own.map((one) => shownSignature(one, p.sha256, name)), links: links.filter(({ paper_id }) => paper_id === p.id).map((one) => ({ ...shownLink(one, name(one.made_by)?.name ?? '', now), way: one.way as 'mail' })), signedAt: isoOrNull(p.signed_at),
      sealed: p.pdf_sha256 && p.sealed_at ? { sha256: p.pdf_sha256, at: iso(p.sealed_at) } : null, findings: p.state === 'draft' ? await findingsOf(read, actor, p.complaint_id, text) : [], may: await mayOf(read, actor, p, standing(own), now),
    }
  }))
}

/** @throws Problem where nobody has looked yet at who complains. */
const refuseUnshown = async (read: Reader, actor: Actor, row: Row | undefined) => {
  const refusal = row ? await whyNotShown(read, actor, { id: row.complaint_id, identity: row.identity }) : null
  if (refusal) throw new Problem(refusal)
}

const sees = ({ id }: { readonly id: string }) => ({ type: 'agreement', id, unitId: null })

export const paper = query('agreement.read', async (read, actor, { id }: { id: string }, now): Promise<contract.Paper> => {
  const found = await rows(read, actor.organizationId).where('p.id', '=', id).execute()
  await refuseUnshown(read, actor, found[0])
  const [shown] = await show(read, actor, found, now)
  if (!shown) throw new Problem(notFound)
  return shown
}, sees)

/** Who complains stands in it: nobody writes it who may not know them. */
export const whyNotName = async (read: Reader, actor: Actor, c: { readonly id: string; readonly identity: string }): Promise<Refusal | null> => {
  if (c.identity === 'open') return null
  if (c.identity === 'anonymous') return isAnonymous
  return await complainantOf(read, actor.organizationId, c.id) ? whyNotShown(read, actor, c) : identityKept
}

interface Proposed { readonly id: string; readonly no: number; readonly state: string; readonly offered_at: Instant | null }

/** What an agreement would be made of. */
export const toSignOf = <P extends Proposed>(proposals: readonly P[]): P | undefined => proposals.findLast((p) => isToSign({ state: p.state, latest: isLatest(p, proposals) }))

/** Why none can be begun in the case; null: one can. */
export const whyNotMake = (proposals: readonly Proposed[], papers: readonly { readonly proposal_id: string; readonly state: string }[]): Refusal | null => {
  if (papers.some(({ state }) => whyNotTouch({ state }) === null)) return contract.underWay
  const about = toSignOf(proposals)
  if (!about) return contract.nothingToSign
  return papers.some(({ state, proposal_id }) => state === 'signed' && proposal_id === about.id) ? contract.isSigned : null
}

export interface House { readonly canMail: boolean; readonly canText: boolean }

/** All of a case, and whether another can be begun. `canText` is asked of the case by whoever sends. */
export const papersOf = ({ canMail, canText }: House) => query('agreement.read', async (read, actor, { complaintId }: { complaintId: string }, now) => {
  const c = await read.selectFrom('complaint.complaint').select(['id', 'state', 'stage', 'identity']).where('organization_id', '=', actor.organizationId).where('id', '=', complaintId).executeTakeFirst()
  if (!c) throw new Problem(notFound)
  const [found, proposals, party] = await Promise.all([
    rows(read, actor.organizationId).where('p.complaint_id', '=', complaintId).orderBy('p.no', 'desc').execute(),
    read.selectFrom('remedy.proposal').select(['id', 'no', 'state', 'offered_at']).where('organization_id', '=', actor.organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute(), partyB(read, actor, complaintId),
  ])
  const unnamed = await whyNotName(read, actor, c)
  if (unnamed === contract.lookFirst) return { items: [], start: refusalWords(unnamed, actor.locale), reach: { email: null, phone: null, canMail, canText } }
  const why = whyNotOpen(c) ?? unnamed ?? whyNotMake(proposals, found)
  return { items: await show(read, actor, found, now), start: why && refusalWords(why, actor.locale), reach: { email: party.email && masked(party.email), phone: party.phone && masked(party.phone), canMail, canText } }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

/** What the rules say of a text that is being written. */
export const preview = query('agreement.read', async (read, actor, { id, ...edits }: z.output<typeof contract.preview.input>) => {
  const row = await rows(read, actor.organizationId).where('p.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  await refuseUnshown(read, actor, row)
  const text = row.text as contract.AgreementText
  const stray = strayIn(text, edits)
  if (stray) throw new Problem(contract.itemUnknown, {}, stray)
  return { findings: await findingsOf(read, actor, row.complaint_id, editedText(text, edits)) }
})

const MOST_WAITING = 200
/** What lies before a customer or waits for the firm's name, the oldest first. */
export const waiting = listing('agreement.read', async (read, actor, { mine }: { mine?: '1' | undefined }) => {
  let found = rows(read, actor.organizationId).where('p.state', '=', 'open').where('c.state', '=', 'open').orderBy('p.opened_at').limit(MOST_WAITING)
    .select((eb) => [eb.selectFrom('agreement.link as l').whereRef('l.organization_id', '=', 'p.organization_id').whereRef('l.paper_id', '=', 'p.id').where('l.revoked_at', 'is', null).select(sql<Instant | null>`max(l.until)`.as('until')).as('until')])
  if (mine) found = found.where('c.owner_id', '=', actor.id ?? actor.organizationId)
  const all = await found.execute()
  const signed = all.length ? standing(await signaturesOf(read, actor.organizationId, all.map(({ id }) => id))) : []
  return {
    items: all.flatMap((p) => (p.opened_at ? [{ id: p.id, complaintId: p.complaint_id, number: p.number, customerName: p.identity === 'open' ? (p.text as contract.AgreementText).customer.name : nameFor(p.identity as Identity, actor.locale), unitName: p.unit_name, timeZone: p.time_zone, no: p.no, totalFen: p.total_fen, openedAt: iso(p.opened_at), lacks: lacking(signed.filter(({ paper_id }) => paper_id === p.id)), until: isoOrNull(p.until) }] : [])), next: null,
  }
})
