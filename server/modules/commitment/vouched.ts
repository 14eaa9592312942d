import { fingerprint } from '#kernel/id.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'

const told = (state: string) => (p: Payload) => ({ id: String(p['heldId']), known: { state } })

/** What waited for a yes, word for word, and what became of it. */
export const heldWords: Vouched = {
  what: 'held reply',
  tells: {
    'commitment.held': (p) => ({ id: String(p['heldId']), known: { digest: p['digest'], state: 'waiting' } }), 'commitment.released': told('sent'), 'commitment.givenBack': told('returned'), 'commitment.takenBack': told('withdrawn'),
  },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('commitment.held as h').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'h.organization_id').onRef('c.id', '=', 'h.complaint_id'))
      .select(['h.id', 'h.body', 'h.state', 'c.number']).where('h.organization_id', '=', organizationId).where(by === 'id' ? 'h.id' : 'h.complaint_id', 'in', [...ids]).execute())
      .map((h) => ({ id: h.id, name: `of ${h.number}`, known: { digest: fingerprint(h.body), state: h.state } })),
}
