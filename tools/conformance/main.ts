import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { businessTime } from './business-time.ts'
import { mails } from './mails.ts'
import { naughty } from './naughty.ts'
import { notBuilt } from './not-built.ts'
import { numbers } from './numbers.ts'
import { doorsOf } from './doors.ts'
import { hostileTable } from './hostile-table.ts'
import { likeness } from './likeness.ts'
import { pagesOfMails } from './pages-of-mails.ts'
import { lazily } from './product.ts'
import { publicHolidays } from './public-holidays.ts'
import { replies } from './replies.ts'
import type { Case, Outcome, Recogniser } from './suite.ts'
import { tables } from './tables.ts'
import { uploads } from './uploads.ts'

const product = lazily()

/** In this order; the first that knows the shape takes the file. */
const RECOGNISERS: readonly Recogniser[] = [businessTime, publicHolidays, numbers, uploads(product), tables(product), mails(product), replies, pagesOfMails(product), naughty(doorsOf(product), hostileTable(product)), likeness, notBuilt]

/** Tables are cases only where somebody judged every line; the others are material to work with. */
const LABELLED = /_labelled(_open|_heldout)?\.csv$/

interface Line {
  readonly suite: string
  readonly case: string
  readonly status: Outcome['status']
  readonly expected: unknown
  readonly actual: unknown
  readonly ms: number
  readonly reason: string | null
}

const { folder, json } = theArguments()
process.exitCode = await main(folder, json).finally(() => product.close())

function theArguments(): { readonly folder?: string | undefined; readonly json?: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
    return { folder: positionals[0], json: values.json }
  } catch (fault) {
    process.stderr.write(`${messageOf(fault)}\n`)
    return {}
  }
}

async function main(folder: string | undefined, json: string | undefined): Promise<number> {
  if (folder === undefined) {
    process.stderr.write('usage: npm run conformance -- FOLDER [--json FILE]\n')
    return 1
  }
  const all: Line[] = []
  for (const file of await filesIn(folder)) {
    const lines = await runFile(folder, file)
    all.push(...lines)
    process.stdout.write([...lines.flatMap(told), `${suiteOf(file)}: ${totals(lines)}`, ''].join('\n'))
  }
  process.stdout.write(`${totals(all)}\n`)
  if (json !== undefined) await writeLines(json, all)
  const ran = all.some(({ status }) => status !== 'skipped')
  return ran && count(all, 'failed') === 0 ? 0 : 1
}

/** Every JSON file and labelled table below the folders of `folder`, as a path within it. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((fault: unknown) => {
    process.stderr.write(`${folder} cannot be read: ${messageOf(fault)}\n`)
    return []
  })
  return found.filter((entry) => entry.isFile() && (entry.name.endsWith('.json') || LABELLED.test(entry.name)))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => file.includes('/')).sort()
}

function suiteOf(file: string): string {
  return file.replace(/\.(json|csv)$/, '').replace(/_(?:open|heldout)(?=\.|$)/, '')
}

async function runFile(folder: string, file: string): Promise<Line[]> {
  const lines: Line[] = []
  for (const one of await casesIn(path.join(folder, file))) lines.push(await runCase(suiteOf(file), one))
  return lines
}

async function casesIn(file: string): Promise<readonly Case[]> {
  try {
    const text = await readFile(file, 'utf8')
    const content: unknown = LABELLED.test(file) ? { rows: parse(text, { columns: true, bom: true, relax_quotes: true }) } : JSON.parse(text)
    for (const recognise of RECOGNISERS) {
      const cases = recognise(content, path.dirname(file), file)
      if (cases !== null) return cases
    }
    return []
  } catch (fault) {
    return [{ id: path.basename(file), run: () => ({ status: 'failed', expected: 'a JSON file or a table', actual: messageOf(fault) }) }]
  }
}

async function runCase(suite: string, { id, run }: Case): Promise<Line> {
  const begun = performance.now()
  const outcome = await outcomeOf(run)
  const ms = Math.round((performance.now() - begun) * 1000) / 1000
  const told = outcome.status === 'skipped' ? { expected: null, actual: null, reason: outcome.reason } : { ...outcome, reason: null }
  return { suite, case: id, status: outcome.status, expected: told.expected, actual: told.actual, ms, reason: told.reason }
}

async function outcomeOf(run: Case['run']): Promise<Outcome> {
  try {
    return await run()
  } catch (fault) {
    return { status: 'failed', expected: 'an answer', actual: messageOf(fault) }
  }
}

/** What is said of a single case; nothing when it passed. */
function told(line: Line): string[] {
  if (line.status === 'failed') return [`FAIL ${line.suite} ${line.case} expected=${shown(line.expected)} got=${shown(line.actual)}`]
  return line.status === 'skipped' ? [`skipped ${line.suite} ${line.case} ${line.reason}`] : []
}

function shown(value: unknown): string {
  return typeof value === 'string' && /^[\w:.+-]+$/.test(value) ? value : JSON.stringify(value)
}

function totals(lines: readonly Line[]): string {
  return `${count(lines, 'passed')} passed, ${count(lines, 'failed')} failed, ${count(lines, 'skipped')} skipped`
}

function count(lines: readonly Line[], status: Outcome['status']): number {
  return lines.filter((line) => line.status === status).length
}

async function writeLines(file: string, lines: readonly Line[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault)
}
