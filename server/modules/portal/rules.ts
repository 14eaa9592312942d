import type { Refusal } from '#contract/endpoint.ts'
import type { Stage } from '#contract/packs.ts'
import { heldDecided } from '#contract/held.ts'

const STEPS: Record<Stage, 1 | 2 | 3 | 4 | 5> = { intake: 1, investigation: 2, liability: 2, remedy: 3, approval: 3, negotiation: 3, execution: 4, closing: 5, closed: 5 }

/** The five steps a complainant sees: received, looked into, answered, carried out, finished. */
export const stepOf = (stage: string): 1 | 2 | 3 | 4 | 5 => STEPS[stage as Stage] ?? 1

/** Letters and calls about one lost code in a day. */
const MOST_ASKED = 3

export const whyNotAskAgain = (asked: readonly unknown[]): boolean => asked.length >= MOST_ASKED

/** An offer is shown once it was put forward; what is still being weighed inside is not. */
export const isShown = (state: string): boolean => ['offered', 'countered', 'counterDeclined', 'agreed', 'fulfilled', 'declined', 'expired'].includes(state)

/** Why what was held is not decided on so: somebody did already. */
export const whyNotDecide = (held: { readonly state: string }, state: 'waiting' | 'discarded'): Refusal | null => (held.state === state ? null : heldDecided)
