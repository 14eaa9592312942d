import { OwnTimes, type Weekly } from '#contract/working-time.ts'
import type { Reader } from '#kernel/db.ts'
import { ancestors } from '#modules/identity/rules.ts'
import { type CalendarBody, type Link, NOTHING_SET } from './in-force.ts'

export const timesRows = (read: Reader, organizationId: string) => read.selectFrom('clock.unit_times').selectAll().where('organization_id', '=', organizationId).execute()
type FullRow = Awaited<ReturnType<typeof timesRows>>[number]
/** What a unit set, and what was worked out for it. */
export type TimesRow = Pick<FullRow, 'unit_id' | 'own' | 'calendar_id'> & { readonly revision: number }

/** What was worked out before, by its id. */
export const bodiesOf = async (read: Reader, organizationId: string, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, CalendarBody>> => {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (!wanted.length) return new Map()
  const rows = await read.selectFrom('clock.calendar').select(['id', 'body']).where('organization_id', '=', organizationId).where('id', 'in', wanted).execute()
  return new Map(rows.map(({ id, body }) => [id, inOrder(body as unknown as CalendarBody)]))
}

/** PostgreSQL keeps the fields of a JSON document in an order of its own; here they come in ours, to be compared as text. */
const weekInOrder = ({ mon, tue, wed, thu, fri, sat, sun }: Weekly): Weekly => ({ mon, tue, wed, thu, fri, sat, sun })
const inOrder = ({ weekly, observesHolidays, closures, special, past, official }: CalendarBody): CalendarBody => ({
  weekly: weekly && weekInOrder(weekly),
  observesHolidays,
  closures: closures.map(({ from, to, hours, reason }) => ({ from, to, hours, reason })),
  special: special.map(({ day, hours, reason }) => ({ day, hours, reason })),
  past: past.map((one) => ({ until: one.until, weekly: weekInOrder(one.weekly), observesHolidays: one.observesHolidays })),
  // Kept before there were regions, they had none.
  official: official ?? null,
})

export const ownOf = (row: TimesRow | undefined): OwnTimes => (row?.own ? OwnTimes.parse(row.own) : NOTHING_SET)

interface Unit { readonly id: string; readonly name: string; readonly parent_id: string | null }

/** A unit and those above it, nearest first, each with what it sets. */
export const linksOf = (units: readonly Unit[], rows: readonly TimesRow[], unitId: string): Link[] => [unitId, ...ancestors(units, unitId)].flatMap((id) => {
  const unit = units.find((u) => u.id === id)
  return unit ? [{ unitId: id, name: unit.name, own: ownOf(rows.find((r) => r.unit_id === id)) }] : []
})
