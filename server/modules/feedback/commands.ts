import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import { receivedInFuture, unitNotYours, unitUnknown } from '#contract/complaint.ts'
import { notAPhone } from '#contract/customer.ts'
import type { FeedbackKind, FeedbackTold } from '#contract/feedback.ts'
import * as contract from '#contract/feedback.ts'
import type { Channel } from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { newCode, newId, newNumber, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, MINUTE, inOurTimes, instant, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads as leadersNear } from '#modules/clock/commands/ring.ts'
import { noteFeedback } from '#modules/comment-card/commands.ts'
import { carriedBy } from '#modules/comment-card/queries.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { register } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { FeedbackGiven, FeedbackPassed, FeedbackTurned } from './events.ts'
import { change, lockFeedback, subjectOf } from './lock.ts'
import { dueFor } from './rule.ts'
import { whyNotBy, whyNotHandle, whyNotPass } from './rules.ts'

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

/** By which a suggestion is looked up. */
interface Pass { readonly number: string; readonly portalHash: Uint8Array }

interface Given extends FeedbackTold { readonly unitId: string; readonly channel: Channel; readonly place?: string | null | undefined; readonly receivedAt?: string | undefined; readonly cardId?: string | null; /** Given to them already, when it was held. */ readonly pass?: Pass; readonly locale?: Locale; /** Where it is put right, when that is not the unit it is about. */ readonly improvingUnitId?: string }

/** Those who lead the unit, or the nearest above that somebody leads. What is told here is about nobody in particular. */
export const whoLeads = (tx: Tx, unitId: string): Promise<string[]> => leadersNear(tx, unitId, { accused: null, confidential: false })

/** A suggestion is somebody's to answer, from the beginning. */
const workFor = async (tx: Tx, unitId: string, receivedAt: Instant, leads: readonly string[]) =>
  ({ improving_unit_id: unitId, owner_id: leads[0] ?? null, due_at: await dueFor(readerOf(tx.db), tx.actor.organizationId, unitId, receivedAt) })

const newPass = (): Pass & { code: string } => {
  const code = newCode()
  return { number: newNumber('Y'), code, portalHash: sha256(code) }
}

/** How a suggestion is looked up, and how its answer is wanted. */
const lookedUpBy = (pass: Pass, answerBy: FeedbackTold['answerBy']) => ({ number: pass.number, portal_hash: Buffer.from(pass.portalHash), answer_by: answerBy ?? null })

/** What was told, as it is kept: what is left empty is not there. */
const valuesOf = (tx: Tx, input: Given, receivedAt: Instant) => ({
  unit_id: input.unitId, kind: input.kind, words: input.text, praised: input.praised || null, place: input.place || null, name: input.name || null, phone: input.phone || null, email: input.email || null,
  channel: input.channel, card_id: input.cardId ?? null, locale: input.locale ?? null, received_at: receivedAt, entered_by: tx.actor.id, entered_at: tx.now,
})

const refuseAddress = ({ kind, phone, answerBy, ...given }: Given) => {
  if (phone && !phoneKey(phone)) throw new Problem(notAPhone, {}, 'phone')
  const refusal = kind === 'suggestion' ? whyNotBy(answerBy, { ...given, phone }) : null
  if (refusal) throw new Problem(refusal, {}, answerBy === 'mail' ? 'email' : 'phone')
}

/** `code`: of a suggestion, said this once. */
interface Kept { readonly id: string; readonly number: string | null; readonly code: string | null }

/** Keeps praise or a suggestion; who is to answer a suggestion hears of it at once. */
const keep = async (tx: Tx, input: Given, tellOfPraise = false): Promise<Kept> => {
  refuseAddress(input)
  await refuseUnit(tx, input.unitId)
  const id = newId()
  const cardId = input.cardId ?? null
  const receivedAt = whenReceived(tx, input.receivedAt)
  const improving = input.improvingUnitId ?? input.unitId
  const suggested = input.kind === 'suggestion'
  const leads = await whoLeads(tx, improving)
  const made = newPass()
  const pass = input.pass ?? made
  const work = suggested ? { ...await workFor(tx, improving, receivedAt, leads), ...lookedUpBy(pass, input.answerBy) } : {}
  await tx.db.insertInto('feedback.feedback').values({ organization_id: tx.actor.organizationId, id, ...valuesOf(tx, input, receivedAt), ...work }).execute()
  const subject = subjectOf({ id, unit_id: input.unitId })
  await tx.record(FeedbackGiven, { subject, payload: { feedbackId: id, feedbackKind: input.kind, unitId: input.unitId, channel: input.channel, cardId } })
  if (suggested || tellOfPraise) await tell(tx, { to: leads, name: suggested ? 'suggestionCame' : 'praiseCame', subject, payload: {} })
  if (cardId) await noteFeedback(tx, cardId)
  return { id, number: suggested ? pass.number : null, code: suggested && !input.pass ? made.code : null }
}

export const enterFeedback = command('feedback.enter', (tx, input: z.output<typeof contract.enterFeedback.input>) => keep(tx, input))

/** Another code for a suggestion; the one before opens nothing any more. One that is older than codes gets its number too. */
export const renewPass = async (tx: Tx, { id, number }: { readonly id: string; readonly number: string | null }): Promise<{ number: string; code: string }> => {
  const fresh = newPass()
  await tx.db.updateTable('feedback.feedback').set({ number: number ?? fresh.number, portal_hash: Buffer.from(fresh.portalHash) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  return { number: number ?? fresh.number, code: fresh.code }
}

/** An improvement that came up elsewhere, for the unit that can make it. */
export const suggest = (tx: Tx, input: Omit<Given, 'kind'>): Promise<Kept> => keep(tx, { ...input, kind: 'suggestion' })

/** What a customer tells by themselves; who leads the place hears of it. */
export const tellFeedback = command('portal.praise', async (tx, input: Given) => {
  const { number, code } = await keep(tx, input, true)
  return { number, code, held: false }
})

const refusePerson = async (tx: Tx, personId: string) => {
  const person = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', personId).where('retired_at', 'is', null).executeTakeFirst()
  if (!person) throw new Problem(contract.personUnknown, {}, 'toId')
}

const refuseImproving = async (tx: Tx, unitId: string) => {
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId)
  if (!unit || unit.retired_at) throw new Problem(unitUnknown, {}, 'unitId')
}

/** Told to one person, or to those who lead the unit. Of a suggestion they are the ones to answer, by the time that was set when it came. */
export const passOn = command('feedback.passOn', async (tx, { id, version, toId, unitId, note }: z.output<typeof contract.passOn.input>) => {
  const row = await lockFeedback(tx, id, (f) => whyNotPass(f, version))
  if (toId) await refusePerson(tx, toId)
  if (unitId) await refuseImproving(tx, unitId)
  const improving = unitId ?? row.improving_unit_id ?? row.unit_id
  const to = toId ? [toId] : await whoLeads(tx, improving)
  await change(tx, id, { passed_at: tx.now, passed_by: tx.actor.id, passed_to: toId, passed_note: note, ...(row.kind === 'suggestion' && { improving_unit_id: improving, owner_id: to[0] ?? null }) })
  const subject = subjectOf(row)
  await tx.record(FeedbackPassed, { subject, payload: { feedbackId: id, feedbackKind: row.kind as FeedbackKind, toId }, reason: note })
  await tell(tx, { to, name: row.kind === 'praise' ? 'praisePassed' : 'suggestionPassed', subject, payload: {} })
  return { id }
})

/** The complaint it was: everything that was told goes along, received when it was received. */
export const turnIntoComplaint = command('feedback.turn', async (tx, { id, version, name, phone, wants, accusedIds }: z.output<typeof contract.turnIntoComplaint.input>) => {
  const row = await lockFeedback(tx, id, (f) => whyNotHandle(f, version))
  if (phone && !phoneKey(phone)) throw new Problem(notAPhone, {}, 'phone')
  const said = (key: string, params?: Record<string, string>) => words(tx.actor.locale, ['feedback', 'turned', key], params) ?? ''
  const { product, fields } = await carriedBy(readerOf(tx.db), tx.actor.organizationId, row.card_id)
  const registered = await register.run(tx, {
    channel: row.channel as Channel, unitId: row.unit_id, receivedAt: iso(row.received_at), customer: { name, phone: phone || null, email: row.email }, points: [{ text: row.words, wants: wants || null }], place: row.place, product, ...(Object.keys(fields).length > 0 && { fields }),
    ...(row.praised && { soFar: said('about', { name: row.praised }) }), receiver: { name: tx.actor.name, position: said('receiver') }, signedOff: true, accusedIds,
  })
  await sql`select feedback.tie(${id}::uuid, ${registered.id}::uuid)`.execute(tx.db)
  await tx.record(FeedbackTurned, { subject: { type: 'complaint', id: registered.id, unitId: row.unit_id }, payload: { feedbackId: id, feedbackKind: row.kind as FeedbackKind, complaintId: registered.id, number: registered.number } })
  return { complaintId: registered.id, number: registered.number, portalCode: row.portal_hash ? null : registered.portalCode, kept: registered.kept }
})
