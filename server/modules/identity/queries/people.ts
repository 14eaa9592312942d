import type { z } from 'zod'
import { notFound, type Locale } from '#contract/common.ts'
import type * as contract from '#contract/identity.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { says } from '#kernel/marks.ts'
import { listing, query } from '#kernel/query.ts'
import { type Question, questionOf } from '#kernel/question.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { roleBook } from './units.ts'

const peopleRows = (read: Reader, organizationId: string) => read.selectFrom('identity.person as p')
  .leftJoin('identity.holding as h', (j) => j.onRef('h.organization_id', '=', 'p.organization_id').onRef('h.person_id', '=', 'p.id').on('h.until', 'is', null))
  .leftJoin('identity.position as o', (j) => j.onRef('o.organization_id', '=', 'h.organization_id').onRef('o.id', '=', 'h.position_id'))
  .leftJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'o.organization_id').onRef('u.id', '=', 'o.unit_id'))
  .select(['p.id', 'p.name', 'p.email', 'p.phone', 'p.retired_at', 'u.id as unit_id', 'u.name as unit_name', 'o.code as position_code'])
  .where('p.organization_id', '=', organizationId)

const absencesOf = (read: Reader, organizationId: string, today: string) => read.selectFrom('identity.absence as a')
  .leftJoin('identity.person as d', (j) => j.onRef('d.organization_id', '=', 'a.organization_id').onRef('d.id', '=', 'a.deputy_id'))
  .select(['a.id', 'a.person_id', 'a.from_on', 'a.until_on', 'a.comes_back', 'd.id as deputy_id', 'd.name as deputy_name'])
  .where('a.organization_id', '=', organizationId).where('a.cancelled_at', 'is', null).where('a.until_on', '>=', today).orderBy('a.from_on', 'desc').execute()

type Row = Awaited<ReturnType<ReturnType<typeof peopleRows>['execute']>>[number]

const show = async (read: Reader, organizationId: string, rows: readonly Row[], locale: Locale, now: Instant): Promise<contract.Person[]> => {
  const book = await roleBook(read, organizationId)
  const absences = await absencesOf(read, organizationId, iso(now).slice(0, 10))
  return rows.map((r) => {
    const absence = absences.find((a) => a.person_id === r.id)
    return {
      id: r.id, name: r.name, email: r.email, phone: r.phone, unitId: r.unit_id, unitName: r.unit_name, positionCode: r.position_code,
      positionName: book.positions.find((p) => p.code === r.position_code)?.label[locale] ?? null, retired: r.retired_at !== null,
      absence: absence ? { id: absence.id, from: absence.from_on, until: absence.until_on, deputy: absence.deputy_id ? { id: absence.deputy_id, name: absence.deputy_name ?? '' } : null, comesBack: absence.comes_back } : null,
    }
  })
}

const MOST = 500

/** Few enough to be looked through: their names, by letters, characters or sound, and their addresses. */
const saying = (rows: readonly Row[], question: Question) => rows.filter((r) => says([{ text: r.name, kind: 'name' }, { text: r.email ?? '' }], question))

/** Everybody of the organisation: hand-over, deputies and settings choose from it. */
export const people = listing('identity.read', async (read, actor, input: z.output<typeof contract.people.input>, now) => {
  let rows = peopleRows(read, actor.organizationId).orderBy('p.name')
  if (input.unitId) rows = rows.where('u.id', '=', input.unitId)
  const question = questionOf(input.q)
  const found = question ? saying(await rows.execute(), question).slice(0, MOST) : await rows.limit(MOST).execute()
  return { items: await show(read, actor.organizationId, found, actor.locale, now), next: null }
})

/** Who is still here and named so. */
export const peopleNamed = async (read: Reader, organizationId: string, question: Question): Promise<readonly Row[]> =>
  saying(await peopleRows(read, organizationId).where('p.retired_at', 'is', null).orderBy('p.name').execute(), question)

export const person = query('identity.read', async (read, actor, { id }: { id: string }, now) => {
  const rows = await peopleRows(read, actor.organizationId).where('p.id', '=', id).execute()
  const [shown] = await show(read, actor.organizationId, rows, actor.locale, now)
  if (!shown) throw new Problem(notFound)
  return shown
})

/** Names by id, for those who show events and rows. */
export const namesOf = async (read: Reader, organizationId: string, ids: Iterable<string | null>): Promise<(id: string | null) => { id: string; name: string } | null> => {
  const wanted = [...new Set([...ids].filter((id) => id !== null))]
  const rows = wanted.length ? await read.selectFrom('identity.person').select(['id', 'name']).where('organization_id', '=', organizationId).where(sql<boolean>`id = any (${wanted}::uuid[])`).execute() : []
  const names = new Map(rows.map((r) => [r.id, r.name]))
  return (id) => (id ? { id, name: names.get(id) ?? '' } : null)
}

export const tokens = query('identity.createToken', async (read, actor, _input: Record<string, never>) => {
  const rows = await read.selectFrom('identity.token').selectAll().where('organization_id', '=', actor.organizationId).where('revoked_at', 'is', null).orderBy('id', 'desc').execute()
  return { items: rows.map((r) => ({ id: r.id, name: r.name, scopes: r.scopes, rateLimit: r.rate_limit, createdAt: iso(r.created_at), lastUsedAt: r.last_used_at ? iso(r.last_used_at) : null })), next: null }
})

/** The unit in which somebody works: that of the first position they hold; null when they hold none. */
export const ownUnit = async (read: Reader, { organizationId, id }: { readonly organizationId: string; readonly id: string | null }): Promise<string | null> =>
  (await read.selectFrom('identity.holding as h').innerJoin('identity.position as o', (j) => j.onRef('o.organization_id', '=', 'h.organization_id').onRef('o.id', '=', 'h.position_id')).select('o.unit_id')
    .where('h.organization_id', '=', organizationId).where('h.person_id', '=', id ?? organizationId).where('h.until', 'is', null).limit(1).executeTakeFirst())?.unit_id ?? null
