import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import type * as contract from '#contract/payout.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { PayoutRuleSet } from '../events.ts'
import { LIMIT_FEN } from '../rules.ts'

/** How much who pays approves by themselves. The row is made first, so that two who set it at once wait for each other. */
export const setRule = command('payout.setRule', async (tx, input: z.output<typeof contract.setPayoutRule.input>) => {
  const organization_id = tx.actor.organizationId
  await tx.db.insertInto('payout.rule').values({ organization_id, limit_fen: LIMIT_FEN, version: 0 }).onConflict((c) => c.doNothing()).execute()
  const before = await tx.db.selectFrom('payout.rule').selectAll().where('organization_id', '=', organization_id).forUpdate().executeTakeFirstOrThrow()
  if (before.version !== input.version) throw new Problem(staleVersion)
  await tx.db.updateTable('payout.rule').set({ limit_fen: input.limitFen, version: before.version + 1 }).where('organization_id', '=', organization_id).execute()
  await tx.record(PayoutRuleSet, { subject: { type: 'organization', id: organization_id, unitId: null }, payload: { limitFen: input.limitFen, beforeFen: before.limit_fen } })
  return {}
})
