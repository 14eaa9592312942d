import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type * as contract from '#contract/own.ts'
import type { Reader } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { currentPack, versionBody } from '../queries.ts'
import type { PackBody } from '../shape.ts'
import { packItems } from './items.ts'
import { type Item, clashes, fieldPlaces, merged, placesOf } from './overlay.ts'
import { type OwnRow, ownRows } from './read.ts'

type Content = Record<string, z.core.util.JSONType>
const asContent = (item: Item) => item as Content

type Name = Awaited<ReturnType<typeof namesOf>>
const someone = (name: Name, id: string | null) => (id ? name(id) ?? { id, name: '' } : null)
const peopleOf = (rows: readonly { readonly changed_by: string | null }[]) => rows.flatMap(({ changed_by }) => (changed_by ? [changed_by] : []))

/** What the pack said when the firm chose its words, where that is not what it says today. */
const sinceOf = (own: OwnRow | undefined, pack: Item | undefined) => (own?.content && own.was && pack && !isDeepStrictEqual(own.was, JSON.parse(JSON.stringify(pack))) ? asContent(own.was) : null)

/** The firm's words with what it left to its pack, languages that it left empty as they are. */
const ownOf = (own: OwnRow | undefined, pack: Item | undefined) => (own?.content ? asContent(pack ? merged(own.was, own.content, pack) as Item : own.content) : null)

/** One part of the pack place by place: as it came, as the firm says it, as people see it. */
export const ownItems = query('packs.readOwn', async (read, { organizationId }, { list }: z.output<typeof contract.ownItems.input>) => {
  const { versionId } = await currentPack(read, organizationId)
  const [body, rows] = await Promise.all([versionBody(read, organizationId, versionId), ownRows(read, organizationId)])
  const pack = packItems(body, list)
  const name = await namesOf(read, organizationId, peopleOf(rows))
  const places = list === 'fields' ? fieldPlaces(body.fields, rows) : placesOf(list, pack, rows)
  return {
    items: places.map(({ item, retired }): contract.OwnItem => {
      const [brought, own] = [pack.find(({ code }) => code === item.code), rows.find((row) => row.list === list && row.code === item.code)]
      return {
        code: item.code, pack: brought ? asContent(brought) : null, own: ownOf(own, brought), now: asContent(item), packSince: sinceOf(own, brought), retired, revision: own?.revision ?? 0,
        changedBy: someone(name, own?.changed_by ?? null), changedAt: isoOrNull(own?.changed_at ?? null),
      }
    }),
    next: null,
  }
})

const MOST_SHOWN = 100

export const ownHistory = query('packs.readOwn', async (read, { organizationId }, { list, code }: z.output<typeof contract.ownHistory.input>) => {
  const rows = await read.selectFrom('packs.own').selectAll().where('organization_id', '=', organizationId).where('list', '=', list).where('code', '=', code).orderBy('revision', 'desc').limit(MOST_SHOWN).execute()
  const name = await namesOf(read, organizationId, peopleOf(rows))
  return { items: rows.map((row): contract.OwnRevision => ({ revision: row.revision, content: row.content as Content | null, retired: row.retired, changedBy: someone(name, row.changed_by), changedAt: iso(row.changed_at) })), next: null }
})

/** Where a newer pack says something else than the one in whose place the firm put its words. */
export const clashesWith = async (read: Reader, organizationId: string, fresh: PackBody) => (await ownRows(read, organizationId)).flatMap((own) => {
  const { list, code, content, was } = own
  if (list === 'order' || !content || !was) return []
  const now = packItems(fresh, list).find((item) => item.code === code)
  return now && clashes(was, content, JSON.parse(JSON.stringify(now))) ? [{ list, code, was: asContent(was), own: asContent(content), pack: asContent(now) }] : []
})
