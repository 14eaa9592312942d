import { ROOT } from '../server/kernel/root.ts'
import { writeGenerated } from './generate/all.ts'

/** Writes everything that is generated: table types, docs/schema.sql, docs/openapi.json, docs/map.md. */
for (const name of await writeGenerated(ROOT)) process.stdout.write(`written: ${name}\n`)
