import type { z } from 'zod'
import { notFound, type Locale } from '#contract/common.ts'
import { receivedInFuture, unitNotYours, unitUnknown } from '#contract/complaint.ts'
import { notAPhone } from '#contract/customer.ts'
import type { FeedbackKind, FeedbackTold } from '#contract/feedback.ts'
import * as contract from '#contract/feedback.ts'
import type { Channel } from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, MINUTE, inOurTimes, instant, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { noteFeedback } from '#modules/comment-card/commands.ts'
import { carriedBy } from '#modules/comment-card/queries.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { findUnit, holders, unitAndAbove } from '#modules/identity/queries/units.ts'
import { register } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { FeedbackGiven, FeedbackPassed, FeedbackTurned } from './events.ts'
import { whyNotHandle } from './rules.ts'

const subjectOf = (f: { id: string; unit_id: string }) => ({ type: 'feedback', id: f.id, unitId: f.unit_id })

/** A clock a little ahead on the caller's side is no back-dating. */
const SKEW_MS = 5 * MINUTE

const whenReceived = (tx: Tx, given: string | undefined): Instant => {
  if (given === undefined) return tx.now
  if (!inOurTimes(given) || instant(given) > plusMs(tx.now, SKEW_MS)) throw new Problem(receivedInFuture, {}, 'receivedAt')
  return instant(given)
}

const refuseUnit = async (tx: Tx, unitId: string) => {
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId)
  if (!unit || unit.retired_at) throw new Problem(unitUnknown, {}, 'unitId')
  if (tx.actor.units !== 'all' && !tx.actor.units.includes(unitId)) throw new Problem(unitNotYours, {}, 'unitId')
}

interface Given extends FeedbackTold { readonly unitId: string; readonly channel: Channel; readonly place?: string | null | undefined; readonly receivedAt?: string | undefined; readonly cardId?: string | null; readonly locale?: Locale }

/** Keeps praise or a suggestion. @returns its id. */
const keep = async (tx: Tx, input: Given): Promise<{ id: string }> => {
  if (input.phone && !phoneKey(input.phone)) throw new Problem(notAPhone, {}, 'phone')
  await refuseUnit(tx, input.unitId)
  const id = newId()
  await tx.db.insertInto('feedback.feedback').values({
    organization_id: tx.actor.organizationId, id, unit_id: input.unitId, kind: input.kind, words: input.text, praised: input.praised || null, place: input.place || null, name: input.name || null, phone: input.phone || null,
    channel: input.channel, card_id: input.cardId ?? null, locale: input.locale ?? null, received_at: whenReceived(tx, input.receivedAt), entered_by: tx.actor.id, entered_at: tx.now,
  }).execute()
  await tx.record(FeedbackGiven, { subject: subjectOf({ id, unit_id: input.unitId }), payload: { feedbackId: id, feedbackKind: input.kind, unitId: input.unitId, channel: input.channel, cardId: input.cardId ?? null } })
  if (input.cardId) await noteFeedback(tx, input.cardId)
  return { id }
}

export const enterFeedback = command('feedback.enter', (tx, input: z.output<typeof contract.enterFeedback.input>) => keep(tx, input))

/** Those who lead the unit, or the next above that has somebody. */
export const whoLeads = async (tx: Tx, unitId: string): Promise<string[]> => {
  const read = readerOf(tx.db)
  const all = (await holders(read, tx.actor.organizationId)).filter((h) => h.role === 'manager')
  const near = (await unitAndAbove(read, tx.actor.organizationId, unitId)).find((unit) => all.some((h) => h.unitId === unit))
  return all.filter((h) => h.unitId === near).map((h) => h.personId)
}

/** What a customer tells by themselves; who leads the place hears of it. */
export const tellFeedback = command('portal.praise', async (tx, input: Given) => {
  const { id } = await keep(tx, input)
  await tell(tx, { to: await whoLeads(tx, input.unitId), name: input.kind === 'praise' ? 'praiseCame' : 'suggestionCame', subject: subjectOf({ id, unit_id: input.unitId }), payload: {} })
  return { done: true as const }
})

const lock = async (tx: Tx, id: string, version: number) => {
  const row = await tx.db.selectFrom('feedback.feedback').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const refusal = whyNotHandle(row, version)
  if (refusal) throw new Problem(refusal)
  return row
}

const change = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('feedback.feedback').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

const refusePerson = async (tx: Tx, personId: string) => {
  const person = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', personId).where('retired_at', 'is', null).executeTakeFirst()
  if (!person) throw new Problem(contract.personUnknown, {}, 'toId')
}

/** Told to one person, or to those who lead the unit. */
export const passOn = command('feedback.passOn', async (tx, { id, version, toId, note }: z.output<typeof contract.passOn.input>) => {
  const row = await lock(tx, id, version)
  if (toId) await refusePerson(tx, toId)
  await change(tx, id, { passed_at: tx.now, passed_by: tx.actor.id, passed_to: toId, passed_note: note })
  const subject = subjectOf(row)
  await tx.record(FeedbackPassed, { subject, payload: { feedbackId: id, feedbackKind: row.kind as FeedbackKind, toId }, reason: note })
  await tell(tx, { to: toId ? [toId] : await whoLeads(tx, row.unit_id), name: row.kind === 'praise' ? 'praisePassed' : 'suggestionPassed', subject, payload: {} })
  return { id }
})

/** The complaint it was: everything that was told goes along, received when it was received. */
export const turnIntoComplaint = command('feedback.turn', async (tx, { id, version, name, phone, wants, accusedIds }: z.output<typeof contract.turnIntoComplaint.input>) => {
  const row = await lock(tx, id, version)
  if (phone && !phoneKey(phone)) throw new Problem(notAPhone, {}, 'phone')
  const said = (key: string, params?: Record<string, string>) => words(tx.actor.locale, ['feedback', 'turned', key], params) ?? ''
  const { product, fields } = await carriedBy(readerOf(tx.db), tx.actor.organizationId, row.card_id)
  const registered = await register.run(tx, {
    channel: row.channel as Channel, unitId: row.unit_id, receivedAt: iso(row.received_at), customer: { name, phone: phone || null }, points: [{ text: row.words, wants: wants || null }], place: row.place, product, fields,
    ...(row.praised && { soFar: said('about', { name: row.praised }) }), receiver: { name: tx.actor.name, position: said('receiver') }, signedOff: true, accusedIds,
  })
  await sql`select feedback.tie(${id}::uuid, ${registered.id}::uuid)`.execute(tx.db)
  await tx.record(FeedbackTurned, { subject: { type: 'complaint', id: registered.id, unitId: row.unit_id }, payload: { feedbackId: id, feedbackKind: row.kind as FeedbackKind, complaintId: registered.id, number: registered.number } })
  return { complaintId: registered.id, number: registered.number, portalCode: registered.portalCode, kept: registered.kept }
})
