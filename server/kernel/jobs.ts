import { type Runner, type TaskList, run, runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { systemActor } from './actor.ts'
import { type Db, asActor } from './db.ts'
import type { Recorded } from './event.ts'
import type { Outside, Reaction } from './reaction.ts'
import { Logger } from 'graphile-worker'
import type { Log } from './log.ts'
import { speakingTo } from './terms.ts'

interface JobPayload { readonly eventId: string; readonly organizationId: string }

const loadEvent = (db: Db, { eventId, organizationId }: JobPayload): Promise<Recorded | null> => asActor(db, systemActor(organizationId), async (open) => {
  const row = await open.selectFrom('kernel.event').selectAll().where('organization_id', '=', organizationId).where('id', '=', eventId).executeTakeFirst()
  return row ? {
    id: row.id, name: row.name, organizationId, at: row.at, subject: { type: row.subject_type, id: row.subject_id, unitId: row.unit_id, confidential: row.confidential },
    actor: { kind: row.actor_kind, id: row.actor_id }, payload: row.payload,
  } : null
}, 'read')

const tasksOf = (db: Db, reactions: readonly Reaction[], given: Outside): TaskList => Object.fromEntries(reactions.flatMap(({ later }) => (later ? [[later.handler, async (payload: unknown) => {
  const event = await loadEvent(db, payload as JobPayload)
  if (event) await speakingTo(event.organizationId, () => later.run(given, event as Recorded<never>))
}]] : [])))

const quietly = (log: Log) => new Logger(() => (level, message, meta) => { if (level === 'error' || level === 'warning') log.warn({ meta }, `jobs: ${message}`) })

/** Prepares the job tables; safe on every node at every start. */
export const prepareJobs = (pool: pg.Pool, log: Log): Promise<void> => runMigrations({ pgPool: pool, logger: quietly(log) })

/** Starts working through the jobs of the reactions, four at a time. */
export const startJobs = (pool: pg.Pool, db: Db, reactions: readonly Reaction[], given: Outside, log: Log): Promise<Runner> =>
  run({ pgPool: pool, taskList: tasksOf(db, reactions, given), concurrency: 4, noHandleSignals: true, pollInterval: 2_000, logger: quietly(log) })
