import type { Held } from './law.ts'

interface Binding extends Held { readonly binds: boolean }

const less = (before: number | null, after: number | null) => before !== null && (after === null || after < before)

/** Rules that bound and would bind no more, or to less. */
export const loosened = <B extends Binding>(before: readonly B[], after: readonly Held[]): B[] => before.filter((one) => {
  const then = after.find(({ rule, standing }) => rule === one.rule && standing === 'applies')
  return one.binds && (!then || less(one.minFen, then.minFen) || less(one.backFen, then.backFen) || less(one.goodFen, then.goodFen))
})

/** A fact as it stands: who gave it (nobody in particular: the case says so), and the rank of whoever refused an exemption from a rule that rests on it. */
export interface Answer { readonly by: string | null; readonly refusedAt: number | null }
interface Corrects { readonly id: string | null; readonly rankOf: (personId: string | null) => number; readonly highest: number }

const LOWEST = 1

/** Whether somebody may take back an answer by which a rule binds: who gave it, until an exemption was refused on it; after that, and for others, only who is above them. */
export const mayTakeBack = ({ by, refusedAt }: Answer, { id, rankOf, highest }: Corrects): boolean => {
  if (id !== null && id === by) return refusedAt === null
  const above = Math.min(Math.max(rankOf(by), LOWEST) + 1, highest)
  return rankOf(id) >= Math.max(above, refusedAt ?? 0)
}

interface Said { readonly facts: unknown; readonly by_id: string | null }

/** Who gave each fact as it stands; `rows`: what was ever answered of a point, oldest first. */
export const giversOf = (rows: readonly Said[]): ReadonlyMap<string, string | null> => {
  const givers = new Map<string, string | null>()
  let before: Readonly<Record<string, unknown>> = {}
  for (const { facts, by_id } of rows) {
    const now = facts as Readonly<Record<string, unknown>>
    for (const name of Object.keys(now)) if (now[name] !== before[name] || !givers.has(name)) givers.set(name, by_id)
    before = now
  }
  return givers
}
