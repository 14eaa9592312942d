import { setTimeout as sleep } from 'node:timers/promises'
import { makeLimitTables } from '../fill.ts'
import { type Window, startGenerator } from '../generator.ts'
import type { IntakeJob } from '../http-load.ts'
import { settled } from '../installation.ts'
import type { LimitJob } from '../limit-load.ts'
import { lineOf } from '../report.ts'
import type { Measure } from './given.ts'

const CONNECTIONS = 32
const ROUNDS = 5
const MOST_A_SECOND = 9_000
const TARGET = 0.3

const whole = (window: Window): Window => {
  if (window.failed !== null) throw new Error(window.failed)
  return window
}

/** P1: registrations over HTTP beside one statement that inserts the same rows, turn by turn on the same database server. */
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
    const rates: { ours: number; limit: number; p95: number; limitP95: number }[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      await settled(bench.client)
      await sleep(300)
      // The one that begins changes, so that neither always follows the other.
      const first = round % 2 ? 'limit' : 'ours'
      const one = await ask[first](round, seconds)
      await settled(bench.client)
      await sleep(300)
      const other = await ask[first === 'limit' ? 'ours' : 'limit'](round, seconds)
      const [ours, best] = first === 'ours' ? [one, other] : [other, one]
      rates.push({ ours: ours.done / ours.seconds, limit: best.done / best.seconds, p95: ours.p95, limitP95: best.p95 })
      say(`P1 round ${round}: ${Math.round(ours.done / ours.seconds)} of ${Math.round(best.done / best.seconds)} per second, p95 ${ours.p95.toFixed(1)} of ${best.p95.toFixed(1)} ms`)
    }
    const told = { goal: 'P1', metric: 'intake.rate.ratio', unit: 'ratio', op: '>=', target: TARGET, connections: CONNECTIONS, rows, fsync: bench.fsync } as const
    return [lineOf(told, rates.map((r) => r.ours / r.limit), { ours: rates.map((r) => r.ours), limit: rates.map((r) => r.limit) })]
  } finally {
    await limit.close()
  }
}
