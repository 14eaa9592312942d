import { fingerprint } from '#kernel/id.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'

/** What identifies a proceeding at its body. */
export const digestOf = (row: { readonly body_code: string; readonly reference: string | null; readonly came: string }): string => fingerprint([row.body_code, row.reference, row.came])

/** What a report says. */
export const digestOfReport = (row: { readonly kind: string; readonly answers: unknown; readonly outcome: string }): string => fingerprint([row.kind, row.answers, row.outcome])

const told = (known: (p: Payload) => Record<string, unknown>) => (p: Payload) => ({ id: String(p['proceedingId']), known: known(p) })

export const proceedings: Vouched = {
  what: 'proceeding',
  tells: {
    'proceeding.registered': told((p) => ({ content: p['digest'], result: null })),
    'proceeding.changed': told((p) => ({ content: p['digest'] })),
    'proceeding.ended': told((p) => ({ result: p['proceedingResult'] })),
  },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('proceeding.proceeding as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
      .select(['p.id', 'p.body_code', 'p.reference', 'p.came', 'p.result', 'c.number']).where('p.organization_id', '=', organizationId).where(by === 'id' ? 'p.id' : 'p.complaint_id', 'in', [...ids]).execute())
      .map((p) => ({ id: p.id, name: `of ${p.number}`, known: { content: digestOf(p), result: p.result } })),
}

const toldOfReport = (known: (p: Payload) => Record<string, unknown>) => (p: Payload) => ({ id: String(p['reportId']), known: known(p) })

/** What a body was answered, as it was approved and handed in. */
export const reports: Vouched = {
  what: 'report to a body',
  tells: {
    'proceeding.reportWritten': toldOfReport((p) => ({ content: p['digest'] })),
    'proceeding.reportSent': toldOfReport((p) => ({ sentAt: p['sentAt'], how: p['reportHow'] })),
  },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('proceeding.report as r').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'r.organization_id').onRef('c.id', '=', 'r.complaint_id'))
      .select(['r.id', 'r.kind', 'r.answers', 'r.outcome', 'r.sent_at', 'r.sent_how', 'c.number']).where('r.organization_id', '=', organizationId).where(by === 'id' ? 'r.id' : 'r.complaint_id', 'in', [...ids]).execute())
      .map((r) => ({ id: r.id, name: `of ${r.number}`, known: { content: digestOfReport(r), sentAt: r.sent_at?.toISOString() ?? null, how: r.sent_how } })),
}
