import type { z } from 'zod'
import type * as contract from '#contract/held.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
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
  if ('complaint' in kept) return { what: 'complaint' as const, text: kept.complaint.text, wants: kept.complaint.wants, name: kept.complaint.name, phone: kept.complaint.phone, files: kept.complaint.fileIds.length }
  return { what: kept.feedback.kind, text: kept.feedback.text, wants: null, name: kept.feedback.name ?? null, phone: kept.feedback.phone ?? null, files: 0 }
}

const showing = (name: Awaited<ReturnType<typeof namesOf>>) => (r: Row): contract.Held => ({
  id: r.id, number: r.number, state: r.state as contract.HeldState, why: r.why as contract.Held['why'], unitId: r.unit_id, unitName: r.unit_name, ...toldIn(r.submission as Kept), at: iso(r.at),
  decided: r.decided_at && { at: iso(r.decided_at), by: name(r.decided_by), reason: r.reason }, complaint: r.complaint_id && r.complaint_number ? { id: r.complaint_id, number: r.complaint_number } : null,
})

/** What waits to be looked at, and what was decided. */
export const held = listing('portal.readHeld', async (read, actor, { state, limit = 50, cursor }: z.output<typeof contract.held.input>) => {
  let rows = rowsOf(read, actor).orderBy('h.id', 'desc').limit(limit + 1)
  if (state) rows = rows.where('h.state', '=', state)
  if (cursor) rows = rows.where('h.id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  return pageOf(found, limit, (r) => [r.id], showing(await namesOf(read, actor.organizationId, found.map((r) => r.decided_by))))
})

export const countersOf = (gate: Gate, since: Instant) => query('portal.readHeld', async (read, actor, _input: Record<string, never>) => {
  const { waiting } = await read.selectFrom('portal.held').select((eb) => eb.fn.countAll<number>().as('waiting')).where('organization_id', '=', actor.organizationId).where('state', '=', 'waiting').executeTakeFirstOrThrow()
  return { since: iso(since), waiting, ...gate.counters() }
})
