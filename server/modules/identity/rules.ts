/** Ids of a unit and everything below it. */
export const subtree = (units: readonly { id: string; parent_id: string | null }[], top: string): string[] => {
  const below = units.filter((u) => u.parent_id === top)
  return [top, ...below.flatMap((u) => subtree(units, u.id))]
}

/** Ids of the units above, nearest first. */
export const ancestors = (units: readonly { id: string; parent_id: string | null }[], from: string): string[] => {
  const parent = units.find((u) => u.id === from)?.parent_id
  return parent ? [parent, ...ancestors(units, parent)] : []
}

/** Whether hanging `unit` below `parent` would close a ring. */
export const makesLoop = (units: readonly { id: string; parent_id: string | null }[], unit: string, parent: string | null): boolean =>
  parent !== null && subtree(units, unit).includes(parent)

export const MOST_FAILURES = 8
export const LOCK_MINUTES = 15

export interface Reach { readonly permissions: readonly string[]; readonly rank: number }

/** Whether a reach goes beyond somebody's own: a permission they lack, or a higher rank. Who may do everything has everything. */
export const holdsMore = (reach: Reach, own: { readonly rank: number; may(permission: string): boolean }): boolean =>
  !own.may('*') && (reach.rank > own.rank || !reach.permissions.every((permission) => own.may(permission)))
