import { command } from '#kernel/command.ts'
import { tellOfLot } from './lots.ts'

/** Will be of no use before long: whoever leads is told once. Rows another node is at are skipped. */
export const noteExpiring = command('stock.noteExpiring', async (tx, { ids }: { ids: readonly string[] }) => {
  const own = tx.actor.organizationId
  const free = await tx.db.selectFrom('stock.lot').selectAll().where('organization_id', '=', own).where('id', 'in', [...ids]).where('expiry_told_at', 'is', null).where('quantity', '>', 0).forUpdate().skipLocked().execute()
  for (const lot of free) {
    const kind = await tx.db.selectFrom('stock.kind').selectAll().where('organization_id', '=', own).where('id', '=', lot.kind_id).executeTakeFirstOrThrow()
    await tellOfLot(tx, lot, kind, 'expiring')
    await tx.db.updateTable('stock.lot').set({ expiry_told_at: tx.now }).where('organization_id', '=', own).where('id', '=', lot.id).execute()
  }
  return { told: free.length }
})
