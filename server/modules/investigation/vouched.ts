import { fingerprint } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Vouched } from '#kernel/vouched.ts'

interface Finding { readonly body: string; readonly liability: string; readonly root_cause: string | null; readonly cause_detail: string | null; readonly method: string | null; readonly explanation: string | null; readonly alternative_help: string | null; readonly by_id: string | null; readonly at: Instant }

/** Everything a finding says; it is never changed, only followed by another. */
export const digestOfFinding = ({ body, liability, root_cause, cause_detail, method, explanation, alternative_help, by_id, at }: Finding): string => fingerprint({ body, liability, root_cause, cause_detail, method, explanation, alternative_help, by_id, at })

export const findings: Vouched = {
  what: 'finding',
  tells: { 'investigation.findingAdded': (p) => ({ id: String(p['findingId']), known: { liability: p['liability'], content: p['digest'] } }) },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('investigation.finding as f').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'f.organization_id').onRef('c.id', '=', 'f.complaint_id'))
      .selectAll('f').select('c.number').where('f.organization_id', '=', organizationId).where(by === 'id' ? 'f.id' : 'f.complaint_id', 'in', [...ids]).execute())
      .map((f) => ({ id: f.id, name: `of ${f.number}`, known: { liability: f.liability, content: digestOfFinding(f) } })),
}
