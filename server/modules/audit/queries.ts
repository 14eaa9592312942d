import type { z } from 'zod'
import type { entries as contract } from '#contract/audit.ts'
import { sql } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { query } from '#kernel/query.ts'
import { instant, iso } from '#kernel/time.ts'
import { eventNames, eventWords } from '#kernel/event-words.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

/** Every change and every read of personal data, newest first. */
export const entries = query('audit.read', async (read, actor, input: z.output<typeof contract.input>) => {
  const limit = input.limit ?? 50
  let rows = read.selectFrom('kernel.event as e')
    .leftJoin('kernel.event_text as t', (j) => j.onRef('t.organization_id', '=', 'e.organization_id').onRef('t.event_id', '=', 'e.id'))
    .leftJoin('kernel.leaf as l', (j) => j.onRef('l.organization_id', '=', 'e.organization_id').onRef('l.event_id', '=', 'e.id'))
    .select(['e.id', 'e.name', 'e.at', 'e.actor_id', 'e.command', 'e.subject_type', 'e.subject_id', 'e.payload', 't.reason', 'l.seq'])
    .where('e.organization_id', '=', actor.organizationId).orderBy('e.id', 'desc').limit(limit + 1)
  if (input.subjectId) rows = rows.where('e.subject_id', '=', input.subjectId)
  if (input.actorId) rows = rows.where('e.actor_id', '=', input.actorId)
  if (input.name) rows = rows.where('e.name', '=', input.name)
  if (input.since) rows = rows.where('e.at', '>=', instant(input.since))
  if (input.until) rows = rows.where('e.at', '<', instant(input.until))
  if (input.cursor) rows = rows.where('e.id', '<', String(readCursor(input.cursor)[0]))
  const found = await rows.execute()
  const name = await namesOf(read, actor.organizationId, found.map((r) => r.actor_id))
  return pageOf(found, limit, (r) => [r.id], (r) => ({
    id: r.id, name: r.name, words: eventWords(r.name, r.payload, actor.locale), at: iso(r.at), actor: name(r.actor_id), command: r.command, subjectType: r.subject_type, subjectId: r.subject_id,
    reason: r.reason, sealed: r.seq !== null,
  }))
})

export const actions = query('audit.read', async (_read, actor, _input: Record<string, never>) => ({ items: eventNames(actor.locale), next: null }))

export const seals = query('audit.read', async (read, actor, _input: Record<string, never>) => {
  const last = await read.selectFrom('kernel.seal').select(['seq', 'root', 'at']).where('organization_id', '=', actor.organizationId).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const counts = (await sql<{ sealed: number; all: number }>`select (select count(*) from kernel.leaf where organization_id = ${actor.organizationId}) as sealed, (select count(*) from kernel.event where organization_id = ${actor.organizationId}) as all`.execute(read.raw)).rows[0]
  return { sealed: counts?.sealed ?? 0, unsealed: (counts?.all ?? 0) - (counts?.sealed ?? 0), last: last ? { seq: last.seq, root: last.root.toString('hex'), at: iso(last.at) } : null }
})
