import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { readConfig } from '../../server/kernel/config.ts'
import { connect } from '../../server/kernel/db.ts'
import { createLog } from '../../server/kernel/log.ts'
import { migrate } from '../../server/kernel/migrate.ts'
import { systemClock } from '../../server/kernel/time.ts'
import { throwawayHost } from '../../test/support/database.ts'
import { charactersText } from './characters.ts'
import { mapText } from './map.ts'
import { schemaText } from './schema.ts'
import { tableTypes } from './tables.ts'

/** Every generated file and its text, from a fresh database and the composed application. */
const generate = async (root: string): Promise<Map<string, string>> => {
  const host = await throwawayHost()
  try {
    await migrate(host.url)
    const client = new pg.Client({ connectionString: host.url })
    client.on('error', () => undefined)
    await client.connect()
    const files = new Map(await tableTypes(client))
    files.set('docs/schema.sql', await schemaText(client))
    await client.end()
    const { compose } = await import('../../server/app.ts')
    const { openApi } = await import('../../server/modules/integration/openapi.ts')
    const database = connect(host.url, 1, () => undefined)
    const composed = compose({ config: readConfig({}), database, log: createLog('silent'), clock: systemClock })
    files.set('docs/openapi.json', `${JSON.stringify(openApi(composed.routes, 'current'), null, 1)}\n`)
    files.set('server/kernel/characters.ts', charactersText())
    files.set('docs/map.md', mapText(root, composed.routes))
    await composed.close()
    await database.end()
    return files
  } finally {
    await host.stop()
  }
}

/** @returns the names of files that changed. */
export const writeGenerated = async (root: string): Promise<string[]> => {
  const changed = await staleFiles(root)
  for (const [name, text] of changed) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return changed.map(([name]) => name)
}

export const staleFiles = async (root: string): Promise<[string, string][]> =>
  [...await generate(root)].filter(([name, text]) => !existsSync(join(root, name)) || readFileSync(join(root, name), 'utf8') !== text)
