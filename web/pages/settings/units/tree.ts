import type { Unit } from '#contract/identity.ts'

export interface Branch { readonly unit: Unit; readonly depth: number }

/** Units in the order of the tree, each with its depth. A unit whose parent is not shown stands at the top. */
export const branches = (units: readonly Unit[]): readonly Branch[] => {
  const ids = new Set(units.map((unit) => unit.id))
  const below = (parent: string | null, depth: number): readonly Branch[] =>
    units.filter((unit) => (unit.parentId !== null && ids.has(unit.parentId) ? unit.parentId : null) === parent).flatMap((unit) => [{ unit, depth }, ...below(unit.id, depth + 1)])
  return below(null, 0)
}

/** The unit itself and everything below it: none of them can become its parent. */
export const withDescendants = (units: readonly Unit[], id: string): ReadonlySet<string> => {
  const found = new Set([id])
  for (const { unit } of branches(units)) if (unit.parentId && found.has(unit.parentId)) found.add(unit.id)
  return found
}
