import type { z } from 'zod'
import { type Locale, notFound } from '#contract/common.ts'
import type { Booking, BookingState, Opening, OwnBooking, Slot } from '#contract/meeting.ts'
import type { Identity } from '#contract/kept.ts'
import type * as contract from '#contract/meeting.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { formatInstant } from '#kernel/format-time.ts'
import { groupBy } from '#kernel/group.ts'
import { words } from '#kernel/i18n.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { DAY, type Instant, iso, plusMs } from '#kernel/time.ts'
import { nameFor } from '#modules/complaint/queries/complainant.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { type Appointment, calendarFile } from './calendar.ts'
import { EPOCH, type Slot as TimeSpan, comingSlots, greeted } from './rules.ts'

const openingRows = (read: Reader, organizationId: string) => read.selectFrom('meeting.opening as o').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'o.organization_id').onRef('u.id', '=', 'o.unit_id'))
  .innerJoin('identity.person as p', (j) => j.onRef('p.organization_id', '=', 'o.organization_id').onRef('p.id', '=', 'o.host_id'))
  .selectAll('o').select(['u.name as unit_name', 'u.time_zone', 'u.retired_at', 'p.retired_at as host_left_at']).where('o.organization_id', '=', organizationId)

export const openings = query('meeting.read', async (read, actor, _input: Record<string, never>) => {
  const rows = await openingRows(read, actor.organizationId).orderBy('u.code').orderBy('o.id').execute()
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.host_id))
  return {
    items: rows.map((r): Opening => ({ id: r.id, unitId: r.unit_id, unitName: r.unit_name, hostId: r.host_id, host: name(r.host_id) ?? { id: r.host_id, name: '' }, place: r.place, weekday: r.weekday, from: r.from_on, until: r.until_on, begins: r.begins, ends: r.ends, minutes: r.minutes, capacity: r.capacity, ended: r.ended_on !== null })),
    next: null,
  }
})

const MOST_SLOTS = 300

interface Busy { readonly host_id: string; readonly starts_at: Instant; readonly ends_at: Instant; readonly seats: number }

/** Seats that are left: none where the host sits with somebody else at that time, of whatever opening that was. */
const seatsLeft = ({ startsAt, endsAt }: TimeSpan, capacity: number, busy: readonly Busy[]): number => {
  const meanwhile = busy.filter((b) => b.starts_at < endsAt && b.ends_at > startsAt)
  if (meanwhile.some((b) => b.starts_at.getTime() !== startsAt.getTime() || b.ends_at.getTime() !== endsAt.getTime())) return 0
  return capacity - meanwhile.reduce((sum, { seats }) => sum + seats, 0)
}

/** Times that can still be booked, soonest first; of one unit, or of all. */
export const freeSlots = async (read: Reader, organizationId: string, unitId: string | undefined, now: Instant): Promise<Slot[]> => {
  const rows = (await openingRows(read, organizationId).where('o.ended_on', 'is', null).execute()).filter((r) => !r.retired_at && !r.host_left_at && (!unitId || r.unit_id === unitId))
  if (!rows.length) return []
  const { rows: taken } = await sql<Busy>`select * from meeting.busy(${[...new Set(rows.map((r) => r.host_id))]}::uuid[], ${now})`.execute(read.raw)
  const busy = groupBy(taken, (t) => t.host_id)
  return rows.flatMap((r) => comingSlots(r, r.time_zone, now).map((slot): Slot => ({
    openingId: r.id, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, place: r.place, startsAt: iso(slot.startsAt), endsAt: iso(slot.endsAt), free: seatsLeft(slot, r.capacity, busy.get(r.host_id) ?? []),
  }))).filter((slot) => slot.free > 0).sort((a, b) => a.startsAt.localeCompare(b.startsAt)).slice(0, MOST_SLOTS)
}

export const slots = query('meeting.read', async (read, actor, { unitId }: { unitId?: string | undefined }, now) => ({ items: await freeSlots(read, actor.organizationId, unitId, now), next: null }))

/** Who comes about a case where few may know who complains is received without a name, but by who looked. The letter to them is written by the machinery. */
const MAY_TELL = sql<boolean>`b.complaint_id is null or (select kernel.nobody()) or complaint.looked(b.organization_id, b.complaint_id)`.as('may_tell')

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('meeting.booking as b').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'b.organization_id').onRef('u.id', '=', 'b.unit_id'))
  .leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'b.organization_id').onRef('c.id', '=', 'b.complaint_id'))
  .selectAll('b').select(['u.name as unit_name', 'u.phone as unit_phone', 'u.time_zone', 'c.number', 'c.identity']).select(MAY_TELL).where('b.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const guestOf = (r: Row, { locale }: Actor) => (r.may_tell ? { name: r.name, phone: r.phone, email: r.email } : { name: nameFor((r.identity ?? 'protected') as Identity, locale), phone: '', email: null })

const showing = async (read: Reader, actor: Actor, rows: readonly Row[]) => {
  const name = await namesOf(read, actor.organizationId, rows.flatMap((r) => [r.host_id, r.booked_by]))
  return (r: Row): Booking => ({
    id: r.id, version: r.version, state: r.state as BookingState, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, place: r.place, host: name(r.host_id) ?? { id: r.host_id, name: '' }, startsAt: iso(r.starts_at), endsAt: iso(r.ends_at),
    ...guestOf(r, actor), topic: r.topic, complaint: r.complaint_id && r.number ? { id: r.complaint_id, number: r.number } : null, note: r.note, bookedBy: name(r.booked_by), bookedAt: iso(r.booked_at),
  })
}

/** Behind a meeting, by its moment and its id. */
const afterMeeting = ([at, id]: readonly (string | number)[]) => sql<boolean>`(b.starts_at, b.id) > (${plusMs(EPOCH, Number(at) || 0)}, ${String(id ?? at)}::uuid)`

/** What is to come, soonest first; all of them, the latest booked first. */
export const bookings = listing('meeting.read', async (read, actor, { state, coming, mine, complaintId, limit = 50, cursor }: z.output<typeof contract.bookings.input>, now) => {
  let rows = coming ? rowsOf(read, actor).limit(limit + 1).orderBy('b.starts_at').orderBy('b.id') : rowsOf(read, actor).limit(limit + 1).orderBy('b.id', 'desc')
  if (state) rows = rows.where('b.state', '=', state)
  if (coming) rows = rows.where('b.state', '=', 'booked').where('b.ends_at', '>=', plusMs(now, -DAY))
  if (mine) rows = rows.where('b.host_id', '=', actor.id ?? actor.organizationId)
  if (complaintId) rows = rows.where('b.complaint_id', '=', complaintId)
  if (cursor) rows = rows.where(coming ? afterMeeting(readCursor(cursor)) : sql<boolean>`b.id < ${String(readCursor(cursor)[0])}::uuid`)
  const found = await rows.execute()
  return pageOf(found, limit, (r) => (coming ? [r.starts_at.getTime(), r.id] : [r.id]), await showing(read, actor, found))
})

export const booking = query('meeting.read', async (read, actor, { id }: { id: string }): Promise<Booking> => {
  const row = await rowsOf(read, actor).where('b.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await showing(read, actor, [row]))(row)
}, ({ id }, output) => ({ type: 'meeting', id, unitId: output.unitId }))

/** Whom a person receives today and tomorrow, and whose meeting has no result yet. For the desk. */
export const meetingsToHold = async (read: Reader, actor: Actor, now: Instant) => {
  const rows = await rowsOf(read, actor).where('b.host_id', '=', actor.id ?? actor.organizationId).where('b.state', '=', 'booked').where('b.starts_at', '<=', plusMs(now, 2 * DAY)).orderBy('b.starts_at').limit(50).execute()
  return rows.map((r) => ({ id: r.id, complaintId: r.number ? r.complaint_id : null, number: r.number ?? '', customerName: guestOf(r, actor).name, unitName: r.unit_name, timeZone: r.time_zone, topic: r.topic, startsAt: r.starts_at, bookedAt: r.booked_at }))
}

const oneRow = async (read: Reader, actor: Actor, id: string): Promise<Row & { organization: string }> => {
  const row = await rowsOf(read, actor).where('b.id', '=', id).executeTakeFirst()
  const { name } = await read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  if (!row) throw new Problem(notFound)
  return { ...row, organization: name }
}

/** Without the name of who receives them: that is said when they come. */
export const ownMeeting = query('portal.read', async (read, actor, { id }: { id: string }): Promise<OwnBooking> => {
  const r = await oneRow(read, actor, id)
  return { state: r.state as BookingState, organization: r.organization, unitName: r.unit_name, unitPhone: r.unit_phone, timeZone: r.time_zone, place: r.place, startsAt: iso(r.starts_at), endsAt: iso(r.ends_at), topic: r.topic, number: r.number }
})

export const ownCalendar = query('portal.read', async (read, actor, { id }: { id: string }, now): Promise<string> => {
  const r = await oneRow(read, actor, id)
  const say = (key: string) => words(actor.locale, ['meeting', 'calendar', key], { organization: r.organization, unit: r.unit_name, phone: r.unit_phone ?? '' }) ?? ''
  const one: Appointment = { uid: `${r.id}@wenguo`, stamp: now, startsAt: r.starts_at, endsAt: r.ends_at, title: say('title'), place: `${r.unit_name} ${r.place}`, about: say('about'), cancelled: r.state === 'cancelled', sequence: r.version }
  return calendarFile(one)
})

/** What goes out to the customer about a booking as it is now; null where no mail reaches them. */
export const meetingLetter = query('meeting.readLetter', async (read, actor, { id, what }: { id: string; what: 'booked' | 'moved' | 'cancelled' | 'reminder' }) => {
  const r = await oneRow(read, actor, id)
  if (!r.email) return null
  const locale = r.locale as Locale
  const params = { organization: r.organization, name: greeted(r.name) ?? words(locale, ['meeting', 'letters', 'you']) ?? '', unit: r.unit_name, place: r.place, at: formatInstant(iso(r.starts_at), locale, r.time_zone), phone: r.unit_phone ?? '' }
  const say = (key: string) => words(locale, ['meeting', 'letters', key], params) ?? ''
  return { to: r.email, subject: say(`${what}Subject`), text: say(what) }
})
