import type { Payload, Vouched } from '#kernel/vouched.ts'

const told = (leads: boolean) => (p: Payload) => ({ id: String(p['leadingId']), known: { leads } })

/** Which cases lead others. */
export const leading: Vouched = {
  what: 'mark of a leading case',
  tells: { 'precedent.marked': told(true), 'precedent.markWithdrawn': told(false) },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('precedent.leading as l').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'l.organization_id').onRef('c.id', '=', 'l.complaint_id'))
      .select(['l.id', 'l.ended_at', 'c.number']).where('l.organization_id', '=', organizationId).where(by === 'id' ? 'l.id' : 'l.complaint_id', 'in', [...ids]).execute())
      .map((l) => ({ id: l.id, name: l.number, known: { leads: l.ended_at === null } })),
}
