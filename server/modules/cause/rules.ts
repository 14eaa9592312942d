import { type CauseNode, rootRefuted, treeBroken } from '#contract/cause.ts'
import { type DiagramKind, MOST_DEPTH, depthOf } from '#contract/cause-tree.ts'
import type { Refusal } from '#contract/endpoint.ts'

export interface Fault { readonly refusal: Refusal; /** Which cause it is about. */ readonly at: number }

const onItsBone = (kind: DiagramKind, bones: readonly string[], node: CauseNode): boolean =>
  (kind === 'fishbone' && node.parentId === null ? node.bone !== null && bones.includes(node.bone) : node.bone === null)

/** Whether the causes hang together; the first that does not, and why. */
export const whyNotDraw = (kind: DiagramKind, bones: readonly string[], nodes: readonly CauseNode[]): Fault | null => {
  const seen = new Set<string>()
  for (const [at, node] of nodes.entries()) {
    const depth = depthOf(nodes, node.id)
    if (seen.has(node.id) || depth === null || depth > MOST_DEPTH[kind] || !onItsBone(kind, bones, node)) return { refusal: treeBroken, at }
    if (node.root && node.standing === 'refuted') return { refusal: rootRefuted, at }
    seen.add(node.id)
  }
  return null
}
