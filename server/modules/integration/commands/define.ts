import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/integration.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { findUnit, unitRows } from '#modules/identity/queries/units.ts'
import { subtree } from '#modules/identity/rules.ts'
import { WebhookChanged, WebhookCreated, WebhookRemoved } from '../events.ts'
import { newWebhookSecret } from '../signature.ts'
import { lockWebhook, subjectOf } from './lock.ts'
import type { Refusal } from '#contract/endpoint.ts'

type Fields = z.output<typeof contract.createWebhook.input>

const MOST = 50

/** Nobody lets another program see more than they see themselves. */
const refuseAboveSight = async (tx: Tx, unitId: string | null) => {
  const read = readerOf(tx.db)
  if (unitId && !await findUnit(read, tx.actor.organizationId, unitId)) throw new Problem(notFound, {}, 'unitId')
  const { units } = tx.actor
  if (units === 'all') return
  const wanted = unitId ? subtree(await unitRows(read, tx.actor.organizationId), unitId) : null
  if (!wanted?.every((unit) => units.includes(unit))) throw new Problem(contract.aboveSight, {}, 'unitId')
}

const valuesOf = ({ url, events, unitId }: Fields) => ({ url, events: [...new Set(events)], unit_id: unitId })

/** Making and changing webhooks; `whyNot` says why an address is not taken. */
export const defining = (whyNot: (url: string) => Refusal | null) => {
  const refuse = async (tx: Tx, fields: Fields) => {
    const refusal = whyNot(fields.url)
    if (refusal) throw new Problem(refusal, {}, 'url')
    await refuseAboveSight(tx, fields.unitId)
  }
  return {
    create: command('integration.createWebhook', async (tx, input: Fields) => {
      await refuse(tx, input)
      if (!tx.actor.id) throw new Problem(notFound)
      const { n } = await tx.db.selectFrom('integration.webhook').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).executeTakeFirstOrThrow()
      if (n >= MOST) throw new Problem(contract.tooManyWebhooks, { most: MOST })
      const id = newId()
      const secret = newWebhookSecret()
      await tx.db.insertInto('integration.webhook').values({ organization_id: tx.actor.organizationId, id, ...valuesOf(input), secret, made_by: tx.actor.id, made_at: tx.now }).execute()
      await tx.record(WebhookCreated, { subject: subjectOf(tx), payload: { webhookId: id, events: input.events, unitId: input.unitId } })
      return { id, secret }
    }),
    change: command('integration.changeWebhook', async (tx, input: z.output<typeof contract.changeWebhook.input>) => {
      const webhook = await lockWebhook(tx, input.id)
      await refuse(tx, input)
      await tx.db.updateTable('integration.webhook').set(valuesOf(input)).where('organization_id', '=', tx.actor.organizationId).where('id', '=', webhook.id).execute()
      await tx.record(WebhookChanged, { subject: subjectOf(tx), payload: { webhookId: webhook.id, events: input.events, unitId: input.unitId } })
      return { done: true as const }
    }),
  }
}

/** Its deliveries go with it. */
export const removeWebhook = command('integration.removeWebhook', async (tx, { id }: { id: string }) => {
  const webhook = await lockWebhook(tx, id)
  await tx.db.deleteFrom('integration.webhook').where('organization_id', '=', tx.actor.organizationId).where('id', '=', webhook.id).execute()
  await tx.record(WebhookRemoved, { subject: subjectOf(tx), payload: { webhookId: webhook.id } })
  return { done: true as const }
})
