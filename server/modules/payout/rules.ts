import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type PayWay, aboveAgreed, accountMissing, accountOdd, bouncedEarlier, cashByHand, cashStays, needsAccount, noFee, notAsked, notCash, notMoney, notPaid, notToPay, ownPayout, paidEarly, paidLater, payoutAlive, payoutOver } from '#contract/payout.ts'
import { aboveLimit } from '#contract/remedy.ts'
import { isPaid, notYourTask, taskDone } from '#contract/settlement.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'

/** What who pays approves without who has the authority, until the firm says otherwise: ¥10,000. */
export const LIMIT_FEN = 1_000_000

/** Experts have their fee whether the case is closed or not (`closed`), and what comes back does so whenever and wherever the case went (`whenever`); everything else needs it open. */
export const whyNotNow = (complaint: Parameters<typeof whyNotOpen>[0], even: 'open' | 'closed' | 'whenever'): Refusal | null => (even === 'whenever' || (even === 'closed' && complaint.state === 'closed') ? null : whyNotOpen(complaint))

interface Sight { readonly units: 'all' | readonly string[] }
const isOf = ({ units }: Sight, unitId: string) => units === 'all' || units.includes(unitId)

interface Task { readonly kind: string; readonly state: string; readonly amount_fen: number; readonly unit_id: string }

/** `paidFen`: what of it is paid; `alive`: another is asked for or approved. */
export const whyNotAsk = (actor: Sight & { readonly id: string | null }, task: Task, complaint: { readonly unit_id: string; readonly owner_id: string | null }, { amountFen, paidFen, alive }: { readonly amountFen: number; readonly paidFen: number; readonly alive: boolean }): Refusal | null => {
  if (!isOf(actor, task.unit_id) && !isOf(actor, complaint.unit_id) && (actor.id === null || actor.id !== complaint.owner_id)) return notYourTask
  if (!isPaid(task.kind)) return notMoney
  if (task.state === 'done' || task.state === 'cancelled') return taskDone
  if (alive) return payoutAlive
  return amountFen > task.amount_fen - paidFen ? aboveAgreed : null
}

/** Accounts at banks are figures, with blanks or strokes between; those of Alipay and WeChat are numbers, mail addresses or names. */
const BANK_ACCOUNT = /^(?:[\s-]*[0-9]){8,34}[\s-]*$/

export const whyNotAccount = (way: PayWay, account: string | null): Refusal | null => {
  if (!needsAccount(way)) return null
  if (!account?.trim()) return accountMissing
  return way === 'bank' && !BANK_ACCOUNT.test(account) ? accountOdd : null
}

const SHOWN = 4
/** Enough to tell two accounts apart, too little to pay to. */
export const masked = (account: string): string => {
  const signs = [...account.replaceAll(/[\s-]/g, '')]
  return `••••${signs.length > SHOWN * 2 ? signs.slice(-SHOWN).join('') : ''}`
}

/** References are the same whatever the blanks, strokes, width and case. */
export const keyOf = (reference: string): string => reference.normalize('NFKC').replaceAll(/[\s\-_]/g, '').toUpperCase()

interface Stored { readonly state: string; readonly version: number; readonly way: string; readonly amount_fen: number; readonly unit_id: string; readonly asked_by: string | null }

const stale = (payout: Stored, seen: number) => (payout.version === seen ? null : staleVersion)

export interface Decider extends Sight { readonly id: string | null; /** What they may commit for the case by their post. */ readonly rank: number; /** Whether paying is their work: then a limit of their own holds. */ readonly pays: boolean }

/** Somebody else than who asked: who pays up to their own limit, beyond it who has the authority for that much. */
export const whyNotDecide = (decider: Decider, payout: Stored & { readonly needed_rank: number; /** Of what was agreed, which may be paid in parts. */ readonly agreed_fen: number }, limitFen: number, seen: number): Refusal | null => {
  if (payout.state !== 'asked') return notAsked
  if (decider.id === null || decider.id === payout.asked_by) return ownPayout
  const byLimit = decider.pays && isOf(decider, payout.unit_id) && payout.agreed_fen <= limitFen
  return byLimit || decider.rank >= Math.max(1, payout.needed_rank) ? stale(payout, seen) : aboveLimit
}

/** Who pays is of the unit whose it is. */
const whyNotSettle = (actor: Sight, payout: Stored, seen: number): Refusal | null => {
  if (payout.state !== 'approved') return notToPay
  return isOf(actor, payout.unit_id) ? stale(payout, seen) : notYourTask
}

export const whyNotPay = (actor: Sight, payout: Stored, seen: number): Refusal | null => (payout.state === 'approved' && payout.way === 'cash' ? cashByHand : whyNotSettle(actor, payout, seen))
export const whyNotFail = whyNotSettle

/** What has left by a bank or a purse may come back; what was handed over and signed for does not. */
export const whyNotBounce = (actor: Sight, payout: Stored, seen: number): Refusal | null => {
  if (payout.state !== 'paid') return notPaid
  if (payout.way === 'cash') return cashStays
  return isOf(actor, payout.unit_id) ? stale(payout, seen) : notYourTask
}

/** Not before it left, nor tomorrow. */
export const whyNotBouncedOn = (on: string, paidOn: string, today: string): Refusal | null => (on > today ? paidLater : on < paidOn ? bouncedEarlier : null)

interface Fee { readonly person_id: string | null; readonly paid_by: string; readonly fee_fen: number; readonly state: string }

/** A fee is paid whole, to somebody outside, where the firm pays it. */
export const whyNotAskFee = (actor: Sight & { readonly id: string | null }, fee: Fee, complaint: { readonly unit_id: string; readonly owner_id: string | null }, { unitId, paidFen, alive }: { readonly unitId: string; readonly paidFen: number; readonly alive: boolean }): Refusal | null => {
  if (!isOf(actor, unitId) && !isOf(actor, complaint.unit_id) && (actor.id === null || actor.id !== complaint.owner_id)) return notYourTask
  if (fee.person_id !== null || fee.paid_by !== 'firm' || fee.fee_fen === 0 || fee.state === 'withdrawn') return noFee
  if (alive) return payoutAlive
  return paidFen > 0 ? aboveAgreed : null
}

/** Cash is handed over where the customer is: also by the unit that looks after the case. */
export const whyNotHandOver = (actor: Sight, payout: Stored, complaint: { readonly unit_id: string }, seen: number): Refusal | null => {
  if (payout.state !== 'approved') return notToPay
  if (payout.way !== 'cash') return notCash
  return isOf(actor, payout.unit_id) || isOf(actor, complaint.unit_id) ? stale(payout, seen) : notYourTask
}

export const whyNotWithdraw = (actor: Sight & { readonly id: string | null }, payout: Stored, complaint: { readonly unit_id: string }, seen: number): Refusal | null => {
  if (payout.state !== 'asked' && payout.state !== 'approved') return payoutOver
  return (actor.id !== null && actor.id === payout.asked_by) || isOf(actor, payout.unit_id) || isOf(actor, complaint.unit_id) ? stale(payout, seen) : notYourTask
}

/** Nothing is paid tomorrow, nor before it was owed. All are days of the unit. */
export const whyNotOn = (on: string, { first, today }: { readonly first: string; readonly today: string }): Refusal | null => (on > today ? paidLater : on < first ? paidEarly : null)
