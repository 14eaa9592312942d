import type { z } from 'zod'
import type { LinkState, LinkWay, OpinionCall, OpinionResult } from '#contract/campaign.ts'
import type * as contract from '#contract/campaign.ts'
import { notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { findCampaign } from './campaigns.ts'

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('campaign.person as p').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'p.organization_id').onRef('u.id', '=', 'p.unit_id'))
  .innerJoin('customer.customer as k', (j) => j.onRef('k.organization_id', '=', 'p.organization_id').onRef('k.id', '=', 'p.customer_id'))
  .leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id').on('c.identity', '=', 'open'))
  .leftJoin('campaign.link as l', (j) => j.onRef('l.organization_id', '=', 'p.organization_id').onRef('l.person_id', '=', 'p.id'))
  .leftJoin('complaint.point as w', (j) => j.onRef('w.organization_id', '=', 'c.organization_id').onRef('w.complaint_id', '=', 'c.id').on('w.no', '=', 1))
  .selectAll('p').select(['u.name as unit_name', 'u.time_zone', 'l.way as link_way', 'l.state as link_state', 'l.problem as link_problem', 'l.at as link_at', 'k.name as customer_name', 'k.phone', 'c.number', sql<string>`coalesce(left(w.words, 80), '')`.as('first_words')]).where('p.organization_id', '=', actor.organizationId).where('p.kept', '=', false)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const showing = async (read: Reader, actor: Actor, rows: readonly Row[]) => {
  const ids = rows.map((r) => r.id)
  const tries = ids.length ? await read.selectFrom('campaign.try').selectAll().where('organization_id', '=', actor.organizationId).where('person_id', 'in', ids).orderBy('id').execute() : []
  const byPerson = groupBy(tries, (t) => t.person_id)
  const name = await namesOf(read, actor.organizationId, [...rows.flatMap((r) => [r.taken_by, r.ended_by]), ...tries.map((t) => t.by_id)])
  return (r: Row): OpinionCall => {
    const by = name(r.taken_by)
    return {
      id: r.id, version: r.version, campaignId: r.campaign_id, state: r.state as OpinionCall['state'], result: r.result as OpinionResult | null, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, customer: { id: r.customer_id, name: r.customer_name, phone: r.phone },
      complaint: r.complaint_id && r.number ? { id: r.complaint_id, number: r.number, firstWords: r.first_words } : null, tries: r.tries, nextAt: isoOrNull(r.next_at), taken: by && r.taken_at ? { by, at: iso(r.taken_at) } : null, hasLink: r.token_hash !== null, link: r.link_way && r.link_state ? { way: r.link_way as LinkWay, state: r.link_state as LinkState, problem: r.link_problem, at: isoOrNull(r.link_at) } : null, note: r.note, endedAt: isoOrNull(r.ended_at), endedBy: name(r.ended_by),
      history: (byPerson.get(r.id) ?? []).map((t) => ({ at: iso(t.at), by: name(t.by_id), note: t.note })),
    }
  }
}

export const people = listing('campaign.read', async (read, actor, { id, state, q, limit = 50, cursor }: z.output<typeof contract.people.input>) => {
  await findCampaign(read, actor, id)
  let rows = rowsOf(read, actor).where('p.campaign_id', '=', id).orderBy('p.id').limit(limit + 1)
  if (state) rows = rows.where('p.state', '=', state)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', k.name, k.phone, c.number, u.name))) > 0`)
  if (cursor) rows = rows.where('p.id', '>', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, actor, found))
})

export const opinionCall = query('campaign.read', async (read, actor, { id }: { id: string }): Promise<OpinionCall> => {
  const row = await rowsOf(read, actor).where('p.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await showing(read, actor, [row]))(row)
}, ({ id }, output) => ({ type: 'opinionCall', id, unitId: output.unitId }))

/** Whether a customer may be called for their opinion; the records of one telephone count as one. */
export const callsWanted = query('campaign.read', async (read, actor, { id }: { id: string }) => {
  const row = await read.selectFrom('campaign.undisturbed').selectAll().where('organization_id', '=', actor.organizationId).where('customer_id', '=', id).executeTakeFirst()
  const name = await namesOf(read, actor.organizationId, [row?.by_id ?? null])
  return { wanted: !row, since: isoOrNull(row?.since ?? null), by: name(row?.by_id ?? null) }
})
