import { alreadyAcknowledged, notOpen } from '#contract/complaint.ts'
import { systemActor } from '#kernel/actor.ts'
import { Problem } from '#kernel/problem.ts'
import type { Outside } from '#kernel/reaction.ts'
import { acknowledge } from './handle.ts'

interface Received { readonly id: string; readonly how: 'email' | 'sms'; readonly note: string }

/** A receipt is the acknowledgement (A13); what somebody acknowledged meanwhile, or closed, stays as it is. */
export const acknowledgeOfItself = async ({ perform }: Pick<Outside, 'perform'>, organizationId: string, requestId: string, { id, how, note }: Received): Promise<void> => {
  await perform(acknowledge, { actor: systemActor(organizationId), requestId }, { id, how, note }).catch((error: unknown) => {
    if (!(error instanceof Problem) || ![alreadyAcknowledged.type, notOpen.type].includes(error.refusal.type)) throw error
  })
}
