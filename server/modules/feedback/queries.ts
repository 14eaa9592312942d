import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/feedback.ts'
import type { Channel } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { instant, iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { stateOf } from './rules.ts'

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('feedback.feedback as f')
  .innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'f.organization_id').onRef('u.id', '=', 'f.unit_id'))
  .leftJoin('comment_card.card as c', (j) => j.onRef('c.organization_id', '=', 'f.organization_id').onRef('c.id', '=', 'f.card_id'))
  .selectAll('f').select(['u.name as unit_name', 'c.title as card_title']).where('f.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const showing = async (read: Reader, actor: Actor, rows: readonly Row[]) => {
  const name = await namesOf(read, actor.organizationId, rows.flatMap((r) => [r.entered_by, r.passed_by, r.passed_to]))
  return (r: Row): contract.Feedback => ({
    id: r.id, version: r.version, kind: r.kind as contract.FeedbackKind, state: stateOf(r), unitId: r.unit_id, unitName: r.unit_name, text: r.words, praised: r.praised, place: r.place, name: r.name, phone: r.phone,
    channel: r.channel as Channel, card: r.card_title, receivedAt: iso(r.received_at), enteredBy: name(r.entered_by),
    passed: r.passed_at && { at: iso(r.passed_at), by: name(r.passed_by), to: name(r.passed_to), note: r.passed_note ?? '' }, complaintId: r.complaint_id,
  })
}

const holding = (q: string) => sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', f.words, f.praised, f.place, f.name, f.phone, c.title, u.name))) > 0`

const IN_STATE = { new: sql<boolean>`f.passed_at is null and f.complaint_id is null`, passed: sql<boolean>`f.passed_at is not null and f.complaint_id is null`, complaint: sql<boolean>`f.complaint_id is not null` } as const

export const feedback = listing('feedback.read', async (read, actor, { kind, state, unitId, q, since, limit = 50, cursor }: z.output<typeof contract.feedback.input>) => {
  let rows = rowsOf(read, actor).orderBy('f.id', 'desc').limit(limit + 1)
  if (kind) rows = rows.where('f.kind', '=', kind)
  if (state) rows = rows.where(IN_STATE[state])
  if (unitId) rows = rows.where('f.unit_id', '=', unitId)
  if (since) rows = rows.where('f.received_at', '>=', instant(since))
  if (q) rows = rows.where(holding(q))
  if (cursor) rows = rows.where('f.id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, actor, found))
})

export const oneFeedback = query('feedback.read', async (read, actor, { id }: { id: string }): Promise<contract.Feedback> => {
  const row = await rowsOf(read, actor).where('f.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await showing(read, actor, [row]))(row)
}, ({ id }, output) => ({ type: 'feedback', id, unitId: output.unitId }))
