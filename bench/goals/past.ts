import type { Facts, Table } from '../../contract/table-shape.ts'
import { ROOT } from '../../server/kernel/root.ts'
import { readPack } from '../../server/modules/packs/load.ts'
import { type Line, lineOf } from '../report.ts'
import { dice } from '../text.ts'
import type { Given, Measure } from './given.ts'

const BACK_TEST_S = 2
const DECISIONS = 100_000
const ROUNDS = 5
const BATCH = 10_000
const MINUTES = 400_000
const DEAREST_FEN = 2_000_000
const S = 1_000

interface Asked { readonly minutes: number; readonly facts: Facts; readonly standard: object; readonly totalFen: number }

/** Decisions about facts by which the tables of the pack prove themselves, each with a sum and a price of its own. */
const decisions = (): Asked[] => {
  const pack = readPack(ROOT, 'jewellery')
  const d = dice(17)
  return Array.from({ length: DECISIONS }, () => {
    const totalFen = d.below(DEAREST_FEN)
    const facts = { ...d.pick(pack['tables/authority'].examples).facts, totalFen, cumulativeFen: totalFen + d.below(DEAREST_FEN) }
    const point = { ...d.pick(pack['tables/compensation'].examples).facts, priceFen: d.below(DEAREST_FEN), delayDays: d.below(40) }
    return { minutes: d.below(MINUTES), facts, totalFen, standard: { version: 'bench', points: [{ pointId: '', facts: point, rules: [], fen: 0 }] } }
  })
}

/** As superuser, past triggers and keys of other tables, shared out among the complaints that are there. */
const fillPast = async ({ bench: { client }, access: { personId } }: Given): Promise<void> => {
  await client.query('set session_replication_role = replica; set synchronous_commit = off')
  const all = decisions()
  const { rows: [{ many } = { many: 0 }] } = await client.query<{ many: number }>('select count(*)::int as many from complaint.complaint')
  for (let from = 0; from < all.length; from += BATCH) {
    await client.query(`insert into remedy.proposal (organization_id, id, complaint_id, no, state, reason, total_fen, table_version, rule_id, facts, needed_rank, position_code, proposed_by, proposed_at, standard)
      select c.organization_id, gen_random_uuid(), c.id, $3 + a.no, 'withdrawn', '', (a.one ->> 'totalFen')::bigint, 'bench', 'bench', a.one -> 'facts', 2, 'shopManager', $2, now() - (a.one ->> 'minutes')::int * interval '1 minute', a.one -> 'standard'
      from jsonb_array_elements($1::jsonb) with ordinality a (one, no)
        join (select organization_id, id, row_number() over (order by id) as place from complaint.complaint) c on c.place = 1 + (a.no + $3) % $4`, [JSON.stringify(all.slice(from, from + BATCH)), personId, from, many])
  }
  await client.query('reset session_replication_role; reset synchronous_commit')
  await client.query('vacuum (analyze) remedy.proposal')
}

type TableName = 'authority' | 'compensation'

/** A draft that differs a little from the table in force. */
const CHANGE = { authority: { totalFen: { gt: 100_000 } }, compensation: { severity: ['serious'] } } as const

const askers = ({ program, access }: Given) => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${access.token}` }
  return async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${program.port}/api/v1${path}`, { headers, ...(body && { method: 'PUT', body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
}

const drafted = async (ask: ReturnType<typeof askers>, table: TableName): Promise<number> => {
  const { published } = await ask<{ published: { rules: Table['rules'] } }>(`/tables/${table}`)
  const first = published.rules[0]
  if (!first) throw new Error(`${table} has no rules`)
  return (await ask<{ version: number }>(`/tables/${table}/draft`, { version: 0, rules: [{ ...first, id: 'bench', when: CHANGE[table] }, ...published.rules], examples: [] })).version
}

/** P10: a draft tried on a hundred thousand decisions of the past, asked as the page asks. */
export const past: Measure = async (given): Promise<Line[]> => {
  await fillPast(given)
  const ask = askers(given)
  const lines: Line[] = []
  for (const table of ['authority', 'compensation'] as const) {
    const version = await drafted(ask, table)
    const path = `/tables/${table}/draft/decisions?version=${version}&months=12`
    const seconds: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const begun = performance.now()
      const found = await ask<{ decisions: number; changed: number }>(path)
      seconds.push((performance.now() - begun) / S)
      if (found.decisions !== DECISIONS || !found.changed) throw new Error(`${table}: ${found.changed} of ${found.decisions} decisions changed`)
    }
    lines.push(lineOf({ goal: 'P10', op: '<=', connections: 1, rows: given.rows, fsync: given.bench.fsync, metric: `policy.backTest.${table}`, unit: 's', target: BACK_TEST_S }, seconds.slice(1)))
  }
  return lines
}
