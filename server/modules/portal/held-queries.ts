import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/held.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { filesById, findFile, refsOf, type StoredRow } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import type { Kept } from './commands/hold.ts'
import type { Gate } from './gate.ts'

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('portal.held as h')
  .innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'h.organization_id').onRef('u.id', '=', 'h.unit_id'))
  .leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'h.organization_id').onRef('c.id', '=', 'h.complaint_id'))
  .selectAll('h').select(['u.name as unit_name', 'c.number as complaint_number']).where('h.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/** What was told, of either kind. */
const toldIn = (kept: Kept) => {
  if ('complaint' in kept) return { what: 'complaint' as const, text: kept.complaint.text, wants: kept.complaint.wants, name: kept.complaint.name, phone: kept.complaint.phone }
  return { what: kept.feedback.kind, text: kept.feedback.text, wants: null, name: kept.feedback.name ?? null, phone: kept.feedback.phone ?? null }
}

const fileIdsOf = (kept: Kept) => ('complaint' in kept ? kept.complaint.fileIds : [])

/** Those of somebody who is known to few, or of what became a case, are seen with that. */
const filesOf = async (read: Reader, actor: Actor, rows: readonly Row[]) => {
  const known = await filesById(read, actor.organizationId, rows.flatMap((r) => fileIdsOf(r.submission as Kept)))
  return (r: Row) => refsOf(known, fileIdsOf(r.submission as Kept))
}

const showing = (name: Awaited<ReturnType<typeof namesOf>>, files: Awaited<ReturnType<typeof filesOf>>) => (r: Row): contract.Held => ({
  id: r.id, number: r.number, state: r.state as contract.HeldState, why: r.why as contract.Held['why'], unitId: r.unit_id, unitName: r.unit_name, ...toldIn(r.submission as Kept), files: files(r), at: iso(r.at),
  decided: r.decided_at && { at: iso(r.decided_at), by: name(r.decided_by), reason: r.reason }, complaint: r.complaint_id && r.complaint_number ? { id: r.complaint_id, number: r.complaint_number } : null,
})

/** What waits to be looked at, and what was decided. */
export const held = listing('portal.readHeld', async (read, actor, { state, limit = 50, cursor }: z.output<typeof contract.held.input>) => {
  let rows = rowsOf(read, actor).orderBy('h.id', 'desc').limit(limit + 1)
  if (state) rows = rows.where('h.state', '=', state)
  if (cursor) rows = rows.where('h.id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  const [name, files] = await Promise.all([namesOf(read, actor.organizationId, found.map((r) => r.decided_by)), filesOf(read, actor, found)])
  return pageOf(found, limit, (r) => [r.id], showing(name, files))
})

/** A file of what waits or was thrown away; of what was registered it is read with the case. */
export const heldFile = query('portal.readHeld', async (read, actor, { id, fileId }: { id: string; fileId: string }): Promise<StoredRow> => {
  const row = await rowsOf(read, actor).where('h.id', '=', id).executeTakeFirst()
  const file = row && fileIdsOf(row.submission as Kept).includes(fileId) ? await findFile(read, actor.organizationId, fileId) : null
  if (!row || file?.subjectId !== row.id) throw new Problem(notFound)
  return file
}, ({ id }) => ({ type: 'held', id, unitId: null }))

export const countersOf = (gate: Gate, since: Instant) => query('portal.readHeld', async (read, actor, _input: Record<string, never>) => {
  const { waiting } = await read.selectFrom('portal.held').select((eb) => eb.fn.countAll<number>().as('waiting')).where('organization_id', '=', actor.organizationId).where('state', '=', 'waiting').executeTakeFirstOrThrow()
  return { since: iso(since), waiting, ...gate.counters() }
})
