import { staleVersion } from '#contract/common.ts'
import { mergedElsewhere } from '#contract/complaint.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type ChargeBackState, NAMED_KINDS, type ShareParty, WHOLE, aboveClaim, amountUnexplained, chargeBackOver, namedTwice, notAgreedYet, notChargeable, notWhole, otherKind, partyUnnamed, shareReplaced } from '#contract/liability.ts'
import type { PartyKind } from '#contract/outsider.ts'

/** Outsiders are negotiated with long after the customer is content: a closed case is no bar, one that goes on elsewhere is. */
export const whyNotHere = (complaint: { readonly state: string }): Refusal | null => (complaint.state === 'merged' ? mergedElsewhere : null)

interface Given { readonly party: ShareParty; readonly outsiderId: string | null; readonly share: number }
interface Fault { readonly refusal: Refusal; readonly field: string; readonly params?: Record<string, number> }

/** An outsider is charged once in a division, as whatever it is named. */
const keyOf = ({ party, outsiderId }: Pick<Given, 'party' | 'outsiderId'>) => outsiderId ?? party

/** `kinds`: what each outsider that is named is. */
export const whyNotDivide = (shares: readonly Given[], kinds: ReadonlyMap<string, PartyKind>): Fault | null => {
  const odd = shares.findIndex(({ party, outsiderId }) => outsiderId !== null && !NAMED_KINDS[party].some((kind) => kind === kinds.get(outsiderId)))
  if (odd >= 0) return { refusal: otherKind, field: `shares/${odd}/outsiderId` }
  const again = shares.findIndex((one, at) => shares.findIndex((other) => keyOf(other) === keyOf(one)) < at)
  if (again >= 0) return { refusal: namedTwice, field: `shares/${again}/party` }
  const sum = shares.reduce((all, { share }) => all + share, 0)
  return sum === WHOLE ? null : { refusal: notWhole, field: 'shares', params: { sum: sum / 100 } }
}

interface ChargedShare { readonly party: string; readonly outsider_id: string | null; readonly superseded: boolean }

export const whyNotClaim = ({ party, outsider_id, superseded }: ChargedShare): Refusal | null => {
  if (superseded) return shareReplaced
  if (!NAMED_KINDS[party as ShareParty].length) return notChargeable
  return outsider_id ? null : partyUnnamed
}

interface Claim { readonly state: string; readonly amount_fen: number }
/** What of a part is not claimed yet. What was refused is claimed; what was withdrawn is not. */
export const openOf = (partFen: number, claims: readonly Claim[]): number => Math.max(0, partFen - claims.reduce((sum, one) => sum + (one.state === 'withdrawn' ? 0 : one.amount_fen), 0))

export const whyNotAmount = (amountFen: number, expectedFen: number, reason: string | null): Refusal | null => (amountFen === expectedFen || reason?.trim() ? null : amountUnexplained)

interface Stored { readonly state: string; readonly version: number }
const OVER: readonly string[] = ['received', 'withdrawn'] satisfies ChargeBackState[]

/** Answers may change until the money is in. */
export const whyNotChange = ({ state, version }: Stored, seen: number): Refusal | null => {
  if (OVER.includes(state)) return chargeBackOver
  return version === seen ? null : staleVersion
}

export const whyNotReceive = (chargeBack: Stored, seen: number): Refusal | null =>
  whyNotChange(chargeBack, seen) ?? (chargeBack.state === 'agreed' || chargeBack.state === 'partlyAgreed' ? null : notAgreedYet)

type Answer = 'agreed' | 'partlyAgreed' | 'refused'
/** What an answer comes to; a part of it is less than the whole. */
export const agreedBy = (answer: Answer, claimedFen: number, partFen: number | null): { readonly agreedFen: number | null; readonly refusal: Refusal | null } => {
  if (answer !== 'partlyAgreed') return { agreedFen: answer === 'agreed' ? claimedFen : null, refusal: null }
  return partFen !== null && partFen < claimedFen ? { agreedFen: partFen, refusal: null } : { agreedFen: null, refusal: aboveClaim }
}
