import { whenever } from '#kernel/reaction.ts'
import { ComplaintsUnmerged } from '#modules/complaint/events.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { reopenTask } from '#modules/settlement/commands.ts'

export const reactions = [
  // What came back while the case was part of another is owed by the case itself again.
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) {
      const back = await tx.db.selectFrom('payout.payout as p').innerJoin('payout.due as d', (j) => j.onRef('d.organization_id', '=', 'p.organization_id').onRef('d.task_id', '=', 'p.task_id'))
        .select(['p.task_id', 'p.bounced_words']).where('p.organization_id', '=', tx.actor.organizationId).where('p.complaint_id', '=', payload.separatedId).where('p.state', '=', 'bounced').where('d.opinion_id', 'is', null).whereRef('d.paid_fen', '<', 'd.agreed_fen').orderBy('p.bounced_at').execute()
      for (const { task_id, bounced_words } of back) await reopenTask(tx, await lockComplaint(tx, payload.separatedId), task_id, bounced_words ?? '')
    }
  }),
]
