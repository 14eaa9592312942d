import type { z } from 'zod'
import type { news as contract, TimelineEntry } from '#contract/casefile.ts'
import { notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { eventWords } from '#kernel/event-words.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const MOST = 1_000
/** Who looked, and who was told, is no part of the story. */
const UNTOLD = ['audit.personalDataRead', 'notification.given']

/** What happened to a case after an entry, the latest first. */
const latest = (read: Reader, actor: Actor, complaintId: string, after: string | undefined, most: number) => {
  const rows = read.selectFrom('kernel.event as e')
    .leftJoin('kernel.event_text as t', (j) => j.onRef('t.organization_id', '=', 'e.organization_id').onRef('t.event_id', '=', 'e.id'))
    .select(['e.id', 'e.name', 'e.at', 'e.actor_id', 'e.payload', 't.reason']).where('e.organization_id', '=', actor.organizationId).where('e.subject_id', '=', complaintId)
    .where('e.name', 'not in', UNTOLD).orderBy('e.id', 'desc').limit(most)
  return (after ? rows.where('e.id', '>', after) : rows).execute()
}

type Row = Awaited<ReturnType<typeof latest>>[number]

/** Whose record it was told on is said by the case, to those who may know. */
const withoutCustomer = (payload: unknown): TimelineEntry['detail'] => {
  const { customerId: _, ...rest } = payload as TimelineEntry['detail']
  return rest
}

const told = async (read: Reader, actor: Actor, rows: readonly Row[]): Promise<TimelineEntry[]> => {
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.actor_id))
  return rows.map((r) => ({ id: r.id, name: r.name, at: iso(r.at), actor: name(r.actor_id), reason: r.reason, words: eventWords(r.name, r.payload, actor.locale), detail: withoutCustomer(r.payload) }))
}

/** The story of a case, oldest first; of an endless one its latest part. */
export const timelineOf = async (read: Reader, actor: Actor, complaintId: string): Promise<TimelineEntry[]> => told(read, actor, (await latest(read, actor, complaintId, undefined, MOST)).reverse())

const NEWS = 20

/** What happened since an entry of the story: little enough to be asked every minute, and no look at anybody's data. */
export const news = query('complaint.read', async (read, actor, { id, after }: z.output<typeof contract.input>) => {
  if (!await findComplaint(read, actor.organizationId, id)) throw new Problem(notFound)
  const rows = await latest(read, actor, id, after, NEWS)
  return { items: (await told(read, actor, rows)).map(({ id: entry, name, at, actor: who, words }) => ({ id: entry, name, at, actor: who, words })), next: null }
})
