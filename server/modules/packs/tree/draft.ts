import { staleVersion, notFound } from '#contract/common.ts'
import type { Category } from '#contract/packs.ts'
import { type Reader, readerOf } from '#kernel/db.ts'
import { canonical, sha256 } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { DraftBegun } from '../events.ts'
import { currentPack } from '../queries.ts'
import { type Item, inOrder } from './rules.ts'

export const subject = (organizationId: string) => ({ type: 'categories', id: organizationId, unitId: null })

const rowOf = (tx: Tx, item: Item) => ({
  organization_id: tx.actor.organizationId, code: item.code, parent: item.parent, label: JSON.stringify(item.label), matter: item.matter, keywords: [...item.keywords], wording: [...item.wording ?? []], place: item.place, retired: item.retired === true, version: item.version,
  changed_by: tx.actor.id, changed_at: tx.now,
})

export const itemsOf = async (read: Reader, organizationId: string): Promise<Item[]> => {
  const rows = await read.selectFrom('packs.draft_category').selectAll().where('organization_id', '=', organizationId).execute()
  return inOrder(rows.map((r) => ({ code: r.code, parent: r.parent, label: r.label as Category['label'], matter: r.matter as Category['matter'], keywords: r.keywords, wording: r.wording, place: r.place, version: r.version, ...(r.retired && { retired: true as const }) })))
}

/** The current tree as a draft begins with it. */
export const beginning = (categories: readonly Category[]): Item[] => categories.map((category, place) => ({ ...category, version: 0, place }))

/** A fingerprint of everything in a draft. */
export const stampOf = (items: readonly Item[]): string => sha256(canonical(items.map(({ code, version, place, parent }) => [code, version, place, parent]))).toString('base64url')

/** One at a time changes the categories of an organisation, by hand, by the clock or by a newer pack: each goes on from what the one before left. */
export const lockCategories = async (tx: Tx): Promise<void> => {
  await tx.db.selectFrom('packs.current').select('version_id').where('organization_id', '=', tx.actor.organizationId).forUpdate().execute()
}

/** The draft, locked: begun with the tree in force where there is none. Who works on it at the same time waits here. */
export const lockDraft = async (tx: Tx): Promise<{ readonly baseId: string; readonly items: Item[] }> => {
  const { organizationId } = tx.actor
  await lockCategories(tx)
  const read = readerOf(tx.db)
  const { versionId, body } = await currentPack(read, organizationId)
  const [begun] = await tx.db.insertInto('packs.draft').values({ organization_id: organizationId, base_id: versionId, begun_by: tx.actor.id, begun_at: tx.now }).onConflict((c) => c.doNothing()).returning('base_id').execute()
  if (begun) {
    await insertRows(tx.db, { into: 'packs.draft_category', rows: beginning(body.categories).map((item) => ({ ...rowOf(tx, item), changed_by: null, changed_at: null })) })
    await tx.record(DraftBegun, { subject: subject(organizationId), payload: {} })
  }
  const { base_id } = await tx.db.selectFrom('packs.draft').select('base_id').where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  return { baseId: base_id, items: await itemsOf(read, organizationId) }
}

/** The category as it was read. @throws Problem when somebody changed it since. */
export const asRead = (items: readonly Item[], code: string, version: number): Item => {
  const item = items.find((one) => one.code === code)
  if (!item) throw new Problem(notFound)
  if (item.version !== version) throw new Problem(staleVersion)
  return item
}

export const insertItems = async (tx: Tx, items: readonly Item[]): Promise<void> => {
  await insertRows(tx.db, { into: 'packs.draft_category', rows: items.map((item) => rowOf(tx, { ...item, version: 1 })) })
}

/** Writes what changed, each category's version one higher. */
export const changeItems = async (tx: Tx, items: readonly Item[]): Promise<void> => {
  for (const item of items) {
    const { organization_id, code, ...set } = rowOf(tx, { ...item, version: item.version + 1 })
    await tx.db.updateTable('packs.draft_category').set(set).where('organization_id', '=', organization_id).where('code', '=', code).execute()
  }
}
