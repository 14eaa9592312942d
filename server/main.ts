import { systemActor } from '#kernel/actor.ts'
import { type Config, readConfig } from '#kernel/config.ts'
import { connect } from '#kernel/db.ts'
import { keepRunning } from '#kernel/every.ts'
import { newId } from '#kernel/id.ts'
import { prepareJobs, startJobs } from '#kernel/jobs.ts'
import { type Log, createLog } from '#kernel/log.ts'
import { migrate } from '#kernel/migrate.ts'
import { systemClock } from '#kernel/time.ts'
import { openHost } from '#adapters/database/host.ts'
import { setUp } from '#modules/packs/commands.ts'
import { isFirstRun } from '#modules/packs/first-run.ts'
import { type Composed, compose } from './app.ts'
import { AlreadyRunning, lockFolder } from './lock.ts'
import { recurring } from './recurring.ts'

const POOL = 8

/** A first run without a browser, from the environment. */
const headlessFirstRun = async (config: Config, app: Composed, db: Parameters<typeof isFirstRun>[0], log: Log) => {
  if (!config.firstRun || !await isFirstRun(db)) return
  const { email, password, pack, organization } = config.firstRun
  await app.doors.perform(setUp, { actor: systemActor(newId()), requestId: 'first-run' }, { locale: 'zh-CN', pack, organization, name: '管理员', email, password, timeZone: config.timeZone })
  log.info({ pack }, 'organisation created')
}

const startWork = async (config: Config, app: Composed, database: ReturnType<typeof connect>, log: Log) => {
  if (!config.roles.has('worker')) return null
  const jobs = await startJobs(database.pool, database.db, app.reactions, app.doors, log)
  const running = keepRunning(recurring(database.db, app.doors.perform, app.reactions, app.store, app.webhooks, app.messages, app.mailboxes, systemClock, app.learner, app.sayAnswersOn, app.isPlaying), log)
  return { stop: async () => { await running.stop(); await app.mailboxes.stop(); await app.webhooks.stop(); await app.messages.stop(); await jobs.stop() }, wake: () => running.wake('relay') }
}

/** Starts what the roles say, in order; stops it in reverse. */
const start = async (config: Config, log: Log): Promise<() => Promise<void>> => {
  const unlock = config.databaseUrl ? () => undefined : lockFolder(config.dataDir)
  const host = await openHost(config.databaseUrl, config.dataDir, (said) => log.info(said))
  host.lost.then(() => {
    unlock()
    log.fatal('The database has ended. This program ends with it; start it again.')
    process.exit(1)
  })
  const applied = await migrate(host.url)
  if (applied.length) log.info({ applied }, 'database prepared')
  let closing = false
  const database = connect(host.url, POOL, (error) => { if (!closing) log.warn({ err: error }, 'database connection lost') }, config.pooled)
  await prepareJobs(database.pool, log)
  let wake: () => void = () => {}
  const app = compose({ config, database, log, clock: systemClock, committed: () => wake(), directUrl: config.directUrl ?? (config.pooled ? null : host.url) })
  await headlessFirstRun(config, app, database.db, log)
  const work = await startWork(config, app, database, log)
  if (work) wake = soon(work.wake)
  const http = config.roles.has('web') ? await app.serve() : null
  if (http) {
    await http.listen({ port: config.port, host: config.host })
    log.info({ url: config.baseUrl }, 'open')
  }
  return async () => {
    closing = true
    await http?.close()
    await work?.stop()
    await app.close()
    await database.end()
    await host.stop()
    unlock()
  }
}

/** At most once in 50 ms: many commits wake the relay once. */
const soon = (wake: () => void) => {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => { waiting = false; wake() }, 50).unref()
  }
}

const run = async () => {
  const config = readConfig()
  const log = createLog(config.logLevel)
  const stop = await start(config, log).catch((error: unknown) => {
    log.fatal(error instanceof AlreadyRunning ? { pid: error.pid } : { err: error }, error instanceof Error ? error.message : 'could not start')
    process.exit(1)
  })
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      log.info({ signal }, 'stopping')
      stop().then(() => process.exit(0), (error: unknown) => { log.error({ err: error }, 'stopped with an error'); process.exit(1) })
    })
  }
}

await run()
