import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import { unitNotYours } from '#contract/complaint.ts'
import * as contract from '#contract/working-time.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockTree } from '#modules/identity/commands/units.ts'
import { subtree } from '#modules/identity/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { hoursOfKind, openingCalendar } from '../calendars.ts'
import { TimesSet } from '../events.ts'
import { type CalendarBody, inForce } from './in-force.ts'
import { pastAfter, type Usual } from './past.ts'
import { opens, refuseUnsound } from './sound.ts'
import { bodiesOf, linksOf, timesRows } from './rows.ts'

type Units = Awaited<ReturnType<typeof lockTree>>

const keepBody = async (tx: Tx, body: CalendarBody): Promise<string> => {
  const id = newId()
  await tx.db.insertInto('clock.calendar').values({ organization_id: tx.actor.organizationId, id, body: JSON.stringify(body), made_at: tx.now }).execute()
  return id
}

const hold = async (tx: Tx, unitId: string, calendarId: string | null) => {
  const row = { organization_id: tx.actor.organizationId, unit_id: unitId, own: 'null', revision: 0, calendar_id: calendarId, changed_by: null, changed_at: tx.now }
  await tx.db.insertInto('clock.unit_times').values(row).onConflict((c) => c.columns(['organization_id', 'unit_id']).doUpdateSet({ calendar_id: calendarId })).execute()
}

const usualOf = (body: CalendarBody | null, byPack: Usual): Usual => ({ weekly: body?.weekly ?? byPack.weekly, observesHolidays: body?.observesHolidays ?? byPack.observesHolidays })

/** Other hours hold from today on; before that those of then. Null where nothing is set and nothing was. */
const withPast = (body: CalendarBody | null, was: CalendarBody | null, byPack: Usual, today: string): CalendarBody | null => {
  const past = pastAfter(was?.past ?? [], usualOf(was, byPack), usualOf(body, byPack), today)
  if (!body && !past.length) return null
  return { weekly: null, observesHolidays: null, closures: [], special: [], ...body, past }
}

/**
 * Works out anew what holds for units, from what they and those above them set. What is the same is kept once.
 * @returns the units for which something else holds now.
 */
const settle = async (tx: Tx, units: Units, unitIds: readonly string[]): Promise<string[]> => {
  const read = readerOf(tx.db)
  const [rows, { body: pack }] = await Promise.all([timesRows(read, tx.actor.organizationId), currentPack(read, tx.actor.organizationId)])
  const bodies = await bodiesOf(read, tx.actor.organizationId, rows.map((row) => row.calendar_id))
  const made = new Map([...bodies].map(([id, body]) => [JSON.stringify(body), id]))
  const before = new Map(rows.map((row) => [row.unit_id, row.calendar_id]))
  const idOf = async (body: CalendarBody): Promise<string> => {
    const text = JSON.stringify(body)
    const id = made.get(text) ?? await keepBody(tx, body)
    made.set(text, id)
    return id
  }
  const changed: string[] = []
  for (const unit of units.filter((u) => unitIds.includes(u.id))) {
    const body = withPast(inForce(linksOf(units, rows, unit.id)).body, bodies.get(before.get(unit.id) ?? '') ?? null, hoursOfKind(pack, unit.kind), localDay(unit.time_zone, tx.now))
    if (body && !opens(openingCalendar(pack, unit.kind, unit.time_zone, body), body.closures)) throw new Problem(contract.neverOpen, { unit: unit.name })
    const calendarId = body && await idOf(body)
    if (calendarId === (before.get(unit.id) ?? null)) continue
    await hold(tx, unit.id, calendarId)
    changed.push(unit.id)
  }
  return changed
}

/** When a unit and those below it are open, and when they are shut (D2). */
export const setTimes = command('clock.setTimes', async (tx, { id, revision, ...own }: z.output<typeof contract.setTimes.input>) => {
  refuseUnsound(own)
  const units = await lockTree(tx)
  if (!units.some((u) => u.id === id && !u.retired_at)) throw new Problem(notFound)
  if (tx.actor.units !== 'all' && !tx.actor.units.includes(id)) throw new Problem(unitNotYours)
  const { organizationId: organization_id } = tx.actor
  const row = await tx.db.selectFrom('clock.unit_times').select('revision').where('organization_id', '=', organization_id).where('unit_id', '=', id).executeTakeFirst()
  if ((row?.revision ?? 0) !== revision) throw new Problem(staleVersion)
  const kept = { own: JSON.stringify(own), revision: revision + 1, changed_by: tx.actor.id, changed_at: tx.now }
  await tx.db.insertInto('clock.unit_times').values({ organization_id, unit_id: id, calendar_id: null, ...kept }).onConflict((c) => c.columns(['organization_id', 'unit_id']).doUpdateSet(kept)).execute()
  const changed = await settle(tx, units, subtree(units, id))
  await tx.record(TimesSet, { subject: { type: 'unit', id, unitId: id }, payload: { unitId: id, revision: revision + 1, units: changed } })
  return { id }
})

/** A unit begun or moved below another has the hours of those above it. */
export const settleMoved = async (tx: Tx, unitIds: readonly string[]): Promise<void> => {
  const set = await tx.db.selectFrom('clock.unit_times').select('unit_id').where('organization_id', '=', tx.actor.organizationId).limit(1).executeTakeFirst()
  if (!set) return
  const units = await lockTree(tx)
  for (const id of unitIds) {
    const changed = await settle(tx, units, subtree(units, id))
    if (changed.length) await tx.record(TimesSet, { subject: { type: 'unit', id, unitId: id }, payload: { unitId: id, revision: 0, units: changed } })
  }
}
