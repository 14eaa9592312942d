import type { z } from 'zod'
import { type Locale, notFound } from '#contract/common.ts'
import type * as contract from '#contract/importing.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { filesById } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { refuseOthers } from '../commands/lock.ts'
import type { RowFault } from '../rules/row.ts'
import { sees } from '../rules/state.ts'

const batches = (read: Reader, actor: Actor) => read.selectFrom('importing.batch').selectAll().where('organization_id', '=', actor.organizationId).$if(actor.units !== 'all', (q) => q.where('created_by', '=', actor.id))
type Batch = Awaited<ReturnType<ReturnType<typeof batches>['execute']>>[number]

/** Why a table could not be read to its end: `importing/unreadable {"row":7}` in the reader's words. */
const problemWords = (problem: string | null, locale: Locale): string | null => {
  if (problem === null) return null
  const [type = '', params = '{}'] = problem.split(/ (.*)/s)
  const [module = '', refusal = ''] = type.split('/')
  return words(locale, [module, 'refusals', refusal], JSON.parse(params) as Record<string, unknown>) ?? type
}

const show = async (read: Reader, actor: Actor, found: readonly Batch[]): Promise<contract.Import[]> => {
  const files = await filesById(read, actor.organizationId, found.map((b) => b.file_id))
  const name = await namesOf(read, actor.organizationId, found.map((b) => b.created_by))
  return found.map((b) => ({
    id: b.id, fileName: files.get(b.file_id)?.name ?? '', target: b.target as contract.Target, source: b.source as contract.Source, state: b.state as contract.ImportState,
    counts: { rows: b.rows, good: b.good, bad: b.bad, done: b.done, duplicates: b.duplicates, remarked: b.remarked, kept: b.kept },
    reading: b.reading as contract.Reading | null, mapping: b.mapping as contract.Mapping | null, unmatched: b.unmatched as contract.Import['unmatched'], problem: problemWords(b.problem, actor.locale),
    createdBy: name(b.created_by) ?? { id: b.created_by, name: '' }, createdAt: iso(b.created_at), endedAt: isoOrNull(b.ended_at),
  }))
}

/** The import with its table, for whoever may see it. */
export const findImport = async (read: Reader, actor: Actor, id: string): Promise<Batch & { readonly sha256: string; readonly mediaType: string }> => {
  refuseOthers(actor)
  const batch = await batches(read, actor).where('id', '=', id).executeTakeFirst()
  const file = batch && (await filesById(read, actor.organizationId, [batch.file_id])).get(batch.file_id)
  if (!batch || !file || !sees(actor, batch.created_by)) throw new Problem(notFound)
  return { ...batch, sha256: file.sha256, mediaType: file.mediaType }
}

export const importOf = query('complaint.readImports', async (read, actor, { id }: { id: string }): Promise<contract.Import> => {
  const [shown] = await show(read, actor, [await findImport(read, actor, id)])
  if (!shown) throw new Problem(notFound)
  return shown
})

/** What the routes need to open the table: they read it outside of any transaction. */
export const tableOf = query('complaint.readImports', (read, actor, { id }: { id: string }) => findImport(read, actor, id))

export const imports = query('complaint.readImports', async (read, actor, { limit = 50, cursor }: z.output<typeof contract.imports.input>) => {
  refuseOthers(actor)
  let found = batches(read, actor).orderBy('id', 'desc').limit(limit + 1)
  if (cursor) found = found.where('id', '<', String(readCursor(cursor)[0]))
  const rows = await found.execute()
  const shown = new Map((await show(read, actor, rows)).map((s) => [s.id, s]))
  return pageOf(rows, limit, (r) => [r.id], (r) => shown.get(r.id) as contract.Import)
})

/** A fault in the reader's words, with the column it stands in. */
const faultWords = (fault: RowFault, names: readonly string[], locale: Locale) => ({
  column: names[fault.column] ?? '', value: fault.value, code: fault.code, remark: fault.remark === true, words: words(locale, ['importing', 'faults', fault.code], { most: fault.most }) ?? fault.code,
})

interface Found { readonly no: number; readonly outcome: string; readonly cells: string[]; readonly faults: unknown; readonly candidate_id: string | null; readonly complaint_id: string | null; readonly number: string | null; readonly state: string | null; readonly received_at: Instant | null; readonly last_closed_at: Instant | null }

const shownRow = (row: Found, names: readonly string[], locale: Locale): contract.ImportRow => ({
  no: row.no, outcome: row.outcome as contract.RowOutcome, cells: row.cells, faults: (row.faults as RowFault[]).map((fault) => faultWords(fault, names, locale)), candidateId: row.candidate_id,
  complaint: row.number !== null && row.complaint_id && row.received_at ? { id: row.complaint_id, number: row.number, state: row.state ?? '', receivedAt: iso(row.received_at), closedAt: row.state === 'closed' ? isoOrNull(row.last_closed_at) : null } : null,
})

export const rows = query('complaint.readImports', async (read, actor, { id, outcome, remarked, limit = 100, cursor }: z.output<typeof contract.rows.input>) => {
  const batch = await findImport(read, actor, id)
  let found = read.selectFrom('importing.row as r').leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'r.organization_id').onRef('c.id', '=', 'r.complaint_id'))
    .select(['r.no', 'r.outcome', 'r.cells', 'r.faults', 'r.candidate_id', 'r.complaint_id', 'c.number', 'c.state', 'c.received_at', 'c.last_closed_at'])
    .where('r.organization_id', '=', actor.organizationId).where('r.batch_id', '=', id).orderBy('r.no').limit(limit + 1)
  if (outcome) found = found.where('r.outcome', '=', outcome)
  if (remarked) found = found.where(sql<boolean>`r.faults <> '[]'::jsonb`)
  if (cursor) found = found.where('r.no', '>', Number(readCursor(cursor)[0]))
  return pageOf(await found.execute(), limit, (r) => [r.no], (r) => shownRow(r, batch.headers, actor.locale))
}, ({ id }) => ({ type: 'import', id, unitId: null }))
