import type { Refusal } from '#contract/endpoint.ts'
import { type AuthorityStanding, authorityMissing } from '#contract/representative.ts'
import type { Instant } from '#kernel/time.ts'

interface Authority { readonly shown_at: Instant | null; readonly until_on: string | null; readonly waived: string | null }

/** How the authority stands on a day of the unit. */
export const standingOf = (r: Authority, today: string): AuthorityStanding => {
  if (r.waived !== null) return 'waived'
  if (r.shown_at === null) return 'missing'
  return r.until_on !== null && r.until_on < today ? 'expired' : 'shown'
}

/** Null when offers may be put before whoever speaks for the customer, and agreed with them; also where the customer speaks for themselves. */
export const whyNotSpeakFor = (r: { readonly standing: AuthorityStanding } | null): Refusal | null => (r?.standing === 'missing' || r?.standing === 'expired' ? authorityMissing : null)
