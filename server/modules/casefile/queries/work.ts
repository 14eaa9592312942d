import type { WorkKind } from '#contract/absence.ts'
import { sql } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'

interface Row { readonly kind: WorkKind; readonly count: number }

/** What lies with somebody, of what the reader sees: what there is nothing of is left out. Goods and evidence stay in their hands until they are handed on. */
export const workOf = query('identity.passOn', async (read, actor, { id }: { id: string }): Promise<{ items: Row[]; next: null }> => {
  const of = sql`organization_id = ${actor.organizationId} and`
  const { rows } = await sql<Row>`
    select * from (values
      (1, 'complaints', (select count(*)::int from complaint.complaint where ${of} owner_id = ${id} and state = 'open')), (2, 'promises', (select count(*)::int from promise.promise where ${of} owner_id = ${id} and state in ('open', 'broken'))),
      (3, 'inquiries', (select count(*)::int from inquiry.task where ${of} owner_id = ${id} and state = 'open')), (4, 'suggestions', (select count(*)::int from feedback.feedback where ${of} owner_id = ${id} and answered_at is null and complaint_id is null)),
      (5, 'calls', (select count(*)::int from call_back.task where ${of} taken_by = ${id} and state = 'open') + (select count(*)::int from campaign.person where ${of} taken_by = ${id} and state = 'open')),
      (6, 'forms', (select count(*)::int from liaison.stop where ${of} taken_by = ${id} and state = 'open')), (7, 'urgings', (select count(*)::int from routing.urging where ${of} to_id = ${id} and answered_at is null)),
      (8, 'meetings', (select count(*)::int from meeting.booking where ${of} host_id = ${id} and state = 'booked')), (9, 'goods', (select count(*)::int from custody.item where ${of} holder_id = ${id} and ended_at is null)),
      (10, 'evidence', (select count(*)::int from evidence.item where ${of} holder_id = ${id} and state = 'held')),
      (11, 'opinions', (select count(*)::int from expert.opinion where ${of} person_id = ${id} and state = 'asked'))
    ) as w (no, kind, count) where count > 0 order by no`.execute(read.raw)
  return { items: rows.map(({ kind, count }) => ({ kind, count })), next: null }
})
