import type { Selectable } from '#kernel/db.ts'
import { fingerprint } from '#kernel/id.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'
import type { Tables } from '../../tables/index.ts'

/** What was asked and found out. Who has it is left out: it goes to somebody else where a case is about them. */
export const digestOfTask = (t: Selectable<Tables['inquiry.task']>): string => fingerprint([t.number, t.kind, t.what, t.point_id, t.asked_by, t.asked_at, t.due_at, t.state, t.fields, t.result, t.ended_at, t.ended_by, t.end_why, t.reopened])

const told = (p: Payload) => ({ id: String(p['inquiryId']), known: { content: p['digest'] } })

export const tasks: Vouched = {
  what: 'inquiry',
  tells: { 'inquiry.asked': told, 'inquiry.changed': told, 'inquiry.done': told, 'inquiry.dropped': told, 'inquiry.reopened': told },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('inquiry.task').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'id' : 'complaint_id', 'in', [...ids]).execute())
      .map((row) => ({ id: row.id, name: row.number, known: { content: digestOfTask(row) } })),
}
