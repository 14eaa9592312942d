import type { z } from 'zod'
import { proposalGone, type Standing } from '#contract/assigning.ts'
import type * as contract from '#contract/attention.ts'
import { staleVersion } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { classify } from '#modules/complaint/commands/handle.ts'
import { type LockedComplaint, lockOpen, subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { refuseUnknownPerson } from '../commands.ts'
import { chooseOwner, keepChoices } from '../choosing/choose.ts'
import type { Chosen } from '../choosing/rules.ts'
import { Assigned, OwnerChosen } from '../events.ts'
import { handTo } from '../hand-to.ts'
import { handlerOf, wantedFor } from './wanted.ts'

const sortFirst = async (tx: Tx, id: string, version: number, categoryCode: string) => {
  const point = await tx.db.selectFrom('complaint.point').select(['id', 'category_code']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', id).orderBy('no').limit(1).executeTakeFirst()
  if (point && point.category_code !== categoryCode) await classify.run(tx, { id, version, pointId: point.id, categoryCode })
}

/** Whoever was proposed may have it still: asked under the lock of all who could, so that two who accept at once overload nobody. */
const refuseGone = async (tx: Tx, complaint: LockedComplaint, toPersonId: string): Promise<Chosen> => {
  const { wanted } = await wantedFor(tx, complaint)
  const { considered } = await chooseOwner(tx, wanted)
  const their = considered.find((one) => one.id === toPersonId)
  if (!their || !MAY_HAVE.includes(their.why)) throw new Problem(proposalGone)
  return { id: toPersonId, considered }
}
const MAY_HAVE: readonly Standing[] = ['chosen', 'lessSkilled', 'carriesMore', 'givenLater']

/** E15: from the queue straight to somebody's desk. Whoever looked at it before somebody else changed it is refused: two officers never give one case to two people. */
export const assign = command('routing.assign', async (tx, input: z.output<typeof contract.assign.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  if (complaint.version !== input.version) throw new Problem(staleVersion)
  await refuseUnknownPerson(tx, input.toPersonId)
  await refuseDependent(tx, complaint, input.toPersonId, 'toPersonId')
  if (input.categoryCode) await sortFirst(tx, complaint.id, complaint.version, input.categoryCode)
  const choice = input.asProposed ? await refuseGone(tx, complaint, input.toPersonId) : null
  await handTo(tx, complaint, input.toPersonId, input.tell)
  const subject = subjectOf(complaint)
  await tx.record(Assigned, { subject, payload: { complaintId: complaint.id, before: complaint.owner_id, ownerId: input.toPersonId } })
  if (choice) {
    await keepChoices(tx, [{ complaintId: complaint.id, unitId: handlerOf(complaint), chosen: choice, way: 'accepted' }])
    await tx.record(OwnerChosen, { subject, payload: { complaintId: complaint.id, ownerId: input.toPersonId, chosenWay: 'accepted' } })
  }
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'takenOver', subject, payload: { number: complaint.number } })
  return { ownerId: input.toPersonId }
})

interface Lying { readonly complaintId: string; readonly unitId: string; readonly since: Instant }
/** Nobody looks after these cases: how long is measured from now on. */
export const beginWaiting = async (tx: Tx, cases: readonly Lying[]): Promise<void> => {
  if (cases.length) await tx.db.insertInto('routing.waiting').values(cases.map(({ complaintId, unitId, since }) => ({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, unit_id: unitId, since, until: null }))).onConflict((c) => c.doNothing()).execute()
}

/** Another unit handles them: it is theirs to give to somebody. */
export const moveWaiting = async (tx: Tx, complaintId: string, unitId: string): Promise<void> => {
  await tx.db.updateTable('routing.waiting').set({ unit_id: unitId }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('until', 'is', null).execute()
}

export const endWaiting = async (tx: Tx, complaintIds: readonly string[]): Promise<void> => {
  if (complaintIds.length) await tx.db.updateTable('routing.waiting').set({ until: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', 'in', [...complaintIds]).where('until', 'is', null).execute()
}
