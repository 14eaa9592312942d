import { type Reader, sql } from '#kernel/db.ts'
import type { Ground, Vouched } from '#kernel/vouched.ts'

const OPEN = { state: 'open' }

/** The case itself: who has it, how urgent it is, whether and how it ended. */
const cases: Vouched = {
  what: 'complaint',
  tells: {
    // What was brought from elsewhere may have been over there.
    'complaint.registered': (p) => ({ id: String(p['complaintId']), known: { ...(p['closedAt'] ? { state: 'closed', outcome: null } : OPEN), number: p['number'], channel: p['channel'], urgency: p['urgency'], owner: p['ownerId'] } }),
    'complaint.urgencyChanged': (p) => ({ id: String(p['complaintId']), known: { urgency: p['urgency'] } }),
    'complaint.ownerChanged': (p) => ({ id: String(p['complaintId']), known: { owner: p['ownerId'] } }),
    'complaint.closed': (p) => ({ id: String(p['complaintId']), known: { state: 'closed', outcome: p['outcome'] } }),
    'complaint.reopened': (p) => ({ id: String(p['complaintId']), known: OPEN }),
    'complaint.mergedInto': (p) => ({ id: String(p['complaintId']), known: { state: 'merged' } }),
    'complaint.separated': (p) => ({ id: String(p['complaintId']), known: OPEN }),
  },
  rows: async (read, organizationId, { ids }) =>
    (await read.selectFrom('complaint.complaint').select(['id', 'number', 'channel', 'urgency', 'owner_id', 'state', 'outcome']).where('organization_id', '=', organizationId).where('id', 'in', [...ids]).execute())
      // An end that is agreed on before the case is closed is not told of.
      .map(({ id, number, channel, urgency, owner_id, state, outcome }) => ({ id, name: number, known: { number, channel, urgency, owner: owner_id, state, ...(state === 'closed' && { outcome }) } })),
}

const points: Vouched = {
  what: 'point',
  tells: { 'complaint.classified': (p) => ({ id: String(p['pointId']), known: { category: p['categoryCode'], severity: p['severity'] } }) },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('complaint.point as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
      .select(['p.id', 'p.no', 'p.category_code', 'p.severity', 'c.number']).where('p.organization_id', '=', organizationId).where(by === 'id' ? 'p.id' : 'p.complaint_id', 'in', [...ids]).execute())
      .map(({ id, no, number, category_code, severity }) => ({ id, name: `${no} of ${number}`, known: { category: category_code, severity }, untold: true })),
}

/** Cases that were registered, not taken back, and are not there any more. */
const gone = async (read: Reader, organizationId: string): Promise<string[]> => (await sql<{ number: string }>`
  select e.payload ->> 'number' as number from kernel.event e where e.organization_id = ${organizationId} and e.name = 'complaint.registered'
    and not exists (select from complaint.complaint c where c.organization_id = e.organization_id and c.id = e.subject_id)
    and not exists (select from kernel.event t where t.organization_id = e.organization_id and t.subject_id = e.subject_id and t.name = 'complaint.takenBack')`.execute(read.raw)).rows.map(({ number }) => `complaint ${number} was removed`)

const other = (field: string) => (payload: Readonly<Record<string, unknown>>) => String(payload[field])

/** Cases and what hangs on them. What hangs on a case goes along when it is merged, and may come back. */
export const groundOfCases = (kinds: readonly Vouched[]): Ground => ({
  subjects: async (read, organizationId, after, most) => (await read.selectFrom('complaint.complaint').select('id').where('organization_id', '=', organizationId).where('id', '>', after).orderBy('id').limit(most).execute()).map(({ id }) => id),
  crossings: { 'complaint.merged': other('mergedId'), 'complaint.mergedInto': other('survivorId'), 'complaint.unmerged': other('separatedId'), 'complaint.separated': other('survivorId') },
  kinds: [cases, points, ...kinds],
  gone,
})
