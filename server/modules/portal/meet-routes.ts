import type { Locale } from '#contract/common.ts'
import * as contract from '#contract/meeting.ts'
import type { Actor } from '#kernel/actor.ts'
import { answered } from '#kernel/answered.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Exposed, type Visit, exposeAs, performed } from '#kernel/http.ts'
import { normaliseCode, sha256 } from '#kernel/id.ts'
import { query } from '#kernel/query.ts'
import { bookByCustomer, cancelOwn, moveOwn } from '#modules/meeting/commands/book.ts'
import { freeSlots, ownCalendar, ownMeeting } from '#modules/meeting/queries.ts'
import type { FastifyRequest } from 'fastify'
import type { Gate } from './gate.ts'
import { guessed } from './guess.ts'
import { findPlace, openCase, submitter } from './door.ts'
import { visitor } from './visitor.ts'

interface Given { readonly db: Db; readonly gate: Gate }

const slotsHere = query('portal.read', async (read, actor, { unitId }: { unitId: string | undefined }, now) => freeSlots(read, actor.organizationId, unitId, now))

/** The booking behind a code. */
const openBooking = ({ db, gate }: Given, request: FastifyRequest, code: string, locale: Locale): Promise<{ actor: Actor; id: string }> => {
  const hash = sha256(normaliseCode(code))
  return guessed({ gate, request, subject: `booking ${hash.toString('base64')}`, refusal: contract.bookingNotFound }, async () => {
    const row = await asSystem(db, (open) => open.selectFrom('meeting.booking').select(['organization_id', 'id', 'unit_id', 'complaint_id']).where('code_hash', '=', hash).executeTakeFirst())
    return row ? { actor: visitor(row.organization_id, locale, { units: [row.unit_id], ...(row.complaint_id && { caseId: row.complaint_id }) }), id: row.id } : null
  })
}

/** Meetings as customers book them: before a shop, with the code of a case, and what they booked with its own code. */
export const meetRoutes = (given: Given): readonly Exposed[] => {
  const enter = (visit: Visit, code: string) => openBooking(given, visit.request, code, visit.locale)
  const caller = (actor: Actor, { requestId, idempotencyKey }: Visit) => ({ actor, requestId, idempotencyKey })
  const moved = answered(moveOwn, ownMeeting, (done) => done)
  const cancelled = answered(cancelOwn, ownMeeting, (done) => done)
  return [
    exposeAs(contract.portalSlots, 'portal.read', async (doors, visit, { place }) => {
      const found = await findPlace(given.db, place)
      const free = (unitId: string | undefined) => doors.ask(slotsHere, submitter(found, visit.locale), { unitId })
      // Of a chain only the next days are told: where one stands, all of them, and first.
      const here = found.code && found.unitId ? await free(found.unitId) : []
      return { organization: found.organization, items: [...here, ...(await free(undefined)).filter(({ unitId }) => here.length === 0 || unitId !== found.unitId)] }
    }),
    exposeAs(contract.portalBook, 'portal.meet', async (doors, visit, { place, locale, ...input }) => {
      await given.gate.book(visit.request)
      return performed(doors, visit, bookByCustomer, input, caller(submitter(await findPlace(given.db, place), locale), visit))
    }),
    exposeAs(contract.caseBook, 'portal.meet', async (doors, visit, { number, code, ...input }) => {
      await given.gate.book(visit.request)
      return performed(doors, visit, bookByCustomer, input, caller((await openCase(given.db, given.gate, visit.request, { number, code }, visit.locale)).actor, visit))
    }),
    exposeAs(contract.ownBooking, 'portal.read', async (doors, visit, { code }) => {
      const { actor, id } = await enter(visit, code)
      return doors.ask(ownMeeting, actor, { id })
    }),
    exposeAs(contract.moveOwn, 'portal.meet', async (doors, visit, { code, ...wanted }) => {
      const { actor, id } = await enter(visit, code)
      return performed(doors, visit, moved, { id, ...wanted }, caller(actor, visit))
    }),
    exposeAs(contract.cancelOwn, 'portal.meet', async (doors, visit, { code }) => {
      const { actor, id } = await enter(visit, code)
      return performed(doors, visit, cancelled, { id }, caller(actor, visit))
    }),
    exposeAs(contract.ownCalendar, 'portal.read', async (doors, visit, { code }) => {
      const { actor, id } = await enter(visit, code)
      const file = await doors.ask(ownCalendar, actor, { id })
      visit.reply.header('content-type', 'text/calendar; charset=utf-8').header('content-disposition', 'attachment; filename="meeting.ics"').header('cache-control', 'no-store')
      return Buffer.from(file)
    }),
  ]
}
