import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { ROOT } from './root.ts'

// Owner of everything, the serving role, the machinery's role. None can log in: the login role takes them per transaction.
const ROLES = `
do $$
declare r text;
begin
  foreach r in array array['wenguo_owner', 'wenguo_app', 'wenguo_system'] loop
    if not exists (select 1 from pg_roles where rolname = r) then
      begin execute format('create role %I nologin nosuperuser nobypassrls', r);
      exception when duplicate_object or unique_violation then null; end;
    end if;
    -- Creating a role gives the right to grant it, not yet to become it.
    begin execute format('grant %I to current_user', r);
    exception when insufficient_privilege then null; end;
  end loop;
  execute format('grant create on database %I to wenguo_owner', current_database());
end $$`

const migrations = () => {
  const folder = join(ROOT, 'migrations')
  return Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith('.sql')).sort().map((name) => [
    name.slice(0, -4), { up: async (db: Kysely<unknown>) => { await sql.raw(readFileSync(join(folder, name), 'utf8')).execute(db) } },
  ]))
}

/**
 * Brings the schema up to date. Several nodes may start at once: Kysely's Migrator takes an advisory lock.
 * @throws when the login role may not create roles and they do not exist yet, naming what to run.
 */
export const migrate = async (url: string): Promise<readonly string[]> => {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await prepareRoles(db)
    const owned = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2, options: '-c role=wenguo_owner' }) }) })
    try {
      await sql`create schema if not exists migration`.execute(owned)
      const migrator = new Migrator({ db: owned, provider: { getMigrations: async () => migrations() }, migrationTableSchema: 'migration' })
      const { error, results } = await migrator.migrateToLatest()
      if (error) throw error
      return (results ?? []).map((r) => r.migrationName)
    } finally {
      await owned.destroy()
    }
  } finally {
    await db.destroy()
  }
}

const LOCK = 716_290_011

/** Makes the three roles where they are missing; several nodes may do it at once. */
export const prepareRoles = async (db: Kysely<unknown>) => {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${LOCK})`.execute(connection)
    try {
      await sql.raw(ROLES).execute(connection)
    } catch (error) {
      throw new Error('The database user may not create the roles wenguo_owner, wenguo_app and wenguo_system: create them and grant them to it, then start again.', { cause: error })
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection)
    }
  })
}
