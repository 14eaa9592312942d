import { linkOver } from '#contract/portal.ts'
import { newCode, newId, newSecret, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { DAY, HOUR, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { whyNotAskAgain } from '../rules.ts'
import { hashOfToken } from '../token.ts'

/** Of what the code was lost. */
export interface Of { readonly column: 'complaint_id' | 'feedback_id'; readonly id: string }
export const ofCase = (id: string): Of => ({ column: 'complaint_id', id })
export const ofSuggestion = (id: string): Of => ({ column: 'feedback_id', id })

export type CodeWay = 'mail' | 'sms' | 'callBack'

/** How long a link is good for. */
const LINK_MS = HOUR

/** Whether they asked so often today that nothing more is done. */
export const askedEnough = async (tx: Tx, { column, id }: Of): Promise<boolean> =>
  whyNotAskAgain(await tx.db.selectFrom('portal.code_request').select('asked_at').where('organization_id', '=', tx.actor.organizationId).where(column, '=', id).where('asked_at', '>', plusMs(tx.now, -DAY)).execute())

/** Keeps that a code is asked for. `token`: what opens the choice of a new one; null where somebody rings. */
export const noteAsked = async (tx: Tx, { column, id: of }: Of, way: CodeWay): Promise<{ id: string; token: string | null }> => {
  const id = newId()
  // What is typed from a phone is short; it is good for an hour and opens nothing but the choice of a new code.
  const token = way === 'callBack' ? null : way === 'mail' ? newSecret() : newCode()
  await tx.db.insertInto('portal.code_request').values({
    organization_id: tx.actor.organizationId, id, complaint_id: column === 'complaint_id' ? of : null, feedback_id: column === 'feedback_id' ? of : null, way, token: way === 'mail' ? token : null, asked_at: tx.now,
    ...(token === null ? {} : { token_hash: sha256(token), until: plusMs(tx.now, LINK_MS) }),
  }).execute()
  return { id, token }
}

/** @throws Problem where what came by letter is over. */
export const refuseOver = async (tx: Tx, { column, id }: Of, token: string): Promise<void> => {
  const good = await tx.db.selectFrom('portal.code_request').select('id').where('organization_id', '=', tx.actor.organizationId).where(column, '=', id).where('token_hash', '=', hashOfToken(token)).where('used_at', 'is', null).where('until', '>', tx.now).executeTakeFirst()
  if (!good) throw new Problem(linkOver)
}

/** Whatever went out for it opens nothing any more. */
export const useUp = async (tx: Tx, { column, id }: Of): Promise<void> => {
  await tx.db.updateTable('portal.code_request').set({ used_at: tx.now, token: null }).where('organization_id', '=', tx.actor.organizationId).where(column, '=', id).where('used_at', 'is', null).execute()
}
