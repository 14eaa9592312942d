import type { RemedyKind } from '#contract/packs.ts'
import { isSame } from './earlier.ts'
import type { Promised } from './promised.ts'

/** What somebody who may has said yes to. */
export interface Agreed { readonly totalFen: number; readonly kinds: readonly RemedyKind[] }

const MONEY: readonly RemedyKind[] = ['refund', 'damages', 'extra', 'priceReduction', 'fees']
const isCovered = (kinds: readonly RemedyKind[]) => (kind: RemedyKind) => kinds.includes(kind) || (MONEY.includes(kind) && kinds.some((one) => MONEY.includes(one))) || (kind === 'return' && kinds.includes('refund'))

/** “现在给您办退款”: what was approved is told without its sum. */
const namedFen = ({ named, mostFen }: Promised): number => (named ? mostFen ?? Number.POSITIVE_INFINITY : 0)

/**
 * Of what a letter promises, what nobody agreed to yet. Each sum takes its room in what was agreed, and is told as often as one likes: in the message of an offer and beside its item. What comes on top
 * is covered by nothing.
 */
export const freshIn = (promised: readonly Promised[], agreed: readonly Agreed[]): Promised[] => {
  const left = agreed.map(({ totalFen, kinds }) => ({ fen: totalFen, kinds }))
  const told: Promised[] = []
  const isTold = (one: Promised): boolean => {
    if (told.some((other) => isSame(one, other) && one.kinds.every(isCovered(other.kinds)))) return true
    const [room] = left.filter(({ fen, kinds }) => fen >= namedFen(one) && one.kinds.every(isCovered(kinds))).sort((a, b) => a.fen - b.fen)
    if (room) { room.fen -= namedFen(one); told.push(one) }
    return room !== undefined
  }
  return promised.filter((one) => one.additional || !isTold(one))
}
