import { parseArgs } from 'node:util'
import { connect } from '../server/kernel/db.ts'
import { type Verdict, verifyEvents } from '../server/kernel/verify.ts'
import { type Checked, driftWords, findDrift } from '../server/modules/clock/drift/find.ts'
import { type Installation, openInstallation } from './ops/installation.ts'
import { Refused, runTool, say } from './ops/refused.ts'

/** One snapshot for the whole look, and no way to write: events go on being recorded and sealed meanwhile. */
const snapshotOf = (url: string): string => {
  const given = new URL(url)
  given.searchParams.set('options', '-c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on')
  return given.href
}

interface Whole extends Verdict { readonly deadlines: Checked }

const verdictOn = async ({ url }: Installation): Promise<Whole> => {
  const database = connect(snapshotOf(url), 1, () => undefined)
  try {
    return { ...await verifyEvents(database.db), deadlines: await findDrift(database.db) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42P01') throw new Refused('The database holds no installation yet.')
    throw error
  } finally {
    await database.end()
  }
}

const MOST_TOLD = 20

const tellDrift = ({ clocks, drift }: Checked): string[] =>
  [`${clocks} deadlines counted afresh from the events, ${drift.length} stored otherwise.`, ...drift.slice(0, MOST_TOLD).map((one) => `DRIFT: ${driftWords(one)}.`)]

const tell = ({ sealed, unsealed, seals, fault, deadlines }: Whole): string =>
  [`${sealed} events in ${seals} seals, ${unsealed} not sealed yet.`, fault ? `FAULT: ${fault}.` : 'Nothing was altered.', ...tellDrift(deadlines)].join('\n')

/** `npm run verify [-- --json]`: recomputes every hash of every event, and every running deadline from them; exit code 1 when something was altered or differs. */
const verify = async (): Promise<boolean> => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
  const installation = await openInstallation()
  try {
    const verdict = await verdictOn(installation)
    say(values.json ? JSON.stringify(verdict) : tell(verdict))
    return verdict.fault === null && verdict.deadlines.drift.length === 0
  } finally {
    await installation.close()
  }
}

await runTool(verify)
