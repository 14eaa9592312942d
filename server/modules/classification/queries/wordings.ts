import type { z } from 'zod'
import type { Wording, wordings as contract } from '#contract/classification.ts'
import type { Reader } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { keyOf } from '../rules.ts'

const AROUND = 30

/** The place of a text where the phrase stands. */
const placeIn = (text: string, phrase: string): string => {
  const at = text.toLowerCase().indexOf(phrase.toLowerCase())
  const [from, to] = [Math.max(0, at - AROUND), Math.max(0, at) + phrase.length + AROUND]
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

/** Cases in which a phrase stood, as far as the reader may see them. */
const examplesOf = async (read: Reader, organizationId: string, ids: readonly string[]) => {
  const rows = ids.length ? await read.selectFrom('complaint.complaint as c').innerJoin('complaint.point as p', (j) => j.onRef('p.organization_id', '=', 'c.organization_id').onRef('p.complaint_id', '=', 'c.id'))
    .select(['c.id', 'c.number', 'p.words']).where('c.organization_id', '=', organizationId).where('c.id', 'in', ids).orderBy('p.no').execute() : []
  return (own: readonly string[], phrase: string): Wording['examples'] => own.flatMap((id) => {
    const points = rows.filter((r) => r.id === id)
    const point = points.find(({ words }) => words.toLowerCase().includes(phrase.toLowerCase())) ?? points[0]
    return point ? [{ complaintId: id, number: point.number, text: placeIn(point.words, phrase) }] : []
  }).slice(0, 3)
}

const matching = (text: string) => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** The organisation's dictionary and what is proposed for it, newest first. */
export const wordings = query('classification.read', async (read, actor, { state, categoryCode, q, limit = 50, cursor }: z.output<typeof contract.input>) => {
  let found = read.selectFrom('classification.wording').selectAll().where('organization_id', '=', actor.organizationId).orderBy('id', 'desc').limit(limit + 1)
  if (state) found = found.where('state', '=', state)
  if (categoryCode) found = found.where('category_code', '=', categoryCode)
  if (q?.trim()) found = found.where('phrase_key', 'like', matching(keyOf(q)))
  if (cursor) found = found.where('id', '<', String(readCursor(cursor)[0]))
  const rows = await found.execute()
  const [name, examples] = await Promise.all([namesOf(read, actor.organizationId, rows.flatMap((r) => (r.decided_by ? [r.decided_by] : []))), examplesOf(read, actor.organizationId, [...new Set(rows.flatMap((r) => r.complaint_ids))])])
  return pageOf(rows, limit, (r) => [r.id], (r): Wording => ({
    id: r.id, phrase: r.phrase, categoryCode: r.category_code, state: r.state as Wording['state'], source: r.source as Wording['source'], corrections: r.corrections, elsewhere: r.elsewhere,
    examples: examples(r.complaint_ids, r.phrase), at: iso(r.at), decidedBy: r.decided_by ? name(r.decided_by) ?? { id: r.decided_by, name: '' } : null, decidedAt: isoOrNull(r.decided_at),
  }))
})
