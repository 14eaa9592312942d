import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/identity.ts'
import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { RoleBook } from '../role-book.ts'
import { ancestors, answering, nextToLead } from '../rules.ts'

export const roleBook = async (read: Reader, organizationId: string): Promise<RoleBook> =>
  RoleBook.parse(await read.selectFrom('identity.role_book').select(['roles', 'positions']).where('organization_id', '=', organizationId).executeTakeFirstOrThrow())

/** Every unit, living or retired, by code. */
export const unitRows = (read: Reader, organizationId: string) => read.selectFrom('identity.unit').selectAll().where('organization_id', '=', organizationId).orderBy('code').execute()

type UnitRow = Awaited<ReturnType<typeof unitRows>>[number]
const show = (u: UnitRow): contract.Unit => ({
  id: u.id, code: u.code, name: u.name, kind: u.kind as contract.UnitKind, parentId: u.parent_id, timeZone: u.time_zone, phone: u.phone, address: u.address, retired: u.retired_at !== null,
})

interface Retired { readonly retired?: '1' | undefined }

export const units = query('identity.read', async (read, actor, { retired }: Retired) => {
  const rows = await unitRows(read, actor.organizationId)
  return { items: rows.filter((u) => retired || !u.retired_at).map(show), next: null }
})

export const unit = query('identity.read', async (read, actor, { id }: { id: string }) => {
  const row = (await unitRows(read, actor.organizationId)).find((u) => u.id === id)
  if (!row) throw new Problem(notFound)
  return show(row)
})

/** A unit by id, living or retired; null when the organisation has none. */
export const findUnit = async (read: Reader, organizationId: string, id: string): Promise<UnitRow | null> =>
  await read.selectFrom('identity.unit').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst() ?? null

export const positions = query('identity.read', async (read, actor, { retired }: Retired) => {
  const book = await roleBook(read, actor.organizationId)
  const rows = await read.selectFrom('identity.position').selectAll().where('organization_id', '=', actor.organizationId).orderBy('unit_id').orderBy('code').execute()
  const held = await read.selectFrom('identity.holding as h').innerJoin('identity.person as p', (j) => j.onRef('p.organization_id', '=', 'h.organization_id').onRef('p.id', '=', 'h.person_id'))
    .select(['h.position_id', 'p.id', 'p.name']).where('h.organization_id', '=', actor.organizationId).where('h.until', 'is', null).execute()
  const holders = groupBy(held, (h) => h.position_id)
  const labelled = (code: string) => book.positions.find((p) => p.code === code)
  return {
    items: rows.filter((r) => retired || !r.retired_at).map((r) => ({ id: r.id, code: r.code, unitId: r.unit_id, name: labelled(r.code)?.label[actor.locale] ?? r.code, role: labelled(r.code)?.role ?? '', holders: (holders.get(r.id) ?? []).map(({ id, name }) => ({ id, name })), retired: r.retired_at !== null })),
    next: null,
  }
})

export const position = query('identity.read', async (read, actor, { id }: { id: string }, now) => {
  const found = (await positions.answer(read, actor, {}, now)).items.find((p) => p.id === id)
  if (!found) throw new Problem(notFound)
  return found
})

export interface Holder { readonly personId: string; readonly name: string; readonly unitId: string; readonly positionCode: string; readonly rank: number; readonly role: string; readonly seesAll: boolean }

/** Who holds which position, with the rank of authority the pack gives it. */
export const holders = async (read: Reader, organizationId: string): Promise<Holder[]> => {
  const book = await roleBook(read, organizationId)
  const rows = await read.selectFrom('identity.holding as h')
    .innerJoin('identity.position as o', (j) => j.onRef('o.organization_id', '=', 'h.organization_id').onRef('o.id', '=', 'h.position_id'))
    .innerJoin('identity.person as p', (j) => j.onRef('p.organization_id', '=', 'h.organization_id').onRef('p.id', '=', 'h.person_id'))
    .select(['p.id', 'p.name', 'o.unit_id', 'o.code']).where('h.organization_id', '=', organizationId).where('h.until', 'is', null).where('p.retired_at', 'is', null).execute()
  return rows.map((r) => {
    const position = book.positions.find((p) => p.code === r.code)
    return { personId: r.id, name: r.name, unitId: r.unit_id, positionCode: r.code, rank: position?.rank ?? 0, role: position?.role ?? '', seesAll: book.roles.find((x) => x.code === position?.role)?.sees === 'organization' }
  })
}

/** Ids of the unit and of every unit above it, nearest first. */
export const unitAndAbove = async (read: Reader, organizationId: string, unitId: string): Promise<string[]> => [unitId, ...ancestors(await unitRows(read, organizationId), unitId)]

/** Who stands in on that day for those of the given people who are away. */
export const deputiesOn = async (read: Reader, organizationId: string, personIds: readonly string[], day: string): Promise<string[]> => {
  if (!personIds.length) return []
  const rows = await read.selectFrom('identity.absence').select('deputy_id').where('organization_id', '=', organizationId).where('person_id', 'in', [...personIds]).where('from_on', '<=', day).where('until_on', '>=', day).where('cancelled_at', 'is', null).execute()
  return rows.flatMap((r) => r.deputy_id ?? [])
}

/** For whom a person stands in, and from which day until which, in the days of the unit. */
export const standsInFor = async (read: Reader, organizationId: string, personId: string): Promise<{ personId: string; from: string; until: string }[]> => {
  const rows = await read.selectFrom('identity.absence').select(['person_id', 'from_on', 'until_on']).where('organization_id', '=', organizationId).where('deputy_id', '=', personId).where('cancelled_at', 'is', null).execute()
  return rows.map((r) => ({ personId: r.person_id, from: r.from_on, until: r.until_on }))
}

/** These people and everybody who answers to one of them; nobody for nobody. */
export const answeringTo = async (read: Reader, organizationId: string, people: readonly string[]): Promise<ReadonlySet<string>> =>
  (people.length ? answering(await holders(read, organizationId), await unitRows(read, organizationId), people) : new Set())

/** Who looks after a case of the unit when these people may not. */
export const leaderBeside = async (read: Reader, organizationId: string, unitId: string, kept: ReadonlySet<string>): Promise<string | null> =>
  nextToLead(await holders(read, organizationId), await unitRows(read, organizationId), unitId, kept)

/** Who sees what is confidential and works on complaints: the administrator sees it, too, and has other things to do. */
export const confidants = async (read: Reader, organizationId: string): Promise<string[]> => {
  const sees = new Set((await roleBook(read, organizationId)).roles.filter((r) => r.permissions.includes('confidential.see')).map((r) => r.code))
  return (await holders(read, organizationId)).filter((h) => sees.has(h.role)).map((h) => h.personId)
}
