import type { z } from 'zod'
import { invalidInput } from '#contract/common.ts'
import * as contract from '#contract/categories.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { CategoriesImported, CategoryAdded, CategoryChanged, CategoryMoved, CategoryRestored, CategoryRetired, DraftDiscarded } from '../events.ts'
import { currentPack } from '../queries.ts'
import { TABLES } from '../tables.ts'
import { treeWith } from './csv.ts'
import { asRead, changeItems, insertItems, lockDraft, subject } from './draft.ts'
import { isTree } from './merge.ts'
import { type Item, branchOf, inOrder, isNameless, namesake, usesIn, whyNotUnder } from './rules.ts'

const done = { done: true as const }
/** Codes are stable names for programs; people see the label. */
const newCode = () => `c${newId().replaceAll('-', '').slice(-12)}`

const refuseName = (items: readonly Item[], label: Item['label'], parent: string | null, but?: string) => {
  if (isNameless(label)) throw new Problem(contract.namelessCategory, {}, 'label')
  if (namesake(items, label, parent, but)) throw new Problem(contract.sameName, {}, 'label')
}

const refusePlace = (items: readonly Item[], parent: string | null, moved?: string) => {
  const refusal = whyNotUnder(items, parent, moved)
  if (refusal) throw new Problem(refusal, {}, 'parent')
}

export const addCategory = command('packs.addCategory', async (tx, { code = newCode(), ...given }: z.output<typeof contract.addCategory.input>) => {
  const { items } = await lockDraft(tx)
  if (items.length >= contract.MOST_CATEGORIES) throw new Problem(contract.tooManyCategories, { most: contract.MOST_CATEGORIES })
  refusePlace(items, given.parent)
  refuseName(items, given.label, given.parent)
  if (items.some((one) => one.code === code)) throw new Problem(contract.codeTaken, {}, 'code')
  await insertItems(tx, [{ ...given, code, version: 0, place: items.length }])
  await tx.record(CategoryAdded, { subject: subject(tx.actor.organizationId), payload: { code } })
  return { code }
})

export const changeCategory = command('packs.changeCategory', async (tx, { code, version, ...content }: z.output<typeof contract.changeCategory.input>) => {
  const { items } = await lockDraft(tx)
  const item = asRead(items, code, version)
  refuseName(items, content.label, item.parent, code)
  await changeItems(tx, [{ ...item, ...content }])
  await tx.record(CategoryChanged, { subject: subject(tx.actor.organizationId), payload: { code } })
  return done
})

/** Siblings are counted anew, so that the moved one stands where it was put. */
export const moveCategory = command('packs.moveCategory', async (tx, { code, version, parent, before }: z.output<typeof contract.moveCategory.input>) => {
  const { items } = await lockDraft(tx)
  const item = asRead(items, code, version)
  refusePlace(items, parent, code)
  if (namesake(items, item.label, parent, code)) throw new Problem(contract.sameName)
  const siblings = items.filter((one) => one.parent === parent && one.code !== code)
  const at = before === null ? siblings.length : siblings.findIndex((one) => one.code === before)
  if (at < 0) throw new Problem(contract.parentUnknown, {}, 'before')
  const order = [...siblings.slice(0, at), { ...item, parent }, ...siblings.slice(at)]
  for (const [place, one] of order.entries()) if (one.code !== code && one.place !== place) await tx.db.updateTable('packs.draft_category').set({ place }).where('organization_id', '=', tx.actor.organizationId).where('code', '=', one.code).execute()
  await changeItems(tx, [{ ...item, parent, place: at }])
  await tx.record(CategoryMoved, { subject: subject(tx.actor.organizationId), payload: { code, parent } })
  return done
})

export const retireCategory = command('packs.retireCategory', async (tx, { code, version, despiteUse }: z.output<typeof contract.retireCategory.input>) => {
  const { items } = await lockDraft(tx)
  const item = asRead(items, code, version)
  if (item.retired) throw new Problem(contract.retiredAlready)
  const branch = branchOf(items, code).filter((one) => !one.retired)
  const { body, policy } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const uses = usesIn(body, await Promise.all(TABLES.map(policy)))
  const used = branch.flatMap((one) => uses.get(one.code) ?? [])
  if (used.length && !despiteUse) throw new Problem(contract.categoryInUse, { count: used.length })
  await changeItems(tx, branch.map((one) => ({ ...one, retired: true as const })))
  await tx.record(CategoryRetired, { subject: subject(tx.actor.organizationId), payload: { code, count: branch.length } })
  return done
})

export const restoreCategory = command('packs.restoreCategory', async (tx, { code, version }: z.output<typeof contract.restoreCategory.input>) => {
  const { items } = await lockDraft(tx)
  const { retired: _over, ...item } = asRead(items, code, version)
  refusePlace(items, item.parent)
  if (namesake(items, item.label, item.parent, code)) throw new Problem(contract.sameName)
  await changeItems(tx, [item])
  await tx.record(CategoryRestored, { subject: subject(tx.actor.organizationId), payload: { code } })
  return done
})

const same = (a: Item, b: Item) => JSON.stringify(a) === JSON.stringify(b)

const keep = async (tx: Tx, before: readonly Item[], after: readonly Item[]) => {
  const known = new Map(before.map((item) => [item.code, item]))
  await insertItems(tx, after.filter(({ code }) => !known.has(code)))
  await changeItems(tx, after.filter((item) => { const was = known.get(item.code); return was && !same(was, item) }))
}

export const importCategories = command('packs.importCategories', async (tx, { csv, parent, matter }: z.output<typeof contract.importCategories.input>) => {
  const { items } = await lockDraft(tx)
  refusePlace(items, parent)
  const { items: all, added, changed, kept } = treeWith(items, csv, { parent, matter }, newCode)
  if (all.length > contract.MOST_CATEGORIES) throw new Problem(contract.tooManyCategories, { most: contract.MOST_CATEGORIES })
  // What hangs nowhere or goes round in circles would be out of sight.
  if (!isTree(all) || inOrder(all).length < all.length) throw new Problem(contract.tableUnreadable, {}, 'csv')
  await keep(tx, items, all)
  await tx.record(CategoriesImported, { subject: subject(tx.actor.organizationId), payload: { added, changed } })
  return { added, changed, kept }
})

/** Categories of another firm, as they were looked at: the draft begins with them. */
export const draftTaken = async (tx: Tx, added: readonly Item[], changed: readonly Item[]): Promise<void> => {
  await lockDraft(tx)
  await insertItems(tx, added)
  await changeItems(tx, changed)
  await tx.record(CategoriesImported, { subject: subject(tx.actor.organizationId), payload: { added: added.length, changed: changed.length } })
}

export const discardDraft = command('packs.discardDraft', async (tx, _input: Record<string, never>) => {
  const gone = await tx.db.deleteFrom('packs.draft').where('organization_id', '=', tx.actor.organizationId).returning('begun_at').execute()
  if (!gone.length) throw new Problem(invalidInput)
  await tx.record(DraftDiscarded, { subject: subject(tx.actor.organizationId), payload: {} })
  return done
})
