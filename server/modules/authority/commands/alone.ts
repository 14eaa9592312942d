import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, grantSight, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { postsOf, standingOf, whoHasRank } from '../queries.ts'
import { type ByRank, lendsNothing, standing, whyNotByRank } from '../rules.ts'

/** Something that one person of a rank decides. */
export interface Alone extends ByRank { readonly id: string; readonly complaintId: string }

/** The rank above one's own; the highest of all is answered for by another one who has it. */
export const rankAbove = async (tx: Tx, complaint: LockedComplaint): Promise<{ readonly rank: number; readonly positionCode: string }> => {
  const read = readerOf(tx.db)
  const { own } = await standingOf(read, tx.actor.organizationId, tx.actor.id, complaint.unit_id, tx.now)
  const { positions } = (await currentPack(read, tx.actor.organizationId)).body
  const highest = Math.max(...positions.map(({ rank }) => rank))
  const rank = Math.min(own + 1, highest)
  return { rank, positionCode: positions.filter((one) => one.rank >= rank).sort((a, b) => a.rank - b.rank)[0]?.code ?? '' }
}

/** Whether whoever acts may decide it. */
export const isEntitled = async (tx: Tx, what: Alone): Promise<boolean> => whyNotByRank(await postsOf(readerOf(tx.db), tx.actor.organizationId, tx.actor.id), what, tx.now) === null

/** @throws Problem when whoever acts may not decide it. @returns for whom they stand in, where their own rank is not enough. */
export const refuseUnlessEntitled = async (tx: Tx, what: Alone): Promise<string | null> => {
  const posts = await postsOf(readerOf(tx.db), tx.actor.organizationId, tx.actor.id)
  const refusal = whyNotByRank(posts, what, tx.now)
  if (refusal) throw new Problem(refusal)
  const { own, deputyOf } = standing(posts, what.unitId, tx.now, lendsNothing(posts, what))
  return own >= what.neededRank ? null : deputyOf
}

/** The lowest who may decide it hear of it, but not who asks; a confidential case is opened to them for it. `name`: of the notice. */
export const askByRank = async (tx: Tx, complaint: LockedComplaint, neededRank: number, { name }: { readonly name: string }): Promise<void> => {
  const who = (await whoHasRank(readerOf(tx.db), tx.actor.organizationId, { unitId: complaint.unit_id, neededRank, about: complaint.accused ?? [] })).filter((h) => h.personId !== tx.actor.id)
  const asked = who.filter((h) => h.rank === who[0]?.rank).map((h) => h.personId)
  if (complaint.confidential) for (const id of asked) await grantSight(tx, complaint, id, 'approval')
  await tell(tx, { to: asked, name, subject: subjectOf(complaint), payload: { number: complaint.number } })
}

/** Keeps who decided what, and for whom. */
export const keepApproval = async (tx: Tx, what: Alone, verdict: 'approved' | 'returned', comment: string, deputyOf: string | null): Promise<void> => {
  await tx.db.insertInto('authority.approval').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: what.complaintId, subject_id: what.id, by_id: tx.actor.id ?? what.proposedBy, deputy_of: deputyOf, delegated: false, via: 'page', verdict, comment, at: tx.now }).execute()
}
