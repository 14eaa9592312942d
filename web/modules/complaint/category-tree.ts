import type { PackView } from '#contract/packs.ts'

export type Category = Pick<PackView['categories'][number], 'code' | 'parent' | 'label' | 'matter' | 'keywords'> & { readonly retired?: boolean | undefined }

export interface CategoryNode { readonly value: string; readonly title: string; readonly children: CategoryNode[] }

/** The pack's categories as a tree to choose from; `say` gives the words of the reader. */
export const categoryTree = (categories: readonly Category[], say: (words: Category['label']) => string, parent: string | null = null): CategoryNode[] =>
  categories.filter((category) => category.parent === parent).map((category) => ({ value: category.code, title: say(category.label), children: categoryTree(categories, say, category.code) }))

/** A category and all above it, the highest first. */
export const lineage = (categories: readonly Category[], code: string | null): Category[] => {
  const category = categories.find((each) => each.code === code)
  return category ? [...lineage(categories, category.parent), category] : []
}

/** 产品质量／镶嵌松动 */
export const categoryPath = (categories: readonly Category[], code: string | null, say: (words: Category['label']) => string, separator: string) =>
  lineage(categories, code).map((category) => say(category.label)).join(separator)
