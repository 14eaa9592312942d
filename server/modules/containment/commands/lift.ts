import type { z } from 'zod'
import type * as contract from '#contract/containment.ts'
import { command } from '#kernel/command.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoLeads } from '#modules/clock/commands/ring.ts'
import { tell } from '#modules/notification/commands.ts'
import { HoldLifted, LiftAsked, LiftDeclined } from '../events.ts'
import { whyNotAskLift, whyNotDecideLift } from '../rules.ts'
import { type LockedHold, changeHold, lockHold, payloadOf, subjectOf } from './lock.ts'

/** Who leads where it was ordered, and in every unit that holds. */
const everybody = async (tx: Tx, hold: LockedHold): Promise<string[]> => {
  const told = await tx.db.selectFrom('containment.told').select('unit_id').where('organization_id', '=', tx.actor.organizationId).where('hold_id', '=', hold.id).execute()
  const leads = await Promise.all([...new Set(told.map((t) => t.unit_id))].map((unitId) => whoLeads(tx, unitId, { confidential: false, accused: null })))
  return [...(hold.ordered_by ? [hold.ordered_by] : []), ...leads.flat()]
}

export const askLift = command('containment.askLift', async (tx, { id, version, reason }: z.output<typeof contract.askLift.input>) => {
  const hold = await lockHold(tx, id, (row) => whyNotAskLift(row, version))
  await changeHold(tx, id, { state: 'liftAsked', lift_reason: reason, lift_asked_by: tx.actor.id, lift_asked_at: tx.now, decided_by: null, decided_at: null, decision: null })
  await tx.record(LiftAsked, { subject: subjectOf(hold), payload: payloadOf(hold), reason })
  await tell(tx, { to: [...(hold.ordered_by ? [hold.ordered_by] : []), ...await whoLeads(tx, hold.unit_id, { confidential: false, accused: null })], name: 'liftAsked', subject: subjectOf(hold), payload: { number: hold.number } })
  return { id }
})

/** It holds until somebody who leads the order, and is not who asked, says otherwise. */
export const decideLift = command('containment.decideLift', async (tx, { id, version, approve, comment }: z.output<typeof contract.decideLift.input>) => {
  const hold = await lockHold(tx, id, (row) => whyNotDecideLift(row, version, tx.actor))
  await changeHold(tx, id, { state: approve ? 'lifted' : 'active', decided_by: tx.actor.id, decided_at: tx.now, decision: comment })
  await tx.record(approve ? HoldLifted : LiftDeclined, { subject: subjectOf(hold), payload: payloadOf(hold), reason: comment })
  await tell(tx, { to: [...(hold.lift_asked_by ? [hold.lift_asked_by] : []), ...(approve ? await everybody(tx, hold) : [])], name: approve ? 'holdLifted' : 'liftDeclined', subject: subjectOf(hold), payload: { number: hold.number } })
  return { id }
})
