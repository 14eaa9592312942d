import { type Locale, type Words, notFound } from '#contract/common.ts'
import type { EntryKind, LedgerExport } from '#contract/ledger.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import type { SheetLine } from '../table.ts'
import { namer } from './ledger.ts'

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('ledger.export').selectAll().where('organization_id', '=', organizationId)

const show = async (read: Reader, actor: Actor, rows: Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>): Promise<LedgerExport[]> => {
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.by_id))
  return rows.map((r) => ({ id: r.id, no: r.no, untilOn: r.until_on, entries: r.entries, costFen: r.cost_fen, receivedFen: r.received_fen, by: name(r.by_id), at: iso(r.at) }))
}

/** What was handed over, the last first, and how many lines wait. */
export const exportList = query('ledger.export', async (read, actor) => {
  const { rows: [left] } = await sql<{ waiting: number }>`select count(*)::int as waiting from ledger.entry e where e.organization_id = ${actor.organizationId} and not exists (select from ledger.exported d where d.organization_id = e.organization_id and d.entry_id = e.id)`.execute(read.raw)
  return { items: await show(read, actor, await rowsOf(read, actor.organizationId).orderBy('no', 'desc').limit(200).execute()), waiting: left?.waiting ?? 0, next: null }
})

export const oneExport = query('ledger.export', async (read, actor, { id }: { id: string }) => {
  const [shown] = await show(read, actor, await rowsOf(read, actor.organizationId).where('id', '=', id).execute())
  if (!shown) throw new Problem(notFound)
  return shown
})

/** What something was called when it was handed over: in each language, or the word itself; null of what was handed over before that was kept. */
type Called = Words | string | null
interface Handed { readonly id: string; readonly kind: string; readonly on_day: string; readonly unit_name: string; readonly category_code: string | null; readonly category: Called; readonly cause_code: string | null; readonly cause: Called; readonly remedy_kind: string | null; readonly amount_fen: number; readonly voucher: string | null; readonly case_number: string | null }

const said = (called: Called, code: string | null, locale: Locale, today: (code: string) => string): string => {
  if (called === null) return code ? today(code) : ''
  return typeof called === 'string' ? called : called[locale]
}

/** The lines of an export in the order of their days, as they were handed over: the same to everybody who fetches them, whenever. */
export const exportLines = query('ledger.export', async (read, actor, { id }: { id: string }, now) => {
  const of = await oneExport.answer(read, actor, { id }, now)
  const { rows } = await sql<Handed>`select e.id, e.kind, to_char(e.on_day, 'YYYY-MM-DD') as on_day, x.unit_name, x.category_code, x.category, x.cause_code, x.cause, e.remedy_kind, e.amount_fen, x.voucher, x.case_number
    from ledger.exported x join ledger.entry e on e.organization_id = x.organization_id and e.id = x.entry_id where x.organization_id = ${actor.organizationId} and x.export_id = ${id}::uuid order by e.on_day, e.id`.execute(read.raw)
  const names = await namer(read, actor, actor.locale)
  const lines = rows.map((l): SheetLine => ({
    id: l.id, kind: l.kind as EntryKind, on: l.on_day, unitName: l.unit_name, category: said(l.category, l.category_code, actor.locale, names.category), cause: said(l.cause, l.cause_code, actor.locale, names.cause),
    remedyKind: l.remedy_kind as RemedyKind | null, amountFen: l.amount_fen, reference: l.voucher, complaintNumber: l.case_number,
  }))
  return { no: of.no, untilOn: of.untilOn, lines }
})
