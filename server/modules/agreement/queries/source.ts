import type { AgreementText } from '#contract/agreement.ts'
import { type Locale, notFound } from '#contract/common.ts'
import type { Identity } from '#contract/kept.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import { complainantOf, nameFor } from '#modules/complaint/queries/complainant.ts'
import { representativeOf } from '#modules/complaint/queries/representative.ts'
import { placeIn } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { localeOf, proposedText } from '../text.ts'

const caseRow = (read: Reader, organizationId: string, complaintId: string) => read.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id')
  .select(['c.number', 'c.identity', 'c.locale', 'c.unit_id', 'c.complainant_name', 'c.complainant_phone', 'c.complainant_email', 'u.name', 'u.phone', 'u.email', 'u.address', 'n.name as unit', 'n.phone as unit_phone', 'n.address as unit_address', 'n.time_zone', 'o.name as organization', 'o.locale as house'])
  .where('c.organization_id', '=', organizationId).where('c.id', '=', complaintId).executeTakeFirst()
type CaseRow = NonNullable<Awaited<ReturnType<typeof caseRow>>>

export interface PartyB { readonly name: string; readonly phone: string | null; readonly email: string | null; readonly address: string | null; readonly locale: Locale }

/** With whom it is made, and how they are reached; of whom few may know who it is, to those alone. */
const partyOf = async (read: Reader, { organizationId, locale }: Pick<Actor, 'organizationId' | 'locale'>, complaintId: string, c: CaseRow): Promise<PartyB> => {
  const theirs = localeOf(c.locale, c.house)
  if (c.identity !== 'open') {
    const known = await complainantOf(read, organizationId, complaintId)
    return { name: known?.name ?? nameFor(c.identity as Identity, locale), phone: known?.phone ?? null, email: known?.email ?? null, address: known?.address ?? null, locale: theirs }
  }
  // Who complains under another name than the record's is not that customer.
  const own = c.complainant_name === null
  return { name: c.complainant_name ?? c.name, phone: c.complainant_phone ?? (own ? c.phone : null), email: c.complainant_email ?? (own ? c.email : null), address: own ? c.address : null, locale: theirs }
}

export const partyB = async (read: Reader, actor: Pick<Actor, 'organizationId' | 'locale'>, complaintId: string): Promise<PartyB> => {
  const row = await caseRow(read, actor.organizationId, complaintId)
  if (!row) throw new Problem(notFound)
  return partyOf(read, actor, complaintId, row)
}

const pointsOf = async (read: Reader, organizationId: string, complaintId: string) => {
  const [points, findings] = await Promise.all([
    read.selectFrom('complaint.point').select(['id', 'no', 'words', 'reading']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute(),
    read.selectFrom('investigation.finding').select(['point_id', 'body']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('superseded_at', 'is', null).orderBy('id').execute(),
  ])
  return points.map(({ id, no, words, reading }) => ({ id, no, said: reading || words, found: findings.filter((f) => f.point_id === id).map((f) => f.body).join('\n') }))
}

interface Of { readonly complaintId: string; readonly proposalId: string; readonly no: number; readonly locale: Locale }

/** The agreement that the case proposes, as it stands now. */
export const proposalOfText = async (read: Reader, actor: Actor, { complaintId, proposalId, no, locale }: Of, now: Instant): Promise<AgreementText> => {
  const { organizationId } = actor
  const [row, points, items, proposal, { body, papers }, units, representative] = await Promise.all([
    caseRow(read, organizationId, complaintId), pointsOf(read, organizationId, complaintId),
    read.selectFrom('remedy.item').selectAll().where('organization_id', '=', organizationId).where('proposal_id', '=', proposalId).orderBy('no').execute(),
    read.selectFrom('remedy.proposal').select('total_fen').where('organization_id', '=', organizationId).where('id', '=', proposalId).executeTakeFirst(), currentPack(read, organizationId), unitRows(read, organizationId), representativeOf(read, actor, complaintId, now),
  ])
  if (!row || !proposal) throw new Problem(notFound)
  const party = await partyOf(read, actor, complaintId, row)
  const unitFor = (kind: string) => { const rule = body.execution.find((one) => one.kind === kind); const id = rule && placeIn(units, row.unit_id, { kind: rule.unitKind }); return units.find((one) => one.id === id)?.name ?? row.unit }
  return proposedText({
    locale, number: row.number, no, organization: row.organization, unit: { name: row.unit, phone: row.unit_phone ?? '', address: row.unit_address ?? '' }, timeZone: row.time_zone, now,
    customer: { name: party.name, phone: party.phone ?? '', address: party.address ?? '' }, representative: representative && { name: representative.name, relation: representative.relation }, points, items, totalFen: proposal.total_fen, body, papers, unitFor,
  })
}
