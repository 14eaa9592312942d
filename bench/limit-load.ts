import pg from 'pg'
import { keepBusy, serveParent } from './generator.ts'
import { type Row, type Rows, TABLES, copyOf, rowsOfTable } from './rows.ts'
import { dice, tell } from './text.ts'

/** The rows of one registration, inserted by one statement, from as many clients as given. */
export interface LimitJob { readonly url: string; readonly connections: number; readonly seconds: number; readonly pattern: Rows; readonly seed: number; readonly prepare: number }

const clients: pg.Client[] = []
/** The tables of the limit know one stretch of time. */
const SLICES = [{ no: 0, since: '00000000-0000-0000-0000-000000000000', key: '00' }]

const connectUpTo = async (url: string, count: number) => {
  while (clients.length < count) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    clients.push(client)
  }
}

const typesOf = async (client: pg.Client): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query<{ name: string; type: string }>(`
    select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'raw'::regnamespace and a.attnum > 0`)
  return new Map(rows.map((r) => [r.name, r.type]))
}

const filled = (row: Row) => Object.keys(row).filter((column) => row[column] !== null)

/** One CTE for all tables; columns that stay empty are left out. */
const statementFor = (pattern: Rows, types: ReadonlyMap<string, string>): string => {
  let n = 0
  const parts = TABLES.map((table) => {
    const name = table.split('.')[1]
    const rows = rowsOfTable(pattern, table)
    const columns = filled(rows[0] ?? {})
    const values = rows.map(() => `(${columns.map((c) => { n += 1; return `$${n}::${types.get(`${name}.${c}`)}` }).join(', ')})`)
    return `${name} as (insert into raw.${name} (${columns.join(', ')}) values ${values.join(', ')})`
  })
  return `with ${parts.join(', ')} select 1`
}

const valuesOf = (rows: Rows): unknown[] => TABLES.flatMap((table) => {
  const all = rowsOfTable(rows, table)
  const columns = filled(all[0] ?? {})
  return all.flatMap((row) => columns.map((c) => { const value = row[c]; return typeof value === 'object' && value !== null ? JSON.stringify(value) : value }))
})

const run = async ({ url, connections, seconds, pattern, seed, prepare }: LimitJob) => {
  await connectUpTo(url, connections)
  const [first] = clients
  if (!first) throw new Error('no connection')
  const text = statementFor(pattern, await typesOf(first))
  const d = dice(seed)
  const all = Array.from({ length: prepare }, (_, i) => {
    const rows = copyOf(pattern, { story: tell(d), at: Date.now(), n: seed * 200_000 + i, open: true, late: false, ownerId: pattern.complaint['owner_id'], phonePrefix: '136', slices: SLICES })
    return valuesOf(rows)
  })
  let next = 0
  return keepBusy(clients.map((client) => async () => {
    const values = all[next]
    next += 1
    if (!values) throw new Error(`only ${prepare} statements were prepared`)
    await client.query({ name: 'register', text, values })
  }), seconds)
}

serveParent(run)
