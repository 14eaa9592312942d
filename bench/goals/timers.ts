import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Window } from '../generator.ts'
import type { IntakeJob } from '../http-load.ts'
import { settled } from '../installation.ts'
import { cpuSeconds } from '../processes.ts'
import { lineOf } from '../report.ts'
import type { Given, Measure } from './given.ts'
import { databaseServer } from './intake.ts'

const LATENESS_S = 5
const COST_TARGET = 1.5
/** So many clocks ring at once where their cost is taken. */
const AT_ONCE = 600
const A_SECOND = 20
const LEAST_SECONDS = 20
/** A small house beside a big one: a tenth of the clocks. */
const SMALL = 0.1
/** In fewer, a tenth would not be enough to ring. */
const LEAST_CLOCKS = 20_000
const PATIENCE_S = 300
const MS = 1_000

type Client = pg.Client

const openClocks = async (client: Client): Promise<number> => Number((await client.query<{ n: string }>(`select count(*) as n from clock.deadline where state = 'running'`)).rows[0]?.n)

/** As many open clocks as there shall be, far from their end, on the cases that are open. */
const topUp = async (client: Client, wanted: number) => {
  const there = await openClocks(client)
  if (!there) throw new Error('no case is open')
  if (there < wanted) {
    await client.query(`insert into clock.deadline select (jsonb_populate_record(d, jsonb_build_object('id', uuidv7(), 'due_at', now() + interval '30 days' + random() * interval '300 days', 'warn_at', now() + interval '29 days', 'climb_at', null))).*
      from clock.deadline d cross join generate_series(1, $1) where d.state = 'running' and d.bound = 'ours' and d.ends <> 'elapsed' limit $2`, [Math.ceil(wanted / there) + 1, wanted - there])
  }
  // What was filled in is due at times of its own: here nothing rings but what is asked to.
  await client.query(`update clock.deadline set due_at = now() + interval '30 days' + random() * interval '300 days', warn_at = now() + interval '29 days', climb_at = null where state = 'running' and (due_at < now() + interval '2 days' or climb_at < now() + interval '2 days')`)
}

/** Lets clocks ring: each at its moment, `seconds` long; 0: all now. @returns how many. */
const setOff = async (client: Client, count: number, seconds: number): Promise<number> => {
  await client.query('drop table if exists set_off')
  await client.query(`create temp table set_off as select organization_id, id, row_number() over () as n from clock.deadline where state = 'running' and bound = 'ours' and ends <> 'elapsed' order by md5(id::text) limit $1`, [count])
  const { rowCount } = await client.query(`update clock.deadline d set due_at = now() + s.n * $1::float8 * interval '1 second', warned_at = now() from set_off s where d.organization_id = s.organization_id and d.id = s.id`, [seconds / count])
  return rowCount ?? 0
}

const waiting = async (client: Client): Promise<number> => Number((await client.query<{ n: string }>('select count(*) as n from set_off s join clock.deadline d on d.organization_id = s.organization_id and d.id = s.id where d.fired_at is null')).rows[0]?.n)

const untilRung = async (client: Client, most: number): Promise<void> => {
  for (const until = performance.now() + most * MS; await waiting(client) > 0 && performance.now() < until;) await sleep(100)
}

/** Past the triggers of the tables: what is prepared is no work of the program. */
const prepared = async <T>(client: Client, work: () => Promise<T>): Promise<T> => {
  await client.query('set session_replication_role = replica')
  return work().finally(() => client.query('reset session_replication_role'))
}

/** Processor time, in ms, of program and database for each clock that rings. */
const costOf = async ({ bench: { client }, program }: Given): Promise<number> => {
  await client.query('vacuum analyze clock.deadline')
  await settled(client)
  const roots = [program.pid, await databaseServer(client)]
  const used = () => roots.reduce((sum, root) => sum + cpuSeconds(root), 0)
  const before = used()
  const count = await prepared(client, () => setOff(client, AT_ONCE, 0))
  await untilRung(client, PATIENCE_S)
  await settled(client)
  return ((used() - before) / count) * MS
}

/** The same number rings in a small house and in a big one. */
const costs = async (given: Given): Promise<{ small: number; big: number }> => {
  const { client } = given.bench
  await costOf(given)
  await prepared(client, () => client.query(`update clock.deadline set state = 'parked' where state = 'running' and ('x' || substr(md5(id::text), 1, 4))::bit(16)::int >= $1`, [Math.floor(65_536 * SMALL)]))
  const small = await costOf(given)
  await prepared(client, () => client.query(`update clock.deadline set state = 'running' where state = 'parked'`))
  return { small, big: await costOf(given) }
}

/** Three workers, intake meanwhile, and one worker killed in the middle. */
const ringing = async ({ bench, program, access, http, seconds }: Given) => {
  const { client } = bench
  const long = Math.max(LEAST_SECONDS, seconds)
  const [second, third] = [await bench.start(), await bench.start()]
  try {
    const count = await prepared(client, () => setOff(client, A_SECOND * long, long))
    const load = http.ask<Window>({ kind: 'intake', port: program.port, token: access.token, connections: 4, seconds: long, unitIds: access.unitIds, seed: 808, prepare: long * 1_200 } satisfies IntakeJob)
    await sleep((long / 2) * MS)
    await third.kill()
    const window = await load
    if (window.failed !== null) throw new Error(window.failed)
    await untilRung(client, PATIENCE_S)
    const { rows: [told] } = await client.query<{ missed: string; twice: string; late: number }>(`select count(*) filter (where d.fired_at is null) as missed,
      (select count(*) from (select e.payload ->> 'clockId' from kernel.event e join set_off s on s.organization_id = e.organization_id and s.id::text = e.payload ->> 'clockId' where e.name = 'clock.breached' group by 1 having count(*) > 1) twice) as twice,
      percentile_cont(0.99) within group (order by extract(epoch from d.fired_at - d.due_at))::float8 as late from set_off s join clock.deadline d on d.organization_id = s.organization_id and d.id = s.id`)
    return { count, missed: Number(told?.missed), twice: Number(told?.twice), late: told?.late ?? Number.POSITIVE_INFINITY, registered: window.done }
  } finally {
    await second.stop()
    await third.stop()
  }
}

/** P8: clocks ring once and in time while complaints come in and a worker dies, and what they cost grows with those that ring. */
export const timers: Measure = async (given) => {
  const { bench, rows, say } = given
  await prepared(bench.client, () => topUp(bench.client, Math.max(rows, LEAST_CLOCKS)))
  const open = await openClocks(bench.client)
  const { small, big } = await costs(given)
  say(`P8 ${open} open clocks: each that rings takes ${big.toFixed(2)} ms of processor, with a tenth of them open ${small.toFixed(2)} ms`)
  const rung = await ringing(given)
  say(`P8 ${rung.count} clocks rang on three workers, one of them killed, while ${rung.registered} complaints came in: ${rung.missed} missed, ${rung.twice} twice`)
  const told = { goal: 'P8', op: '<=', connections: 4, rows: open, fsync: bench.fsync } as const
  return [
    lineOf({ ...told, metric: 'clocks.missed', unit: 'clocks', target: 0 }, [rung.missed]), lineOf({ ...told, metric: 'clocks.twice', unit: 'clocks', target: 0 }, [rung.twice]),
    lineOf({ ...told, metric: 'clocks.late.p99', unit: 's', target: LATENESS_S }, [rung.late]), lineOf({ ...told, metric: 'clocks.cost.ratio', unit: 'ratio', target: COST_TARGET, connections: 1 }, [big / small], { ours: [big], limit: [small] }),
  ]
}
