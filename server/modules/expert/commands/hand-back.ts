import type { z } from 'zod'
import type { Tx } from '#kernel/tx.ts'
import { lockBelow, subjectOf } from '#modules/complaint/commands/lock.ts'
import { receiverIn } from '#modules/complaint/commands/receiver.ts'
import type { WorkPassed } from '#modules/identity/events.ts'
import { tell } from '#modules/notification/commands.ts'
import { OpinionHandedBack } from '../events.ts'
import { askers, changeOpinion, tellsOf } from './lock.ts'

/**
 * What a colleague was asked who has left goes back to who asked: an opinion is given by the certificate of one person, on whom the customer may have agreed,
 * so nobody inherits it. What lies with them still comes back by its receipt. Who is only away is rung like everybody who is late.
 */
export const handBackOpinions = async (tx: Tx, work: z.output<typeof WorkPassed.payload>): Promise<void> => {
  if (work.passedWhy !== 'left') return
  const asked = () => tx.db.selectFrom('expert.opinion').selectAll().where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', work.fromId).where('state', '=', 'asked')
  for (const { id } of await asked().orderBy('complaint_id').orderBy('id').execute()) {
    const { complaint, row: opinion } = await lockBelow(tx, tx.db.selectFrom('expert.opinion').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id), () => null)
    if (opinion.state !== 'asked') continue
    await changeOpinion(tx, complaint, id, { state: 'withdrawn', ended_at: tx.now, ended_by: tx.actor.id })
    await tx.record(OpinionHandedBack, { subject: subjectOf(complaint), payload: await tellsOf(tx, id) })
    const next = await receiverIn(tx, complaint, { fromId: work.fromId, toId: null })
    const people = new Set([...askers(complaint, opinion), ...(next ? [next] : [])].filter((one) => one !== work.fromId))
    await tell(tx, { to: [...people], name: 'expertHandedBack', subject: subjectOf(complaint), payload: { number: opinion.number } })
  }
}
