import { LOCALES } from '#contract/common.ts'
import type { TreeChange, Use } from '#contract/categories.ts'
import * as contract from '#contract/categories.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Category } from '#contract/packs.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'

/** A category while it is worked on. */
export interface Item extends Category { readonly version: number; readonly place: number }

/** What a category is called in whatever language it has a name. */
export const nameOf = ({ label }: Pick<Category, 'label'>): string => label['zh-CN'] || label['zh-Hant'] || label.en

/** Names are compared as people read them. */
const keyOf = (name: string) => name.normalize('NFKC').trim().toLowerCase()

const isNamedAlike = (a: Category['label'], b: Category['label']) => (['zh-CN', 'zh-Hant', 'en'] as const).some((locale) => keyOf(a[locale]) !== '' && keyOf(a[locale]) === keyOf(b[locale]))

/** The living sibling of that name. */
export const namesake = <T extends Category>(items: readonly T[], label: Category['label'], parent: string | null, but?: string): T | undefined =>
  items.find((one) => one.parent === parent && one.code !== but && !one.retired && isNamedAlike(one.label, label))

export const isNameless = (label: Category['label']): boolean => keyOf(nameOf({ label })) === ''

/** A category and all below it. */
export const branchOf = <T extends Category>(items: readonly T[], code: string): T[] => items.filter((one) => one.code === code).flatMap((one) => [one, ...items.filter(({ parent }) => parent === code).flatMap((child) => branchOf(items, child.code))])

/** Why a category cannot come under that one. */
export const whyNotUnder = (items: readonly Item[], parent: string | null, moved?: string): Refusal | null => {
  if (parent === null) return null
  const above = items.find(({ code }) => code === parent)
  if (!above) return contract.parentUnknown
  if (above.retired) return contract.parentRetired
  return moved !== undefined && branchOf(items, moved).some(({ code }) => code === parent) ? contract.withinItself : null
}

/** Places in the order in which they are shown: each branch after its stem. */
export const inOrder = (items: readonly Item[]): Item[] => {
  const below = new Map<string | null, Item[]>()
  for (const item of items) below.set(item.parent, [...(below.get(item.parent) ?? []), item])
  const walk = (parent: string | null): Item[] => (below.get(parent) ?? []).sort((a, b) => a.place - b.place || (a.code < b.code ? -1 : 1)).flatMap((one) => [one, ...walk(one.code)])
  return walk(null)
}

export const asCategory = ({ version: _counted, place: _counted2, retired, wording, ...category }: Item): Category => ({ ...category, ...(wording?.length && { wording }), ...(retired && { retired: true as const }) })

const named = (cell: unknown): readonly unknown[] => (typeof cell === 'object' && cell !== null && 'none' in cell ? Object.values(cell).flat() : [cell].flat())

interface Naming { readonly fields: readonly { readonly code: string; readonly categories?: readonly string[] | undefined }[]; readonly examples: readonly { readonly code: string; readonly category: string }[] }

/** Where each category is named. */
export const usesIn = ({ fields, examples }: Naming, tables: readonly DecisionTable[]): ReadonlyMap<string, Use[]> => {
  const uses = new Map<string, Use[]>()
  const note = (code: unknown, use: Use) => { if (typeof code === 'string') uses.set(code, [...(uses.get(code) ?? []), use]) }
  for (const { table, rules } of tables) for (const { id, when } of rules) for (const code of named(when.category)) note(code, { what: 'table', name: table, rule: id })
  for (const { code, categories = [] } of fields) for (const category of categories) note(category, { what: 'field', name: code, rule: null })
  for (const { code, category } of examples) note(category, { what: 'example', name: code, rule: null })
  return uses
}

/** The sibling a category stands behind. */
const behind = (tree: readonly Category[], { code, parent }: Category) => {
  const siblings = tree.filter((one) => one.parent === parent).map((one) => one.code)
  return siblings[siblings.indexOf(code) - 1] ?? null
}

const labelsOf = ({ label }: Category) => [label['zh-CN'], label['zh-Hant'], label.en].filter(Boolean).join(' / ')
const wordsOf = ({ keywords, wording = [] }: Category) => [...keywords, ...wording]

const changesOf = (before: Category, after: Category, trees: readonly [readonly Category[], readonly Category[]]): TreeChange[] => {
  const parentName = (tree: readonly Category[], code: string | null) => { const found = tree.find((one) => one.code === code); return found ? nameOf(found) : null }
  const change = (what: TreeChange['what'], from: string | null, to: string | null) => ({ code: after.code, what, before: from, after: to })
  const words = [wordsOf(before), wordsOf(after)] as const
  const added = words[1].filter((word) => !words[0].includes(word))
  const gone = words[0].filter((word) => !words[1].includes(word))
  return [
    ...(LOCALES.every((locale) => before.label[locale] === after.label[locale]) ? [] : [change('renamed', labelsOf(before), labelsOf(after))]),
    ...(before.parent === after.parent ? [] : [change('moved', parentName(trees[0], before.parent), parentName(trees[1], after.parent))]),
    ...(Boolean(before.retired) === Boolean(after.retired) ? [] : [change(after.retired ? 'retired' : 'restored', null, null)]),
    ...(before.matter === after.matter ? [] : [change('matter', before.matter, after.matter)]),
    ...(added.length + gone.length === 0 ? [] : [change('words', gone.join('、') || null, added.join('、') || null)]),
  ]
}

/** Siblings that both trees have stand in another order. */
const reordered = (before: readonly Category[], after: readonly Category[]): TreeChange[] => {
  const common = (tree: readonly Category[], other: readonly Category[]) => tree.filter((one) => other.some((same) => same.code === one.code && same.parent === one.parent))
  const [was, is] = [common(before, after), common(after, before)]
  const places = new Map(was.map((one) => [one.code, behind(was, one)]))
  return is.filter((one) => places.get(one.code) !== behind(is, one)).map((one) => ({ code: one.code, what: 'order', before: null, after: nameOf(one) }))
}

/** What a tree changes against the one before. */
export const changesBetween = (before: readonly Category[], after: readonly Category[]): TreeChange[] => {
  const old = new Map(before.map((category) => [category.code, category]))
  return [...after.flatMap((category): TreeChange[] => {
    const was = old.get(category.code)
    return was ? changesOf(was, category, [before, after]) : [{ code: category.code, what: 'added', before: null, after: labelsOf(category) }]
  }), ...reordered(before, after)]
}
