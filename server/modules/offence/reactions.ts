import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { movedIn, noteMoved } from '#modules/complaint/commands/moved.ts'
import { ComplaintsMerged, ComplaintsUnmerged } from '#modules/complaint/events.ts'
import { GoodsLost } from '#modules/custody/events.ts'
import { suspect } from './commands.ts'

const stands = async (tx: Tx, complaintId: string, kind: string): Promise<boolean> =>
  await tx.db.selectFrom('offence.report').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('kind', '=', kind).where('lifted_at', 'is', null).executeTakeFirst() !== undefined

export const reactions = [
  // What lay with us and cannot be found is looked into as an offence, until somebody lifts it.
  whenever(GoodsLost, async (tx, events) => {
    for (const { payload: { complaintId, itemId } } of events) {
      if (await stands(tx, complaintId, 'lostGoods')) continue
      const item = await tx.db.selectFrom('custody.item').select(['number', 'what', 'end_note']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', itemId).executeTakeFirstOrThrow()
      await suspect(tx, await lockComplaint(tx, complaintId), { kind: 'lostGoods', what: [`${item.number} ${item.what}`, item.end_note].filter(Boolean).join('\n'), happenedAt: null, restrict: false })
    }
  }),
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) {
      const coming = await tx.db.selectFrom('offence.report').select(['id', 'kind', 'lifted_at']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', payload.mergedId).execute()
      const moved: { id: string }[] = []
      // What is suspected in both stays where it was told; its files are kept there.
      for (const { id, kind, lifted_at: over } of coming) if (over || !await stands(tx, payload.complaintId, kind)) moved.push({ id })
      if (moved.length) await tx.db.updateTable('offence.report').set({ complaint_id: payload.complaintId }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', moved.map((r) => r.id)).execute()
      await noteMoved(tx, payload, 'offence', moved)
    }
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) {
      const ids = (await movedIn(tx, payload.mergeId, 'offence')).map((r) => r.id)
      if (ids.length) await tx.db.updateTable('offence.report').set({ complaint_id: payload.separatedId }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', ids).execute()
    }
  }),
]
