import { TemplateKind, type SendProblem } from '#contract/channel.ts'
import { allows } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { HOUR, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { holders, roleBook } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { ChannelFailing, CustomerNotReached, CustomerReached, CustomerTold } from '../events.ts'
import type { Settled } from '../port.ts'
import { ASKED_AFTER_MS, waitAfter } from '../rules/retry.ts'
import { subjectOf } from './lock.ts'
import { noteOnLink } from './opinion-letters.ts'
import { type Said, withoutCode } from './queue.ts'

export interface Flown { readonly messageId: string; /** Which try it was. */ readonly attempts: number; readonly outcome: Settled; readonly answer: string | null; readonly confirms: boolean; /** From 0 to 1, for the jitter. */ readonly chance: number }

const lockMessage = (tx: Tx, id: string) => tx.db.selectFrom('channel.message').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
type Message = NonNullable<Awaited<ReturnType<typeof lockMessage>>>

const set = (tx: Tx, id: string, values: Record<string, unknown>) => tx.db.updateTable('channel.message').set(values).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

const isLetter = (message: Message) => message.person_id === null && message.complaint_id !== null && TemplateKind.safeParse(message.kind).success

/** What became of a letter to a customer is part of the case: it stands in its story, and whoever looks after it hears when it did not arrive. */
const noteOnCase = async (tx: Tx, message: Message, what: 'told' | 'reached' | 'notReached', awaits = false) => {
  if (!isLetter(message) || !message.complaint_id) return
  const complaint = await tx.db.selectFrom('complaint.complaint').select(['id', 'number', 'unit_id', 'owner_id', 'confidential']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', message.complaint_id).executeTakeFirst()
  if (!complaint) return
  const subject = { type: 'complaint', id: complaint.id, unitId: complaint.unit_id, confidential: complaint.confidential }
  const payload = { complaintId: complaint.id, messageId: message.id, letter: TemplateKind.parse(message.kind) }
  if (what === 'told') await tx.record(CustomerTold, { subject, payload: { ...payload, awaits } })
  else await tx.record(what === 'reached' ? CustomerReached : CustomerNotReached, { subject, payload })
  if (what === 'notReached' && complaint.owner_id) await tell(tx, { to: [complaint.owner_id], name: 'customerNotReached', subject, payload: { number: complaint.number } })
}

const whoLooksAfter = async (tx: Tx): Promise<string[]> => {
  const read = readerOf(tx.db)
  const { roles } = await roleBook(read, tx.actor.organizationId)
  const may = new Set(roles.filter((r) => allows(r.permissions)('channel.change')).map((r) => r.code))
  return (await holders(read, tx.actor.organizationId)).filter((h) => may.has(h.role)).map((h) => h.personId)
}

/** A provider that refuses for so long is told of, once. */
const PATIENCE_MS = HOUR

/** How a channel itself is doing: what concerns one number only says nothing about it. */
const noteChannel = async (tx: Tx, lane: string, problem: SendProblem | null, said: string | null) => {
  if (lane === 'mail' || lane === 'push') return
  const channel = await tx.db.selectFrom('channel.channel').select(['id', 'name', 'failing_since', 'failing_told']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', lane).forUpdate().executeTakeFirst()
  if (!channel) return
  const since = problem === null || problem === 'recipient' || problem === 'limited' ? null : channel.failing_since ?? tx.now
  const tellNow = since !== null && !channel.failing_told && (problem === 'account' || tx.now.getTime() - since.getTime() >= PATIENCE_MS)
  await tx.db.updateTable('channel.channel').set({ tried_at: tx.now, problem: problem === 'recipient' ? null : problem, said, failing_since: since, failing_told: since !== null && (channel.failing_told || tellNow) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', lane).execute()
  if (!tellNow) return
  await tx.record(ChannelFailing, { subject: subjectOf(tx), payload: { channelId: channel.id } })
  await tell(tx, { to: await whoLooksAfter(tx), name: 'channelFailing', subject: subjectOf(tx), payload: { name: channel.name } })
}

const noteSent = async (tx: Tx, message: Message, flown: Flown, providerId: string | null) => {
  await set(tx, message.id, {
    state: 'sent', provider_id: providerId, problem: null, answer: flown.answer, done_at: tx.now, asked_at: flown.confirms && providerId ? plusMs(tx.now, ASKED_AFTER_MS[0]) : null, asked: 0, said: JSON.stringify(withoutCode(message.said as unknown as Said)),
  })
  await noteChannel(tx, message.lane, null, null)
  if (message.device_id) await tx.db.updateTable('channel.device').set({ reached_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', message.device_id).execute()
  await noteOnLink(tx, message, { is: 'sent' })
  await noteOnCase(tx, message, 'told', flown.confirms && providerId !== null)
}

/** What became of a try: taken by the provider, to be tried again, or given up. Of the message as it was taken: one that somebody else took meanwhile is theirs. */
export const noteTry = command('channel.noteTry', async (tx, flown: Flown) => {
  const message = await lockMessage(tx, flown.messageId)
  if (message?.state !== 'waiting' || message.attempts !== flown.attempts) return
  const { outcome } = flown
  if (outcome.is === 'sent') return noteSent(tx, message, flown, outcome.providerId)
  const wait = waitAfter(outcome, flown.attempts, flown.chance)
  await set(tx, message.id, wait === null
    ? { state: 'dead', problem: outcome.why, answer: flown.answer, done_at: tx.now, said: JSON.stringify(withoutCode(message.said as unknown as Said)) }
    : { next_at: plusMs(tx.now, wait), problem: outcome.why, answer: flown.answer })
  await noteChannel(tx, message.lane, outcome.why, flown.answer)
  if (wait !== null) return
  if (outcome.why === 'gone' && message.device_id) await tx.db.deleteFrom('channel.device').where('organization_id', '=', tx.actor.organizationId).where('id', '=', message.device_id).execute()
  await noteOnLink(tx, message, { is: 'failed', why: outcome.why })
  await noteOnCase(tx, message, 'notReached')
})

/** What need not be said any more: it was read in the application while it waited. */
export const dropMessage = command('channel.drop', async (tx, { messageId }: { messageId: string }) => {
  await tx.db.updateTable('channel.message').set({ state: 'dropped', done_at: tx.now, said: sql`said - 'link'` }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', messageId).where('state', '=', 'waiting').execute()
})

/** What the provider gave to come in with; for all nodes. */
export const noteToken = command('channel.noteToken', async (tx, { channelId, token, seconds }: { channelId: string; token: string; seconds: number }) => {
  await tx.db.updateTable('channel.channel').set({ token, token_until: plusMs(tx.now, seconds * 1_000) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', channelId).execute()
})

/** What the provider says became of a message that it took; `unknown`: it is asked again, for a day. */
export const noteReceipt = command('channel.noteReceipt', async (tx, { messageId, receipt }: { messageId: string; receipt: 'arrived' | 'failed' | 'unknown' }) => {
  const message = await lockMessage(tx, messageId)
  if (message?.state !== 'sent' || message.asked_at === null) return
  if (receipt === 'arrived') {
    await set(tx, message.id, { state: 'arrived', asked_at: null, done_at: tx.now })
    await noteOnLink(tx, message, { is: 'arrived' })
    return noteOnCase(tx, message, 'reached')
  }
  if (receipt === 'failed') {
    await set(tx, message.id, { state: 'dead', problem: 'undeliverable', asked_at: null, done_at: tx.now })
    await noteOnLink(tx, message, { is: 'failed', why: 'undeliverable' })
    return noteOnCase(tx, message, 'notReached')
  }
  const next = ASKED_AFTER_MS[message.asked + 1]
  await set(tx, message.id, { asked: message.asked + 1, asked_at: next === undefined ? null : plusMs(tx.now, next) })
})

