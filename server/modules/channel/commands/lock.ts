import { notFound } from '#contract/common.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'

/** The channel, held until the end of the transaction. @throws Problem 404, also when it was removed. */
export const lockChannel = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('channel.channel').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('removed_at', 'is', null).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

/** Channels belong to the organisation, whoever made them. */
export const subjectOf = (tx: Tx) => ({ type: 'organization', id: tx.actor.organizationId, unitId: null })
