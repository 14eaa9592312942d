import type { Payload, Vouched } from '#kernel/vouched.ts'

const told = (state: string) => (p: Payload) => ({ id: String(p['promiseId']), known: { state } })

/** What was promised by when, and whether it was kept. */
export const promises: Vouched = {
  what: 'promise',
  tells: {
    'promise.made': (p) => ({ id: String(p['promiseId']), known: { due: p['dueAt'], state: 'open' } }),
    'promise.kept': told('kept'), 'promise.broken': told('broken'), 'promise.withdrawn': told('withdrawn'), 'promise.released': told('released'),
  },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('promise.promise as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
      .select(['p.id', 'p.due_at', 'p.state', 'c.number']).where('p.organization_id', '=', organizationId).where(by === 'id' ? 'p.id' : 'p.complaint_id', 'in', [...ids]).execute())
      .map((p) => ({ id: p.id, name: `of ${p.number}`, known: { due: p.due_at.toISOString(), state: p.state } })),
}
