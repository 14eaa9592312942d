import { connect } from '#kernel/db.ts'
import { prepareJobs, startJobs } from '#kernel/jobs.ts'
import { createLog } from '#kernel/log.ts'
import { relayOnce } from '#kernel/relay.ts'
import { instant } from '#kernel/time.ts'
import type { World } from './app.ts'
import { onDatabase } from './steps.ts'

/** Does the jobs whose handler begins so, for every event there is, as they come: at least once, and perhaps again. */
export const jobsDone = async (w: Pick<World, 'url' | 'composed'>, handler: string): Promise<void> => {
  const jobs = w.composed.reactions.flatMap(({ on, later }) => (later?.handler.startsWith(handler) ? [{ on, later }] : []))
  const events = await onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    return (await db.query('select id, organization_id, name, at, subject_type, subject_id, payload from kernel.event where name = any ($1) order by id', [jobs.map(({ on }) => on)])).rows
  })
  for (const e of events) {
    const event = { id: e.id, name: e.name, organizationId: e.organization_id, at: instant(e.at), subject: { type: e.subject_type, id: e.subject_id, unitId: null }, actor: { kind: 'system', id: null }, payload: e.payload }
    for (const { on, later } of jobs) if (on === e.name) await later.run(w.composed.doors, event as never)
  }
}

/** The machinery that does jobs, on connections of its own; `relay` hands over what has happened since. */
export const openJobs = async (w: Pick<World, 'url' | 'composed'>) => {
  const database = connect(w.url, 4, () => undefined)
  await prepareJobs(database.pool, createLog('silent'))
  const runner = await startJobs(database.pool, database.db, w.composed.reactions, w.composed.doors, createLog('error'))
  return {
    database, relay: () => relayOnce(database.db, w.composed.reactions),
    close: async () => {
      await runner.stop()
      await database.end()
    },
  }
}
