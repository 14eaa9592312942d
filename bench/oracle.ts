import { parseArgs } from 'node:util'
import pg from 'pg'
import { migrate } from '../server/kernel/migrate.ts'
import { throwawayHost } from '../test/support/database.ts'
import { consult } from '../test/support/oracle.ts'

/** `npm run oracle -- [--cases N] [--questions N] [--seed N]`: the search beside plain reading of every text; ends with 1 where they differ. */
const main = async (): Promise<number> => {
  const { values } = parseArgs({ options: { cases: { type: 'string', default: '100000' }, questions: { type: 'string', default: '400' }, seed: { type: 'string', default: '1' } } })
  const host = await throwawayHost()
  try {
    await migrate(host.url)
    const client = new pg.Client({ connectionString: host.owner ? new URL(new URL(host.url).pathname, host.owner).href : host.url })
    await client.connect()
    const { cases, questions, expected, faults } = await consult(client, Number(values.cases), Number(values.questions), Number(values.seed)).finally(() => client.end())
    process.stdout.write(`${cases} cases, ${questions} questions, ${expected} right answers, ${faults.length} faults\n${faults.slice(0, 50).join('\n')}\n`)
    return faults.length ? 1 : 0
  } finally {
    await host.stop()
  }
}

process.exitCode = await main()
