import type { z } from 'zod'
import * as contract from '#contract/complaint.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { ContractSignedOff } from '../events.ts'
import { standingSignOffs } from '../queries/sign-off.ts'
import { SIGNS, whyNotSignOff } from '../rules.ts'
import { lockOpen, subjectOf, touch } from './lock.ts'

/** A manager agrees that a matter of contract goes further (C2). */
export const signOff = command('complaint.signOff', async (tx, { id, pointId, comment }: z.output<typeof contract.SignOff>) => {
  const complaint = await lockOpen(tx, id)
  const standing = (await standingSignOffs(readerOf(tx.db), tx.actor.organizationId, complaint.id)).get(pointId)
  if (!standing) throw new Problem(contract.pointUnknown, {}, 'pointId')
  const refusal = whyNotSignOff(tx.actor.may(SIGNS), standing)
  if (refusal) throw new Problem(refusal)
  await tx.db.insertInto('complaint.sign_off').values({ organization_id: tx.actor.organizationId, point_id: pointId, complaint_id: complaint.id, by_id: tx.actor.id ?? complaint.id, comment, at: tx.now }).execute()
  await touch(tx, complaint, {})
  await tx.record(ContractSignedOff, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, pointId, no: standing.no }, reason: comment || undefined })
  return { id }
})
