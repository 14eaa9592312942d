import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { By, type FoundOrder, MOST_FOUND, type ShownSource, type TakenOrder, type lookUp } from '#contract/order-book.ts'
import { withoutCustomer } from '#contract/order-fit.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import type { Connector, Settings } from '../port.ts'
import { isKept, isOfPerson, isUnnamed, keyOf, once } from '../rules.ts'

const COLUMNS = { order: 'number_key', phone: 'phone_key', member: 'member_key', serial: 'serial_key', lot: 'lot_key' } as const

/** Orders that were brought as tables; of what several tell, the latest. */
export const tableConnector = (read: Reader, organizationId: string): Connector => ({
  look: async (by, value) => {
    const { rows } = await sql<{ book_id: string; body: FoundOrder }>`
      select e.book_id, e.body from order_book.entry e join order_book.book b on b.organization_id = e.organization_id and b.id = e.book_id
      where e.organization_id = ${organizationId} and ${sql.ref(`e.${COLUMNS[by]}`)} = ${keyOf(by, value)} and b.live_at is not null and b.replaced_by is null
      order by b.live_at desc, b.id desc, e.row_no limit ${sql.lit(5 * MOST_FOUND)}`.execute(read.raw)
    const all = once(rows.map(({ book_id, body }) => ({ from: book_id, order: body })))
    return { asked: { source: 'table', outcome: all.length ? 'found' : 'notFound', trouble: null, status: null, more: all.length > MOST_FOUND }, found: all.slice(0, MOST_FOUND), answer: null }
  },
})

export const findSource = (read: Reader, organizationId: string) => read.selectFrom('order_book.source').selectAll().where('organization_id', '=', organizationId).executeTakeFirst()
type SourceRow = NonNullable<Awaited<ReturnType<typeof findSource>>>

export const settingsOf = (row: SourceRow): Settings => ({
  url: row.url, method: row.method as 'GET', headerName: row.header_name, secret: row.secret, listPath: row.list_path, paths: row.paths as Settings['paths'], amountIn: row.amount_in as 'yuan', timeoutMs: row.timeout_ms,
})

const booksOf = async (read: Reader, organizationId: string) => {
  const { rows: [row] } = await sql<{ orders: number; since: Instant | null; tables: number }>`select coalesce(sum(rows), 0)::int as orders, max(live_at) as since, count(*)::int as tables from order_book.book where organization_id = ${organizationId} and live_at is not null and replaced_by is null`.execute(read.raw)
  return { orders: row?.orders ?? 0, since: row?.since ?? null, tables: row?.tables ?? 0 }
}

/** Everything that is needed to look: what the tables say, and whom to ask besides. @throws Problem when the case is out of sight. */
export const begin = query('complaint.lookUpOrder', async (read, { organizationId, identity }, { by, value, complaintId }: z.output<typeof lookUp.input>) => {
  const complaint = complaintId ? await findComplaint(read, organizationId, complaintId) : null
  if (complaintId && !complaint) throw new Problem(notFound, {}, 'complaintId')
  const source = await findSource(read, organizationId)
  const { tables } = await booksOf(read, organizationId)
  return {
    unnamed: isUnnamed({ by, kept: complaint !== null && isKept(complaint), seesIdentity: identity === true }),
    table: tables > 0 ? await tableConnector(read, organizationId).look(by, value) : null,
    http: source?.asks.includes(by) ? settingsOf(source) : null,
  }
})

export const sources = query('complaint.readOrderSources', async (read, actor) => {
  const [row, { orders, since }] = [await findSource(read, actor.organizationId), await booksOf(read, actor.organizationId)]
  const name = await namesOf(read, actor.organizationId, row ? [row.changed_by] : [])
  const settings = (r: SourceRow): ShownSource => ({
    url: r.url, method: r.method as 'GET', by: By.array().parse(r.asks), headerName: r.header_name, listPath: r.list_path, paths: r.paths as ShownSource['paths'], amountIn: r.amount_in as 'yuan', timeoutMs: r.timeout_ms,
    changedBy: name(r.changed_by) ?? { id: r.changed_by, name: '' }, changedAt: iso(r.changed_at),
  })
  return {
    table: { orders, since: isoOrNull(since) },
    http: row ? { host: hostOf(row.url), by: By.array().parse(row.asks), settings: actor.may('integration.setOrderSource') ? settings(row) : null } : null,
  }
})

/** Only what is before the first thing that varies. */
export const hostOf = (url: string): string => new URL(url.replaceAll('{by}', 'by').replaceAll('{value}', 'value')).host

/** What was taken over into a case, in the order in which it was; of who is protected since, without who it is. */
export const takenOrdersOf = async (read: Reader, organizationId: string, complaintId: string): Promise<TakenOrder[]> => {
  const rows = await read.selectFrom('order_book.taken as t').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 't.organization_id').onRef('c.id', '=', 't.complaint_id')).selectAll('t').select('c.identity')
    .where('t.organization_id', '=', organizationId).where('t.complaint_id', '=', complaintId).orderBy('t.id').execute()
  const name = await namesOf(read, organizationId, rows.map((r) => r.taken_by))
  return rows.map((r) => ({ id: r.id, source: r.source as 'table', by: By.parse(r.asks), value: isKept(r) && isOfPerson(r.asks) ? '' : r.value, order: unnamedIf(isKept(r))(r.found as FoundOrder), filled: r.filled, lookedAt: iso(r.looked_at), takenBy: name(r.taken_by) ?? null, takenAt: iso(r.taken_at) }))
}

export const unnamedIf = (unnamed: boolean) => (order: FoundOrder): FoundOrder => (unnamed ? withoutCustomer(order) : order)
