import type { Refusal } from '#contract/endpoint.ts'
import { learningAlready, tooFewCases, wordingDecided } from '#contract/classification.ts'

/** Fewer closed cases teach nothing. */
export const NEEDED = 40
const LEAST_NEW = 20
const NEW_SHARE = 0.1

/** So many newly closed cases make it worth learning anew: a tenth more than it was learnt from. */
export const nextAfter = (learntFrom: number): number => (learntFrom ? Math.max(LEAST_NEW, Math.ceil(learntFrom * NEW_SHARE)) : NEEDED)

export const whyNotLearn = (state: string | undefined, cases: number): Refusal | null => {
  if (state && state !== 'idle') return learningAlready
  return cases < NEEDED ? tooFewCases : null
}

/** Accepting is asked of proposals and of what was declined; declining of all that is not declined. */
export const whyNotDecide = (state: string, next: 'accepted' | 'declined'): Refusal | null => (state === next ? wordingDecided : null)

/** By what wordings are compared: letters of any case and width alike, no spaces around. */
export const keyOf = (phrase: string): string => phrase.normalize('NFKC').trim().toLowerCase()
