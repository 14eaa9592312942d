import type { RemedyKind } from '#contract/packs.ts'
import type { Instant } from '#kernel/time.ts'
import type { Promised } from './promised.ts'

export interface Letter { readonly at: Instant; readonly promised: readonly Promised[] }
/** What somebody who may has said yes to, from when it was proposed on; in fen, each remedy of it and all together. */
export interface Agreed { readonly at: Instant; readonly itemsFen: readonly number[]; readonly totalFen: number; readonly kinds: readonly RemedyKind[] }

const MONEY: readonly RemedyKind[] = ['refund', 'damages', 'extra', 'priceReduction', 'fees']
const isCovered = (kinds: readonly RemedyKind[]) => (kind: RemedyKind) => kinds.includes(kind) || (MONEY.includes(kind) && kinds.some((one) => MONEY.includes(one))) || (kind === 'return' && kinds.includes('refund'))
const areCovered = (one: Promised, kinds: readonly RemedyKind[]) => one.kinds.every(isCovered(kinds))

const fenOf = (one: Promised) => one.mostFen ?? 0
/** “现在给您办退款”: what was approved is told without its sum. */
const namedFen = ({ named, mostFen }: Promised): number => (named ? mostFen ?? Number.POSITIVE_INFINITY : 0)

interface Said { readonly one: Promised; purpose: string }
/**
 * Among what was said, the same sum for the same thing. Where one of both does not say for what, it is taken for the other, and for that from then on: two hundred that were for the
 * journey are not for a meal as well.
 */
const sameAmong = (said: readonly Said[], one: Promised): boolean => {
  const same = said.filter((other) => fenOf(other.one) === fenOf(one) && areCovered(one, other.one.kinds))
  const found = same.find(({ purpose }) => purpose === one.purpose) ?? same.find(({ purpose }) => !purpose || !one.purpose)
  if (found) found.purpose ||= one.purpose
  return found !== undefined
}

/** The sum of what was agreed, or of one remedy of it, without another purpose. */
const isAgreed = (one: Promised, { itemsFen, totalFen, kinds }: Agreed): boolean => !one.purpose && areCovered(one, kinds) && [totalFen, ...itemsFen].includes(namedFen(one))

/** Tells of what was agreed, letter after letter: each sum takes its room once. What was agreed itself may be told as often as one likes; what comes on top is covered by nothing. */
const tellingOf = (agreed: readonly Agreed[]) => {
  const rooms = agreed.map((of) => ({ of, fen: of.totalFen }))
  const said: Said[] = []
  return (one: Promised, at: Instant | null): boolean => {
    if (one.additional) return false
    if (sameAmong(said, one)) return true
    const known = rooms.filter(({ of }) => at === null || of.at <= at).sort((a, b) => a.fen - b.fen)
    const room = known.find(({ of, fen }) => fen >= namedFen(one) && areCovered(one, of.kinds))
    if (room) { room.fen -= namedFen(one); if (one.named) said.push({ one, purpose: one.purpose }) }
    return room !== undefined || known.some(({ of }) => isAgreed(one, of))
  }
}

/** A proposal takes up what was promised before it was made: the first one since that has room for it. */
const takingUp = (agreed: readonly Agreed[]) => {
  const left = agreed.map(({ at, totalFen }) => ({ at, fen: totalFen }))
  return (one: Promised, then: Instant): boolean => {
    const taking = left.find(({ at, fen }) => at >= then && fen >= fenOf(one))
    if (taking) taking.fen -= fenOf(one)
    return taking !== undefined
  }
}

/**
 * What `now` promises that nobody agreed to yet (`fresh`), and what earlier letters of the case, in their order, promised that neither was agreed nor taken up (`openFen`). A sum said again for
 * the same thing is the same promise; one that is said to come on top is another each time.
 */
export const againstAgreed = (letters: readonly Letter[], agreed: readonly Agreed[], now: readonly Promised[]): { readonly fresh: Promised[]; readonly openFen: number } => {
  const [tells, takesUp] = [tellingOf(agreed), takingUp(agreed)]
  const open = letters.flatMap(({ at, promised }) => promised.filter((one) => !tells(one, at) && !takesUp(one, at)))
  const fresh = now.filter((one) => !tells(one, null))
  const said: Said[] = fresh.filter((one) => !one.additional).map((one) => ({ one, purpose: one.purpose }))
  const counts = open.filter((one) => {
    if (one.additional) return true
    if (sameAmong(said, one)) return false
    said.push({ one, purpose: one.purpose })
    return true
  })
  return { fresh, openFen: counts.reduce((sum, one) => sum + fenOf(one), 0) }
}
