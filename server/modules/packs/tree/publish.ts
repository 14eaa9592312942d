import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/categories.ts'
import type { Category } from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { fingerprint, newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { TreeCancelled, TreePublished, TreeTookEffect } from '../events.ts'
import { currentPack, versionBody } from '../queries.ts'
import { lockCategories, lockDraft, stampOf, subject } from './draft.ts'
import { isTree, mergeTrees } from './merge.ts'
import { asCategory, changesBetween } from './rules.ts'

/** A version of the pack with these categories is in force from now on; what came with the program stays known beside it. */
export const takeCategories = async (tx: Tx, categories: readonly Category[]): Promise<{ readonly versionId: string; readonly digest: string }> => {
  const { organizationId } = tx.actor
  const read = readerOf(tx.db)
  // What the firm says its own way lies over every version.
  const body = await versionBody(read, organizationId, (await currentPack(read, organizationId)).versionId)
  const id = newId()
  const changed = { ...body, categories }
  await tx.db.insertInto('packs.version').values({ organization_id: organizationId, id, pack: body.pack.code, version: body.pack.version, body: JSON.stringify(changed), installed_at: tx.now }).execute()
  await tx.db.updateTable('packs.current').set({ version_id: id }).where('organization_id', '=', organizationId).execute()
  currentPack.forget(tx.db)
  return { versionId: id, digest: fingerprint(changed) }
}

interface Pending { readonly id: string; readonly no: number; readonly base_id: string; readonly categories: unknown }

/** What was published takes effect: merged with what has come since it was made. */
const takeEffect = async (tx: Tx, tree: Pending) => {
  const { organizationId } = tx.actor
  const read = readerOf(tx.db)
  const [{ body }, base] = await Promise.all([currentPack(read, organizationId), versionBody(read, organizationId, tree.base_id)])
  const merged = mergeTrees(base.categories, tree.categories as Category[], body.categories)
  if (!isTree(merged)) throw new Problem(contract.withinItself)
  const taken = await takeCategories(tx, merged)
  await tx.db.updateTable('packs.tree').set({ state: 'past' }).where('organization_id', '=', organizationId).where('state', '=', 'inForce').execute()
  await tx.db.updateTable('packs.tree').set({ state: 'inForce' }).where('organization_id', '=', organizationId).where('id', '=', tree.id).execute()
  await tx.record(TreeTookEffect, { subject: subject(organizationId), payload: { treeId: tree.id, no: tree.no, ...taken } })
}

const nextNo = async (tx: Tx) => ((await tx.db.selectFrom('packs.tree').select('no').where('organization_id', '=', tx.actor.organizationId).orderBy('no', 'desc').limit(1).executeTakeFirst())?.no ?? 0) + 1

/** The draft becomes the next tree, now or at a time. Whoever publishes has seen all of it: `stamp` says so. */
export const publishDraft = command('packs.publishCategories', async (tx, { stamp, note = '', effectiveAt }: z.output<typeof contract.publishDraft.input>) => {
  const { organizationId } = tx.actor
  const { baseId, items } = await lockDraft(tx)
  if (stampOf(items) !== stamp) throw new Problem(staleVersion)
  const base = await versionBody(readerOf(tx.db), organizationId, baseId)
  const categories = items.map(asCategory)
  const changes = changesBetween(base.categories, categories)
  if (!changes.length) throw new Problem(contract.nothingChanged)
  const at = effectiveAt ? instant(effectiveAt) : tx.now
  if (effectiveAt && at < tx.now) throw new Problem(contract.effectiveBefore, {}, 'effectiveAt')
  const tree = { id: newId(), no: await nextNo(tx), base_id: baseId, categories }
  await tx.db.insertInto('packs.tree').values({
    organization_id: organizationId, ...tree, categories: JSON.stringify(categories), changes: JSON.stringify(changes), note, state: 'scheduled', published_by: tx.actor.id, published_at: tx.now, effective_at: at,
  }).execute()
  await tx.db.deleteFrom('packs.draft').where('organization_id', '=', organizationId).execute()
  await tx.record(TreePublished, { subject: subject(organizationId), payload: { treeId: tree.id, no: tree.no, changes: changes.length, effectiveAt: iso(at) }, reason: note || undefined })
  if (at <= tx.now) await takeEffect(tx, tree)
  return { id: tree.id, no: tree.no }
})

const lockTree = async (tx: Tx, id: string) => {
  await lockCategories(tx)
  return tx.db.selectFrom('packs.tree').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
}

/** Its time has come; by whoever notices first. */
export const enforceTree = command('packs.enforceCategories', async (tx, { id }: { id: string }) => {
  const tree = await lockTree(tx, id)
  if (tree?.state === 'scheduled' && tree.effective_at <= tx.now) await takeEffect(tx, tree)
  return {}
})

export const cancelTree = command('packs.cancelCategories', async (tx, { id }: { id: string }) => {
  const tree = await lockTree(tx, id)
  if (!tree) throw new Problem(notFound)
  if (tree.state !== 'scheduled') throw new Problem(contract.notScheduled)
  await tx.db.updateTable('packs.tree').set({ state: 'cancelled' }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(TreeCancelled, { subject: subject(tx.actor.organizationId), payload: { treeId: id, no: tree.no } })
  return { done: true as const }
})
