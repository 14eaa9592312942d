import { notFound } from '#contract/common.ts'
import { stillWaiting } from '#contract/integration.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { DeliveriesReplayed } from '../events.ts'
import { lockWebhook, subjectOf } from './lock.ts'

/** Like new: all tries lie before it again. */
const again = (tx: Tx) => ({ state: 'waiting', attempts: 0, next_at: tx.now })

export const replay = command('integration.replay', async (tx, { id, deliveryId }: { id: string; deliveryId: string }) => {
  const webhook = await lockWebhook(tx, id)
  const mine = tx.db.selectFrom('integration.delivery').select('state').where('organization_id', '=', tx.actor.organizationId).where('webhook_id', '=', webhook.id).where('id', '=', deliveryId)
  const delivery = await mine.forUpdate().executeTakeFirst()
  if (!delivery) throw new Problem(notFound)
  if (delivery.state === 'waiting') throw new Problem(stillWaiting)
  await tx.db.updateTable('integration.delivery').set(again(tx)).where('organization_id', '=', tx.actor.organizationId).where('id', '=', deliveryId).execute()
  await tx.record(DeliveriesReplayed, { subject: subjectOf(tx), payload: { webhookId: id, deliveries: 1 } })
  return { done: true as const }
})

export const replayDead = command('integration.replayDead', async (tx, { id, since }: { id: string; since: string }) => {
  const webhook = await lockWebhook(tx, id)
  const { numUpdatedRows } = await tx.db.updateTable('integration.delivery').set(again(tx))
    .where('organization_id', '=', tx.actor.organizationId).where('webhook_id', '=', webhook.id).where('state', '=', 'dead').where('made_at', '>=', instant(since)).executeTakeFirst()
  const replayed = Number(numUpdatedRows)
  if (replayed) await tx.record(DeliveriesReplayed, { subject: subjectOf(tx), payload: { webhookId: id, deliveries: replayed } })
  return { replayed }
})
