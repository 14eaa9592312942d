import { notAgain, stillWaiting } from '#contract/channel.ts'
import { notFound } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { MessagesReplayed } from '../events.ts'
import { subjectOf } from './lock.ts'

/** Like new: all tries lie before it again. */
const again = (tx: Tx) => ({ state: 'waiting', attempts: 0, next_at: tx.now, asked_at: null, asked: 0, done_at: null })

/** A code that went out or is over is not kept to be sent again; who needs one asks anew. */
const ONCE_ONLY: readonly string[] = ['lostCode', 'questionnaire', 'opinion', 'agreement', 'signCode']

/** To whom it went is not known any more: the customer is to be protected since. */
const isNobodys = ({ medium, address }: { readonly medium: string; readonly address: string | null }) => medium === 'sms' && address === null

const living = (tx: Tx, lane: string) => (lane === 'mail' || lane === 'push' ? Promise.resolve(true)
  : tx.db.selectFrom('channel.channel').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', lane).where('removed_at', 'is', null).executeTakeFirst().then((row) => row !== undefined))

export const replayMessage = command('channel.replay', async (tx, { id }: { id: string }) => {
  const message = await tx.db.selectFrom('channel.message').select(['state', 'kind', 'lane', 'medium', 'address']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!message) throw new Problem(notFound)
  if (message.state === 'waiting' || message.state === 'gathered') throw new Problem(stillWaiting)
  if (ONCE_ONLY.includes(message.kind) || isNobodys(message) || !await living(tx, message.lane)) throw new Problem(notAgain)
  await tx.db.updateTable('channel.message').set(again(tx)).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(MessagesReplayed, { subject: subjectOf(tx), payload: { lane: message.lane, messages: 1 } })
  return { done: true as const }
})

export const replayDead = command('channel.replayDead', async (tx, { lane, since }: { lane: string; since: string }) => {
  if (!await living(tx, lane)) throw new Problem(notFound)
  const { numUpdatedRows } = await tx.db.updateTable('channel.message').set(again(tx))
    .where('organization_id', '=', tx.actor.organizationId).where('lane', '=', lane).where('state', '=', 'dead').where('kind', 'not in', [...ONCE_ONLY]).where((eb) => eb.or([eb('medium', '!=', 'sms'), eb('address', 'is not', null)])).where('made_at', '>=', instant(since)).executeTakeFirst()
  const replayed = Number(numUpdatedRows)
  if (replayed) await tx.record(MessagesReplayed, { subject: subjectOf(tx), payload: { lane, messages: replayed } })
  return { replayed }
})
