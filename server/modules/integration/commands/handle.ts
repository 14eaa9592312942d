import { TEST_EVENT, webhookPaused } from '#contract/integration.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { plusMs } from '#kernel/time.ts'
import { SecretChanged, WebhookPaused, WebhookResumed, WebhookTested } from '../events.ts'
import { BOTH_SECRETS_MS } from '../rules.ts'
import { newWebhookSecret } from '../signature.ts'
import { tellOf } from '../told.ts'
import { lockWebhook, subjectOf } from './lock.ts'

interface OfWebhook { readonly id: string }

/** Nothing more is sent, and of what happens meanwhile nothing is kept for it: who missed something reads the list of changes. */
export const pauseWebhook = command('integration.pauseWebhook', async (tx, { id }: OfWebhook) => {
  const webhook = await lockWebhook(tx, id)
  if (webhook.paused_at) throw new Problem(webhookPaused)
  await tx.db.updateTable('integration.webhook').set({ paused_at: tx.now, paused_why: 'asked' }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(WebhookPaused, { subject: subjectOf(tx), payload: { webhookId: id, why: 'asked' } })
  return { done: true as const }
})

/** What was still to be sent goes out; the receiver has its three days again. */
export const resumeWebhook = command('integration.resumeWebhook', async (tx, { id }: OfWebhook) => {
  const webhook = await lockWebhook(tx, id)
  if (!webhook.paused_at) return { done: true as const }
  await tx.db.updateTable('integration.webhook').set({ paused_at: null, paused_why: null, failing_since: null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(WebhookResumed, { subject: subjectOf(tx), payload: { webhookId: id } })
  return { done: true as const }
})

/** The receiver has a day to take over the new secret: until then everything bears both signatures. */
export const rotateSecret = command('integration.rotateSecret', async (tx, { id }: OfWebhook) => {
  const webhook = await lockWebhook(tx, id)
  const secret = newWebhookSecret()
  await tx.db.updateTable('integration.webhook').set({ secret, secret_before: webhook.secret, secret_before_until: plusMs(tx.now, BOTH_SECRETS_MS) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(SecretChanged, { subject: subjectOf(tx), payload: { webhookId: id } })
  return { id, secret }
})

/** Something to try the receiver with, sent like everything else. */
export const testWebhook = command('integration.testWebhook', async (tx, { id }: OfWebhook) => {
  const webhook = await lockWebhook(tx, id)
  if (webhook.paused_at) throw new Problem(webhookPaused)
  const deliveryId = newId()
  const body = JSON.stringify(tellOf({ id: deliveryId, name: TEST_EVENT, at: tx.now, payload: { webhookId: id } }, null))
  await tx.db.insertInto('integration.delivery').values({
    organization_id: tx.actor.organizationId, id: deliveryId, webhook_id: id, event_id: deliveryId, event_name: TEST_EVENT, body, state: 'waiting', next_at: tx.now, made_at: tx.now,
  }).execute()
  await tx.record(WebhookTested, { subject: subjectOf(tx), payload: { webhookId: id, deliveryId } })
  return { deliveryId }
})
