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

/** Posts below this rank decide for themselves at most; nobody answers to them. */
export const LEADS = 2

export interface ChainPost { readonly personId: string; readonly unitId: string; readonly rank: number; readonly seesAll: boolean }
type Units = readonly { readonly id: string; readonly parent_id: string | null }[]

/** Every unit above each, by id. */
const unitsAbove = (units: Units): ((id: string) => ReadonlySet<string>) => {
  const parent = new Map(units.map((u) => [u.id, u.parent_id]))
  const known = new Map<string, ReadonlySet<string>>()
  return (id) => {
    const found = known.get(id) ?? new Set(climb(parent, id))
    known.set(id, found)
    return found
  }
}

const climb = (parent: ReadonlyMap<string, string | null>, from: string): string[] => {
  const way: string[] = []
  for (let up = parent.get(from); up && !way.includes(up); up = parent.get(up)) way.push(up)
  return way
}

/**
 * Whether a post leads another: of higher rank in the same unit or over the whole organisation, of no lower rank in a unit above.
 * Somebody with several posts answers to whoever leads one of them.
 */
const leadsIn = (units: Units) => {
  const above = unitsAbove(units)
  return (over: ChainPost, under: ChainPost): boolean => over.rank >= LEADS && over.personId !== under.personId
    && (above(under.unitId).has(over.unitId) ? over.rank >= under.rank : (over.unitId === under.unitId || over.seesAll) && over.rank > under.rank)
}

/** Follows a step from people to people until nobody new is met; those it began with are not among the found. */
const follow = (from: readonly string[], step: (personId: string) => readonly string[]): string[] => {
  const met = new Set(from)
  const queue = [...from]
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const next of step(id)) if (!met.has(next)) { met.add(next); queue.push(next) }
  }
  return [...met].slice(new Set(from).size)
}

const postsByPerson = (posts: readonly ChainPost[]): ReadonlyMap<string, readonly ChainPost[]> => {
  const own = new Map<string, ChainPost[]>()
  for (const post of posts) own.set(post.personId, [...own.get(post.personId) ?? [], post])
  return own
}

/** Everybody a person answers to, directly or through others. */
export const superiorsOf = (posts: readonly ChainPost[], units: Units, personId: string): string[] => {
  const leads = leadsIn(units)
  const own = postsByPerson(posts)
  const leaders = posts.filter((p) => p.rank >= LEADS)
  return follow([personId], (id) => leaders.filter((l) => (own.get(id) ?? []).some((p) => leads(l, p))).map((l) => l.personId))
}

/** Everybody who answers to one of these people, directly or through others, and they themselves. */
export const answering = (posts: readonly ChainPost[], units: Units, people: readonly string[]): ReadonlySet<string> => {
  const leads = leadsIn(units)
  const own = postsByPerson(posts)
  const below = follow(people, (id) => {
    const leading = (own.get(id) ?? []).filter((p) => p.rank >= LEADS)
    return leading.length ? posts.filter((p) => leading.some((l) => leads(l, p))).map((p) => p.personId) : []
  })
  return new Set([...people, ...below])
}

/**
 * Who looks after a case of a unit when the usual people may not: the nearest who leads it, of those the lowest in rank; where nobody leads, whoever
 * sees the whole organisation and decides most. Null when nobody is left.
 */
export const nextToLead = (posts: readonly ChainPost[], units: Units, unitId: string, kept: ReadonlySet<string>): string | null => {
  const way = [unitId, ...climb(new Map(units.map((u) => [u.id, u.parent_id])), unitId)]
  const far = (p: ChainPost) => (way.includes(p.unitId) ? way.indexOf(p.unitId) : way.length)
  const left = posts.filter((p) => !kept.has(p.personId))
  const leading = left.filter((p) => p.rank >= LEADS && (p.seesAll || way.includes(p.unitId))).sort((a, b) => far(a) - far(b) || a.rank - b.rank || byId(a, b))
  const others = left.filter((p) => p.seesAll).sort((a, b) => b.rank - a.rank || byId(a, b))
  return (leading[0] ?? others[0])?.personId ?? null
}

const byId = (a: ChainPost, b: ChainPost) => (a.personId < b.personId ? -1 : 1)
