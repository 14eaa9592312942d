import { notFound } from '#contract/common.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'

/** The webhook, held until the end of the transaction. @throws Problem 404 */
export const lockWebhook = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('integration.webhook').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

/** Webhooks belong to the organisation, whoever made them. */
export const subjectOf = (tx: Tx) => ({ type: 'organization', id: tx.actor.organizationId, unitId: null })
