import type { Draft, DraftCategory, Tree, TreeChange } from '#contract/categories.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { currentPack, versionBody } from '../queries.ts'
import { TABLES } from '../tables.ts'
import { writtenTree } from './csv.ts'
import { beginning, itemsOf, stampOf } from './draft.ts'
import { asCategory, changesBetween, usesIn } from './rules.ts'

/** The tree as it is being worked on; where nobody has begun, the one in force. */
export const draft = query('packs.readCategories', async (read, actor, _input: Record<string, never>): Promise<Draft> => {
  const { organizationId } = actor
  const { body, baseId, policy } = await currentPack(read, organizationId)
  const begun = await read.selectFrom('packs.draft').selectAll().where('organization_id', '=', organizationId).executeTakeFirst()
  const items = begun ? await itemsOf(read, organizationId) : beginning(body.categories)
  const changed = begun ? await read.selectFrom('packs.draft_category').select(['code', 'changed_by', 'changed_at']).where('organization_id', '=', organizationId).where('changed_at', 'is not', null).execute() : []
  const [brought, base, name, tables] = await Promise.all([versionBody(read, organizationId, baseId), begun ? versionBody(read, organizationId, begun.base_id) : body, namesOf(read, organizationId, [...changed.map((r) => r.changed_by), begun?.begun_by].filter((id) => typeof id === 'string')), Promise.all(TABLES.map(policy))])
  const uses = usesIn(body, tables)
  const ofPack = new Set(brought.categories.map(({ code }) => code))
  const by = new Map(changed.map((r) => [r.code, r]))
  const person = (id: string | null | undefined) => (id ? name(id) ?? { id, name: '' } : null)
  return {
    begun: begun !== undefined, begunBy: person(begun?.begun_by), begunAt: isoOrNull(begun?.begun_at ?? null), stamp: stampOf(items), changes: begun ? changesBetween(base.categories, items.map(asCategory)) : [],
    items: items.map(({ place: _place, ...item }): DraftCategory => ({ ...item, keywords: [...item.keywords], wording: [...item.wording ?? []], retired: item.retired === true, ofPack: ofPack.has(item.code), uses: uses.get(item.code) ?? [], changedBy: person(by.get(item.code)?.changed_by), changedAt: isoOrNull(by.get(item.code)?.changed_at ?? null) })),
  }
})

const MOST_SHOWN = 50

/** What was published, the latest first. */
export const trees = query('packs.readCategories', async (read, actor, _input: Record<string, never>) => {
  const rows = await read.selectFrom('packs.tree').selectAll().where('organization_id', '=', actor.organizationId).orderBy('no', 'desc').limit(MOST_SHOWN).execute()
  const name = await namesOf(read, actor.organizationId, rows.flatMap((r) => (r.published_by ? [r.published_by] : [])))
  return {
    items: rows.map((r): Tree => ({ id: r.id, no: r.no, state: r.state as Tree['state'], note: r.note, publishedBy: r.published_by ? name(r.published_by) ?? { id: r.published_by, name: '' } : null, publishedAt: iso(r.published_at), effectiveAt: iso(r.effective_at), categories: (r.categories as unknown[]).length, changes: r.changes as TreeChange[] })),
    next: null,
  }
})

/** The tree in force as a table. */
export const exported = query('packs.readCategories', async (read, actor, _input: Record<string, never>) => writtenTree((await currentPack(read, actor.organizationId)).body.categories))
