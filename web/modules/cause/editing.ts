import type { CauseNode, Diagram } from '#contract/cause.ts'
import { below, depthOf, MOST_DEPTH, MOST_NODES, withBelow } from '#contract/cause-tree.ts'

type Nodes = readonly CauseNode[]

const fresh = (id: string, parentId: string | null, bone: string | null): CauseNode => ({ id, parentId, bone, text: '', standing: 'assumed', root: false, findingIds: [], fileIds: [] })

/** A new cause below another or below the effect, after those that are there. */
export const added = (nodes: Nodes, id: string, parentId: string | null, bone: string | null): Nodes => [...nodes, fresh(id, parentId, parentId === null ? bone : null)]

/** A new cause right after one, on the same question. */
export const addedBeside = (nodes: Nodes, id: string, beside: CauseNode): Nodes => {
  const at = nodes.findIndex((node) => node.id === beside.id)
  return [...nodes.slice(0, at + 1), fresh(id, beside.parentId, beside.bone), ...nodes.slice(at + 1)]
}

/** What is ruled out is no root cause any more. */
export const changed = (nodes: Nodes, id: string, part: Partial<CauseNode>): Nodes =>
  nodes.map((node) => (node.id === id ? { ...node, ...part, ...(part.standing === 'refuted' && { root: false }) } : node))

export const removed = (nodes: Nodes, id: string): Nodes => {
  const gone = new Set(withBelow(nodes, id).map((node) => node.id))
  return nodes.filter((node) => !gone.has(node.id))
}

/** Those that answer the same question, in their order. */
export const besides = (nodes: Nodes, node: CauseNode): Nodes => below(nodes, node.parentId).filter((other) => other.bone === node.bone)

/** One place up or down among those that answer the same question. */
export const moved = (nodes: Nodes, node: CauseNode, by: -1 | 1): Nodes => {
  const row = besides(nodes, node)
  const other = row[row.findIndex((one) => one.id === node.id) + by]
  if (!other) return nodes
  return nodes.map((one) => (one.id === node.id ? other : one.id === other.id ? node : one))
}

export const mayGoDeeper = (kind: Diagram['kind'], nodes: Nodes, id: string): boolean => nodes.length < MOST_NODES && (depthOf(nodes, id) ?? 0) < MOST_DEPTH[kind]

/** 1, 1.1, 1.1.1: a cause by its place among those of its question. */
export const numberOf = (nodes: Nodes, node: CauseNode): string => {
  const own = String(besides(nodes, node).findIndex((one) => one.id === node.id) + 1)
  const parent = nodes.find((one) => one.id === node.parentId)
  return parent ? `${numberOf(nodes, parent)}.${own}` : own
}
