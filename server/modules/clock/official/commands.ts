import type { z } from 'zod'
import { previewStale } from '#contract/moves.ts'
import * as contract from '#contract/official-calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { OfficialTable } from '#kernel/official-days.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockTree } from '#modules/identity/commands/units.ts'
import { CalendarAdded, YearsPublished } from '../events.ts'
import { settle } from '../times/settle.ts'
import { HOME } from './kept.ts'
import { planYears, type YearsPlan } from './plan.ts'
import { regionOf } from './years.ts'

const ofHouse = ({ actor }: Tx) => ({ type: 'organization', id: actor.organizationId, unitId: null })

const keepTable = async (tx: Tx, code: string, table: OfficialTable): Promise<string> => {
  const id = newId()
  await tx.db.insertInto('clock.official').values({ organization_id: tx.actor.organizationId, id, code, body: JSON.stringify(table), made_at: tx.now }).execute()
  return id
}

/** A region whose holidays somebody keeps here: Hong Kong, Macao, Taiwan, or wherever the firm has a place. */
export const addCalendar = command('calendar.add', async (tx, { code, name, weekend }: z.output<typeof contract.addCalendar.input>) => {
  await lockTree(tx)
  if (code === HOME || await regionOf(readerOf(tx.db), tx.actor.organizationId, code)) throw new Problem(contract.codeTaken, {}, 'code')
  const days = [...new Set(weekend)]
  const official_id = await keepTable(tx, code, { base: null, weekend: days, years: {} })
  await tx.db.insertInto('clock.region').values({ organization_id: tx.actor.organizationId, code, name, weekend: JSON.stringify(days), revision: 1, official_id, changed_by: tx.actor.id, changed_at: tx.now }).execute()
  await tx.record(CalendarAdded, { subject: ofHouse(tx), payload: { region: code } })
  return { code }
})

const write = async (tx: Tx, { region, table, changes }: YearsPlan, source: string) => {
  const { organizationId: organization_id, id: by } = tx.actor
  const official_id = await keepTable(tx, region.code, table)
  const kept = { revision: region.revision + 1, official_id, changed_by: by, changed_at: tx.now }
  await tx.db.insertInto('clock.region').values({ organization_id, code: region.code, name: region.name, weekend: JSON.stringify(region.weekend), ...kept }).onConflict((c) => c.columns(['organization_id', 'code']).doUpdateSet(kept)).execute()
  for (const { year } of changes) {
    const days = table.years[year]
    await tx.db.insertInto('clock.region_year').values({ organization_id, id: newId(), code: region.code, year, days: days ? JSON.stringify(days) : null, source, made_by: by, made_at: tx.now }).execute()
  }
}

/** Years become known, are corrected, or taken back: what runs into them is counted anew (D8). */
export const publishYears = command('calendar.publish', async (tx, { source, seen, ...given }: z.output<typeof contract.publishYears.input>) => {
  const units = await lockTree(tx)
  const plan = await planYears(readerOf(tx.db), { organizationId: tx.actor.organizationId, units, now: tx.now }, given)
  if (seen !== undefined && seen !== plan.digest) throw new Problem(previewStale)
  if (!plan.changes.length) throw new Problem(contract.nothingChanges)
  await write(tx, plan, source)
  const changed = await settle(tx, units, plan.planned.map(({ unitId }) => unitId))
  await tx.record(YearsPublished, { subject: ofHouse(tx), payload: { region: given.code, years: plan.changes.map(({ year }) => year), revision: given.revision + 1, units: changed }, reason: source })
  return { code: given.code }
})
