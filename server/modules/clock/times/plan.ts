import * as contract from '#contract/working-time.ts'
import { localDay } from '#kernel/calendar.ts'
import type { OfficialDays } from '#kernel/holidays.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { hoursOfKind, openingCalendar } from '../calendars.ts'
import { HOME } from '../official/kept.ts'
import { type CalendarBody, inForce } from './in-force.ts'
import { pastAfter, type Usual } from './past.ts'
import { linksOf, type TimesRow } from './rows.ts'
import { opens } from './sound.ts'

interface Unit { readonly id: string; readonly name: string; readonly kind: string; readonly time_zone: string; readonly parent_id: string | null }

/** All that says when units are open and whose working days hold: what they set, and which table holds for each region. */
export interface Book {
  readonly units: readonly Unit[]; readonly rows: readonly TimesRow[]; readonly bodies: ReadonlyMap<string, CalendarBody>; readonly pack: PackBody
  /** What the pack said until now, where another comes. */ readonly before?: PackBody
  readonly official: ReadonlyMap<string, string | null>; readonly daysOf: (official: string | null) => OfficialDays
}

/** What would hold for a unit from now on; null: the pack alone. */
export interface Planned { readonly unitId: string; readonly body: CalendarBody | null }

export const NONE = { weekly: null, observesHolidays: null, closures: [], special: [] }

export const usualOf = (body: CalendarBody | null, byPack: Usual): Usual => ({ weekly: body?.weekly ?? byPack.weekly, observesHolidays: body?.observesHolidays ?? byPack.observesHolidays })

/** Other hours hold from today on; before that those of then. Null where nothing is set and nothing was. */
const bodyOf = ({ units, rows, bodies, pack, before = pack, official: officials }: Book, unit: Unit, now: Instant): CalendarBody | null => {
  const { body, region } = inForce(linksOf(units, rows, unit.id))
  const official = officials.get(region ?? HOME) ?? null
  const was = bodies.get(rows.find((row) => row.unit_id === unit.id)?.calendar_id ?? '') ?? null
  const byPack = hoursOfKind(pack, unit.kind)
  const past = pastAfter(was?.past ?? [], usualOf(was, hoursOfKind(before, unit.kind)), usualOf(body, byPack), localDay(unit.time_zone, now))
  return body || past.length || official ? { ...NONE, ...body, past, official } : null
}

/**
 * Works out anew what holds for units. The one who sets something and the one who looks at it beforehand ask here.
 * @returns the units for which something else would hold. @throws Problem where a unit would never be open.
 */
export const planTimes = (book: Book, unitIds: readonly string[], now: Instant): Planned[] => book.units.filter(({ id }) => unitIds.includes(id)).flatMap((unit) => {
  const body = bodyOf(book, unit, now)
  if (body && !opens(openingCalendar(book.pack, unit, body, book.daysOf(body.official)), body.closures)) throw new Problem(contract.neverOpen, { unit: unit.name })
  const was = book.rows.find((row) => row.unit_id === unit.id)?.calendar_id
  return JSON.stringify(body) === JSON.stringify(was ? book.bodies.get(was) ?? null : null) ? [] : [{ unitId: unit.id, body }]
})
