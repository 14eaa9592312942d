import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { ComplaintReopened, PeopleAccused } from '#modules/complaint/events.ts'
import { askApprovers } from './commands/propose.ts'

/** Those who were asked to decide may not know of the case any more: others are asked. */
const askOthers = async (tx: Tx, complaintId: string) => {
  const waiting = await tx.db.selectFrom('remedy.proposal').select('needed_rank').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'awaitingApproval').executeTakeFirst()
  if (waiting) await askApprovers(tx, await lockComplaint(tx, complaintId), waiting.needed_rank)
}

export const reactions = [
  whenever(PeopleAccused, async (tx, events) => {
    for (const { payload } of events) await askOthers(tx, payload.complaintId)
  }),
  // What was agreed before stays on record; a new remedy may be sought beside it.
  whenever(ComplaintReopened, async (tx, events) => {
    for (const { payload } of events) {
      await tx.db.updateTable('remedy.proposal').set((eb) => ({ state: 'fulfilled', version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', payload.complaintId).where('state', '=', 'agreed').execute()
    }
  }),
]
