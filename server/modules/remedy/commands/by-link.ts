import { notFound } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { consumeLink, makeLink } from '#modules/authority/commands/link.ts'
import { keptSteps, postsOf } from '#modules/authority/queries.ts'
import { whyNotEntitled, whyNotOthers } from '#modules/authority/rules.ts'
import { lockOpen } from '#modules/complaint/commands/lock.ts'
import { decideNo, decideYes } from './decide.ts'

/** The secret of a link for somebody who is asked now; null where nothing waits for them, and of cases that are confidential: those are decided inside. */
export const linkFor = async (tx: Tx, { complaintId, personId }: { readonly complaintId: string; readonly personId: string }): Promise<string | null> => {
  const { organizationId } = tx.actor
  const complaint = await tx.db.selectFrom('complaint.complaint').select(['unit_id', 'confidential', 'accused']).where('organization_id', '=', organizationId).where('id', '=', complaintId).where('state', '=', 'open').executeTakeFirst()
  const waiting = await tx.db.selectFrom('remedy.proposal').select(['id', 'total_fen', 'proposed_by']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'awaitingApproval').executeTakeFirst()
  if (!complaint || complaint.confidential || complaint.accused || !waiting) return null
  const read = readerOf(tx.db)
  const what = { unitId: complaint.unit_id, totalFen: waiting.total_fen, proposedBy: waiting.proposed_by, about: [], steps: await keptSteps(read, organizationId, [waiting.id]) }
  if (whyNotOthers(personId, what) ?? whyNotEntitled(await postsOf(read, organizationId, personId), what, tx.now)) return null
  return makeLink(tx, { id: waiting.id, complaintId }, personId)
}

interface ByLink { readonly linkId: string; readonly remedyId: string; readonly comment: string }

/** The case first, as everywhere; then the link, which is used up with the decision or not at all. */
const lockBehind = async (tx: Tx, { linkId, remedyId }: ByLink, verdict: 'approved' | 'returned') => {
  const find = () => tx.db.selectFrom('remedy.proposal').select(['id', 'complaint_id', 'version']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', remedyId)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  await lockOpen(tx, unlocked.complaint_id)
  await consumeLink(tx, linkId, verdict)
  return find().executeTakeFirstOrThrow()
}

/** What stands behind a link does not change: a proposal that does is another, and the link is over. */
export const approveByLink = command('remedy.approveByLink', async (tx, input: ByLink) => {
  const { id, version } = await lockBehind(tx, input, 'approved')
  await decideYes(tx, { id, version, comment: input.comment, via: 'link' })
  return { remedyId: id, linkId: input.linkId }
})

export const returnByLink = command('remedy.returnByLink', async (tx, input: ByLink) => {
  const { id, version } = await lockBehind(tx, input, 'returned')
  await decideNo(tx, { id, version, comment: input.comment, via: 'link' })
  return { remedyId: id, linkId: input.linkId }
})
