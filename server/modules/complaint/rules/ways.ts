import type { Refusal } from '#contract/endpoint.ts'
import { isAnonymous } from '#contract/kept.ts'
import { type TellBy, type Way, mailCameBack, noCalling, noMail, noTexting, textNotArrived } from '#contract/tell-by.ts'

/** What is possible with what is on record. `failed`: it was tried, and nothing arrived there. */
export interface Reach { readonly anonymous: boolean; readonly mail: 'yes' | 'no' | 'failed'; readonly sms: 'yes' | 'no' | 'failed'; readonly call: 'yes' | 'no' }

type Sent = Exclude<Way, 'portal'>
/** What is tried after a way that is not possible. */
const AFTER: Readonly<Record<Sent, readonly Sent[]>> = { mail: ['sms', 'call'], sms: ['mail', 'call'], call: ['mail', 'sms'] }

/** Which way a letter goes: as they asked, else the next that is possible. Whom nothing reaches somebody has to find by telephone; who is anonymous looks with their code. */
export const goesBy = (asked: TellBy, reach: Reach): Way => {
  if (asked === 'portal' || reach.anonymous) return 'portal'
  const first = asked === 'usual' ? 'mail' : asked
  return [first, ...AFTER[first]].find((way) => reach[way] === 'yes') ?? 'call'
}

/** Whether somebody asked for a way, or one failed: else letters that have ways of their own keep them. */
export const isDirected = (asked: TellBy, reach: Reach): boolean => asked !== 'usual' || reach.mail === 'failed' || reach.sms === 'failed'

export const whyNotTellBy = (asked: TellBy, reach: Reach): Refusal | null => {
  if (asked === 'usual' || asked === 'portal') return null
  if (reach.anonymous) return isAnonymous
  if (reach[asked] === 'yes') return null
  if (asked === 'mail') return reach.mail === 'failed' ? mailCameBack : noMail
  if (asked === 'sms') return reach.sms === 'failed' ? textNotArrived : noTexting
  return noCalling
}
