import { systemActor } from '#kernel/actor.ts'
import { type Outside, type Reaction, afterwards } from '#kernel/reaction.ts'
import { Classified, ComplaintClosed } from '#modules/complaint/events.ts'
import { noteCorrections } from './commands/weigh.ts'

const note = ({ perform }: Outside, organizationId: string, complaintId: string) => perform(noteCorrections, { actor: systemActor(organizationId), requestId: 'learning' }, { complaintId })

/** What people decide teaches; at the latest when the case is closed, so that what was chosen at registration counts as well. */
export const reactions: readonly Reaction[] = [
  afterwards(Classified, 'classification.classified', async (given, { organizationId, payload }) => { await note(given, organizationId, payload.complaintId) }),
  afterwards(ComplaintClosed, 'classification.closed', async (given, { organizationId, payload }) => { await note(given, organizationId, payload.complaintId) }),
]
