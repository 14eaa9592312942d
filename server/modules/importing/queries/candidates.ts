import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/importing.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const found = (read: Reader, actor: Actor) => read.selectFrom('importing.candidate as k').leftJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'k.organization_id').onRef('u.id', '=', 'k.unit_id'))
  .selectAll('k').select('u.name as unit_name').where('k.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof found>['execute']>>[number]
type Told = Pick<contract.Candidate, 'wants' | 'customerName' | 'phone' | 'product' | 'order' | 'categoryCode'>

const shown = async (read: Reader, actor: Actor, rows: readonly Row[]): Promise<contract.Candidate[]> => {
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.decided_by))
  return rows.map((r) => ({
    id: r.id, state: r.state as contract.Candidate['state'], at: iso(r.at), source: r.source as contract.Source, unitId: r.unit_id, unitName: r.unit_name, receivedAt: isoOrNull(r.received_at), channel: r.channel as contract.Candidate['channel'],
    externalId: r.external_id, text: r.words, ...(r.body as Told), importId: r.batch_id, row: r.row_no, complaintId: r.complaint_id, reason: r.reason, decidedBy: name(r.decided_by), decidedAt: isoOrNull(r.decided_at),
  }))
}

export const candidates = listing('complaint.readCandidates', async (read, actor, { state = 'waiting', limit = 50, cursor }: z.output<typeof contract.candidates.input>) => {
  let asked = found(read, actor).where('k.state', '=', state).orderBy('k.id', 'desc').limit(limit + 1)
  if (cursor) asked = asked.where('k.id', '<', String(readCursor(cursor)[0]))
  const rows = await asked.execute()
  const all = new Map((await shown(read, actor, rows)).map((c) => [c.id, c]))
  return pageOf(rows, limit, (r) => [r.id], (r) => all.get(r.id) as contract.Candidate)
})

export const candidate = query('complaint.readCandidates', async (read, actor, { id }: { id: string }): Promise<contract.Candidate> => {
  const [one] = await shown(read, actor, await found(read, actor).where('k.id', '=', id).execute())
  if (!one) throw new Problem(notFound)
  return one
}, ({ id }, output) => ({ type: 'candidate', id, unitId: output.unitId }))
