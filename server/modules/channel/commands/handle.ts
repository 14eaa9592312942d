import { type ChannelKind, FIELDS, type Template, channelPaused, noAddress, noTemplate } from '#contract/channel.ts'
import type { Locale } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { ChannelPaused, ChannelRemoved, ChannelResumed, ChannelTested } from '../events.ts'
import { lockChannel, subjectOf } from './lock.ts'
import { noteOnLink } from './opinion-letters.ts'
import { queue } from './queue.ts'

interface OfChannel { readonly id: string }

/** What is to go through it waits; what is asked for meanwhile waits too. */
export const pauseChannel = command('channel.pause', async (tx, { id }: OfChannel) => {
  const channel = await lockChannel(tx, id)
  if (channel.paused_at) throw new Problem(channelPaused)
  await tx.db.updateTable('channel.channel').set({ paused_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(ChannelPaused, { subject: subjectOf(tx), payload: { channelId: id } })
  return { done: true as const }
})

export const resumeChannel = command('channel.resume', async (tx, { id }: OfChannel) => {
  const channel = await lockChannel(tx, id)
  if (!channel.paused_at) return { done: true as const }
  await tx.db.updateTable('channel.channel').set({ paused_at: null, problem: null, said: null, failing_since: null, failing_told: false }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(ChannelResumed, { subject: subjectOf(tx), payload: { channelId: id } })
  return { done: true as const }
})

/** What is given up lies nowhere readable with its code. */
const WITHOUT_CODE = sql<string>`case when said #> '{values,code}' is null then said - 'link' else jsonb_set(said, '{values,code}', '"…"') end`

/** Its secrets go; what still waited for it goes nowhere any more, and says so. */
export const removeChannel = command('channel.remove', async (tx, { id }: OfChannel) => {
  await lockChannel(tx, id)
  const { organizationId } = tx.actor
  await tx.db.updateTable('channel.channel').set({ removed_at: tx.now, secrets: '{}', token: null, token_until: null, summary_at: null }).where('organization_id', '=', organizationId).where('id', '=', id).execute()
  const dead = await tx.db.updateTable('channel.message').set({ state: 'dead', problem: 'noChannel', done_at: tx.now, said: WITHOUT_CODE }).where('organization_id', '=', organizationId).where('lane', '=', id).where('state', 'in', ['waiting', 'gathered']).returning(['kind', 'once']).execute()
  for (const message of dead) await noteOnLink(tx, message, { is: 'failed', why: 'noChannel' })
  await tx.record(ChannelRemoved, { subject: subjectOf(tx), payload: { channelId: id } })
  return { done: true as const }
})

const SAMPLE = { number: 'S01-20260101-0001', house: '…', unit: '…', phone: '10086', handler: '…', until: '18:00', code: '0000-0000-0000', count: '1' } as const

const addressOf = async (tx: Tx, medium: string) => (await tx.db.selectFrom('channel.address').select('address').where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', tx.actor.id ?? '').where('medium', '=', medium).executeTakeFirst())?.address ?? null

/** To who presses the button, or into the robot's group. A gateway sends approved templates only: it tries one of those there are, with sample words in the blanks. */
export const testChannel = command('channel.test', async (tx, { id }: OfChannel) => {
  const channel = await lockChannel(tx, id)
  if (channel.paused_at) throw new Problem(channelPaused)
  const { medium } = FIELDS[channel.kind as ChannelKind]
  const to = medium === 'robot' ? null : await addressOf(tx, medium)
  if (medium !== 'robot' && !to) throw new Problem(noAddress)
  const [template] = channel.templates as Template[]
  if (medium === 'sms' && !template) throw new Problem(noTemplate)
  const locale = medium === 'robot' ? channel.locale as Locale : tx.actor.locale
  const say = (key: string) => words(locale, ['channel', 'test', key], { name: tx.actor.name }) ?? ''
  const messageId = newId()
  await queue(tx, [{
    id: messageId, lane: id, medium, kind: 'test', personId: medium === 'robot' ? null : tx.actor.id, address: to, pressing: false, once: `test:${messageId}`,
    said: { title: say('title'), text: say('text'), url: null, locale, ...(template && { template: template.kind, values: { ...SAMPLE, matter: say('title') } }) },
  }])
  await tx.record(ChannelTested, { subject: subjectOf(tx), payload: { channelId: id, messageId } })
  return { messageId }
})
