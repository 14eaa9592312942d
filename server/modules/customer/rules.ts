import { alreadyUndone, markDecided, mergedFurther, MOST_MARK_DAYS, ownMark, untilTooFar } from '#contract/customer.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { shiftDay } from '#kernel/calendar.ts'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * The one form a phone number is recognised by (E.164). Numbers without country code are Chinese; mainland service numbers
 * (400, 955xx) and internal extensions stay as digits. Null when it cannot be a phone number.
 */
export const phoneKey = (typed: string): string | null => {
  const plain = typed.normalize('NFKC').trim()
  if (!/^[+(\d][\d\s().\-–—#*x转,]{4,39}$/i.test(plain)) return null
  const parsed = parsePhoneNumberFromString(plain, 'CN')
  if (parsed?.isPossible()) return parsed.number + (parsed.ext ? `x${parsed.ext}` : '')
  const digits = plain.replace(/\D/g, '')
  return digits.length >= 5 && digits.length <= 15 ? digits : null
}

export const emailKey = (typed: string): string => typed.trim().toLowerCase()

/** A merge is taken back once, and not over the head of a later one. */
export const whyNotUnmerge = (at: { readonly undone: boolean; readonly survivorMerged: boolean }): Refusal | null => {
  if (at.undone) return alreadyUndone
  return at.survivorMerged ? mergedFurther : null
}

interface Marked { readonly state: string; readonly asked_by: string }

/** Whoever asks does not decide. */
export const whyNotDecideMark = (mark: Marked, personId: string | null): Refusal | null => {
  if (mark.state !== 'asked') return markDecided
  return mark.asked_by === personId ? ownMark : null
}

export const whyNotLift = (mark: Pick<Marked, 'state'>): Refusal | null => (['asked', 'standing'].includes(mark.state) ? null : markDecided)

/** From today on, and for half a year at most; days as `YYYY-MM-DD`. */
export const whyNotUntil = (until: string, today: string): Refusal | null => (until >= today && until <= shiftDay(today, MOST_MARK_DAYS) ? null : untilTooFar)

/** What is written in a mark's row, as it counts on a day: one whose days are over has run out by itself. */
export const stateOn = (mark: { readonly state: string; readonly until_on: string }, today: string): string => (['asked', 'standing'].includes(mark.state) && mark.until_on < today ? 'expired' : mark.state)
