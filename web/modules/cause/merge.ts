import type { CauseNode, Diagram } from '#contract/cause.ts'

export type Content = Pick<Diagram, 'effect' | 'nodes'>
/** A cause, or the effect (null), that both worded anew: ours stays, theirs is told. */
export interface Clash { readonly id: string | null; readonly theirs: string }
export interface Merged extends Content { readonly clashes: readonly Clash[] }

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const FIELDS = ['bone', 'text', 'standing', 'root', 'findingIds', 'fileIds'] as const

const byId = (nodes: readonly CauseNode[]) => new Map(nodes.map((node) => [node.id, node]))

/** Field by field: what one side changed counts, what both changed is ours. */
const together = (base: CauseNode, mine: CauseNode, theirs: CauseNode): CauseNode => {
  const node = { ...mine, ...Object.fromEntries(FIELDS.filter((field) => same(mine[field], base[field])).map((field) => [field, theirs[field]])) }
  return { ...node, root: node.root && node.standing !== 'refuted' }
}

const kept = (base: CauseNode | undefined, mine: CauseNode | undefined, theirs: CauseNode | undefined): CauseNode | null => {
  if (!base) return mine ?? theirs ?? null
  if (mine && theirs) return together(base, mine, theirs)
  const left = mine ?? theirs
  // One took it away; what the other wrote meanwhile is not lost.
  return left && !same(left, base) ? left : null
}

/** In our order; what they added comes after what it followed there. */
const inOrder = (mine: readonly string[], theirs: readonly string[]): string[] => {
  const order = [...mine]
  for (const [at, id] of theirs.entries()) if (!order.includes(id)) order.splice(order.indexOf(theirs[at - 1] ?? '') + 1 || order.length, 0, id)
  return order
}

/** Nothing hangs in the air: what is above something that stays comes back. */
const rooted = (nodes: ReadonlyMap<string, CauseNode>, known: ReadonlyMap<string, CauseNode>): Set<string> => {
  const ids = new Set(nodes.keys())
  for (const id of ids) {
    const above = (nodes.get(id) ?? known.get(id))?.parentId
    if (above) ids.add(above)
  }
  return ids
}

/** Two drawings from one, put together. */
export const merged = (base: Content, mine: Content, theirs: Content): Merged => {
  const [b, m, t] = [byId(base.nodes), byId(mine.nodes), byId(theirs.nodes)]
  const order = inOrder(inOrder(mine.nodes.map((node) => node.id), theirs.nodes.map((node) => node.id)), base.nodes.map((node) => node.id))
  const found = new Map(order.flatMap((id) => { const node = kept(b.get(id), m.get(id), t.get(id)); return node ? [[id, node] as const] : [] }))
  const ids = rooted(found, b)
  const nodes = order.filter((id) => ids.has(id)).flatMap((id) => found.get(id) ?? b.get(id) ?? [])
  const worded = (was: string | undefined, ours: string | undefined, other: string | undefined) => was !== undefined && ours !== undefined && other !== undefined && was !== ours && was !== other && ours !== other
  const clashes = [
    ...(worded(base.effect, mine.effect, theirs.effect) ? [{ id: null, theirs: theirs.effect }] : []),
    ...nodes.flatMap(({ id }) => { const other = t.get(id)?.text; return other !== undefined && worded(b.get(id)?.text, m.get(id)?.text, other) ? [{ id, theirs: other }] : [] }),
  ]
  return { effect: mine.effect === base.effect ? theirs.effect : mine.effect, nodes, clashes }
}
