import { alreadySetUp, unknownPack } from '#contract/identity.ts'
import type { Locale } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { ROOT } from '#kernel/root.ts'
import { learnTerms } from '#kernel/terms.ts'
import type { Tx } from '#kernel/tx.ts'
import { foundOrganization, insertPerson } from '#modules/identity/commands/found.ts'
import { PackInstalled, PolicyPublished } from './events.ts'
import { packCodes, readPack } from './load.ts'
import { currentPack } from './queries.ts'
import type { PackBody } from './shape.ts'
import { TABLES } from './tables.ts'

/** Installs a pack as an immutable version of this organisation and publishes its decision tables. */
const install = async (tx: Tx, body: PackBody): Promise<void> => {
  const organization_id = tx.actor.organizationId
  const subject = { type: 'organization', id: organization_id, unitId: null }
  const versionId = newId()
  await tx.db.insertInto('packs.version').values({ organization_id, id: versionId, pack: body.pack.code, version: body.pack.version, body: JSON.stringify(body), installed_at: tx.now }).execute()
  const policies: Record<string, string> = {}
  for (const name of TABLES) {
    const table = body[`tables/${name}`]
    const id = newId()
    policies[name] = id
    await tx.db.insertInto('packs.policy').values({ organization_id, id, table_name: name, version: table.version, body: JSON.stringify(table), published_at: tx.now, published_by: tx.actor.id }).execute()
    await tx.record(PolicyPublished, { subject, payload: { table: name, version: table.version, policyId: id } })
  }
  const current = { version_id: versionId, policies: JSON.stringify(policies) }
  await tx.db.insertInto('packs.current').values({ organization_id, ...current }).onConflict((c) => c.column('organization_id').doUpdateSet(current)).execute()
  currentPack.forget(tx.db)
  learnTerms(organization_id, body.pack.terms)
  await tx.record(PackInstalled, { subject, payload: { pack: body.pack.code, version: body.pack.version, versionId } })
}

export interface SetUp { readonly locale: Locale; readonly pack: string; readonly organization: string; readonly name: string; readonly email: string; readonly password: string; readonly timeZone: string; readonly another?: boolean }

const readKnownPack = (code: string): PackBody => {
  if (!packCodes(ROOT).some((p) => p.code === code)) throw new Problem(unknownPack, { code }, 'pack')
  return readPack(ROOT, code)
}

const FIRST_RUN_LOCK = 716_290_014

/** First run: organisation, units and positions of the pack, administrator. Two browsers at once found one organisation. */
export const setUp = command('packs.setUp', async (tx, input: SetUp) => {
  await sql`select pg_advisory_xact_lock(${FIRST_RUN_LOCK})`.execute(tx.db)
  const { exists } = (await sql<{ exists: boolean }>`select kernel.anybody_here() as exists`.execute(tx.db)).rows[0] ?? { exists: true }
  if (exists && !input.another) throw new Problem(alreadySetUp)
  const body = readKnownPack(input.pack)
  const unitIds = await foundOrganization(tx, {
    name: input.organization, pack: input.pack, locale: input.locale, timeZone: input.timeZone,
    book: { roles: body.roles, positions: body.positions },
    units: body.units.map((u) => ({ code: u.code, name: u.label[input.locale], kind: u.kind, parent: u.parent, positions: u.positions })),
  })
  await install(tx, body)
  const home = body.units.find((u) => u.positions.includes('administrator'))
  const personId = await insertPerson(tx, { name: input.name, email: input.email, password: input.password, locale: input.locale, unitId: unitIds.get(home?.code ?? '') ?? '', positionCode: 'administrator' })
  return { organizationId: tx.actor.organizationId, personId }
})
