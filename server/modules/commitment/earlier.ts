import type { Instant } from '#kernel/time.ts'
import type { Promised } from './promised.ts'

export interface Letter { readonly at: Instant; readonly promised: readonly Promised[] }
export interface Proposed { readonly at: Instant; readonly totalFen: number }

const fenOf = (one: Promised) => one.mostFen ?? 0
/** The same sum for the same thing; where one of both does not say for what, it is taken for the other. */
export const isSame = (one: Promised, other: Promised) => fenOf(one) === fenOf(other) && (one.purpose === other.purpose || !one.purpose || !other.purpose)

interface Left { readonly at: Instant; fen: number }
/** The first proposal made since that has room for it takes it up. */
const takeUp = (left: readonly Left[], at: Instant, fen: number): boolean => {
  const taking = left.find((proposal) => proposal.at >= at && proposal.fen >= fen)
  if (taking) taking.fen -= fen
  return taking !== undefined
}

/**
 * What letters of a case promised before and no proposal took up, in fen. A sum said again for the same thing is the same promise; one that is said to come on top is another each time. A proposal takes up what
 * was promised before it was made, and what is agreed may be told. `now`: the promises of the words that are weighed, said again themselves.
 */
export const openPromises = (letters: readonly Letter[], proposals: readonly Proposed[], now: readonly Promised[]): number => {
  const left = proposals.map(({ at, totalFen }): Left => ({ at, fen: totalFen }))
  const said = now.filter((one) => !one.additional)
  const isKnown = (one: Promised) => said.some((other) => isSame(one, other)) || proposals.some(({ totalFen }) => fenOf(one) <= totalFen)
  let open = 0
  for (const { at, one } of letters.flatMap(({ at: then, promised }) => promised.map((each) => ({ at: then, one: each })))) {
    const fen = fenOf(one)
    if (!one.additional && isKnown(one)) continue
    if (!takeUp(left, at, fen)) open += fen
    if (!one.additional) said.push(one)
  }
  return open
}
