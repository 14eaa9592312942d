import { notYoursToAnswer, urgingAnswered } from '#contract/attention.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Instant } from '#kernel/time.ts'

interface Answering { readonly id: string | null; readonly ownerId: string | null; readonly leads: boolean }
/** Whoever is asked, whoever looks after the case meanwhile, or a manager. */
export const whyNotAnswer = (urging: { readonly answered_at: Instant | null; readonly to_id: string; readonly kind: string }, { id, ownerId, leads }: Answering): Refusal | null => {
  if (urging.answered_at) return urgingAnswered
  return id !== null && (id === urging.to_id || leads || (urging.kind !== 'higher' && id === ownerId)) ? null : notYoursToAnswer
}
