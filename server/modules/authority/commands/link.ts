import { linkOver, linkUsed } from '#contract/authority.ts'
import { newId, newSecret, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { HOUR, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import type { Subject } from './chain.ts'

/** So long a link opens anything. */
const LASTS_MS = 72 * HOUR

/** A secret by which this person alone decides this, once. Kept as a hash: it stands in the message, and nowhere else. */
export const makeLink = async (tx: Tx, { id, complaintId }: Pick<Subject, 'id' | 'complaintId'>, personId: string): Promise<string> => {
  const token = newSecret()
  await tx.db.insertInto('authority.link').values({
    organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, subject_id: id, person_id: personId, token_hash: sha256(token), until: plusMs(tx.now, LASTS_MS), made_at: tx.now, used_at: null, used_for: null, revoked_at: null,
  }).execute()
  return token
}

/** What is decided or taken back is decided by no link any more; one that was used still says what became of it. */
export const endLinks = async (tx: Tx, subjectId: string): Promise<void> => {
  await tx.db.updateTable('authority.link').set({ revoked_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('subject_id', '=', subjectId).where('used_at', 'is', null).where('revoked_at', 'is', null).execute()
}

/** Uses a link up, of a case that is locked: of two at once the second finds it used. @throws Problem when it was, or opens nothing any more. */
export const consumeLink = async (tx: Tx, linkId: string, verdict: 'approved' | 'returned'): Promise<void> => {
  const link = await tx.db.selectFrom('authority.link').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).forUpdate().executeTakeFirst()
  if (link?.used_at) throw new Problem(linkUsed)
  if (!link || link.person_id !== tx.actor.id || link.revoked_at || link.until <= tx.now) throw new Problem(linkOver)
  await tx.db.updateTable('authority.link').set({ used_at: tx.now, used_for: verdict }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).execute()
}
