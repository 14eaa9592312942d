import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/draft.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { gistOf } from './rules.ts'

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('draft.draft as d')
  .leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'd.organization_id').onRef('c.id', '=', 'd.complaint_id'))
  .selectAll('d').select('c.number').where('d.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const bodyOf = (row: Row) => JSON.parse(row.body) as contract.DraftBody

const showing = async (read: Reader, actor: Actor, rows: readonly Row[]) => {
  const name = await namesOf(read, actor.organizationId, rows.flatMap((r) => [r.owner_id, r.handed_to]))
  const known = (id: string) => name(id) ?? { id, name: '' }
  return (r: Row): contract.DraftItem => ({
    id: r.id, revision: r.revision, ...gistOf(bodyOf(r)), files: r.file_ids.length, candidateId: r.candidate_id, owner: known(r.owner_id), begunAt: iso(r.begun_at), savedAt: iso(r.saved_at), expiresAt: iso(r.expires_at),
    handed: r.handed_to && r.handed_at ? { to: known(r.handed_to), note: r.handed_note ?? '', at: iso(r.handed_at) } : null, discardedAt: isoOrNull(r.discarded_at), complaint: r.complaint_id ? { id: r.complaint_id, number: r.number ?? '' } : null,
  })
}

export const drafts = listing('complaint.readDrafts', async (read, actor, { state = 'open', limit = 50, cursor }: z.output<typeof contract.drafts.input>) => {
  let rows = rowsOf(read, actor).where('d.complaint_id', 'is', null).where('d.discarded_at', state === 'open' ? 'is' : 'is not', null).orderBy('d.id', 'desc').limit(limit + 1)
  if (cursor) rows = rows.where('d.id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, actor, found))
})

export const draft = query('complaint.readDrafts', async (read, actor, { id }: { id: string }): Promise<contract.Draft> => {
  const row = await rowsOf(read, actor).where('d.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const [show, files] = await Promise.all([showing(read, actor, [row]), filesById(read, actor.organizationId, row.file_ids)])
  const attached = refsOf(files, row.file_ids)
  return { ...show(row), form: row.form, body: bodyOf(row), attached }
})
