import type { Refusal } from '#contract/endpoint.ts'
import { isAnonymous } from '#contract/kept.ts'
import { type TellBy, type Way, noCalling, noKeptTexting, noMail, noMailing, noTexting } from '#contract/tell-by.ts'
import { emailKey } from '#modules/customer/rules.ts'

/** The address of a case that is other than the one of its customer's record. */
export const ownEmail = (told: string | null | undefined, ofRecord: string | null): string | null => (told && !(ofRecord && emailKey(told) === emailKey(ofRecord)) ? told : null)

/** What is possible with what is on record. `failed`: it was tried, and nothing arrived there. */
export interface Reach { readonly anonymous: boolean; /** Known to few: nothing goes to their number as SMS, which lies readable with the gateway. */ readonly kept: boolean; /** A mail about the case can leave at all. */ readonly mailing: boolean; readonly mail: 'yes' | 'no' | 'failed'; readonly sms: 'yes' | 'no' | 'failed'; readonly call: 'yes' | 'no' }

type Sent = Exclude<Way, 'portal'>
/** What is tried after a way that is not possible. */
const AFTER: Readonly<Record<Sent, readonly Sent[]>> = { mail: ['sms', 'call'], sms: ['mail', 'call'], call: ['mail', 'sms'] }

/** Which way a letter goes: as they asked, else the next that is possible. Whom nothing reaches somebody has to find by telephone; who is anonymous looks with their code. Who asked for nothing, where no mail can leave at all, finds it at the portal: the letter says so when it tries to go. */
export const goesBy = (asked: TellBy, reach: Reach): Way => {
  if (asked === 'portal' || reach.anonymous) return 'portal'
  const first = asked === 'usual' ? 'mail' : asked
  return [first, ...AFTER[first]].find((way) => reach[way] === 'yes' && (way !== 'mail' || reach.mailing || asked === 'usual')) ?? 'call'
}

/** Whether a letter goes one way: somebody asked for it, one failed, or no mail reaches them. Else letters that have ways of their own keep them. */
export const isDirected = (asked: TellBy, reach: Reach): boolean => asked !== 'usual' || reach.mail !== 'yes' || reach.sms === 'failed'

const NOT: Readonly<Record<Sent, (reach: Reach) => Refusal>> = { mail: () => noMail, sms: ({ kept }) => (kept ? noKeptTexting : noTexting), call: () => noCalling }

/** Why a way cannot be asked for. One that failed can: it is tried again. */
export const whyNotTellBy = (asked: TellBy, reach: Reach): Refusal | null => {
  if (asked === 'usual' || asked === 'portal') return null
  if (reach.anonymous) return isAnonymous
  if (reach[asked] === 'no') return NOT[asked](reach)
  return asked === 'mail' && !reach.mailing ? noMailing : null
}
