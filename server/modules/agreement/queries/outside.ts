import type { AgreementText, PaperState, Side } from '#contract/agreement.ts'
import { type Behind, linkOver } from '#contract/agreement-link.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { masked } from '../rules.ts'
import { standing } from './papers.ts'
import { partyB } from './source.ts'

interface Came { readonly paperId: string; readonly until: Instant; /** They have shown who they are. */ readonly shown: boolean; readonly canMail: boolean; readonly canTextCode: boolean }

/** What lies behind a link: before they show who they are that there is something to sign, and nothing of what it says. */
export const paperBehind = query('portal.read', async (read, actor, { paperId, until, shown, canMail, canTextCode }: Came): Promise<Behind> => {
  const { organizationId } = actor
  const row = await read.selectFrom('agreement.paper as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .selectAll('p').select(['n.time_zone', 'c.number']).where('p.organization_id', '=', organizationId).where('p.id', '=', paperId).executeTakeFirst()
  if (!row?.sha256) throw new Problem(linkOver)
  const [party, signatures] = await Promise.all([partyB(read, actor, row.complaint_id), read.selectFrom('agreement.signature').selectAll().where('organization_id', '=', organizationId).where('paper_id', '=', paperId).orderBy('id').execute()])
  const text = row.text as AgreementText
  const contact = party.phone && canTextCode ? party.phone : canMail ? party.email : null
  return {
    organization: text.organization, number: row.number, locale: text.locale, timeZone: row.time_zone, until: iso(until), state: row.state as PaperState, contact: contact && masked(contact),
    paper: shown ? { no: row.no, text, sha256: row.sha256, signatures: standing(signatures).map((one) => ({ side: one.side as Side, name: one.name, at: iso(one.signed_at) })), sealedSha256: row.pdf_sha256 } : null,
  }
})

/** What was signed in a case and is kept, the newest, for who comes with its number and code. */
export const sealedOfCase = query('portal.read', async (read, actor, { complaintId }: { complaintId: string }) => {
  const row = await read.selectFrom('agreement.paper').select(['id', 'no', 'signed_at', 'pdf_sha256']).where('organization_id', '=', actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'signed').where('pdf_id', 'is not', null).orderBy('no', 'desc').limit(1).executeTakeFirst()
  return row?.signed_at && row.pdf_sha256 ? { id: row.id, no: row.no, signedAt: iso(row.signed_at), sha256: row.pdf_sha256 } : null
})
