import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import { unitNotYours } from '#contract/complaint.ts'
import { previewStale } from '#contract/moves.ts'
import * as contract from '#contract/working-time.ts'
import type { Actor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockTree } from '#modules/identity/commands/units.ts'
import { subtree } from '#modules/identity/rules.ts'
import { TimesSet } from '../events.ts'
import { bookOf } from './book.ts'
import { digestOfPlan } from './digest.ts'
import { type Book, planTimes } from './plan.ts'
import type { TimesRow } from './rows.ts'
import { settle } from './settle.ts'
import { refuseUnsound } from './sound.ts'

type Given = z.output<typeof contract.setTimes.input>

interface Standing { readonly units: readonly { readonly id: string; readonly retired_at: unknown }[]; readonly row: Pick<TimesRow, 'revision'> | undefined; readonly regions: ReadonlyMap<string, unknown> }

/** What keeps somebody from setting the times of a unit. */
export const refuseTimes = (actor: Actor, { id, revision, seen: _, ...own }: Given, { units, row, regions }: Standing): void => {
  refuseUnsound(own)
  if (!units.some((u) => u.id === id && !u.retired_at)) throw new Problem(notFound)
  if (actor.units !== 'all' && !actor.units.includes(id)) throw new Problem(unitNotYours)
  if (own.region !== null && !regions.has(own.region)) throw new Problem(contract.unknownRegion, {}, 'region')
  if ((row?.revision ?? 0) !== revision) throw new Problem(staleVersion)
}

/** The book as if a unit had set this already. */
export const withOwn = (book: Book, unitId: string, own: contract.OwnTimes): Book => {
  const row = book.rows.find((one) => one.unit_id === unitId)
  return { ...book, rows: [...book.rows.filter((one) => one !== row), { unit_id: unitId, calendar_id: null, revision: 0, ...row, own }] }
}

/** Somebody looked at what would move: should something else hold by now, it is not what they agreed to. */
const refuseStale = async (tx: Tx, units: Book['units'], { id, seen, revision: _, ...own }: Given) => {
  if (seen === undefined) return
  const book = withOwn(await bookOf(readerOf(tx.db), tx.actor.organizationId, units), id, own)
  if (digestOfPlan(planTimes(book, subtree(units, id), tx.now)) !== seen) throw new Problem(previewStale)
}

/** When a unit and those below it are open, when they are shut, and whose holidays they have (D2). */
export const setTimes = command('clock.setTimes', async (tx, input: Given) => {
  const { id, revision, seen: _, ...own } = input
  const units = await lockTree(tx)
  const { organizationId: organization_id } = tx.actor
  const { rows, official } = await bookOf(readerOf(tx.db), organization_id, units)
  refuseTimes(tx.actor, input, { units, row: rows.find((one) => one.unit_id === id), regions: official })
  await refuseStale(tx, units, input)
  const kept = { own: JSON.stringify(own), revision: revision + 1, changed_by: tx.actor.id, changed_at: tx.now }
  await tx.db.insertInto('clock.unit_times').values({ organization_id, unit_id: id, calendar_id: null, ...kept }).onConflict((c) => c.columns(['organization_id', 'unit_id']).doUpdateSet(kept)).execute()
  const changed = await settle(tx, units, subtree(units, id))
  await tx.record(TimesSet, { subject: { type: 'unit', id, unitId: id }, payload: { unitId: id, revision: revision + 1, units: changed } })
  return { id }
})

/** A unit begun or moved below another has the hours of those above it, and what holds in their region. */
export const settleMoved = async (tx: Tx, unitIds: readonly string[]): Promise<void> => {
  const { organizationId } = tx.actor
  const [set, region] = await Promise.all([
    tx.db.selectFrom('clock.unit_times').select('unit_id').where('organization_id', '=', organizationId).limit(1).executeTakeFirst(),
    tx.db.selectFrom('clock.region').select('code').where('organization_id', '=', organizationId).limit(1).executeTakeFirst(),
  ])
  if (!set && !region) return
  const units = await lockTree(tx)
  for (const id of unitIds) {
    const changed = await settle(tx, units, subtree(units, id))
    if (changed.length) await tx.record(TimesSet, { subject: { type: 'unit', id, unitId: id }, payload: { unitId: id, revision: 0, units: changed } })
  }
}
