import type { z } from 'zod'
import * as contract from '#contract/clock.ts'
import { notFound, staleVersion } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockTree } from '#modules/identity/commands/units.ts'
import { ClockConfirmed, ConfirmationWithdrawn } from '../events.ts'
import { standings } from './queries.ts'

const LINK = /^https?:\/\/\S+$/

/** One at a time in a house: nobody confirms what somebody else is confirming. */
const lockStanding = async (tx: Tx, kind: string) => {
  await lockTree(tx)
  const found = (await standings(readerOf(tx.db), tx.actor.organizationId)).find((one) => one.kind === kind)
  if (!found) throw new Problem(notFound)
  return found
}

const ofHouse = ({ actor }: Tx) => ({ type: 'organization', id: actor.organizationId, unitId: null })

/** Somebody has read the source and answers for it: the clock is no longer marked, until a newer pack says it otherwise (D8). */
export const confirmClock = command('calendar.confirmClock', async (tx, { kind, digest, source, link }: z.output<typeof contract.confirmClock.input>) => {
  const found = await lockStanding(tx, kind)
  if (found.standing === 'confirmed') throw new Problem(contract.alreadyConfirmed)
  if (found.digest !== digest) throw new Problem(staleVersion)
  if (link && !LINK.test(link)) throw new Problem(contract.noLink, {}, 'link')
  await tx.db.insertInto('clock.confirmation').values({ organization_id: tx.actor.organizationId, id: newId(), kind, digest, source, link, by_id: tx.actor.id, at: tx.now, withdrawn_at: null, withdrawn_by: null }).execute()
  await tx.record(ClockConfirmed, { subject: ofHouse(tx), payload: { clock: kind }, reason: source })
  return { kind }
})

export const withdrawConfirmation = command('calendar.withdrawConfirmation', async (tx, { kind, reason }: z.output<typeof contract.withdrawConfirmation.input>) => {
  const found = await lockStanding(tx, kind)
  if (found.standing !== 'confirmed') throw new Problem(contract.notConfirmed)
  await tx.db.updateTable('clock.confirmation').set({ withdrawn_at: tx.now, withdrawn_by: tx.actor.id }).where('organization_id', '=', tx.actor.organizationId).where('kind', '=', kind).where('digest', '=', found.digest).where('withdrawn_at', 'is', null).execute()
  await tx.record(ConfirmationWithdrawn, { subject: ofHouse(tx), payload: { clock: kind }, reason })
  return { kind }
})
