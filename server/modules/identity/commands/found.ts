import { unknownPosition } from '#contract/identity.ts'
import type { Locale } from '#contract/common.ts'
import type { UnitKind } from '#contract/identity.ts'
import { type OpenTransaction, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { OrganizationFounded } from '../events.ts'
import { hashPassword } from '../password.ts'
import type { RoleBook } from '../role-book.ts'

/** A minute to the next sign of life. */
export const MAKING = '1 minute'

export interface Founding {
  readonly name: string; readonly pack: string; readonly locale: Locale; readonly timeZone: string; readonly book: RoleBook; readonly making: boolean
  readonly units: readonly { code: string; name: string; kind: UnitKind; parent: string | null; positions: readonly string[] }[]
}

/** A new organisation with its units, positions and role book. Returns unit ids by code. */
export const foundOrganization = async (tx: Tx, founding: Founding): Promise<ReadonlyMap<string, string>> => {
  const organization_id = tx.actor.organizationId
  await tx.db.insertInto('identity.organization').values({ organization_id, name: founding.name, pack: founding.pack, locale: founding.locale, time_zone: founding.timeZone, founded_at: tx.now, making_until: founding.making ? sql`now() + ${MAKING}::interval` : null }).execute()
  await defineRoles(tx, founding.book)
  const ids = new Map(founding.units.map((u) => [u.code, newId()]))
  for (const unit of founding.units) {
    const id = ids.get(unit.code) ?? newId()
    await tx.db.insertInto('identity.unit').values({
      organization_id, id, code: unit.code, name: unit.name, kind: unit.kind, parent_id: unit.parent ? (ids.get(unit.parent) ?? null) : null,
      time_zone: founding.timeZone, phone: null, address: null, retired_at: null,
    }).execute()
    const positions = unit.positions.map((code) => ({ organization_id, id: newId(), unit_id: id, code, retired_at: null }))
    if (positions.length) await tx.db.insertInto('identity.position').values(positions).execute()
  }
  await tx.record(OrganizationFounded, { subject: { type: 'organization', id: organization_id, unitId: null }, payload: { pack: founding.pack } })
  return ids
}

/**
 * An organisation is still being made for that long; null: it is whole, '0': it broke off and is nobody's.
 * @returns whether it was still being made: what was taken for broken off comes not back.
 */
export const making = async (open: OpenTransaction, organizationId: string, longer: string | null): Promise<boolean> =>
  (await sql<{ still: boolean }>`select identity.making(${organizationId}::uuid, ${longer}::interval) as still`.execute(open)).rows[0]?.still ?? false

/** Whoever sets up anew gets the addresses of what broke off. */
export const retireBrokenOff = async (tx: Tx): Promise<void> => {
  await sql`select identity.retire_broken_off()`.execute(tx.db)
}

/** What positions may do and see from now on. */
export const defineRoles = async (tx: Tx, book: RoleBook): Promise<void> => {
  const row = { roles: JSON.stringify(book.roles), positions: JSON.stringify(book.positions) }
  await tx.db.insertInto('identity.role_book').values({ organization_id: tx.actor.organizationId, ...row }).onConflict((c) => c.column('organization_id').doUpdateSet(row)).execute()
}

export interface NewPerson { readonly name: string; readonly email: string; readonly password: string; readonly phone?: string | null; readonly locale: Locale; readonly unitId: string; readonly positionCode: string }

/** The position of that code in the unit. @throws Problem when the unit has none. */
export const findPosition = async (tx: Tx, unitId: string, code: string): Promise<string> => {
  const row = await tx.db.selectFrom('identity.position').select('id').where('organization_id', '=', tx.actor.organizationId).where('unit_id', '=', unitId).where('code', '=', code).where('retired_at', 'is', null).forShare().executeTakeFirst()
  if (!row) throw new Problem(unknownPosition, { code }, 'positionCode')
  return row.id
}

/** Person, credential and position; the caller has checked that the address is free. */
export const insertPerson = async (tx: Tx, person: NewPerson): Promise<string> => {
  const organization_id = tx.actor.organizationId
  const id = newId()
  const positionId = await findPosition(tx, person.unitId, person.positionCode)
  const password_hash = await hashPassword(person.password)
  await tx.db.insertInto('identity.person').values({ organization_id, id, name: person.name, email: person.email, phone: person.phone ?? null, locale: person.locale, joined_at: tx.now, retired_at: null }).execute()
  await tx.db.insertInto('identity.credential').values({ organization_id, person_id: id, password_hash, locked_until: null, changed_at: tx.now }).execute()
  await tx.db.insertInto('identity.holding').values({ organization_id, person_id: id, position_id: positionId, since: tx.now, until: null }).execute()
  return id
}
