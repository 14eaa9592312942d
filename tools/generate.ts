import pg from 'pg'
import { migrate } from '../server/kernel/migrate.ts'
import { ROOT } from '../server/kernel/root.ts'
import { throwawayHost } from '../test/support/database.ts'
import { generateTables } from './generate/tables.ts'

const host = await throwawayHost()
try {
  await migrate(host.url)
  const client = new pg.Client({ connectionString: host.url })
  client.on('error', () => undefined)
  await client.connect()
  await generateTables(client, ROOT)
  await client.end()
} finally {
  await host.stop()
}
