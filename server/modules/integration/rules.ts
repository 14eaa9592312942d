import { addressInside, addressUnusable } from '#contract/integration.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { DAY, HOUR, MINUTE, waitOf } from '#kernel/time.ts'

const SECOND = 1_000
/** Waits between tries as the Standard Webhooks specification has them: ten tries in about three days. */
const WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR] as const
/** How long to wait after so many tries; null: no more. `chance` from 0 to 1. */
export const waitAfter = (attempts: number, chance: number): number | null => waitOf(WAITS, attempts, chance)

/** Who answers nothing for so long is not asked any more. */
const PATIENCE = 3 * DAY

/** Why a webhook is paused after a failure; null when it goes on. 410: the receiver wants no more. */
export const whyPause = (status: number | null, failingSince: { getTime(): number }, now: { getTime(): number }): 'gone' | 'failing' | null => {
  if (status === 410) return 'gone'
  return now.getTime() - failingSince.getTime() >= PATIENCE ? 'failing' : null
}

/** The old secret goes on signing for so long. */
export const BOTH_SECRETS_MS = DAY

/** Names that mean this machine or this house, whatever a name server says. */
const INSIDE = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i

interface Address { readonly protocol: string; readonly hostname: string; readonly username: string; readonly password: string }

/** Why an address is not taken; null when it is. What its name leads to is looked at again whenever something is sent. `reachable` answers for addresses written as numbers, null for names. */
export const whyNotAddress = (url: Address | null, reachable: boolean | null, insideAllowed: boolean): Refusal | null => {
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || !url.hostname) return addressUnusable
  if (insideAllowed) return null
  return reachable === false || (reachable === null && INSIDE.test(url.hostname)) ? addressInside : null
}
