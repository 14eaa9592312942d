import { parseArgs } from 'node:util'
import type { Altered } from '../server/kernel/vouched.ts'
import { type Checked, driftWords } from '../server/modules/clock/drift/find.ts'
import { openInstallation } from './ops/installation.ts'
import { runTool, say } from './ops/refused.ts'
import { type Whole, verdictOn } from './ops/verdict.ts'

const MOST_TOLD = 20

const tellDrift = ({ clocks, drift }: Checked): string[] =>
  [`${clocks} deadlines counted afresh from the events, ${drift.length} stored otherwise.`, ...drift.slice(0, MOST_TOLD).map((one) => `DRIFT: ${driftWords(one)}.`)]

const tellAltered = ({ rows, altered }: Altered): string[] =>
  [`${rows} rows beside what the events say of them, ${altered.length} otherwise.`, ...altered.slice(0, MOST_TOLD).map((one) => `ALTERED: ${one}.`)]

const tell = ({ sealed, unsealed, seals, fault, deadlines, rows }: Whole): string =>
  [`${sealed} events in ${seals} seals, ${unsealed} not sealed yet.`, fault ? `FAULT: ${fault}.` : 'No event was altered.', ...tellAltered(rows), ...tellDrift(deadlines)].join('\n')

/** `npm run verify [-- --json]`: recomputes every hash of every event, compares rows with what the events say of them, and counts every running deadline anew; exit code 1 when something was altered or differs. */
const verify = async (): Promise<boolean> => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
  const installation = await openInstallation()
  try {
    const verdict = await verdictOn(installation)
    say(values.json ? JSON.stringify(verdict) : tell(verdict))
    return verdict.fault === null && verdict.rows.altered.length === 0 && verdict.deadlines.drift.length === 0
  } finally {
    await installation.close()
  }
}

await runTool(verify)
