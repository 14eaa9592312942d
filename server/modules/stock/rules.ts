import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type Lot, backAlready, codesOdd, countUnexplained, expired, missingDiffer, notGift, notOwed, notOwedWhyMissing, notYourStock, owedUnsaid, tooFew, unsigned, worthAbove } from '#contract/stock.ts'
import { notYourTask, taskDone } from '#contract/settlement.ts'
import { shiftDay } from '#kernel/calendar.ts'

interface Sight { readonly units: 'all' | readonly string[] }
const isOf = ({ units }: Sight, unitId: string) => units === 'all' || units.includes(unitId)

/** Codes are the same whatever the blanks, strokes, width and case. */
export const keyOf = (code: string): string => code.normalize('NFKC').replaceAll(/[\s\-_]/g, '').toUpperCase()

/** As many codes as pieces, none twice, none empty; without numbers there are no codes. */
export const whyNotCodes = (numbered: boolean, quantity: number, codes: readonly string[]): Refusal | null => {
  const keys = new Set(codes.map(keyOf))
  const fits = numbered ? codes.length === quantity && keys.size === codes.length && !keys.has('') : codes.length === 0
  return fits ? null : codesOdd
}

interface Stored { readonly unit_id: string; readonly quantity: number; readonly version: number; readonly expires_on: string | null }

export const whyNotTouch = (actor: Sight, lot: Stored, seen: number): Refusal | null => {
  if (!isOf(actor, lot.unit_id)) return notYourStock
  return lot.version === seen ? null : staleVersion
}
export const whyNotReceive = (actor: Sight, unitId: string): Refusal | null => (isOf(actor, unitId) ? null : notYourStock)
export const whyNotMove = (actor: Sight, lot: Stored, seen: number, quantity: number): Refusal | null => whyNotTouch(actor, lot, seen) ?? (quantity > lot.quantity ? tooFew : null)

interface Counted { readonly counted: number; readonly missing: readonly string[]; readonly found: readonly string[]; readonly note: string | null }
/** A difference is explained; of numbered pieces what is missing is named, and what was missing and is there again. Nothing else can be more than there was: that is received. */
export const whyNotCount = (lot: Stored, numbered: boolean, { counted, missing, found, note }: Counted): Refusal | null => {
  if (numbered && counted !== lot.quantity - missing.length + found.length) return missingDiffer
  if (!numbered && missing.length + found.length > 0) return missingDiffer
  return (counted !== lot.quantity || found.length > 0) && !note?.trim() ? countUnexplained : null
}

interface Task { readonly kind: string; readonly state: string; readonly amount_fen: number; readonly unit_id: string }
interface Handing { readonly quantity: number; readonly worthFen: number; /** What stands in the books for it already, issued or from elsewhere, and did not come back. */ readonly outFen: number; readonly today: string; readonly signed: boolean }

export const whyNotIssue = (actor: Sight, task: Task, lot: Stored, { quantity, worthFen, outFen, today, signed }: Handing): Refusal | null => {
  if (!isOf(actor, task.unit_id)) return notYourTask
  if (task.kind !== 'gift') return notGift
  if (task.state === 'done' || task.state === 'cancelled') return taskDone
  if (!isOf(actor, lot.unit_id)) return notYourStock
  if (lot.expires_on !== null && lot.expires_on < today) return expired
  if (quantity > lot.quantity) return tooFew
  if (outFen + worthFen > task.amount_fen) return worthAbove
  return signed ? null : unsigned
}

export const whyNotTakeBack = (actor: Sight, issue: { readonly unit_id: string; readonly quantity: number; readonly returned: number; readonly version: number }, quantity: number, seen: number): Refusal | null => {
  if (!isOf(actor, issue.unit_id)) return notYourStock
  if (issue.version !== seen) return staleVersion
  return quantity > issue.quantity - issue.returned ? backAlready : null
}

interface Owing { /** What was agreed was done by then, under an agreement that holds. */ readonly asks: boolean; readonly owed: boolean | null; readonly notOwedWhy: string | null }
/** Of what was done by what comes back it is said whether it is owed still, and why not. */
export const whyNotOwing = ({ asks, owed, notOwedWhy }: Owing): { readonly refusal: Refusal; readonly field: string } | null => {
  if (!asks) return owed ? { refusal: notOwed, field: 'owed' } : null
  if (owed === null) return { refusal: owedUnsaid, field: 'owed' }
  return owed || notOwedWhy?.trim() ? null : { refusal: notOwedWhyMissing, field: 'notOwedWhy' }
}

/** Days before something is of no use any more that somebody is told. */
export const WARNED_DAYS = 30

export const standingOf = (lot: { readonly quantity: number; readonly expires_on: string | null }, lowAt: number | null, today: string): Lot['standing'] => {
  if (lot.expires_on !== null && lot.expires_on < today) return 'expired'
  if (lot.expires_on !== null && lot.expires_on <= shiftDay(today, WARNED_DAYS)) return 'expiring'
  return lowAt !== null && lot.quantity <= lowAt ? 'low' : 'good'
}

/** What so many pieces are worth of what is left of an issue: the last ones take what is left, so that no fen is lost. */
export const worthOf = (issue: { readonly quantity: number; readonly worth_fen: number; readonly returned: number; readonly returned_fen: number }, quantity: number): number =>
  (quantity === issue.quantity - issue.returned ? issue.worth_fen - issue.returned_fen : Math.floor(issue.worth_fen / issue.quantity) * quantity)
