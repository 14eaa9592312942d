import { allows } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { type Instant, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { holders, roleBook } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { WebhookPaused } from '../events.ts'
import type { Reply } from '#kernel/post.ts'
import { waitAfter, whyPause } from '../rules.ts'
import { subjectOf } from './lock.ts'

interface Flown { readonly webhookId: string; readonly deliveryId: string; /** Which try it was. */ readonly attempts: number; readonly reply: Reply; /** From 0 to 1, for the jitter. */ readonly chance: number }

const arrived = ({ status }: Reply) => status !== null && status >= 200 && status < 300

/** Of the delivery as it was taken: one that somebody else took meanwhile is theirs. */
const mark = (tx: Tx, { deliveryId, attempts, reply }: Flown, change: { state: string; next_at?: Instant }) => tx.db.updateTable('integration.delivery')
  .set({ ...change, status: reply.status, answer: reply.answer, problem: arrived(reply) ? null : (reply.trouble ?? 'status') })
  .where('organization_id', '=', tx.actor.organizationId).where('id', '=', deliveryId).where('state', '=', 'waiting').where('attempts', '=', attempts).execute()

const whoLooksAfter = async (tx: Tx): Promise<string[]> => {
  const read = readerOf(tx.db)
  const { roles } = await roleBook(read, tx.actor.organizationId)
  const may = new Set(roles.filter((r) => allows(r.permissions)('integration.resumeWebhook')).map((r) => r.code))
  return (await holders(read, tx.actor.organizationId)).filter((h) => may.has(h.role)).map((h) => h.personId)
}

const pause = async (tx: Tx, webhook: { id: string; url: string }, why: 'gone' | 'failing') => {
  await tx.db.updateTable('integration.webhook').set({ paused_at: tx.now, paused_why: why }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', webhook.id).execute()
  const subject = subjectOf(tx)
  await tx.record(WebhookPaused, { subject, payload: { webhookId: webhook.id, why } })
  await tell(tx, { to: await whoLooksAfter(tx), name: why === 'gone' ? 'webhookGone' : 'webhookFailing', subject, payload: { host: new URL(webhook.url).host } })
}

const failed = async (tx: Tx, flown: Flown) => {
  const webhook = await tx.db.selectFrom('integration.webhook').select(['id', 'url', 'failing_since', 'paused_at']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', flown.webhookId).forUpdate().executeTakeFirst()
  if (!webhook) return
  const since = webhook.failing_since ?? tx.now
  const why = whyPause(flown.reply.status, since, tx.now)
  const wait = why === 'gone' ? null : waitAfter(flown.attempts, flown.chance)
  await mark(tx, flown, wait === null ? { state: 'dead' } : { state: 'waiting', next_at: plusMs(tx.now, wait) })
  if (!webhook.failing_since) await tx.db.updateTable('integration.webhook').set({ failing_since: since }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', webhook.id).execute()
  if (why && !webhook.paused_at) await pause(tx, webhook, why)
}

/** What became of a try: sent, to be tried again, or given up. */
export const noteDelivery = command('integration.noteDelivery', async (tx, flown: Flown) => {
  if (!arrived(flown.reply)) return failed(tx, flown)
  await tx.db.updateTable('integration.webhook').set({ failing_since: null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', flown.webhookId).where('failing_since', 'is not', null).execute()
  await mark(tx, flown, { state: 'sent' })
})
