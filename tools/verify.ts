import { parseArgs } from 'node:util'
import { type Checked, driftWords } from '../server/modules/clock/drift/find.ts'
import { openInstallation } from './ops/installation.ts'
import { runTool, say } from './ops/refused.ts'
import { type Whole, verdictOn } from './ops/verdict.ts'

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
