import { setImmediate as turn } from 'node:timers/promises'
import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import type { Table } from '#contract/table-shape.ts'
import * as contract from '#contract/tables.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { asTable, currentPack } from '#modules/packs/queries.ts'
import { draftRow } from '#modules/packs/table/draft.ts'
import { type Tried, tryTables } from '../back-test.ts'
import { partsOf } from '../told-apart.ts'
import { type One, askedOfAuthority, askedOfStandard, groupsOf, onesOf, shownOf } from './past-decisions.ts'

/** After so many decisions others get their turn. */
const AT_ONCE = 5_000
const MOST_SHOWN = 100

interface Tally { decisions: number; changed: number; given: number; beforeFen: number; afterFen: number }
const nothing = (): Tally => ({ decisions: 0, changed: 0, given: 0, beforeFen: 0, afterFen: 0 })

/** One decision with what both tables make of it. */
interface Outcome { readonly one: One; readonly tried: Tried; readonly beforeFen: number; readonly afterFen: number; readonly changed: boolean }

const outcomeOf = (one: One, tried: Tried): Outcome => {
  const [beforeFen, afterFen] = [tried.before.fenOf(one.amounts), tried.after.fenOf(one.amounts)]
  return { one, tried, beforeFen, afterFen, changed: !tried.same || beforeFen !== afterFen }
}

/** What was returned, withdrawn or declined was decided, too, but cost nothing. */
const count = (tally: Tally, { one: { given }, beforeFen, afterFen, changed }: Outcome) => {
  tally.decisions += 1
  tally.changed += Number(changed)
  if (!given) return
  tally.given += 1
  tally.beforeFen += beforeFen
  tally.afterFen += afterFen
}

const under = (tallies: Map<string, Tally>, key: string): Tally => {
  const known = tallies.get(key)
  if (known) return known
  const made = nothing()
  tallies.set(key, made)
  return made
}

const WAY = ['lower', 'others', 'higher'] as const

/** Adds up what the tries came to. */
const opened = () => {
  const all = nothing()
  const [units, categories] = [new Map<string, Tally>(), new Map<string, Tally>()]
  const proof = { same: 0, exact: 0 }
  const approvals = { higher: 0, lower: 0, others: 0 }
  const changed: Outcome[] = []
  const prove = (exact: boolean | null, { one: { keptFen }, beforeFen }: Outcome) => {
    proof.same += Number(exact !== null)
    proof.exact += Number(exact === true && (keptFen === null || keptFen === beforeFen))
  }
  /** `exact`: whether the rules are those that were kept. */
  const add = (tallies: readonly Tally[], exact: boolean | null, outcome: Outcome) => {
    for (const tally of tallies) count(tally, outcome)
    prove(exact, outcome)
    if (!outcome.changed) return
    const { before, after } = outcome.tried
    approvals[WAY[1 + Math.sign(after.rank - before.rank)] ?? 'others'] += 1
    changed.push(outcome)
  }
  const tallies = (unitId: string, category: string | null) => [all, under(units, unitId), under(categories, category ?? '')]
  return { all, units, categories, proof, approvals, changed, add, tallies }
}

const tablesOf = async (read: Reader, { organizationId }: Actor, table: 'authority' | 'compensation', version: number): Promise<{ draft: Table; inForce: Table }> => {
  const row = await draftRow(read, organizationId, table)
  if (!row) throw new Problem(contract.noDraft)
  if (row.version !== version) throw new Problem(staleVersion)
  const { policy } = await currentPack(read, organizationId)
  return { draft: await asTable(read, organizationId, table, row), inForce: await policy(table) }
}

const byChange = (a: Tally, b: Tally) => b.changed - a.changed || b.decisions - a.decisions

/** F5: the draft tried on what was decided, as it was asked then. */
export const backTest = query('packs.tryTable', async (read, actor, { table, version, months }: z.output<typeof contract.backTest.input>, now): Promise<z.input<typeof contract.backTest.output>> => {
  if (table !== 'authority' && table !== 'compensation') throw new Problem(contract.notBackTested)
  const { draft, inForce } = await tablesOf(read, actor, table, version)
  const parts = partsOf([inForce, draft])
  const tryOn = tryTables(table, inForce, draft, parts)
  const sums = opened()
  let since = 0
  for (const group of await groupsOf(read, actor, { now, months }, table === 'authority' ? askedOfAuthority(parts) : askedOfStandard(parts))) {
    const [tried, tallies, ones] = [tryOn(group.asked), sums.tallies(group.unit_id, group.category), onesOf(group)]
    const exact = tried.isExact(group.kept)
    for (const one of ones) sums.add(tallies, exact, outcomeOf(one, tried))
    since += ones.length
    if (since < AT_ONCE) continue
    since = 0
    await turn()
  }
  const newest = sums.changed.sort((a, b) => a.one.place - b.one.place).slice(0, MOST_SHOWN)
  const shown = await shownOf(read, actor, newest.map(({ one }) => one.id))
  const units = new Map((await read.selectFrom('identity.unit').select(['id', 'name']).where('organization_id', '=', actor.organizationId).execute()).map((u) => [u.id, u.name]))
  return {
    ...sums.all, ...sums.proof, approvals: sums.approvals,
    units: [...sums.units].map(([unitId, tally]) => ({ unitId, name: units.get(unitId) ?? '', ...tally })).sort(byChange), categories: [...sums.categories].map(([code, tally]) => ({ code: code || null, ...tally })).sort(byChange),
    items: newest.flatMap(({ one, tried: { before, after }, beforeFen, afterFen }) => {
      const row = shown.get(one.id)
      return row ? [{ complaintId: row.complaint_id, number: row.number, unit: units.get(row.unit_id) ?? '', at: iso(row.proposed_at), before: [...before.rules], after: [...after.rules], beforeFen, afterFen }] : []
    }),
  }
})
