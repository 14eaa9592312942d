import { isDeepStrictEqual } from 'node:util'
import { LOCALES } from '#contract/common.ts'
import type { Category } from '#contract/packs.ts'

type Tree = readonly Category[]

const byCode = (tree: Tree) => new Map(tree.map((category) => [category.code, category]))

/** What one side changed wins over what neither or only the other side changed. */
const ours = <T>(base: T, own: T, fresh: T): T => (isDeepStrictEqual(own, base) ? fresh : own)

/** Words of both sides: those taken out by one are gone, those added by either are there. */
const wordsOf = (base: readonly string[], own: readonly string[], fresh: readonly string[]): string[] =>
  [...new Set([...own.filter((word) => fresh.includes(word) || !base.includes(word)), ...fresh.filter((word) => own.includes(word) || !base.includes(word))])]

const merged = (base: Category, own: Category, fresh: Category): Category => {
  const wording = wordsOf(base.wording ?? [], own.wording ?? [], fresh.wording ?? [])
  return {
    code: own.code, parent: ours(base.parent, own.parent, fresh.parent), matter: ours(base.matter, own.matter, fresh.matter), keywords: wordsOf(base.keywords, own.keywords, fresh.keywords),
    label: Object.fromEntries(LOCALES.map((locale) => [locale, ours(base.label[locale], own.label[locale], fresh.label[locale])])) as Category['label'],
    ...(wording.length > 0 && { wording }), ...(ours(base.retired, own.retired, fresh.retired) && { retired: true as const }),
  }
}

/**
 * Two trees that were made from the same one, as one: names, places, words of each category by themselves. What this side changed stays; of what it left alone
 * the other side's is taken. What the other side dropped goes where this side had not touched it, and is kept, retired, where it had.
 */
export const mergeTrees = (base: Tree, own: Tree, fresh: Tree): Category[] => {
  const [before, theirs, mine] = [byCode(base), byCode(fresh), byCode(own)]
  const kept = own.flatMap((category): Category[] => {
    const [was, is] = [before.get(category.code), theirs.get(category.code)]
    if (!was) return [category]
    if (is) return [merged(was, category, is)]
    return isDeepStrictEqual(was, category) ? [] : [{ ...category, retired: true }]
  })
  const all = [...kept, ...fresh.filter(({ code }) => !mine.has(code))]
  const codes = new Set(all.map(({ code }) => code))
  // What hung below something that is gone comes to the top rather than out of sight.
  return all.map((category) => (category.parent !== null && !codes.has(category.parent) ? { ...category, parent: null } : category))
}

/** Whether following the parents upwards always ends. */
export const isTree = (tree: Tree): boolean => {
  const parents = new Map(tree.map(({ code, parent }) => [code, parent]))
  return tree.every(({ code }) => {
    const seen = new Set<string>()
    for (let at: string | null = code; at !== null; at = parents.get(at) ?? null) {
      if (seen.has(at)) return false
      seen.add(at)
    }
    return true
  })
}
