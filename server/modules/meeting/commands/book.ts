import type { z } from 'zod'
import { type Locale, notFound } from '#contract/common.ts'
import { unitNotYours } from '#contract/complaint.ts'
import { notAPhone } from '#contract/customer.ts'
import { booked, registered, slotFull, slotGone } from '#contract/meeting.ts'
import type * as contract from '#contract/meeting.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newCode, newId, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, instant, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { register } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { MeetingBooked, MeetingCancelled, MeetingHeld, MeetingMissed, MeetingMoved, MeetingRegistered } from '../events.ts'
import { LEAD_MS, slotsOn, whyNotChange, whyNotNote } from '../rules.ts'

interface Wanted { readonly openingId: string; readonly startsAt: string }

/** The opening, held until the end: who books the same at once waits here, and sees what is left. */
const seatAt = async (tx: Tx, { openingId, startsAt }: Wanted, leadMs: number) => {
  const opening = await tx.db.selectFrom('meeting.opening').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', openingId).forUpdate().executeTakeFirst()
  const unit = opening && await findUnit(readerOf(tx.db), tx.actor.organizationId, opening.unit_id)
  if (!opening || !unit) throw new Problem(slotGone, {}, 'startsAt')
  const at = instant(startsAt)
  const slot = slotsOn(opening, unit.time_zone, localDay(unit.time_zone, at)).find((one) => one.startsAt.getTime() === at.getTime())
  if (!slot || at <= plusMs(tx.now, leadMs)) throw new Problem(slotGone, {}, 'startsAt')
  const { rows: [free] } = await sql<{ seat: number | null }>`select meeting.free_seat(${opening.host_id}::uuid, ${at}, ${opening.capacity}::int) as seat`.execute(tx.db)
  if (!free?.seat) throw new Problem(slotFull, {}, 'startsAt')
  return { opening, slot, seat: free.seat }
}

interface Who { readonly name: string; readonly phone: string; readonly email?: string | null | undefined; readonly topic: string }

const subjectOf = (b: { id: string; unit_id: string; complaint_id: string | null }, confidential = false) => (b.complaint_id ? { type: 'complaint', id: b.complaint_id, unitId: b.unit_id, confidential } : { type: 'meeting', id: b.id, unitId: b.unit_id })

/** A case keeps what happened to it under its own unit, and a confidential one to itself. */
const subjectFor = async (tx: Tx, b: { id: string; unit_id: string; complaint_id: string | null }) => {
  const c = b.complaint_id ? await findComplaint(readerOf(tx.db), tx.actor.organizationId, b.complaint_id) : null
  return c ? { type: 'complaint', id: c.id, unitId: c.unit_id, confidential: c.confidential } : subjectOf(b)
}

/** Once is enough: the same telephone does not hold two seats of a day. */
const refuseTwice = async (tx: Tx, phone: string, at: Instant, hostId: string) => {
  const { rows } = await sql`select from meeting.booking where organization_id = ${tx.actor.organizationId} and host_id = ${hostId} and phone = ${phone} and state = 'booked' and starts_at = ${at}`.execute(tx.db)
  if (rows.length) throw new Problem(booked, {}, 'startsAt')
}

/** Whoever a case is about does not receive the customer about it; to the customer such a time is simply not there. */
const refuseHost = async (tx: Tx, complaintId: string | null, hostId: string) => {
  const c = complaintId ? await findComplaint(readerOf(tx.db), tx.actor.organizationId, complaintId) : null
  if (!c) return
  await refuseDependent(tx, c, hostId, 'startsAt').catch((error: unknown) => { throw tx.actor.kind === 'portal' && error instanceof Problem ? new Problem(slotGone, {}, 'startsAt') : error })
}

const keep = async (tx: Tx, wanted: Wanted, who: Who, more: { complaintId: string | null; locale: Locale; leadMs: number }) => {
  if (!phoneKey(who.phone)) throw new Problem(notAPhone, {}, 'phone')
  const { opening, slot, seat } = await seatAt(tx, wanted, more.leadMs)
  await refuseHost(tx, more.complaintId, opening.host_id)
  await refuseTwice(tx, who.phone, slot.startsAt, opening.host_id)
  const [id, code] = [newId(), newCode()]
  await tx.db.insertInto('meeting.booking').values({
    organization_id: tx.actor.organizationId, id, opening_id: opening.id, unit_id: opening.unit_id, host_id: opening.host_id, starts_at: slot.startsAt, ends_at: slot.endsAt, place: opening.place, seat,
    code_hash: sha256(code), name: who.name, phone: who.phone, email: who.email || null, topic: who.topic, locale: more.locale, complaint_id: more.complaintId, booked_by: tx.actor.id, booked_at: tx.now,
  }).execute()
  const subject = await subjectFor(tx, { id, unit_id: opening.unit_id, complaint_id: more.complaintId })
  await tx.record(MeetingBooked, { subject, payload: { bookingId: id, complaintId: more.complaintId, startsAt: iso(slot.startsAt) } })
  await tell(tx, { to: [opening.host_id], name: 'meetingBooked', subject, payload: {} })
  return { id, code, unitId: opening.unit_id }
}

/** By staff, for a customer on the telephone or at the counter: a free seat may be taken at the last moment. */
export const bookFor = command('meeting.book', async (tx, { openingId, startsAt, complaintId, ...who }: z.output<typeof contract.book.input>) => {
  if (complaintId && !await findComplaint(readerOf(tx.db), tx.actor.organizationId, complaintId)) throw new Problem(notFound, {}, 'complaintId')
  const { id, code, unitId } = await keep(tx, { openingId, startsAt }, who, { complaintId: complaintId ?? null, locale: tx.actor.locale, leadMs: 0 })
  if (tx.actor.units !== 'all' && !tx.actor.units.includes(unitId) && !complaintId) throw new Problem(unitNotYours)
  return { id, code }
})

/** By a customer, before a shop or with the code of their case. */
export const bookByCustomer = command('portal.meet', async (tx, { openingId, startsAt, ...who }: Wanted & Who) => {
  const { code } = await keep(tx, { openingId, startsAt }, who, { complaintId: tx.actor.caseId ?? null, locale: tx.actor.locale, leadMs: LEAD_MS })
  return { code }
})

const lock = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('meeting.booking').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

const change = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('meeting.booking').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

const lockBooked = async (tx: Tx, id: string, version: number | null) => {
  const booking = await lock(tx, id)
  const refusal = whyNotChange(booking, version)
  if (refusal) throw new Problem(refusal)
  return booking
}

const moveTo = async (tx: Tx, id: string, version: number | null, wanted: Wanted, leadMs: number) => {
  const booking = await lockBooked(tx, id, version)
  const { opening, slot, seat } = await seatAt(tx, wanted, leadMs)
  await refuseHost(tx, booking.complaint_id, opening.host_id)
  await change(tx, id, { opening_id: opening.id, unit_id: opening.unit_id, host_id: opening.host_id, starts_at: slot.startsAt, ends_at: slot.endsAt, place: opening.place, seat, reminded_at: null })
  const subject = await subjectFor(tx, booking)
  await tx.record(MeetingMoved, { subject, payload: { bookingId: id, complaintId: booking.complaint_id, startsAt: iso(slot.startsAt) } })
  await tell(tx, { to: [booking.host_id, opening.host_id], name: 'meetingMoved', subject, payload: {} })
}

const cancelIt = async (tx: Tx, id: string, version: number | null, note: string | null) => {
  const booking = await lockBooked(tx, id, version)
  await change(tx, id, { state: 'cancelled', note, done_by: tx.actor.id, done_at: tx.now })
  const subject = await subjectFor(tx, booking)
  await tx.record(MeetingCancelled, { subject, payload: { bookingId: id, complaintId: booking.complaint_id }, reason: note ?? undefined })
  await tell(tx, { to: [booking.host_id], name: 'meetingCancelled', subject, payload: {} })
}

export const moveMeeting = command('meeting.move', async (tx, { id, version, ...wanted }: z.output<typeof contract.move.input>) => {
  await moveTo(tx, id, version, wanted, 0)
  return { id }
})
export const cancelMeeting = command('meeting.cancel', async (tx, { id, version, note }: z.output<typeof contract.cancel.input>) => {
  await cancelIt(tx, id, version, note)
  return { id }
})
export const moveOwn = command('portal.meet', async (tx, { id, ...wanted }: Wanted & { id: string }) => {
  await moveTo(tx, id, null, wanted, LEAD_MS)
  return { id }
})
export const cancelOwn = command('portal.meet', async (tx, { id }: { id: string }) => {
  await cancelIt(tx, id, null, null)
  return { id }
})

export const noteMeeting = command('meeting.note', async (tx, { id, version, came, note }: z.output<typeof contract.note.input>) => {
  const booking = await lock(tx, id)
  const refusal = whyNotNote(booking, version, tx.now)
  if (refusal) throw new Problem(refusal)
  await change(tx, id, { state: came ? 'held' : 'missed', note, done_by: tx.actor.id, done_at: tx.now })
  await tx.record(came ? MeetingHeld : MeetingMissed, { subject: await subjectFor(tx, booking), payload: { bookingId: id, complaintId: booking.complaint_id }, reason: note })
  return { id }
})

export const registerMeeting = command('meeting.register', async (tx, { id, version, complaint }: z.output<typeof contract.registerBooking.input>) => {
  const booking = await lock(tx, id)
  if (booking.complaint_id) throw new Problem(registered)
  const refusal = booking.state === 'booked' ? whyNotChange(booking, version) : null
  if (refusal) throw new Problem(refusal)
  const made = await register.run(tx, complaint)
  await change(tx, id, { complaint_id: made.id })
  await tx.record(MeetingRegistered, { subject: { type: 'complaint', id: made.id, unitId: complaint.unitId, confidential: complaint.confidential ?? false }, payload: { bookingId: id, complaintId: made.id, number: made.number } })
  return made
})
