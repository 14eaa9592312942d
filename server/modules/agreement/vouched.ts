import type { AgreementText } from '#contract/agreement.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'
import { sealOf, sealOfText } from './seal.ts'

const frozen = (p: Payload) => ({ id: String(p['paperId']), known: { text: p['textSha256'], totalFen: p['totalFen'], state: 'open' } })

/** The text that lay before the customer, computed anew, and the file that both signed. Drafts say nothing yet. */
export const papers: Vouched = {
  what: 'settlement paper',
  tells: {
    'agreement.frozen': frozen, 'agreement.completed': (p) => ({ id: String(p['paperId']), known: { state: 'signed' } }), 'agreement.ended': (p) => ({ id: String(p['paperId']), known: { state: p['endCause'] === 'declined' ? 'declined' : 'voided' } }),
    'agreement.sealed': (p) => ({ id: String(p['paperId']), known: { pdf: p['pdfSha256'] } }),
  },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('agreement.paper as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
      .select(['p.id', 'p.no', 'p.text', 'p.total_fen', 'p.sha256', 'p.state', 'p.pdf_sha256', 'c.number']).where('p.organization_id', '=', organizationId).where(by === 'id' ? 'p.id' : 'p.complaint_id', 'in', [...ids]).execute())
      .map((p) => ({ id: p.id, name: `${p.no} of ${p.number}`, known: p.sha256 === null ? {} : { text: sealOfText(p.text as AgreementText), totalFen: p.total_fen, state: p.state, ...(p.pdf_sha256 !== null && { pdf: p.pdf_sha256 }) }, untold: p.sha256 === null && p.state !== 'signed' })),
}

/** Who put their name under it, how and when. */
export const agreementSignatures: Vouched = {
  what: 'signature on settlement paper',
  tells: {
    'agreement.signed': (p) => ({ id: String(p['signatureId']), known: { seal: p['seal'], voided: false } }),
    'agreement.signatureVoided': (p) => ({ id: String(p['signatureId']), known: { voided: true } }),
  },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('agreement.signature as s').innerJoin('agreement.paper as p', (j) => j.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.paper_id')).innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.complaint_id'))
      .selectAll('s').select(['p.sha256', 'c.number']).where('s.organization_id', '=', organizationId).where(by === 'id' ? 's.id' : 's.complaint_id', 'in', [...ids]).execute())
      .map((one) => ({ id: one.id, name: `of ${one.side} on ${one.number}`, known: { seal: sealOf(one.sha256 ?? '', one), voided: one.voided_at !== null } })),
}
