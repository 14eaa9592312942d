import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type { EntryKind, LedgerBy, LedgerEntry, LedgerRow } from '#contract/ledger.ts'
import type * as contract from '#contract/ledger.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { firstOf, lastOf, whyNotPeriod } from '../rules.ts'

interface Asked { readonly from: string; readonly to: string; readonly unitId?: string | undefined }

/** Who keeps the books of all units. */
const keepsAll = (actor: Actor): boolean => actor.units === 'all' || actor.may('ledger.whole')

/** The books of all units are for who keeps them, every line; others see those of their own, without cases that are kept from them. */
const within = (actor: Actor, unitId: string | undefined) => {
  const own = keepsAll(actor) ? sql`true` : sql`l.unit_id = any (${[...actor.units]}::uuid[]) and l.complaint_id <> all ((select complaint.kept())::uuid[])`
  return unitId ? sql`${own} and l.unit_id = ${unitId}::uuid` : own
}

const KEYS = { unit: sql`l.unit_id::text`, category: sql`coalesce(l.category_code, '')`, cause: sql`coalesce(l.cause, '')`, remedyKind: sql`coalesce(l.remedy_kind, '')`, month: sql`to_char(l.on_day, 'YYYY-MM')` } as const satisfies Record<LedgerBy, unknown>

const periodOf = ({ from, to }: Asked) => {
  const refusal = whyNotPeriod(from, to)
  if (refusal) throw new Problem(refusal, {}, 'to')
  return { since: firstOf(from), until: lastOf(to) }
}

interface Summed { readonly key: string; readonly entries: number; readonly planned: number; readonly paid: number; readonly issued: number; readonly worth: number; readonly received: number }

const sumsOf = async (read: Reader, actor: Actor, asked: Asked, by: LedgerBy): Promise<readonly Summed[]> => {
  const { since, until } = periodOf(asked)
  const seen = within(actor, asked.unitId)
  const { rows } = await sql<Summed>`select key, sum(entries)::int as entries, sum(planned)::bigint as planned, sum(paid)::bigint as paid, sum(issued)::bigint as issued, sum(worth)::bigint as worth, sum(received)::bigint as received from (
      select ${KEYS[by]} as key, count(*) as entries, 0 as planned, coalesce(sum(l.amount_fen) filter (where l.kind in ('paid', 'bounced')), 0) as paid, coalesce(sum(l.amount_fen) filter (where l.kind in ('issued', 'takenBack')), 0) as issued,
        coalesce(sum(l.amount_fen) filter (where l.kind = 'worth'), 0) as worth, coalesce(-sum(l.amount_fen) filter (where l.kind = 'received'), 0) as received
      from ledger.lines(${since}::date, ${until}::date) l where ${seen} group by 1
      union all
      select ${KEYS[by]}, 0, sum(l.amount_fen), 0, 0, 0, 0 from ledger.planned(${since}::date, ${until}::date) l where ${seen} group by 1
    ) as both_sides group by key`.execute(read.raw)
  return rows
}

const withSums = ({ entries, planned, paid, issued, worth, received }: Omit<Summed, 'key'>) => ({ entries, plannedFen: planned, paidFen: paid, issuedFen: issued, worthFen: worth, costFen: paid + issued + worth, receivedFen: received, netFen: paid + issued + worth - received })

/** What keys are called. */
export const namer = async (read: Reader, actor: Pick<Actor, 'organizationId'>, locale: Locale) => {
  const [units, { body }] = [await unitRows(read, actor.organizationId), await currentPack(read, actor.organizationId)]
  const unit = new Map(units.map((u) => [u.id, u.name]))
  const category = new Map(body.categories.map((c) => [c.code, c.label[locale]]))
  const cause = new Map(body.causes.map((c) => [c.code, c.label[locale]]))
  return {
    unit: (key: string) => unit.get(key) ?? '', category: (key: string) => category.get(key) ?? key, cause: (key: string) => cause.get(key) ?? key,
    remedyKind: (key: string) => (key ? words(locale, ['terms', 'remedyKind', key]) ?? key : ''), month: (key: string) => key,
  } satisfies Record<LedgerBy, (key: string) => string>
}

const ZERO: Omit<Summed, 'key'> = { entries: 0, planned: 0, paid: 0, issued: 0, worth: 0, received: 0 }
const together = (rows: readonly Summed[]) => rows.reduce<Omit<Summed, 'key'>>((all, row) => ({ entries: all.entries + row.entries, planned: all.planned + row.planned, paid: all.paid + row.paid, issued: all.issued + row.issued, worth: all.worth + row.worth, received: all.received + row.received }), ZERO)

export const ledger = query('ledger.read', async (read, actor, { by, ...asked }: z.output<typeof contract.ledger.input>) => {
  const [rows, names] = [await sumsOf(read, actor, asked, by), await namer(read, actor, actor.locale)]
  const items: LedgerRow[] = rows.map((row) => ({ key: row.key, label: names[by](row.key), ...withSums(row) }))
  items.sort((a, b) => (by === 'month' ? a.key.localeCompare(b.key, 'en') : b.costFen - a.costFen || b.plannedFen - a.plannedFen || a.label.localeCompare(b.label, 'zh')))
  return { items, total: withSums(together(rows)), next: null }
})

interface Line { readonly id: string; readonly kind: string; readonly on_day: string; readonly unit_id: string; readonly category_code: string | null; readonly cause: string | null; readonly remedy_kind: string | null; readonly amount_fen: number; readonly voucher: string | null; readonly complaint_id: string | null; readonly number: string | null; readonly export_no: number | null }

const showLine = (names: Awaited<ReturnType<typeof namer>>, l: Line): LedgerEntry => ({
  id: l.id, kind: l.kind as EntryKind, on: l.on_day, unitName: names.unit(l.unit_id), category: l.category_code ? names.category(l.category_code) : '', cause: l.cause ? names.cause(l.cause) : '', remedyKind: l.remedy_kind as RemedyKind | null, amountFen: l.amount_fen, reference: l.voucher, complaintId: l.complaint_id, complaintNumber: l.number, exportNo: l.export_no,
})

/** The columns of a line. Number and voucher are for who sees the case, and for who keeps the books as far as nobody is to know of the case; the voucher begins with the number. */
const lineFor = (actor: Actor) => {
  const unseen = keepsAll(actor) ? { number: sql`l.case_number`, voucher: sql`l.voucher` } : { number: sql`null`, voucher: sql`null` }
  return sql`l.id, l.kind, to_char(l.on_day, 'YYYY-MM-DD') as on_day, l.unit_id, l.category_code, l.cause, l.remedy_kind, l.amount_fen, case when c.id is not null then l.reference else ${unseen.voucher} end as voucher, c.id as complaint_id, coalesce(c.number, ${unseen.number}) as number, x.no as export_no`
}
const SEEN = sql`left join complaint.complaint c on c.organization_id = kernel.organization() and c.id = l.complaint_id left join ledger.export x on x.organization_id = kernel.organization() and x.id = l.export_id`

export const entries = listing('ledger.read', async (read, actor, { by, key, limit = 50, cursor, ...asked }: z.output<typeof contract.ledgerEntries.input>) => {
  const { since, until } = periodOf(asked)
  const [day, id] = cursor ? readCursor(cursor) : []
  const after = cursor ? sql`and (l.on_day, l.id) < (to_date(${String(day)}, 'YYYYMMDD'), ${String(id)}::uuid)` : sql``
  const of = by && key !== undefined ? sql`and ${KEYS[by]} = ${key}` : sql``
  const { rows } = await sql<Line>`select ${lineFor(actor)} from ledger.lines(${since}::date, ${until}::date) l ${SEEN} where ${within(actor, asked.unitId)} ${of} ${after} order by l.on_day desc, l.id desc limit ${limit + 1}`.execute(read.raw)
  const names = await namer(read, actor, actor.locale)
  return pageOf(rows, limit, (r) => [Number(r.on_day.replaceAll('-', '')), r.id], (r) => showLine(names, r))
})
