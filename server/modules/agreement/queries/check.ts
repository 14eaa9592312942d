import type { AgreementText, Checked, PaperState } from '#contract/agreement.ts'
import type { Reader } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { sealOfText } from '../seal.ts'
import { shownSignature, standing } from './papers.ts'

/** What the log of events says of it, which nobody can change. */
const toldOf = async (read: Reader, organizationId: string, complaintId: string, paperId: string) => {
  const events = await read.selectFrom('kernel.event').select(['name', 'payload']).where('organization_id', '=', organizationId).where('subject_id', '=', complaintId).where('name', 'in', ['agreement.frozen', 'agreement.sealed', 'agreement.signed']).execute()
  return events.map(({ name, payload }) => ({ name, payload: payload as Readonly<Record<string, unknown>> })).filter(({ payload }) => payload['paperId'] === paperId)
}

/** Whether a file somebody holds is an agreement that was signed here, in sight of who asks. A single byte that differs makes it unknown. */
export const checked = query('agreement.read', async (read, actor, { sha256 }: { sha256: string }): Promise<Checked> => {
  const { organizationId } = actor
  const row = await read.selectFrom('agreement.paper as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
    .selectAll('p').select('c.number').where('p.organization_id', '=', organizationId).where('p.pdf_sha256', '=', sha256.toLowerCase()).executeTakeFirst()
  if (!row?.sealed_at || !row.sha256) return { known: false, paper: null, intact: false }
  const [all, told] = await Promise.all([read.selectFrom('agreement.signature').selectAll().where('organization_id', '=', organizationId).where('paper_id', '=', row.id).orderBy('id').execute(), toldOf(read, organizationId, row.complaint_id, row.id)])
  const signatures = standing(all).map((one) => shownSignature(one, row.sha256, () => null))
  const says = (name: string, key: string, value: string | null) => told.some((one) => one.name === name && one.payload[key] === value)
  const intact = sealOfText(row.text as AgreementText) === row.sha256 && says('agreement.frozen', 'textSha256', row.sha256) && says('agreement.sealed', 'pdfSha256', row.pdf_sha256) && signatures.every((one) => one.intact && says('agreement.signed', 'seal', one.seal))
  return {
    known: true, intact,
    paper: { id: row.id, complaintId: row.complaint_id, number: row.number, no: row.no, state: row.state as PaperState, signedAt: isoOrNull(row.signed_at), sealedAt: iso(row.sealed_at), textSha256: row.sha256, signatures: signatures.map(({ side, name, way, at, intact: whole }) => ({ side, name, way, at, intact: whole })) },
  }
})
