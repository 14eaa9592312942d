import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type pg from 'pg'
import { type Client, type World, openWorld } from '#test/app.ts'
import { investigated, got, onDatabase, propose } from '#test/steps.ts'

let w: World
let clerk: Client & { id: string }
let organization: string

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  organization = (await got(clerk.get('/session'))).organization.id
  const c = await investigated(w, clerk)
  await got(propose(clerk, c, 50_000), 201)
  await w.otherOrganization()
})
afterAll(() => w.close())

interface Scope { readonly organization?: string; readonly units?: string; readonly person?: string; readonly confidential?: string; readonly case?: string }

/** What the serving role reads of each table under these settings: a number of rows, or that it may not read at all. */
const readable = (scope: Scope, where = 'true') => onDatabase(w, async (db) => {
  const { rows: tables } = await db.query<{ name: string; own: boolean }>(`select format('%I.%I', nspname, relname) as name, exists (select 1 from pg_attribute where attrelid = c.oid and attname = 'organization_id' and not attisdropped) as own
    from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'p') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`)
  await db.query('set role wenguo_app')
  for (const [name, value] of Object.entries(scope)) await db.query('select set_config($1, $2, false)', [`app.${name}`, value])
  const seen: Record<string, number | 'refused'> = {}
  for (const { name, own } of tables) seen[name] = await db.query<{ n: string }>(`select count(*) as n from ${name} where ${own ? where : 'true'}`).then(({ rows }) => Number(rows[0]?.n), (error: pg.DatabaseError) => (error.code === '42501' ? 'refused' : Promise.reject(error)))
  return seen
})
const rowsIn = (seen: Record<string, number | 'refused'>) => Object.entries(seen).filter(([, n]) => n !== 'refused' && n > 0).map(([name]) => name)

describe('the serving role', () => {
  test.each<[string, Scope]>([
    ['no scope at all', {}], ['an empty scope', { organization: '', units: '', person: '', confidential: '', case: '' }], ['an organisation that is not there', { organization: crypto.randomUUID(), units: '*', confidential: '1' }],
  ])('sees nothing in any table with %s', async (_, scope) => {
    const seen = await readable(scope)
    expect(Object.keys(seen).length).toBeGreaterThan(50)
    expect(rowsIn(seen)).toEqual([])
  })

  test('sees no row of another organisation', async () => {
    const other = crypto.randomUUID()
    expect(rowsIn(await readable({ organization: other, units: '*', confidential: '1' }, `organization_id <> '${other}'`))).toEqual([])
    const seen = await readable({ organization, units: '*', confidential: '1' }, `organization_id <> '${organization}'`)
    expect(rowsIn(seen)).toEqual([])
    expect(rowsIn(await readable({ organization, units: '*', confidential: '1' })).length).toBeGreaterThan(20)
  })

  test('sees of cases outside its units no row of any table that hangs on them', async () => {
    const outside = await readable({ organization, units: await w.unitId('S02'), person: crypto.randomUUID() })
    const inside = await readable({ organization, units: await w.unitId('S01'), person: crypto.randomUUID() })
    const { rows } = await onDatabase(w, (db) => db.query<{ name: string }>(`select format('%I.%I', nspname, relname) as name from pg_policy p join pg_class c on c.oid = polrelid join pg_namespace n on n.oid = relnamespace where polname in ('with_case', 'sight')`))
    expect(rows.length).toBeGreaterThan(20)
    for (const { name } of rows) expect({ name, n: outside[name] }).toEqual({ name, n: 0 })
    for (const name of ['complaint.complaint', 'complaint.point', 'complaint.search', 'clock.deadline', 'investigation.finding', 'remedy.proposal', 'remedy.item']) expect(inside[name]).toBeGreaterThan(0)
    expect((await readable({ organization, units: '', person: clerk.id }))['complaint.complaint']).toBe(1)
  })

  test('every table that it can read is under row security, for everybody but its owner', async () => {
    const { rows } = await onDatabase(w, (db) => db.query(`select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
      where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema') and has_schema_privilege('wenguo_app', n.oid, 'usage') and (has_table_privilege('wenguo_app', c.oid, 'select') or has_any_column_privilege('wenguo_app', c.oid, 'select')) and not relrowsecurity`))
    expect(rows).toEqual([])
    const { rows: roles } = await onDatabase(w, (db) => db.query('select rolname, rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname in (\'wenguo_app\', \'wenguo_system\', \'wenguo_owner\')'))
    expect(roles.every((r: { rolsuper: boolean; rolbypassrls: boolean; rolcanlogin: boolean }) => !r.rolsuper && !r.rolbypassrls && !r.rolcanlogin)).toBe(true)
  })

  test('searches no further than it sees', async () => {
    const search = (scope: Scope) => onDatabase(w, async (db) => {
      await db.query('set role wenguo_app')
      for (const [name, value] of Object.entries(scope)) await db.query('select set_config($1, $2, false)', [`app.${name}`, value])
      return (await db.query(`select complaint.find_ids(null, '{%掉钻%}', '{}', '{}', null, 100)`)).rowCount
    })
    expect(await search({ organization, units: '*' })).toBe(1)
    expect(await search({ organization, units: await w.unitId('S02') })).toBe(0)
    expect(await search({ organization: crypto.randomUUID(), units: '*' })).toBe(0)
    expect(await search({})).toBe(0)
  })

  test('writes nothing into another organisation and changes nothing there', async () => {
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_app')
      await db.query('select set_config(\'app.organization\', $1, false), set_config(\'app.units\', \'*\', false)', [crypto.randomUUID()])
      await expect(db.query('insert into complaint.participant (organization_id, complaint_id, grantee_id, why, at) values ($1, gen_random_uuid(), gen_random_uuid(), \'x\', now())', [organization])).rejects.toThrow(/row-level security/)
      for (const statement of ['update complaint.complaint set state = \'closed\'', 'update customer.customer set name = \'x\'', 'update identity.credential set password_hash = \'x\'', 'delete from identity.session', 'delete from complaint.participant', 'delete from remedy.proposal']) expect({ statement, changed: (await db.query(statement)).rowCount }).toEqual({ statement, changed: 0 })
    })
  })
})

describe('what happened', () => {
  test.each(['wenguo_app', 'wenguo_system', 'wenguo_owner'])('can be neither changed nor deleted by %s', async (role) => {
    await onDatabase(w, async (db) => {
      await db.query(`set role ${role}`)
      await db.query('select set_config(\'app.organization\', $1, false), set_config(\'app.units\', \'*\', false)', [organization])
      for (const statement of ['update kernel.event set name = \'x\'', 'update kernel.event set at = now(), actor_id = null', 'delete from kernel.event', 'truncate kernel.event', 'truncate kernel.event cascade'])
        await expect(db.query(statement), statement).rejects.toThrow(/append-only|permission denied/)
      if (role !== 'wenguo_owner') for (const statement of ['update kernel.event_text set reason = \'x\'', 'update kernel.seal set hash = \'x\'', 'delete from kernel.seal', 'delete from kernel.leaf', 'delete from complaint.complaint', 'alter table kernel.event disable trigger all', 'drop table kernel.event'])
        await expect(db.query(statement), statement).rejects.toThrow(/append-only|permission denied|must be owner/)
    })
  })
})
