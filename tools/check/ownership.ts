import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const WRITE = /\.(?:insertInto|updateTable|deleteFrom|mergeInto)\('([a-z_]+)\./g
const READ = /\.(?:selectFrom|innerJoin|leftJoin|innerJoinLateral|leftJoinLateral)\('([a-z_]+)\./g

const schemaOf = (module: string) => module.replaceAll('-', '_')

/**
 * A module writes only the tables of its own schema; it reads its own and those of modules listed before it. Sign-in and the sweeps read as the
 * machinery does. @returns the faults.
 */
export const checkOwnership = (root: string): string[] => {
  const order = (Object.values(JSON.parse(readFileSync(join(root, 'architecture.json'), 'utf8')) as Record<string, string[]>).flat()).map(schemaOf)
  const files = readdirSync(join(root, 'server/modules'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return files.flatMap((file) => {
    const owner = schemaOf(file.split('/')[0] ?? '')
    const text = readFileSync(join(root, 'server/modules', file), 'utf8')
    const schemas = (pattern: RegExp) => [...text.matchAll(pattern)].map((m) => m[1] ?? '').filter((schema) => schema !== owner)
    return [
      ...schemas(WRITE).map((schema) => `${file} writes ${schema}, which ${owner} does not own`),
      ...schemas(READ).filter((schema) => schema !== 'kernel' && order.indexOf(schema) > order.indexOf(owner)).map((schema) => `${file} reads ${schema}, which comes later in architecture.json`),
      ...schemas(WRITE).filter((schema) => schema === 'kernel').map(() => `${file} writes kernel tables`),
    ]
  })
}
