import { spawnSync } from 'node:child_process'
import { mkdirSync, statfsSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { fill, settleDatabase } from './fill.ts'
import { type Window, startGenerator } from './generator.ts'
import type { Given, Measure } from './goals/given.ts'
import { intake } from './goals/intake.ts'
import { casePages, lists } from './goals/reads.ts'
import { past } from './goals/past.ts'
import { policy } from './goals/policy.ts'
import { search } from './goals/search.ts'
import { tier } from './goals/tier.ts'
import { timers } from './goals/timers.ts'
import type { IntakeJob } from './http-load.ts'
import { type Access, type Bench, type Program, hire, openBench, settled, signIn } from './installation.ts'
import { type Line, type Machine, tableOf } from './report.ts'
import { type Rows, readPatterns } from './rows.ts'

interface Measured { readonly goals: readonly string[]; readonly measure: Measure }
/** In the order they are taken; one load can tell of several goals. */
const MEASURES: readonly Measured[] = [
  { goals: ['P4'], measure: lists }, { goals: ['P5'], measure: search }, { goals: ['P6'], measure: casePages }, { goals: ['P1', 'P2'], measure: intake }, { goals: ['P7'], measure: tier }, { goals: ['P8'], measure: timers }, { goals: ['P10'], measure: policy }, { goals: ['P10'], measure: past },
]
const GOALS = MEASURES.flatMap(({ goals }) => goals)
const GIB = 1024 ** 3
const MIB = 1024 ** 2
// A complaint with everything that belongs to it, its indexes and the copy for the limit.
const BYTES_A_ROW = 6 * 1024

const say = (words: string) => process.stdout.write(`${words}\n`)

interface Options { readonly rows: number; readonly seconds: number; readonly goals: readonly string[]; readonly json: string | undefined; readonly gate: boolean }

/** @returns the options, or the sentence why not. */
const readOptions = (): Options | string => {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '2000' }, seconds: { type: 'string', default: '2' }, goal: { type: 'string' }, json: { type: 'string' }, gate: { type: 'boolean', default: false } } })
  const [rows, seconds] = [Number(values.rows), Number(values.seconds)]
  const goals = values.goal?.split(',') ?? GOALS
  const unknown = goals.filter((goal) => !GOALS.includes(goal))
  if (!Number.isInteger(rows) || rows < 0) return `--rows takes a whole number, not ${values.rows}.`
  if (!(seconds > 0)) return `--seconds takes a positive number, not ${values.seconds}.`
  if (unknown.length) return `Not measured here: ${unknown.join(', ')}. Goals: ${[...GOALS].sort().join(', ')}.`
  return { rows, seconds, goals, json: values.json, gate: values.gate }
}

/** The sentence why so many rows cannot be measured here; null when they can. */
const whyTooMany = (rows: number): string | null => {
  const { bavail, bsize } = statfsSync(tmpdir())
  const [free, needed] = [(bavail * bsize) / GIB, (rows * BYTES_A_ROW) / GIB]
  return needed > free ? `${rows} complaints need about ${Math.ceil(needed)} GB of free disk below ${tmpdir()}, and only ${Math.floor(free)} GB are free: not measured.` : null
}

const machine = (bench: Bench): Machine => {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' })
  return { machine: { cores: cpus().length, memoryMiB: Math.round(totalmem() / MIB), node: process.version, postgres: bench.postgres }, commit: status === 0 ? stdout.trim() : null }
}

const PATTERNS = 60

/** Lets the program itself write some registrations; they are the patterns for all the others. */
const patternsOf = async (bench: Bench, program: Program, access: Access): Promise<Rows[]> => {
  const http = startGenerator('http-load.ts')
  const job: IntakeJob = { kind: 'intake', port: program.port, token: access.token, connections: 1, seconds: 20, unitIds: access.unitIds, seed: 500, prepare: PATTERNS }
  await http.ask<Window>(job)
  await http.close()
  const { rows } = await bench.client.query<{ id: string }>('select id from complaint.complaint order by id')
  return readPatterns(bench.client, rows.map((r) => r.id))
}

/** The pattern of the limit: the commonest number of clocks. */
const commonest = (patterns: readonly Rows[]): Rows => {
  const general = patterns.find((p) => p.complaint['urgency'] === 'general') ?? patterns[0]
  if (!general) throw new Error('no registration succeeded')
  return general
}

const prepare = async (bench: Bench, rows: number): Promise<{ access: Access; patterns: readonly Rows[] }> => {
  const program = await bench.start()
  try {
    const access = await signIn(program)
    const patterns = await patternsOf(bench, program, access)
    const staff = await hire(program, access)
    await settled(bench.client)
    await program.stop()
    const begun = performance.now()
    await fill(bench.client, patterns, [access.personId, ...staff, null], rows, say)
    await settleDatabase(bench.client)
    say(`${rows} complaints filled in within ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    return { access, patterns }
  } finally {
    await program.stop()
  }
}

interface Outcome { readonly lines: readonly Line[]; readonly unmeasured: readonly string[] }

const measureAll = async (given: Given, goals: readonly string[]): Promise<Outcome> => {
  const [lines, unmeasured]: [Line[], string[]] = [[], []]
  for (const { goals: told, measure } of MEASURES) {
    if (!told.some((goal) => goals.includes(goal))) continue
    await settled(given.bench.client)
    try {
      lines.push(...(await measure(given)).filter(({ goal }) => goals.includes(goal)))
    } catch (error) {
      unmeasured.push(...told)
      say(`${told.join(', ')} could not be measured: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { lines: lines.sort((a, b) => (a.goal < b.goal ? -1 : Number(a.goal > b.goal))), unmeasured }
}

const measureWith = async (bench: Bench, { rows, seconds, goals }: Options): Promise<Outcome> => {
  const { access, patterns } = await prepare(bench, rows)
  const program = await bench.start()
  const http = startGenerator('http-load.ts')
  try {
    return await measureAll({ bench, program, access, http, pattern: commonest(patterns), rows, seconds, say }, goals)
  } finally {
    await http.close()
    await program.stop()
  }
}

const report = (options: Options, about: Machine, { lines, unmeasured }: Outcome): number => {
  if (options.json !== undefined) {
    mkdirSync(dirname(options.json), { recursive: true })
    writeFileSync(options.json, [about, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''))
  }
  const failed = lines.filter((line) => !line.pass).length
  say(`\n${JSON.stringify(about)}\n${tableOf(lines)}\n${lines.length - failed} passed, ${failed} failed`)
  return unmeasured.length || (options.gate && failed) ? 1 : 0
}

/** `npm run bench -- [--rows N] [--seconds S] [--goal P1,P4] [--json FILE] [--gate]` */
const main = async (): Promise<number> => {
  const options = readOptions()
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n`)
    return 1
  }
  const refusal = whyTooMany(options.rows)
  if (refusal) {
    process.stderr.write(`${refusal}\n`)
    return 1
  }
  const bench = await openBench()
  try {
    const about = machine(bench)
    return report(options, about, await measureWith(bench, options))
  } finally {
    await bench.close()
  }
}

process.exitCode = await main()
