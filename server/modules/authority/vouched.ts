import type { Ground, Payload, Vouched } from '#kernel/vouched.ts'

/** Who lent whom their authority, for which days and up to what, and whether that was ended. */
const delegations: Vouched = {
  what: 'delegation',
  tells: {
    'authority.delegated': (p: Payload) => ({ id: String(p['delegationId']), known: { from: p['fromId'], to: p['toId'], fromOn: p['from'], untilOn: p['until'], mostFen: p['mostFen'], ended: false } }),
    'authority.delegationEnded': (p: Payload) => ({ id: String(p['delegationId']), known: { ended: true } }),
  },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('authority.delegation').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'id' : 'from_id', 'in', [...ids]).execute())
      .map((d) => ({ id: d.id, name: `until ${d.until_on}`, known: { from: d.from_id, to: d.to_id, fromOn: d.from_on, untilOn: d.until_on, mostFen: d.most_fen, ended: d.ended_at !== null } })),
}

/** What hangs on people. */
export const groundOfPeople: Ground = {
  subjects: async (read, organizationId, after, most) => (await read.selectFrom('identity.person').select('id').where('organization_id', '=', organizationId).where('id', '>', after).orderBy('id').limit(most).execute()).map(({ id }) => id),
  crossings: {}, kinds: [delegations],
}
