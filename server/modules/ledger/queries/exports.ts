import { notFound } from '#contract/common.ts'
import type { LedgerExport } from '#contract/ledger.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { LINE, type Line, SEEN, namer, showLine } from './ledger.ts'

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

/** The lines of an export in the order of their days. */
export const exportLines = query('ledger.export', async (read, actor, { id }: { id: string }, now) => {
  const of = await oneExport.answer(read, actor, { id }, now)
  const { rows } = await sql<Line>`select ${LINE} from ledger.lines('-infinity'::date, ${of.untilOn}::date) l ${SEEN} where l.export_id = ${id}::uuid order by l.on_day, l.id`.execute(read.raw)
  const names = await namer(read, actor, actor.locale)
  return { no: of.no, untilOn: of.untilOn, lines: rows.map((row) => showLine(names, row)) }
})
