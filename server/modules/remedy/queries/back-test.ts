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
import { type Made, type Tried, tryAuthority, tryStandard } from '../back-test.ts'
import { partsOf } from '../told-apart.ts'
import { type Group, askedOfAuthority, askedOfStandard, groupsOf, newestOf } from './past-decisions.ts'

/** After so many, others get their turn. */
const AT_ONCE = 500

interface Tally { decisions: number; changed: number; beforeFen: number; afterFen: number }
const nothing = (): Tally => ({ decisions: 0, changed: 0, beforeFen: 0, afterFen: 0 })

/** What so many decisions come to. */
const worth = ({ fen, ofTotal }: Made, decisions: number, totalFen: number) => fen * decisions + (ofTotal ? totalFen : 0)

const count = (tally: Tally, { decisions, total_fen }: Group, { before, after, same }: Tried) => {
  tally.decisions += decisions
  tally.changed += same ? 0 : decisions
  tally.beforeFen += worth(before, decisions, total_fen)
  tally.afterFen += worth(after, decisions, total_fen)
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
  const changed: Group[] = []
  const add = (group: Group, tried: Tried) => {
    for (const tally of [all, under(units, group.unit_id), under(categories, group.category ?? '')]) count(tally, group, tried)
    const exact = tried.isExact(group.kept)
    proof.same += exact === null ? 0 : group.decisions
    proof.exact += exact ? group.decisions : 0
    if (tried.same) return
    approvals[WAY[1 + Math.sign(tried.after.rank - tried.before.rank)] ?? 'others'] += group.decisions
    changed.push(group)
  }
  return { all, units, categories, proof, approvals, changed, add }
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
  const [asking, tryOn] = table === 'authority' ? [askedOfAuthority(parts), tryAuthority(inForce, draft, parts)] : [askedOfStandard, tryStandard(inForce, draft)]
  const sums = opened()
  for (const [i, group] of (await groupsOf(read, actor, { now, months }, asking)).entries()) {
    if (i % AT_ONCE === AT_ONCE - 1) await turn()
    sums.add(group, tryOn(group.asked))
  }
  const shown = await newestOf(read, actor, { now, months }, asking, sums.changed)
  const units = new Map((await read.selectFrom('identity.unit').select(['id', 'name']).where('organization_id', '=', actor.organizationId).execute()).map((u) => [u.id, u.name]))
  return {
    ...sums.all, ...sums.proof, approvals: sums.approvals,
    units: [...sums.units].map(([unitId, tally]) => ({ unitId, name: units.get(unitId) ?? '', ...tally })).sort(byChange), categories: [...sums.categories].map(([code, tally]) => ({ code: code || null, ...tally })).sort(byChange),
    items: shown.map((row) => {
      const { before, after } = tryOn(row.asked)
      return { complaintId: row.complaint_id, number: row.number, unit: units.get(row.unit_id) ?? '', at: iso(row.proposed_at), before: [...before.rules], after: [...after.rules], beforeFen: worth(before, 1, row.total_fen), afterFen: worth(after, 1, row.total_fen) }
    }),
  }
})
