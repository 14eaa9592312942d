import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { Recipient } from '#contract/containment.ts'
import type * as contract from '#contract/containment.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('containment.recipient as p')
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'p.organization_id').onRef('n.id', '=', 'p.unit_id'))
  .leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
  .selectAll('p').select(['n.name as unit_name', 'c.number as complaint_number', sql<string | null>`containment.shown_orders(p.order_number)`.as('shown_orders')]).where('p.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const showing = async (read: Reader, organizationId: string, rows: readonly Row[]) => {
  const name = await namesOf(read, organizationId, rows.map((r) => r.by_id))
  return (r: Row): Recipient => ({
    id: r.id, version: r.version, name: r.name, phone: r.phone, order: r.shown_orders, quantity: r.quantity, source: r.source as Recipient['source'], complaint: r.complaint_id && r.complaint_number ? { id: r.complaint_id, number: r.complaint_number } : null, unitName: r.unit_name, state: r.state as Recipient['state'], tries: r.tries,
    spoken: r.at && { how: (r.how ?? 'phone') as NonNullable<Recipient['spoken']>['how'], result: r.result ?? '', by: name(r.by_id), at: iso(r.at) },
  })
}

export const recipients = listing('containment.read', async (read, { organizationId }, { id, state, q, limit = 50, cursor }: z.output<typeof contract.recipients.input>) => {
  if (!await read.selectFrom('containment.hold').select('id').where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst()) throw new Problem(notFound)
  let rows = rowsOf(read, organizationId).where('p.hold_id', '=', id).orderBy('p.id').limit(limit + 1)
  if (state) rows = rows.where('p.state', '=', sql.lit(state))
  // What is not shown is not found by, either; only where it could be is it looked at.
  if (q) rows = rows.where(sql<boolean>`case when position(lower(${q}) in lower(concat_ws(' ', p.name, p.phone))) > 0 then true when position(lower(${q}) in lower(p.order_number)) > 0 then position(lower(${q}) in lower(containment.shown_orders(p.order_number))) > 0 else false end`)
  if (cursor) rows = rows.where('p.id', '>', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, organizationId, found))
})

export const oneRecipient = query('containment.read', async (read, { organizationId }, { id }: { id: string }): Promise<Recipient> => {
  const row = await rowsOf(read, organizationId).where('p.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await showing(read, organizationId, [row]))(row)
})
