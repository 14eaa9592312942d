import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { PUBLIC_EVENTS, TEST_EVENT, type Webhook, type Delivery, type deliveries as contract } from '#contract/integration.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { eventNames } from '#kernel/event-words.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const standing = async (read: Reader, organizationId: string) => {
  const rows = await read.selectFrom('integration.delivery').select((eb) => ['webhook_id', 'state', eb.fn.countAll<number>().as('n')])
    .where('organization_id', '=', organizationId).where('state', 'in', ['waiting', 'dead']).groupBy(['webhook_id', 'state']).execute()
  return (webhookId: string, state: string) => rows.find((r) => r.webhook_id === webhookId && r.state === state)?.n ?? 0
}

export const webhooks = query('integration.read', async (read, actor, _input: Record<string, never>, now) => {
  const rows = await read.selectFrom('integration.webhook').selectAll().where('organization_id', '=', actor.organizationId).orderBy('id', 'desc').execute()
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.made_by))
  const count = await standing(read, actor.organizationId)
  return {
    items: rows.map((r): Webhook => ({
      id: r.id, url: r.url, events: r.events, unitId: r.unit_id, madeBy: name(r.made_by) ?? { id: r.made_by, name: '' }, madeAt: iso(r.made_at),
      paused: r.paused_at && { at: iso(r.paused_at), why: r.paused_why as 'asked' }, failingSince: isoOrNull(r.failing_since), waiting: count(r.id, 'waiting'), dead: count(r.id, 'dead'),
      secretBeforeUntil: r.secret_before_until && r.secret_before_until > now ? iso(r.secret_before_until) : null,
    })),
    next: null,
  }
})

/** Names of events in the reader's language, `…` where the payload would stand. */
const wordsOf = (actor: Actor) => {
  const words = new Map(eventNames(actor.locale).map((e) => [e.name, e.words]))
  return (name: string) => words.get(name === TEST_EVENT ? 'integration.webhookTested' : name) ?? name
}

export const publicEvents = query('integration.read', async (_read, actor, _input: Record<string, never>) => ({ items: PUBLIC_EVENTS.map((name) => ({ name, words: wordsOf(actor)(name) })), next: null }))

/** Newest first. */
export const deliveries = query('integration.read', async (read, actor, input: z.output<typeof contract.input>) => {
  const webhook = await read.selectFrom('integration.webhook').select('id').where('organization_id', '=', actor.organizationId).where('id', '=', input.id).executeTakeFirst()
  if (!webhook) throw new Problem(notFound)
  const limit = input.limit ?? 50
  let rows = read.selectFrom('integration.delivery').selectAll().where('organization_id', '=', actor.organizationId).where('webhook_id', '=', webhook.id).orderBy('id', 'desc').limit(limit + 1)
  if (input.state) rows = rows.where('state', '=', input.state)
  if (input.cursor) rows = rows.where('id', '<', String(readCursor(input.cursor)[0]))
  const words = wordsOf(actor)
  return pageOf(await rows.execute(), limit, (r) => [r.id], (r): Delivery => ({
    id: r.id, eventId: r.event_id, type: r.event_name, words: words(r.event_name), state: r.state as 'sent', attempts: r.attempts, madeAt: iso(r.made_at), triedAt: isoOrNull(r.tried_at),
    nextAt: r.state === 'waiting' ? iso(r.next_at) : null, status: r.status, problem: r.problem as Delivery['problem'], answer: r.answer, body: r.body,
  }))
})
