import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import { type Flights, flightsOf } from '#kernel/flights.ts'
import type { Log } from '#kernel/log.ts'
import { type Clock, DAY, type Instant, plusMs } from '#kernel/time.ts'
import { noteDelivery } from './commands/note.ts'
import type { Poster } from '#kernel/post.ts'
import { signedHeaders } from './signature.ts'

/** How many go out at once: in all, and to one receiver, so that a slow one keeps nobody waiting but itself. */
const AT_ONCE = 64
const TO_ONE = 8
/** Longer than a try can take. Whoever took a delivery and ended without a word loses it after that, and it goes out again under the same id. */
const LEASE_MS = 30_000

interface Taken {
  readonly organization_id: string; readonly id: string; readonly webhook_id: string; readonly event_id: string; readonly body: string; readonly attempts: number
  readonly url: string; readonly secret: string; readonly secret_before: string | null; readonly secret_before_until: Instant | null
}

/** Takes what is due, a few for each receiver. Nothing stays locked: taken is what is due again only after the lease. */
const take = (db: Db, now: Instant, busy: readonly string[], room: number) => asSystem(db, async (open) => (await sql<Taken>`
  with due as materialized (
    select d.organization_id, d.id from integration.webhook w cross join lateral (
      select organization_id, id, next_at from integration.delivery
      where organization_id = w.organization_id and webhook_id = w.id and state = 'waiting' and next_at <= ${now} order by next_at limit ${sql.lit(TO_ONE)} for update skip locked) d
    where w.paused_at is null and w.id <> all (${[...busy]}::uuid[]) order by d.next_at limit ${room})
  update integration.delivery d set attempts = d.attempts + 1, tried_at = ${now}, next_at = ${plusMs(now, LEASE_MS)}
  from due, integration.webhook w where d.organization_id = due.organization_id and d.id = due.id and w.organization_id = d.organization_id and w.id = d.webhook_id
  returning d.organization_id, d.id, d.webhook_id, d.event_id, d.body, d.attempts, w.url, w.secret, w.secret_before, w.secret_before_until`.execute(open)).rows)

const secretsOf = (taken: Taken, now: Instant) =>
  [taken.secret, ...(taken.secret_before && taken.secret_before_until && taken.secret_before_until > now ? [taken.secret_before] : [])]

const letterOf = (taken: Taken, now: Instant) => {
  const signed = signedHeaders({ id: `${taken.event_id}_${taken.webhook_id}`, at: now, body: taken.body, secrets: secretsOf(taken, now) })
  return { url: taken.url, headers: { 'content-type': 'application/json', 'user-agent': 'Wenguo', ...signed }, body: taken.body }
}

interface Given { readonly db: Db; readonly perform: Perform; readonly poster: Poster; readonly clock: Clock; readonly log: Log; readonly chance?: () => number }

/** Carries deliveries to their receivers. */
export const courier = ({ db, perform, poster, clock, log, chance = Math.random }: Given): Flights => flightsOf<Taken>({
  name: 'webhooks', log, atOnce: AT_ONCE, laneOf: (taken) => taken.webhook_id,
  take: (busy, room) => take(db, clock(), busy, room),
  carry: async (taken, stop) => {
    const reply = await poster.post(letterOf(taken, clock()), stop)
    // Cut off by our own end: the lease lets another try, which this one does not count against the receiver.
    if (stop.aborted && reply.status === null) return
    await perform(noteDelivery, { actor: systemActor(taken.organization_id), requestId: 'courier' }, { webhookId: taken.webhook_id, deliveryId: taken.id, attempts: taken.attempts, reply, chance: chance() })
  },
})
export type Courier = Flights

const KEPT_DAYS = 30

/** Deliveries are kept for a month. */
export const forgetDeliveries = (db: Db, clock: Clock) => asSystem(db, async (open) => {
  await open.deleteFrom('integration.delivery').where('made_at', '<', plusMs(clock(), -KEPT_DAYS * DAY)).execute()
})
