import { type Db, type OpenTransaction, asSystem, sql } from './db.ts'
import { announce, liveKey } from './live.ts'
import type { Listening, Reaction } from './reaction.ts'

export interface StoredEvent { readonly id: string; readonly organization_id: string; readonly name: string; readonly xid: string; readonly subject_id: string; /** Whom it concerns: `personIds` of the payload. */ readonly people: readonly string[] | null }

const RELAY_LOCK = 716_290_012
const MOST = 500

/**
 * Events after the cursor in commit order, of finished transactions only: below the oldest transaction still open nothing can appear any more.
 * Must run in a system transaction.
 */
export const eventsAfterCursor = (db: OpenTransaction, cursor: string, most: number) => sql<StoredEvent & { content_hash: Buffer }>`
  select e.id, e.organization_id, e.name, e.xid::text as xid, e.content_hash, e.subject_id, e.payload -> 'personIds' as people from kernel.event e
  where (e.xid, e.id) > (coalesce((select c.xid from kernel.cursor c where c.name = ${cursor}), '0'::xid8), coalesce((select c.id from kernel.cursor c where c.name = ${cursor}), '00000000-0000-0000-0000-000000000000'::uuid))
    and e.xid < pg_snapshot_xmin(pg_current_snapshot())
  order by e.xid, e.id limit ${most}`.execute(db).then((r) => r.rows)

export const moveCursor = (db: OpenTransaction, cursor: string, to: StoredEvent) => sql`
  insert into kernel.cursor (name, xid, id) values (${cursor}, ${to.xid}::xid8, ${to.id}::uuid)
  on conflict (name) do update set xid = excluded.xid, id = excluded.id`.execute(db)

/** Only one node relays or seals at a time; the others find the lock taken and do nothing. */
export const alone = async (db: OpenTransaction, lock: number): Promise<boolean> =>
  (await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${lock}) as got`.execute(db)).rows[0]?.got === true

/** Who looked is written down too, but changes nothing: told of it, pages would look again, and so on for ever. */
const isLook = (name: string) => name.startsWith('audit.')

const keysOf = ({ organization_id, name, subject_id, people }: StoredEvent) => (isLook(name) ? [] : [subject_id, ...people ?? []].map((id) => liveKey(organization_id, id)))

/** Whether anybody waits for an event: asked once for each who can tell, and only where such an event came. */
const heardIn = async (open: OpenTransaction, reactions: readonly Reaction[], events: readonly StoredEvent[]): Promise<(reaction: Reaction, event: StoredEvent) => boolean> => {
  const names = new Set(events.map((e) => e.name))
  const heard = new Map<Listening, ReadonlySet<string>>()
  for (const { on, later } of reactions) if (later?.listening && names.has(on) && !heard.has(later.listening)) heard.set(later.listening, await later.listening(open))
  return ({ later }, { organization_id }) => !later?.listening || heard.get(later.listening)?.has(organization_id) === true
}

/**
 * Turns new events into jobs, one statement and so one NOTIFY per round, and tells pages that are open what changed. Job key = event + handler: a round that is done twice adds nothing.
 * @returns how many events were passed on; 500 means there may be more.
 */
export const relayOnce = async (db: Db, reactions: readonly Reaction[]): Promise<number> => asSystem(db, async (open) => {
  if (!await alone(open, RELAY_LOCK)) return 0
  const events = await eventsAfterCursor(open, 'relay', MOST)
  const last = events.at(-1)
  if (!last) return 0
  await moveCursor(open, 'relay', last)
  await announce(open, events.flatMap(keysOf))
  const isHeard = await heardIn(open, reactions, events)
  const jobs = events.flatMap((e) => reactions.filter((r) => r.later && r.on === e.name && isHeard(r, e)).map((r) => ({
    identifier: r.later?.handler, payload: { eventId: e.id, organizationId: e.organization_id }, jobKey: `${e.id} ${r.later?.handler}`, maxAttempts: 12,
  })))
  if (jobs.length) {
    // The job tables refuse everyone but their owner, the login role.
    await sql`reset role`.execute(open)
    await sql`select 1 from graphile_worker.add_jobs((select array_agg(json_populate_record(null::graphile_worker.job_spec, j)) from json_array_elements(${JSON.stringify(jobs.map(snake))}::json) j))`.execute(open)
  }
  return events.length
})

const snake = (job: { identifier: string | undefined; payload: object; jobKey: string; maxAttempts: number }) =>
  ({ identifier: job.identifier, payload: job.payload, job_key: job.jobKey, max_attempts: job.maxAttempts })
