/** Something named that stands below another of its kind. */
export interface Branch { readonly code: string; readonly parent: string | null }
export interface TreeNode { readonly value: string; readonly title: string; readonly children: TreeNode[] }

/** Branches as a tree to choose from; `nameOf` gives the words of the reader. */
export const treeOf = <B extends Branch>(branches: readonly B[], nameOf: (branch: B) => string, parent: string | null = null): TreeNode[] =>
  branches.filter((branch) => branch.parent === parent).map((branch) => ({ value: branch.code, title: nameOf(branch), children: treeOf(branches, nameOf, branch.code) }))

/** A branch and all above it, the highest first. */
export const lineageOf = <B extends Branch>(branches: readonly B[], code: string | null): B[] => {
  const branch = branches.find((each) => each.code === code)
  return branch ? [...lineageOf(branches, branch.parent), branch] : []
}
