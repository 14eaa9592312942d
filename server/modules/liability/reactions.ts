import { whenever } from '#kernel/reaction.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { movedIn, noteMoved } from '#modules/complaint/commands/moved.ts'
import { ComplaintsMerged, ComplaintsUnmerged } from '#modules/complaint/events.ts'

/** Whether the division was the one that held, before it came along. */
interface Before { readonly current: boolean }

const divisionsOf = (tx: Tx, complaintId: string) => tx.db.selectFrom('liability.division').select(['id', 'superseded_at']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).execute()

/** Divisions, their shares and what is claimed of them go to another case. */
const give = async (tx: Tx, ids: readonly string[], to: string) => {
  const [own, mine] = [tx.actor.organizationId, { complaint_id: to }]
  await tx.db.updateTable('liability.division').set(mine).where('organization_id', '=', own).where('id', 'in', [...ids]).execute()
  const shares = await tx.db.updateTable('liability.share').set(mine).where('organization_id', '=', own).where('division_id', 'in', [...ids]).returning('id').execute()
  const claims = await tx.db.updateTable('liability.charge_back').set(mine).where('organization_id', '=', own).where('share_id', 'in', shares.map((s) => s.id)).returning('id').execute()
  if (!claims.length) return
  for (const table of ['liability.step', 'liability.receipt'] as const) await tx.db.updateTable(table).set(mine).where('organization_id', '=', own).where('charge_back_id', 'in', claims.map((b) => b.id)).execute()
}

const supersede = (tx: Tx, ids: readonly string[], at: Instant | null) => tx.db.updateTable('liability.division').set({ superseded_at: at }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute()

export const reactions = [
  // One division holds for a case: that of the case which goes on, where it has one.
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) {
      const [here, there] = [await divisionsOf(tx, payload.mergedId), await divisionsOf(tx, payload.complaintId)]
      if (!here.length) continue
      const held = here.filter((d) => d.superseded_at === null).map((d) => d.id)
      if (held.length && there.some((d) => d.superseded_at === null)) await supersede(tx, held, tx.now)
      await give(tx, here.map((d) => d.id), payload.complaintId)
      await noteMoved(tx, payload, 'liability', here.map((d) => ({ id: d.id, before: { current: d.superseded_at === null } satisfies Before })))
    }
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) {
      const back = await movedIn<Before>(tx, payload.mergeId, 'liability')
      if (!back.length) continue
      await give(tx, back.map((d) => d.id), payload.separatedId)
      const held = back.filter((d) => d.before.current).map((d) => d.id)
      if (held.length) await supersede(tx, held, null)
    }
  }),
]
