import { readerOf } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { ComplaintReopened, PeopleAccused } from '#modules/complaint/events.ts'
import { keptSteps } from '#modules/authority/queries.ts'
import { askFor, whatOf } from './commands/ask.ts'

/** Those who were asked to decide may not know of the case any more: others are asked. */
const askOthers = async (tx: Tx, complaintId: string) => {
  const waiting = await tx.db.selectFrom('remedy.proposal').select(['id', 'total_fen', 'proposed_by']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'awaitingApproval').executeTakeFirst()
  if (!waiting) return
  const complaint = await lockComplaint(tx, complaintId)
  const open = (await keptSteps(readerOf(tx.db), tx.actor.organizationId, [waiting.id])).filter((s) => s.state === 'open')
  await askFor(tx, complaint, whatOf(complaint, waiting), open)
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
