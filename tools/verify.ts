import { parseArgs } from 'node:util'
import type { Verdict } from '../server/kernel/verify.ts'
import { openInstallation } from './ops/installation.ts'
import { runTool, say } from './ops/refused.ts'
import { verdictOn } from './ops/verdict.ts'

const tell = ({ sealed, unsealed, seals, fault }: Verdict): string =>
  [`${sealed} events in ${seals} seals, ${unsealed} not sealed yet.`, fault ? `FAULT: ${fault}.` : 'Nothing was altered.'].join('\n')

/** `npm run verify [-- --json]`: recomputes every hash of every event; exit code 1 when something was altered. */
const verify = async (): Promise<boolean> => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
  const installation = await openInstallation()
  try {
    const verdict = await verdictOn(installation)
    say(values.json ? JSON.stringify(verdict) : tell(verdict))
    return verdict.fault === null
  } finally {
    await installation.close()
  }
}

await runTool(verify)
