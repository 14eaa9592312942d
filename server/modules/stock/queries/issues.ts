import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { Issue } from '#contract/stock.ts'
import type * as contract from '#contract/stock.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const issueRows = (read: Reader, organizationId: string) => read.selectFrom('stock.issue as i')
  .innerJoin('stock.kind as k', (j) => j.onRef('k.organization_id', '=', 'i.organization_id').onRef('k.id', '=', 'i.kind_id'))
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'i.organization_id').onRef('c.id', '=', 'i.complaint_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'i.organization_id').onRef('n.id', '=', 'i.unit_id'))
  .innerJoin('settlement.task as t', (j) => j.onRef('t.organization_id', '=', 'i.organization_id').onRef('t.id', '=', 'i.task_id'))
  .innerJoin('settlement.agreement as a', (j) => j.onRef('a.organization_id', '=', 't.organization_id').onRef('a.id', '=', 't.agreement_id'))
  .selectAll('i').select([sql<boolean>`(t.state = 'done' and a.cancelled_at is null)`.as('asks_owed'), 'k.name as kind_name', 'c.number as complaint_number', 'c.identity', 'n.name as unit_name', 'n.time_zone']).where('i.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof issueRows>['execute']>>[number]

const show = async (read: Reader, actor: Actor, rows: readonly Row[]): Promise<Issue[]> => {
  const ids = rows.map((r) => r.id)
  const [pieces, name] = await Promise.all([ids.length ? read.selectFrom('stock.coupon').select(['issue_id', 'code']).where('organization_id', '=', actor.organizationId).where('issue_id', 'in', ids).orderBy('code_key').execute() : [], namesOf(read, actor.organizationId, rows.map((r) => r.by_id))])
  const of = groupBy(pieces, (p) => p.issue_id)
  return rows.map((r) => ({
    id: r.id, number: r.number, complaintId: r.complaint_id, complaintNumber: r.complaint_number, taskId: r.task_id, kindId: r.kind_id, kindName: r.kind_name, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, quantity: r.quantity, worthFen: r.worth_fen, codes: (of.get(r.id) ?? []).map((p) => p.code),
    recipient: r.identity === 'open' || actor.identity ? r.recipient : null, signatureId: r.signature, unsignedWhy: r.unsigned_why, by: name(r.by_id), at: iso(r.at), returned: r.returned, returnedFen: r.returned_fen, asksOwed: r.asks_owed, version: r.version,
  }))
}

/** Newest first. */
export const issues = listing('stock.read', async (read, actor, { complaintId, unitId, q, limit = 50, cursor }: z.output<typeof contract.issues.input>) => {
  let rows = issueRows(read, actor.organizationId).orderBy('i.id', 'desc').limit(limit + 1)
  if (complaintId) rows = rows.where('i.complaint_id', '=', complaintId)
  if (unitId) rows = rows.where('i.unit_id', '=', unitId)
  if (q) rows = rows.where(sql<boolean>`(position(lower(${q}) in lower(concat_ws(' ', i.number, k.name))) > 0 or exists (select from stock.coupon p where p.organization_id = i.organization_id and p.issue_id = i.id and lower(p.code) = lower(${q})))`)
  if (cursor) rows = rows.where('i.id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  const shown = new Map((await show(read, actor, found)).map((one) => [one.id, one]))
  return pageOf(found, limit, (r) => [r.id], (r): Issue => shown.get(r.id) as Issue)
})

export const oneIssue = query('stock.read', async (read, actor, { id }: { id: string }): Promise<Issue> => {
  const [shown] = await show(read, actor, await issueRows(read, actor.organizationId).where('i.id', '=', id).execute())
  if (!shown) throw new Problem(notFound)
  return shown
}, (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: output.unitId }))
