import type { PackView } from '#contract/packs.ts'
import { lineageOf, type TreeNode, treeOf } from '../../ui/tree.ts'

export type Category = Pick<PackView['categories'][number], 'code' | 'parent' | 'label' | 'matter' | 'keywords'> & { readonly retired?: boolean | undefined }

/** The pack's categories as a tree to choose from; `say` gives the words of the reader. */
export const categoryTree = (categories: readonly Category[], say: (words: Category['label']) => string): TreeNode[] => treeOf(categories, (category) => say(category.label))

/** A category and all above it, the highest first. */
export const lineage = (categories: readonly Category[], code: string | null): Category[] => lineageOf(categories, code)

/** 产品质量／镶嵌松动 */
export const categoryPath = (categories: readonly Category[], code: string | null, say: (words: Category['label']) => string, separator: string) =>
  lineage(categories, code).map((category) => say(category.label)).join(separator)
