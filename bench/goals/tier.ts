import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Window } from '../generator.ts'
import type { IntakeJob, ReadJob } from '../http-load.ts'
import { settled } from '../installation.ts'
import { treeOf } from '../processes.ts'
import { lineOf } from '../report.ts'
import type { Given, Measure } from './given.ts'

const MEMORY_MIB = 180
const READY_S = 1.2
const STARTS = 3
const KIB_A_MIB = 1024

/** Proportional set size: shared pages count by share. */
const pssMib = (pid: number): number => treeOf(pid).reduce((sum, one) => sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0), 0) / KIB_A_MIB

const load = async ({ program, access, http, seconds }: Given) => {
  const paths = ['/complaints?limit=50&state=open', '/complaints?limit=50&q=%E9%80%80%E6%AC%BE', '/me']
  const common = { port: program.port, token: access.token, connections: 8, seconds }
  await http.ask<Window>({ ...common, kind: 'intake', unitIds: access.unitIds, seed: 99, prepare: Math.ceil(seconds * 6_000) } satisfies IntakeJob)
  await http.ask<Window>({ ...common, kind: 'read', paths } satisfies ReadJob)
}

/** P7: memory of the program without its database after load, and the time to the first answer with the database up. */
export const tier: Measure = async (given) => {
  const { bench, program, rows } = given
  if (process.platform !== 'linux') throw new Error('memory is read from /proc: only on Linux')
  await load(given)
  await settled(bench.client)
  await sleep(2_000)
  const memory = pssMib(program.pid)
  const ready: number[] = []
  for (let i = 0; i < STARTS; i++) {
    const another = await bench.start()
    ready.push(another.readySeconds)
    await another.stop()
  }
  const told = { goal: 'P7', op: '<=', connections: 8, rows, fsync: bench.fsync } as const
  return [lineOf({ ...told, metric: 'tier.memory', unit: 'MiB', target: MEMORY_MIB }, [memory]), lineOf({ ...told, metric: 'tier.ready', unit: 's', target: READY_S, connections: 1 }, ready)]
}
