import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { makeLimitTables } from '../fill.ts'
import { type Window, startGenerator } from '../generator.ts'
import type { IntakeJob } from '../http-load.ts'
import { settled } from '../installation.ts'
import type { LimitJob } from '../limit-load.ts'
import { cpuSeconds, parentOf } from '../processes.ts'
import { lineOf } from '../report.ts'
import type { Measure } from './given.ts'

const CONNECTIONS = 32
const ROUNDS = 5
const MOST_A_SECOND = 9_000
const TARGET = 0.6

const P95_TARGET = 2
const CPU_TARGET = 2.5
const MS = 1_000

const whole = (window: Window): Window => {
  if (window.failed !== null) throw new Error(window.failed)
  return window
}

/** The process above the one that serves a connection. */
export const databaseServer = async (client: pg.Client): Promise<number> => parentOf(Number((await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid))

const rateOf = ({ window }: Taken) => window.done / window.seconds

interface Taken { readonly window: Window; readonly cpuMs: number }

/** A window of load, and the processor time in ms that each thing done took in these processes. */
const taking = async (roots: readonly number[], load: () => Promise<Window>): Promise<Taken> => {
  const used = () => roots.reduce((sum, root) => sum + cpuSeconds(root), 0)
  const before = used()
  const window = await load()
  return { window, cpuMs: ((used() - before) / window.done) * MS }
}

/** P1 and P2: registrations over HTTP beside one statement that inserts the same rows, turn by turn on the same database server. */
export const intake: Measure = async ({ bench, program, access, http, pattern, rows, seconds, say }) => {
  await makeLimitTables(bench.client)
  await bench.client.query('vacuum analyze')
  const limit = startGenerator('limit-load.ts')
  const ask = {
    ours: (seed: number, time: number) => http.ask<Window>({ kind: 'intake', port: program.port, token: access.token, connections: CONNECTIONS, seconds: time, unitIds: access.unitIds, seed, prepare: Math.ceil(time * MOST_A_SECOND) } satisfies IntakeJob).then(whole),
    limit: (seed: number, time: number) => limit.ask<Window>({ url: bench.superuser, connections: CONNECTIONS, seconds: time, pattern, seed, prepare: Math.ceil(time * MOST_A_SECOND) } satisfies LimitJob).then(whole),
  }
  try {
    await ask.limit(0, 2)
    await ask.ours(0, 3)
    const database = await databaseServer(bench.client)
    const rounds: { ours: Taken; limit: Taken }[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const turn = async (which: 'ours' | 'limit'): Promise<Taken> => {
        await settled(bench.client)
        await sleep(300)
        return taking(which === 'ours' ? [program.pid, database] : [database], () => ask[which](round, seconds))
      }
      // The one that begins changes, so that neither always follows the other.
      const first = round % 2 ? 'limit' : 'ours'
      const one = await turn(first)
      const other = await turn(first === 'limit' ? 'ours' : 'limit')
      const [ours, best] = first === 'ours' ? [one, other] : [other, one]
      rounds.push({ ours, limit: best })
      say(`P1 round ${round}: ${Math.round(rateOf(ours))} of ${Math.round(rateOf(best))} per second, p95 ${ours.window.p95.toFixed(1)} of ${best.window.p95.toFixed(1)} ms, ${ours.cpuMs.toFixed(2)} of ${best.cpuMs.toFixed(2)} ms of processor each`)
    }
    const told = { unit: 'ratio', connections: CONNECTIONS, rows, fsync: bench.fsync } as const
    const beside = (goal: string, metric: string, op: '>=' | '<=', target: number, of: (taken: Taken) => number) => {
      const [ours, best] = [rounds.map((r) => of(r.ours)), rounds.map((r) => of(r.limit))]
      return lineOf({ ...told, goal, metric, op, target }, ours.map((value, i) => value / (best[i] ?? 1)), { ours, limit: best })
    }
    return [beside('P1', 'intake.rate.ratio', '>=', TARGET, rateOf), beside('P2', 'intake.p95.ratio', '<=', P95_TARGET, ({ window }) => window.p95), beside('P2', 'intake.cpu.ratio', '<=', CPU_TARGET, ({ cpuMs }) => cpuMs)]
  } finally {
    await limit.close()
  }
}
