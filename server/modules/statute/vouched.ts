import { fingerprint } from '#kernel/id.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'

const told = (state: string) => (p: Payload) => ({ id: String(p['exemptionId']), known: { state, rule: p['statuteRule'] } })

/** What was found for rules of law. */
export const answers: Vouched = {
  what: 'statute answer',
  tells: { 'statute.answered': (p) => ({ id: String(p['answerId']), known: { digest: p['digest'] } }) },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('statute.answer as a').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'a.organization_id').onRef('c.id', '=', 'a.complaint_id'))
      .select(['a.id', 'a.facts', 'c.number']).where('a.organization_id', '=', organizationId).where(by === 'id' ? 'a.id' : 'a.complaint_id', 'in', [...ids]).execute())
      .map((a) => ({ id: a.id, name: `of ${a.number}`, known: { digest: fingerprint(a.facts) } })),
}

/** Where a rule of law was said not to apply, and what became of that. */
export const exemptions: Vouched = {
  what: 'statute exemption',
  tells: { 'statute.exemptionAsked': told('asked'), 'statute.exemptionApproved': told('approved'), 'statute.exemptionReturned': told('returned'), 'statute.exemptionLapsed': told('lapsed') },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('statute.exemption as e').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'e.organization_id').onRef('c.id', '=', 'e.complaint_id'))
      .select(['e.id', 'e.state', 'e.rule_id', 'c.number']).where('e.organization_id', '=', organizationId).where(by === 'id' ? 'e.id' : 'e.complaint_id', 'in', [...ids]).execute())
      .map((e) => ({ id: e.id, name: `of ${e.number}`, known: { state: e.state, rule: e.rule_id } })),
}
