import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { fingerprint } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockTree } from '#modules/identity/commands/units.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack, versionBody } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { hoursOfKind } from '../calendars.ts'
import { HoursBrought } from '../events.ts'
import { same } from './past.ts'
import { type Book, NONE, usualOf } from './plan.ts'
import { bodiesOf } from './rows.ts'
import { keepBody, settle } from './settle.ts'

/** Units of whose kind one pack says other hours than another. */
export const otherHours = (units: Book['units'], before: PackBody, now: PackBody): Book['units'] => units.filter(({ kind }) => !same(hoursOfKind(before, kind), hoursOfKind(now, kind)))

/** A newer pack has come: where it brings other hours, they hold from today on, as if they had been set (D5). */
export const settleBrought = async (tx: Tx, before: string): Promise<void> => {
  const read = readerOf(tx.db)
  const [old, { body }] = [await versionBody(read, tx.actor.organizationId, before), await currentPack(read, tx.actor.organizationId)]
  const units = await lockTree(tx)
  const other = otherHours(units, old, body).map(({ id }) => id)
  const changed = other.length ? await settle(tx, units, other, old) : []
  if (changed.length) await tx.record(HoursBrought, { subject: { type: 'organization', id: tx.actor.organizationId, unitId: null }, payload: { before, units: changed } })
}

const hourly = sql<boolean>`d.rule->>'unit' = 'openHours'`

/**
 * Deadlines that were counted by the hours the pack said then keep those hours, written down: what was met stays explained as it was. What runs is
 * counted anew after this. `since`: what began later counts by the newer ones already.
 */
export const keepHours = command('clock.keepHours', async (tx, { before, units: unitIds, since }: { before: string; units: readonly string[]; since: Instant }) => {
  const [own, read] = [tx.actor.organizationId, readerOf(tx.db)]
  const old = await versionBody(read, own, before)
  const kinds = new Map((await unitRows(read, own)).map(({ id, kind }) => [id, kind]))
  const counted = await tx.db.selectFrom('clock.deadline as d').leftJoin('clock.calendar as k', (j) => j.onRef('k.organization_id', '=', 'd.organization_id').onRef('k.id', '=', 'd.calendar_id'))
    .select(['d.unit_id', 'd.calendar_id']).distinct().where('d.organization_id', '=', own).where('d.unit_id', 'in', [...unitIds]).where(hourly).where((eb) => eb.or([eb('d.calendar_id', 'is', null), eb('k.made_at', '<', since)])).execute()
  const bodies = await bodiesOf(read, own, counted.map((row) => row.calendar_id))
  const made = new Map<string, string>()
  for (const { unit_id, calendar_id } of counted) {
    const body = bodies.get(calendar_id ?? '') ?? null
    if (body?.weekly && body.observesHolidays !== null) continue
    const kept = { ...NONE, past: [], official: null, ...body, ...usualOf(body, hoursOfKind(old, kinds.get(unit_id) ?? 'shop')) }
    const id = made.get(fingerprint(kept)) ?? await keepBody(tx, kept)
    made.set(fingerprint(kept), id)
    await tx.db.updateTable('clock.deadline as d').set({ calendar_id: id }).where('d.organization_id', '=', own).where('d.unit_id', '=', unit_id).where(hourly).where('d.calendar_id', calendar_id === null ? 'is' : '=', calendar_id).execute()
  }
  return { kept: made.size }
})
