import type { z } from 'zod'
import { lineTaken } from '#contract/call-back.ts'
import type * as contract from '#contract/call-back.ts'
import { notFound, staleVersion } from '#contract/common.ts'
import { unitNotYours, unitUnknown } from '#contract/complaint.ts'
import { notAPhone } from '#contract/customer.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { CallRuleChanged, LineAdded, LineRemoved } from '../events.ts'
import { ruleOf } from '../rule.ts'

const refuseElsewhere = (tx: Tx, unitId: string) => {
  if (tx.actor.units !== 'all' && !tx.actor.units.includes(unitId)) throw new Problem(unitNotYours, {}, 'unitId')
}

/** A number of ours, and the unit that answers it. */
export const addLine = command('call-back.changeLines', async (tx, { number, unitId }: z.output<typeof contract.addLine.input>) => {
  const key = phoneKey(number)
  if (!key) throw new Problem(notAPhone, {}, 'number')
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId)
  if (!unit || unit.retired_at) throw new Problem(unitUnknown, {}, 'unitId')
  refuseElsewhere(tx, unitId)
  const id = newId()
  await tx.db.insertInto('call_back.line').values({ organization_id: tx.actor.organizationId, id, number, number_key: key, unit_id: unitId, set_by: tx.actor.id, set_at: tx.now }).execute()
    .catch((error: unknown) => { throw sqlState(error)?.constraint === 'line_by_number' ? new Problem(lineTaken, {}, 'number') : error })
  await tx.record(LineAdded, { subject: { type: 'unit', id: unitId, unitId }, payload: { lineId: id, unitId } })
  return { done: true as const }
})

export const removeLine = command('call-back.changeLines', async (tx, { id }: { id: string }) => {
  const line = await tx.db.selectFrom('call_back.line').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!line) throw new Problem(notFound)
  refuseElsewhere(tx, line.unit_id)
  if (line.removed_at) return { done: true as const }
  await tx.db.updateTable('call_back.line').set({ removed_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(LineRemoved, { subject: { type: 'unit', id: line.unit_id, unitId: line.unit_id }, payload: { lineId: id, unitId: line.unit_id } })
  return { done: true as const }
})

/** For calls that are missed from now on. */
export const changeRule = command('call-back.changeRule', async (tx, { version, ...rule }: z.output<typeof contract.changeCallRule.input>) => {
  const now = await ruleOf(readerOf(tx.db), tx.actor.organizationId)
  if (now.version !== version) throw new Problem(staleVersion)
  const values = { amount: rule.amount, unit: rule.unit, window_hours: rule.windowHours, tries: rule.tries, again_minutes: rule.againMinutes }
  await tx.db.insertInto('call_back.rule').values({ organization_id: tx.actor.organizationId, ...values }).onConflict((c) => c.column('organization_id').doUpdateSet({ ...values, version: sql<number>`rule.version + 1` })).execute()
  await tx.record(CallRuleChanged, { subject: { type: 'organization', id: tx.actor.organizationId, unitId: null }, payload: { tries: rule.tries } })
  return {}
})
