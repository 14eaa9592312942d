import type { z } from 'zod'
import { invalidInput } from '#contract/common.ts'
import { PUBLIC_EVENTS, type changes as contract } from '#contract/integration.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type CaseNow, type Happened, tellOf } from './told.ts'

/** How far one answer looks: of what happens a person of one shop sees little. */
const LOOKED_THROUGH = 1_000
const FIRST = '00000000-0000-0000-0000-000000000000'

interface Row extends Happened { readonly subject_type: string; readonly case_id: string | null; readonly number: string; readonly unit_id: string; readonly state: string; readonly stage: string; readonly urgency: string; readonly identity: string }

/** As the relay reads: below the oldest transaction still open nothing can appear any more. */
const FINISHED = sql`e.xid < pg_snapshot_xmin(pg_current_snapshot())`

const latest = async (read: Reader, actor: Actor): Promise<string | null> => {
  const { rows: [row] } = await sql<{ id: string }>`select e.id from kernel.event e where e.organization_id = ${actor.organizationId} and ${FINISHED} order by e.xid desc, e.id desc limit 1`.execute(read.raw)
  return row?.id ?? null
}

/** Where an event stands in the order of commits. Events are places, not transaction ids: those are others after a restore into another server. */
const placeOf = async (read: Reader, actor: Actor, since: string): Promise<{ xid: string; id: string }> => {
  const row = await read.selectFrom('kernel.event').select(['xid', 'id']).where('organization_id', '=', actor.organizationId).where('id', '=', since).executeTakeFirst()
  if (!row) throw new Problem(invalidInput, {}, 'since')
  return row
}

const following = async (read: Reader, actor: Actor, after: { xid: string; id: string }): Promise<Row[]> => (await sql<Row>`
  with looked as materialized (
    select e.id, e.name, e.at, e.payload, e.subject_type, e.subject_id, e.xid from kernel.event e
    where e.organization_id = ${actor.organizationId} and (e.xid, e.id) > (${after.xid}::xid8, ${after.id}::uuid) and ${FINISHED} order by e.xid, e.id limit ${sql.lit(LOOKED_THROUGH)})
  select l.id, l.name, l.at, l.payload, l.subject_type, c.id as case_id, c.number, c.unit_id, c.state, c.stage, c.urgency, c.identity
  from looked l left join complaint.complaint c on c.organization_id = ${actor.organizationId} and c.id = l.subject_id order by l.xid, l.id`.execute(read.raw)).rows

const PUBLIC: ReadonlySet<string> = new Set(PUBLIC_EVENTS)

/** Cases come under row security: of those out of sight there is no row. What is no case's is for who may read customers of the whole organisation. */
const isInSight = (actor: Actor) => {
  const customersToo = actor.units === 'all' && actor.may('customer.read')
  return (row: Row) => PUBLIC.has(row.name) && (row.case_id !== null || (customersToo && row.subject_type === 'customer'))
}

const caseOf = (row: Row): CaseNow | null => (row.case_id === null ? null : { ...row, id: row.case_id, kept: row.identity !== 'open' })

/** What happened to the cases in sight since an event, in the order of commits: nothing twice and nothing left out, however many write meanwhile. */
export const changes = query('complaint.read', async (read, actor, { since, from, limit = 100 }: z.output<typeof contract.input>) => {
  if (from) return { items: [], next: await latest(read, actor), more: false }
  const looked = await following(read, actor, since ? await placeOf(read, actor, since) : { xid: '0', id: FIRST })
  const seen = looked.filter(isInSight(actor))
  const shown = seen.slice(0, limit)
  const cut = seen.length > limit
  const next = (cut ? shown.at(-1) : looked.at(-1))?.id ?? since ?? null
  return { items: shown.map((row) => tellOf(row, caseOf(row))), next, more: cut || looked.length === LOOKED_THROUGH }
})
