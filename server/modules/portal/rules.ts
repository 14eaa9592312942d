import type { Refusal } from '#contract/endpoint.ts'
import { heldDecided } from '#contract/held.ts'

/** Letters and calls about one lost code in a day. */
const MOST_ASKED = 3

export const whyNotAskAgain = (asked: readonly unknown[]): boolean => asked.length >= MOST_ASKED

/** Why what was held is not decided on so: somebody did already. */
export const whyNotDecide = (held: { readonly state: string }, state: 'waiting' | 'discarded'): Refusal | null => (held.state === state ? null : heldDecided)
