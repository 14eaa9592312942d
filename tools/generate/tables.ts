import { groupBy } from '../../server/kernel/group.ts'
import type pg from 'pg'

interface Column { readonly schema: string; readonly table: string; readonly column: string; readonly type: string; readonly nullable: boolean; readonly defaulted: boolean }

const COLUMNS = `
select n.nspname as schema, c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type, not a.attnotnull as nullable, a.atthasdef as defaulted
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema', 'migration') and n.nspname not like 'graphile%' and n.nspname not like 'pg_%'
order by 1, 2, a.attnum`

const TYPES: Record<string, string> = {
  uuid: 'string', text: 'string', date: 'string', xid8: 'string', tsvector: 'string', boolean: 'boolean', integer: 'number', bigint: 'number', bytea: 'Buffer',
  'timestamp with time zone': 'Date', 'text[]': 'string[]', 'uuid[]': 'string[]', 'integer[]': 'number[]',
}

const pascal = (name: string) => name.split('_').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')

const typeOf = ({ type, nullable, defaulted }: Column) => {
  const orNull = nullable ? ' | null' : ''
  if (type === 'jsonb') return `ColumnType<unknown, string${orNull}${defaulted || nullable ? ' | undefined' : ''}, string${orNull}>`
  const base = TYPES[type]
  if (!base) throw new Error(`no TypeScript type for ${type}`)
  return defaulted ? `Generated<${base}${orNull}>` : base + orNull
}

const fileOf = (columns: readonly Column[]) => {
  const tables = [...groupBy(columns, (c) => c.table)]
  const bodies = tables.map(([table, own]) => `export interface ${pascal(table)} {\n${own.map((c) => `  ${c.column}: ${typeOf(c)}`).join('\n')}\n}`)
  const used = ['ColumnType', 'Generated'].filter((name) => bodies.some((b) => b.includes(`${name}<`)))
  const head = used.length ? `import type { ${used.join(', ')} } from 'kysely'\n\n` : ''
  return `// Generated from migrations/ by npm run generate.\n${head}${bodies.join('\n\n')}\n`
}

/** `server/tables/<schema>.ts`: the types of every table, read from the migrated database. File name → text. */
export const tableTypes = async (client: pg.Client): Promise<[string, string][]> => {
  const { rows } = await client.query<Column>(COLUMNS)
  const bySchema = [...groupBy(rows, (c) => c.schema)]
  const fileName = (schema: string) => `${schema.replaceAll('_', '-')}.ts`
  const imports = bySchema.map(([schema]) => `import type * as ${schema} from './${fileName(schema)}'`)
  const entries = bySchema.flatMap(([schema, columns]) => [...new Set(columns.map((c) => c.table))].map((table) => `  '${schema}.${table}': ${schema}.${pascal(table)}`))
  return [
    ...bySchema.map(([schema, columns]): [string, string] => [`server/tables/${fileName(schema)}`, fileOf(columns)]),
    ['server/tables/index.ts', `// Generated from migrations/ by npm run generate.\n${imports.join('\n')}\n\nexport interface Tables {\n${entries.join('\n')}\n}\n`],
  ]
}
