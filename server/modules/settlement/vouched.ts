import type { Payload, Vouched } from '#kernel/vouched.ts'

/** What was agreed comes to. */
export const agreements: Vouched = {
  what: 'agreement',
  tells: { 'settlement.agreed': (p) => ({ id: String(p['agreementId']), known: { totalFen: p['totalFen'] } }) },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('settlement.agreement as a').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'a.organization_id').onRef('c.id', '=', 'a.complaint_id'))
      .select(['a.id', 'a.total_fen', 'c.number']).where('a.organization_id', '=', organizationId).where(by === 'id' ? 'a.id' : 'a.complaint_id', 'in', [...ids]).execute())
      .map((a) => ({ id: a.id, name: `of ${a.number}`, known: { totalFen: a.total_fen } })),
}

const told = (done: boolean) => (p: Payload) => ({ id: String(p['taskId']), known: { amountFen: p['amountFen'], done } })

/** What was paid or handed out. Nothing is told of a task before somebody begins it: then it cannot be done. */
export const tasks: Vouched = {
  what: 'task',
  tells: { 'settlement.taskBegun': told(false), 'settlement.taskDone': told(true), 'settlement.taskReopened': told(false), 'settlement.taskFellAway': told(false) },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('settlement.task as t').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 't.organization_id').onRef('c.id', '=', 't.complaint_id'))
      .select(['t.id', 't.kind', 't.amount_fen', 't.state', 'c.number']).where('t.organization_id', '=', organizationId).where(by === 'id' ? 't.id' : 't.complaint_id', 'in', [...ids]).execute())
      .map((t) => ({ id: t.id, name: `${t.kind} of ${t.number}`, known: { amountFen: t.amount_fen, done: t.state === 'done' }, untold: t.state !== 'done' })),
}
