import type { z } from 'zod'
import { alreadySetUp, unknownPack } from '#contract/identity.ts'
import { type Locale, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/packs.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import type { Subject } from '#kernel/event.ts'
import { fingerprint, newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { ROOT } from '#kernel/root.ts'
import type { Tx } from '#kernel/tx.ts'
import { defineRoles, foundOrganization, insertPerson, retireBrokenOff } from '#modules/identity/commands/found.ts'
import { PackInstalled, PolicyPublished } from './events.ts'
import { packCodes, readPack } from './load.ts'
import { digestOf } from './compare.ts'
import { currentPack, upgradeOf } from './queries.ts'
import type { PackBody } from './shape.ts'
import { keepDropped } from './own/dropped.ts'
import { lockCategories } from './tree/draft.ts'
import { takeCategories } from './tree/publish.ts'
import { TABLES } from './tables.ts'

const publish = async (tx: Tx, table: DecisionTable, subject: Subject): Promise<string> => {
  const id = newId()
  const same = await tx.db.selectFrom('packs.policy').select('id').where('organization_id', '=', tx.actor.organizationId).where('table_name', '=', table.table).where('version', '=', table.version).executeTakeFirst()
  // A table that changed without a new number of its own is told apart by when it came.
  const version = same ? `${table.version}+${localDay('UTC', tx.now).replaceAll('-', '')}.${id.slice(-4)}` : table.version
  const named = { ...table, version }
  await tx.db.insertInto('packs.policy').values({ organization_id: tx.actor.organizationId, id, table_name: table.table, version, body: JSON.stringify(named), published_at: tx.now, published_by: tx.actor.id }).execute()
  await tx.record(PolicyPublished, { subject, payload: { table: table.table, version, policyId: id, digest: fingerprint(named) } })
  return id
}

/** Installs a pack as an immutable version of this organisation and publishes its decision tables; tables in `kept` stay as they are. */
const install = async (tx: Tx, body: PackBody, kept: Readonly<Record<string, string>> = {}, running?: contract.RunningClocks): Promise<void> => {
  const organization_id = tx.actor.organizationId
  const subject = { type: 'organization', id: organization_id, unitId: null }
  const versionId = newId()
  const before = await tx.db.selectFrom('packs.current').select('version_id').where('organization_id', '=', organization_id).executeTakeFirst()
  await tx.db.insertInto('packs.version').values({ organization_id, id: versionId, pack: body.pack.code, version: body.pack.version, body: JSON.stringify(body), installed_at: tx.now }).execute()
  const policies: Record<string, string> = {}
  for (const name of TABLES) {
    policies[name] = kept[name] ?? await publish(tx, body[`tables/${name}`], subject)
  }
  const current = { version_id: versionId, base_id: versionId, policies: JSON.stringify(policies) }
  await tx.db.insertInto('packs.current').values({ organization_id, ...current }).onConflict((c) => c.column('organization_id').doUpdateSet(current)).execute()
  currentPack.forget(tx.db)
  // What it calls things is said from here on.
  await currentPack(readerOf(tx.db), organization_id)
  await tx.record(PackInstalled, { subject, payload: { pack: body.pack.code, version: body.pack.version, versionId, digest: fingerprint(body), ...(before && { before: before.version_id }), ...(running && { running }) } })
}

/** Takes over what a newer version of the program brings. What the organisation changed itself stays (L2), where the newer pack still knows all that it names. */
export const upgrade = command('packs.upgrade', async (tx, { digest, take, running }: z.output<typeof contract.upgrade.input>) => {
  await lockCategories(tx)
  const { body, fresh, categories, kept, unfit } = await upgradeOf(readerOf(tx.db), tx.actor.organizationId)
  if (digestOf(fresh) === digestOf(body)) throw new Problem(contract.nothingNewer)
  if (digestOf(fresh) !== digest) throw new Problem(staleVersion)
  const stray = unfit.find(({ table }) => !take.includes(table))
  if (stray) throw new Problem(contract.keptUnfit, { table: stray.table, rule: stray.rule, value: stray.label?.[tx.actor.locale] ?? stray.value })
  await keepDropped(tx, body, fresh)
  await install(tx, fresh, Object.fromEntries(Object.entries(kept).filter(([table]) => !take.includes(table))), running)
  if (categories) await takeCategories(tx, categories)
  await defineRoles(tx, { roles: fresh.roles, positions: fresh.positions })
  return { done: true as const }
})

export interface SetUp { readonly locale: Locale; readonly pack: string; readonly organization: string; readonly name: string; readonly email: string; readonly password: string; readonly timeZone: string; readonly another?: boolean; /** It is filled after this, over a while. */ readonly making?: boolean }

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
  await retireBrokenOff(tx)
  const body = readKnownPack(input.pack)
  const unitIds = await foundOrganization(tx, {
    name: input.organization, pack: input.pack, locale: input.locale, timeZone: input.timeZone, making: input.making ?? false,
    book: { roles: body.roles, positions: body.positions },
    units: body.units.map((u) => ({ code: u.code, name: u.label[input.locale], kind: u.kind, parent: u.parent, positions: u.positions })),
  })
  await install(tx, body)
  const home = body.units.find((u) => u.positions.includes('administrator'))
  const personId = await insertPerson(tx, { name: input.name, email: input.email, password: input.password, locale: input.locale, unitId: unitIds.get(home?.code ?? '') ?? '', positionCode: 'administrator' })
  return { organizationId: tx.actor.organizationId, personId }
})
