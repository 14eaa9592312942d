import type { z } from 'zod'
import type { Words } from '#contract/common.ts'
import { nothingNew } from '#contract/ledger.ts'
import type * as contract from '#contract/ledger.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { LedgerExported } from './events.ts'
import { lastOf, whyNotExport } from './rules.ts'

/** By this number the database knows the lock of exports. */
const LEDGER_LOCK = 62

/** The firm's own day: that of the unit above all others. */
const houseZone = async (tx: Tx): Promise<string> => (await unitRows(readerOf(tx.db), tx.actor.organizationId)).find((u) => u.parent_id === null)?.time_zone ?? 'UTC'

const byCode = (all: readonly { readonly code: string; readonly label: Words }[]): string => JSON.stringify(Object.fromEntries(all.map(({ code, label }) => [code, label])))

/** What categories and causes are called today, in every language: a file that was handed over says so for good. */
const calledNow = async (tx: Tx) => {
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  return { categories: byCode(body.categories), causes: byCode(body.causes) }
}

/** Hands over what was not handed over before, as it is known now. One export after the other: they wait for each other by a lock of their own. */
export const exportLedger = command('ledger.export', async (tx, { until }: z.output<typeof contract.exportLedger.input>) => {
  const own = tx.actor.organizationId
  const refusal = whyNotExport(until, localDay(await houseZone(tx), tx.now))
  if (refusal) throw new Problem(refusal, {}, 'until')
  await sql`select pg_advisory_xact_lock(hashtextextended(${own}, ${sql.lit(LEDGER_LOCK)}))`.execute(tx.db)
  const id = newId()
  const untilOn = lastOf(until)
  const last = await tx.db.selectFrom('ledger.export').select((eb) => eb.fn.max('no').as('no')).where('organization_id', '=', own).executeTakeFirst()
  const no = (last?.no ?? 0) + 1
  await tx.db.insertInto('ledger.export').values({ organization_id: own, id, no, until_on: untilOn, entries: 0, cost_fen: 0, received_fen: 0, by_id: tx.actor.id, at: tx.now }).execute()
  const called = await calledNow(tx)
  const { rows: [sums] } = await sql<{ entries: number; cost: number; received: number }>`with taken as (
      insert into ledger.exported (organization_id, entry_id, export_id, unit_name, category_code, category, cause_code, cause, case_number, voucher)
      select ${own}::uuid, l.id, ${id}::uuid, u.name, l.category_code, coalesce(${called.categories}::jsonb -> l.category_code, to_jsonb(l.category_code)), l.cause, coalesce(${called.causes}::jsonb -> l.cause, to_jsonb(l.cause)), l.case_number, l.voucher
      from ledger.lines('-infinity', ${untilOn}::date) l join identity.unit u on u.organization_id = ${own}::uuid and u.id = l.unit_id where l.export_id is null returning entry_id)
    select count(*)::int as entries, coalesce(sum(e.amount_fen) filter (where e.kind <> 'received'), 0)::bigint as cost, coalesce(-sum(e.amount_fen) filter (where e.kind = 'received'), 0)::bigint as received
    from taken join ledger.entry e on e.organization_id = ${own} and e.id = taken.entry_id`.execute(tx.db)
  if (!sums?.entries) throw new Problem(nothingNew)
  await tx.db.updateTable('ledger.export').set({ entries: sums.entries, cost_fen: sums.cost, received_fen: sums.received }).where('organization_id', '=', own).where('id', '=', id).execute()
  await tx.record(LedgerExported, { subject: { type: 'organization', id: own, unitId: null }, payload: { exportId: id, no, until, entries: sums.entries, costFen: sums.cost, receivedFen: sums.received } })
  return { id }
})
