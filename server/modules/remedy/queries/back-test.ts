import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import type { Facts, Table } from '#contract/table-shape.ts'
import * as contract from '#contract/tables.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { asTable, currentPack } from '#modules/packs/queries.ts'
import { draftRow } from '#modules/packs/table/draft.ts'
import { type Tried, tryAuthority, tryStandard } from '../back-test.ts'
import type { KeptStandard } from '../standards.ts'

const SLICE = 20_000
const MOST_SHOWN = 100

interface Row { readonly id: string; readonly complaint_id: string; readonly number: string; readonly unit_id: string; readonly category: string | null; readonly proposed_at: Instant; readonly facts: Facts; readonly table_version: string; readonly rule_id: string; readonly total_fen: number; readonly standard: KeptStandard | null }
interface Span { readonly table: 'authority' | 'compensation'; readonly now: Instant; readonly months: number }

/** A slice of what was decided in that time and is in sight, newest first: between slices others get their turn. */
const sliceOf = async (read: Reader, { organizationId }: Actor, { table, now, months }: Span, before: Row | undefined): Promise<readonly Row[]> => (await sql<Row>`
  select p.id, p.complaint_id, c.number, c.unit_id, t.category_code as category, p.proposed_at, p.facts, p.table_version, p.rule_id, p.total_fen, ${table === 'compensation' ? sql`p.standard` : sql`null::jsonb`} as standard
  from remedy.proposal p join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id
    left join complaint.point t on t.organization_id = p.organization_id and t.complaint_id = p.complaint_id and t.no = 1
  where p.organization_id = ${organizationId} and p.proposed_at >= ${now}::timestamptz - make_interval(months => ${months}::int)${before ? sql` and (p.proposed_at, p.id) < (${before.proposed_at}::timestamptz, ${before.id}::uuid)` : sql``}
  order by p.proposed_at desc, p.id desc limit ${sql.lit(SLICE)}`.execute(read.raw)).rows

interface Tally { decisions: number; changed: number; beforeFen: number; afterFen: number }
const nothing = (): Tally => ({ decisions: 0, changed: 0, beforeFen: 0, afterFen: 0 })

const count = (tally: Tally, { before, after, same }: Tried) => {
  tally.decisions += 1
  tally.changed += same ? 0 : 1
  tally.beforeFen += before.fen
  tally.afterFen += after.fen
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
  const shown: (readonly [Row, Tried])[] = []
  const add = (row: Row, tried: Tried) => {
    for (const tally of [all, under(units, row.unit_id), under(categories, row.category ?? '')]) count(tally, tried)
    proof.same += Number(tried.exact !== null)
    proof.exact += Number(tried.exact === true)
    if (tried.same) return
    approvals[WAY[1 + Math.sign(tried.after.rank - tried.before.rank)] ?? 'others'] += 1
    if (shown.length < MOST_SHOWN) shown.push([row, tried])
  }
  return { all, units, categories, proof, approvals, shown, add }
}

const tablesOf = async (read: Reader, { organizationId }: Actor, table: Span['table'], version: number): Promise<{ draft: Table; inForce: Table }> => {
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
  const sums = opened()
  const tryOn = table === 'authority' ? tryAuthority(inForce, draft) : tryStandard(inForce, draft)
  const from = (last?: Row) => sliceOf(read, actor, { table, now, months }, last)
  let looked = 0
  for (let coming: Promise<readonly Row[]> | null = from(); coming;) {
    const rows: readonly Row[] = await coming
    looked += rows.length
    // The next slice is read while this one is tried.
    coming = rows.length === SLICE && looked < contract.MOST_DECISIONS ? from(rows.at(-1)) : null
    for (const row of rows) {
      const tried = tryOn({ facts: row.facts, version: row.table_version, rule: row.rule_id, totalFen: row.total_fen, standard: row.standard })
      if (tried) sums.add(row, tried)
    }
  }
  const units = new Map((await read.selectFrom('identity.unit').select(['id', 'name']).where('organization_id', '=', actor.organizationId).execute()).map((u) => [u.id, u.name]))
  return {
    ...sums.all, ...sums.proof, approvals: sums.approvals,
    units: [...sums.units].map(([unitId, tally]) => ({ unitId, name: units.get(unitId) ?? '', ...tally })).sort(byChange), categories: [...sums.categories].map(([code, tally]) => ({ code: code || null, ...tally })).sort(byChange),
    items: sums.shown.map(([row, { before, after }]) => ({ complaintId: row.complaint_id, number: row.number, unit: units.get(row.unit_id) ?? '', at: iso(row.proposed_at), before: [...before.rules], after: [...after.rules], beforeFen: before.fen, afterFen: after.fen })),
  }
})
