import type { z } from 'zod'
import { type Locale, notFound } from '#contract/common.ts'
import type { Outsider, PartyKind } from '#contract/outsider.ts'
import type * as contract from '#contract/outsider.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('outsider.outsider').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const showing = async (read: Reader, organizationId: string, rows: readonly Row[]) => {
  const name = await namesOf(read, organizationId, rows.map((r) => r.made_by))
  return (r: Row): Outsider => ({
    id: r.id, version: r.version, kind: r.kind as PartyKind, name: r.name, contact: r.contact, email: r.email, phone: r.phone, address: r.address, locale: r.locale as Locale, note: r.note, accreditation: r.accreditation, accreditedUntil: r.accredited_until, retired: r.retired_at !== null, made: { by: name(r.made_by), at: iso(r.made_at) },
  })
}

export const outsiders = listing('outsider.read', async (read, { organizationId }, { kind, retired, q, limit = 50, cursor }: z.output<typeof contract.outsiders.input>) => {
  let rows = rowsOf(read, organizationId).where('retired_at', retired ? 'is not' : 'is', null).orderBy('id', 'desc').limit(limit + 1)
  if (kind) rows = rows.where('kind', '=', kind)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', name, contact, phone, email))) > 0`)
  if (cursor) rows = rows.where('id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, organizationId, found))
})

export const oneOutsider = query('outsider.read', async (read, { organizationId }, { id }: { id: string }): Promise<Outsider> => {
  const row = await rowsOf(read, organizationId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await showing(read, organizationId, [row]))(row)
})
