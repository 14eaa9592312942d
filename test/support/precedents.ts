import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { foldPairs, renewLessons } from '#modules/precedent/sweep.ts'
import type { World } from './app.ts'
import { onDatabase } from './steps.ts'

export interface Past {
  readonly words: string; readonly category: string; readonly above?: readonly string[]; readonly givenFen: number; readonly unitCode?: string; readonly kinds?: readonly string[]; readonly severity?: string; readonly liability?: string
  readonly satisfied?: boolean; readonly product?: { readonly code?: string; readonly name?: string }; readonly confidential?: boolean; readonly reopened?: number; readonly deviated?: boolean; readonly daysAgo?: number
}

const DAY = 86_400_000

const wholeOf = async (w: World, p: Past, no: number) => ({
  severity: null, liability: null, satisfied: null, product: null, confidential: false, reopened: 0, deviated: false, kinds: ['refund'], above: [], ...p,
  id: randomUUID(), point: randomUUID(), number: `OLD-${randomUUID().slice(0, 8)}-${no}`, unit: await w.unitId(p.unitCode ?? 'S01'), at: new Date(w.now().getTime() - (p.daysAgo ?? 30) * DAY),
})
type Whole = Awaited<ReturnType<typeof wholeOf>>

const insert = async (db: pg.Client, modelId: string, r: Whole) => {
  await db.query(`insert into complaint.complaint select (jsonb_populate_record(null::complaint.complaint, to_jsonb(c) || jsonb_build_object('id', $2::uuid, 'number', $3::text, 'unit_id', $4::uuid, 'owner_id', null, 'state', 'closed', 'stage', 'closed',
    'portal_hash', '\\x' || md5($2::text), 'confidential', $5::boolean, 'product', $6::jsonb, 'reopened', $7::int, 'last_closed_at', $8::timestamptz))).* from complaint.complaint c where c.id = $1`,
    [modelId, r.id, r.number, r.unit, r.confidential, r.product && JSON.stringify(r.product), r.reopened, r.at])
  await db.query('insert into complaint.point (organization_id, id, complaint_id, no, words, category_code, severity) select organization_id, $2, $3, 1, $4, $5, $6 from complaint.complaint where id = $1', [modelId, r.point, r.id, r.words, r.category, r.severity])
  await db.query(`insert into precedent.precedent (organization_id, complaint_id, number, category_code, above, severity, liability, given_fen, kinds, satisfied, closed_at, unit_id, deviated)
    select organization_id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from complaint.complaint where id = $1`,
    [modelId, r.id, r.number, r.category, r.above, r.severity, r.liability, r.givenFen, r.kinds, r.satisfied, r.at, r.unit, r.deviated])
  await db.query('insert into precedent.lesson (organization_id, complaint_id, unit_id, product_code, product_name, customer_class, closed_at) select organization_id, $2, $3, $4, $5, null, $6 from complaint.complaint where id = $1',
    [modelId, r.id, r.unit, r.product?.code, r.product?.name, r.at])
}

/** Closed cases as they lie there after an upgrade, made from one that was registered; what was said is worked out by the program's own round. @returns their ids, in order. */
export const closedCases = async (w: World, modelId: string, past: readonly Past[]): Promise<string[]> => {
  const rows = await Promise.all(past.map((p, no) => wholeOf(w, p, no)))
  await onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    for (const row of rows) await insert(db, modelId, row)
  })
  await countPrecedents(w)
  return rows.map((r) => r.id)
}

/** What the program does by itself every minute. */
export const countPrecedents = async (w: World): Promise<void> => {
  while (await renewLessons(w.db)) { /* until none waits */ }
  while (await foldPairs(w.db)) { /* until none waits */ }
}
