import type { Refusal } from '#contract/endpoint.ts'
import { Outcome, mergedElsewhere, notClosed, notOpen, outcomeNotSo, reopenWindowOver, signOffNotNeeded, signOffNotYours } from '#contract/complaint.ts'
import { STAGES, type Stage } from '#contract/packs.ts'
import { type AuthorityStanding, authorityMissing } from '#contract/representative.ts'
import type { Instant } from '#kernel/time.ts'

export interface Standing { readonly state: string; readonly stage: string }

/** Null when the case can be worked on. */
export const whyNotOpen = (c: Standing): Refusal | null => (c.state === 'open' ? null : c.state === 'merged' ? mergedElsewhere : notOpen)

export const REOPEN_DAYS = 90

/** A closed case comes back within 90 days; later it gets a linked follow-up case. */
export const whyNotReopen = (c: { state: string; closedAt: Instant | null }, now: Instant): Refusal | null => {
  if (c.state !== 'closed') return c.state === 'merged' ? mergedElsewhere : notClosed
  return c.closedAt && now.getTime() - c.closedAt.getTime() > REOPEN_DAYS * 86_400_000 ? reopenWindowOver : null
}

/** A case moves forward by itself; only a named cause takes it back. */
export const isForward = (from: string, to: Stage): boolean => STAGES.indexOf(to as (typeof STAGES)[number]) > STAGES.indexOf(from as (typeof STAGES)[number])

/** `BJ01-20261121-0007`: unit, local day, running number of at least four digits. */
export const numberOf = (unitCode: string, day: string, running: number): string => `${unitCode}-${day.replaceAll('-', '')}-${String(running).padStart(4, '0')}`

const SETTLED: readonly Outcome[] = ['agreed', 'silent']

const isSettled = (outcome: Outcome | null): boolean => outcome !== null && SETTLED.includes(outcome)

/** Without an agreement nobody can say that there was one. */
export const whyNotEnd = (known: Outcome | null, said: Outcome | undefined): Refusal | null => (said && isSettled(said) && !isSettled(known) ? outcomeNotSo : null)

/** An agreement makes the outcome; else it is as somebody says. */
export const outcomeOf = (known: Outcome | null, said: Outcome | undefined): Outcome => (known && isSettled(known) ? known : said ?? known ?? 'explained')

/** Ends the firm answers for: by its word alone, or by what was agreed. What the customer withdraws, or nobody can be reached about, ends as it does. */
export const HELD_TO_LAW: readonly Outcome[] = ['declined', 'explained', ...SETTLED]

/** A gate of the organisation's table; or one that stands before every end: what is on its way between units is settled or withdrawn first; or what the law gives, where the firm answers for the end. */
export const isAsked = (asked: readonly string[], gate: string, outcome: Outcome): boolean => gate === 'liaison' || (gate === 'law' && HELD_TO_LAW.includes(outcome)) || asked.includes(gate)

/** How a case may end as things stand. */
export const possibleOutcomes = (known: Outcome | null): readonly Outcome[] => (known && isSettled(known) ? [known] : Outcome.options.filter((o) => !SETTLED.includes(o)))

/** Who decides what others propose signs matters of contract. */
export const SIGNS = 'authority.approve'

export const whyNotSignOff = (maySign: boolean, { needed, given }: { readonly needed: boolean; readonly given: object | null }): Refusal | null => {
  if (!needed || given) return signOffNotNeeded
  return maySign ? null : signOffNotYours
}

interface Authority { readonly shown_at: Instant | null; readonly until_on: string | null; readonly waived: string | null }

/** How the authority stands on a day of the unit. */
export const standingOf = (r: Authority, today: string): AuthorityStanding => {
  if (r.waived !== null) return 'waived'
  if (r.shown_at === null) return 'missing'
  return r.until_on !== null && r.until_on < today ? 'expired' : 'shown'
}

/** Null when offers may be put before whoever speaks for the customer, and agreed with them; also where the customer speaks for themselves. */
export const whyNotSpeakFor = (r: { readonly standing: AuthorityStanding } | null): Refusal | null => (r?.standing === 'missing' || r?.standing === 'expired' ? authorityMissing : null)
