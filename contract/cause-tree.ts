/** What both drawings are made of: causes below causes, written down in the order in which they stand. */
export interface TreeNode { readonly id: string; readonly parentId: string | null }

export type DiagramKind = 'whys' | 'fishbone'

/** Below the effect: a why is asked as often as it helps; a fishbone has causes, what is behind them, and once more. */
export const MOST_DEPTH: Readonly<Record<DiagramKind, number>> = { whys: 10, fishbone: 3 }
export const MOST_NODES = 200

export const below = <N extends TreeNode>(nodes: readonly N[], parentId: string | null): N[] => nodes.filter((node) => node.parentId === parentId)

/** How far below the effect: 1 for what leads to it directly. What hangs nowhere, or on itself, has no depth. */
export const depthOf = (nodes: readonly TreeNode[], id: string): number | null => {
  const parents = new Map(nodes.map((node) => [node.id, node.parentId]))
  let depth = 0
  for (let at: string | null | undefined = id; at !== null; at = parents.get(at)) {
    if (at === undefined || !parents.has(at) || depth > nodes.length) return null
    depth += 1
  }
  return depth
}

/** A cause and everything behind it, in their order. */
export const withBelow = <N extends TreeNode>(nodes: readonly N[], id: string): N[] => {
  const ids = new Set([id])
  for (let size = 0; size !== ids.size;) {
    size = ids.size
    for (const node of nodes) if (node.parentId !== null && ids.has(node.parentId)) ids.add(node.id)
  }
  return nodes.filter((node) => ids.has(node.id))
}
