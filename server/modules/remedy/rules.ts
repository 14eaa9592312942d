import type { Refusal } from '#contract/endpoint.ts'
import { isAnonymous } from '#contract/kept.ts'
import * as contract from '#contract/remedy.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { Facts } from '#contract/table-shape.ts'
import { type DecisionTable, type Fired, fire } from '#kernel/decision-table.ts'
import { shareOf } from '#kernel/money.ts'
import { MOST_FEN, type Words } from '#contract/common.ts'
import type { Instant } from '#kernel/time.ts'

/** Leaves the firm as money. */
const MONEY: readonly RemedyKind[] = ['refund', 'priceReduction', 'damages', 'fees', 'extra']

export interface Standing { readonly state: string; readonly expires_at: Instant | null }

/** On its way to an agreement. */
const PENDING = ['awaitingApproval', 'approved', 'offered', 'countered']

/** An offer is shown once it was put forward; what is still being weighed inside, or was taken back, is not. */
export const isShown = (state: string): boolean => ['offered', 'countered', 'counterDeclined', 'agreed', 'fulfilled', 'declined', 'expired'].includes(state)

interface Put { readonly id: string; readonly offered_at: Instant | null }
/** A no stands: to the counter-demand on the `latest` offer that is shown, or to what was asked for while nothing was offered since. */
export const isStanding = (no: { readonly proposal_id: string | null; readonly at: Instant }, latest: Put | undefined): boolean =>
  (no.proposal_id ? no.proposal_id === latest?.id : !(latest?.offered_at && latest.offered_at > no.at))

/** What was given by an exception becomes a rule once; what was not approved, or taken back, never. */
export const whyNotDraft = (p: { readonly state: string; readonly principle: string | null; readonly drafted_at: Instant | null }): Refusal | null => {
  if (p.principle === null || ['awaitingApproval', 'returned', 'withdrawn'].includes(p.state)) return contract.notException
  return p.drafted_at ? contract.alreadyDrafted : null
}

/** While one proposal lives, another would compete with it; what is agreed and carried out does not. `underWay`: something that was agreed is still to be done. */
export const whyNotPropose = (proposals: readonly { state: string }[], underWay: boolean): Refusal | null => {
  if (proposals.some((p) => PENDING.includes(p.state))) return contract.proposalPending
  return underWay && proposals.some((p) => p.state === 'agreed') ? contract.alreadyAgreed : null
}

export const whyNotDecide = (p: Standing): Refusal | null => (p.state === 'awaitingApproval' ? null : contract.notAwaitingApproval)
export const whyNotOffer = (p: Standing): Refusal | null => (p.state === 'approved' ? null : contract.notApproved)
export const whyNotDeclineCounter = (p: Standing): Refusal | null => (p.state === 'countered' ? null : contract.notCountered)
export const whyNotWithdraw = (p: Standing): Refusal | null => (PENDING.includes(p.state) ? null : contract.notOffered)

/** Money is a sum, never a word: the place of the first item of money without one; null when there is none. */
export const amountMissingAt = (items: readonly { readonly kind: RemedyKind; readonly amountFen: number }[]): number | null => {
  const at = items.findIndex((i) => MONEY.includes(i.kind) && i.amountFen === 0)
  return at < 0 ? null : at
}

/** More than any sum there is: the place of the item with which it comes to that; null where it does not. */
export const totalTooHighAt = (items: readonly { readonly amountFen: number }[]): number | null => {
  let total = 0
  const at = items.findIndex(({ amountFen }) => { total += amountFen; return total > MOST_FEN })
  return at < 0 ? null : at
}

/** The customer's last word is asked on the latest offer: one that was put forward later, or may still be, takes its place; one taken back inside does not. */
export const isLatest = (p: { readonly no: number }, all: readonly { readonly no: number; readonly state: string; readonly offered_at: Instant | null }[]): boolean =>
  !all.some((q) => q.no > p.no && (q.offered_at !== null || q.state === 'agreed' || PENDING.includes(q.state)))

export const whyNotExpire = (p: Standing, now: Instant): Refusal | null => (p.state === 'offered' && p.expires_at && p.expires_at < now ? null : contract.notOffered)

/** An offer can be answered while it stands; after a declined counter-demand the customer may still take it, unless a newer one is there. */
export const whyNotAnswer = (p: Standing & { readonly latest: boolean }, now: Instant): Refusal | null => {
  if (p.state !== 'offered' && !(p.state === 'counterDeclined' && p.latest)) return contract.notOffered
  return p.expires_at && p.expires_at < now ? contract.offerExpired : null
}

/** Nobody knows who complains: what somebody else says in their name is nobody's word. They answer with their number and code. */
export const whyNotFor = (identity: string, by: 'person' | 'portal' | 'system'): Refusal | null => (identity === 'anonymous' && by === 'person' ? isAnonymous : null)

export const STATE_AFTER = { accept: 'agreed', counter: 'countered', decline: 'declined' } as const

export interface Proposed { readonly kind: RemedyKind; readonly amountFen: number | null; readonly leastFen: number | null; readonly mostFen: number | null }
export interface Standard { readonly rule: string; readonly text: Words; readonly basis: Words; readonly items: Proposed[] }
interface Given { readonly kind: RemedyKind; readonly fen?: number; readonly ofPrice?: number; readonly leastFen?: number; readonly mostFen?: number }

const amountOf = (item: Given, priceFen: number): number | null => {
  if (item.fen !== undefined) return item.fen
  if (item.ofPrice === undefined || !priceFen) return null
  const share = shareOf(priceFen, item.ofPrice)
  return Math.min(Math.max(share, item.leastFen ?? 0), item.mostFen ?? Number.MAX_SAFE_INTEGER)
}

/** What rules of compensation that fired come to for a price, where they name an amount; fen. */
export const sumBy = (fired: readonly Fired[], priceFen: number): number => fired.reduce((sum, { gives }) => sum + (gives.items as Given[]).reduce((all, item) => all + (amountOf(item, priceFen) ?? 0), 0), 0)

/** What the compensation standard proposes for one point, each with the rule that fired. */
export const standardsFor = (table: DecisionTable, facts: Facts): Standard[] => fire(table, facts).map(({ ruleId, gives }) => ({
  rule: ruleId, text: gives.text as Words, basis: gives.basis as Words,
  items: (gives.items as Given[]).map((item) => ({ kind: item.kind, amountFen: amountOf(item, Number(facts.priceFen ?? 0)), leastFen: item.leastFen ?? null, mostFen: item.mostFen ?? null })),
}))
