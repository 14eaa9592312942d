import { notFound, staleVersion } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { subjectOf, lockComplaint, touch } from '#modules/complaint/commands/lock.ts'
import { tellFeedback } from '#modules/feedback/commands.ts'
import { looseFiles } from '#modules/files/commands.ts'
import type { Locale } from '#contract/common.ts'
import { visitor } from '../visitor.ts'
import { HeldDiscarded, HeldReleased, HeldRestored } from '../events.ts'
import { whyNotDecide } from '../rules.ts'
import type { Kept } from './hold.ts'
import { registerAs } from './submit.ts'

const lockAll = async (tx: Tx, ids: readonly string[]) => {
  const rows = await tx.db.selectFrom('portal.held').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...new Set(ids)]).orderBy('id').forUpdate().execute()
  if (rows.length < new Set(ids).size) throw new Problem(notFound)
  return rows
}
type Locked = Awaited<ReturnType<typeof lockAll>>[number]

const subjectOfHeld = (held: Locked) => ({ type: 'held', id: held.id, unitId: held.unit_id })

const lockIn = async (tx: Tx, ids: readonly string[], state: 'waiting' | 'discarded') => {
  const rows = await lockAll(tx, ids)
  for (const row of rows) {
    const refusal = whyNotDecide(row, state)
    if (refusal) throw new Problem(refusal, { number: row.number })
  }
  return rows
}

const decide = async (tx: Tx, held: Locked, set: { state: string; reason?: string | null; complaint_id?: string }) => {
  const { numUpdatedRows } = await tx.db.updateTable('portal.held').set({ ...set, decided_by: tx.actor.id, decided_at: tx.now, version: held.version + 1 })
    .where('organization_id', '=', tx.actor.organizationId).where('id', '=', held.id).where('version', '=', held.version).executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem(staleVersion)
}

/** Registered as it would have been when it came, by its sender; the number and code they were given lead to it. */
const release = async (tx: Tx, held: Locked): Promise<string | null> => {
  const kept = held.submission as Kept
  const actor = visitor(tx.actor.organizationId, held.locale as Locale, { units: [held.unit_id] })
  if ('feedback' in kept) {
    await tellFeedback.run({ ...tx, actor }, { ...kept.feedback, receivedAt: iso(held.at), pass: { number: held.number, portalHash: held.portal_hash } })
    return null
  }
  await looseFiles(tx, held.id)
  const registered = await registerAs(tx, actor, { ...kept.complaint, receivedAt: iso(held.at) })
  await touch(tx, await lockComplaint(tx, registered.id), { portal_hash: held.portal_hash })
  return registered.id
}

/** It was honest: everything chosen is registered, or nothing. */
export const releaseHeld = command('portal.releaseHeld', async (tx, { ids }: { ids: readonly string[] }) => {
  const rows = await lockIn(tx, ids, 'waiting')
  for (const held of rows) {
    const complaintId = await release(tx, held)
    await decide(tx, held, { state: 'released', ...(complaintId && { complaint_id: complaintId }) })
    await tx.record(HeldReleased, { subject: complaintId ? subjectOf(await lockComplaint(tx, complaintId)) : subjectOfHeld(held), payload: { heldId: held.id, complaintId } })
  }
  return { decided: rows.length }
})

export const discardHeld = command('portal.discardHeld', async (tx, { ids, reason }: { ids: readonly string[]; reason: string }) => {
  const rows = await lockIn(tx, ids, 'waiting')
  for (const held of rows) await decide(tx, held, { state: 'discarded', reason })
  await tx.record(HeldDiscarded, rows.map((held) => ({ subject: subjectOfHeld(held), payload: { heldId: held.id }, reason })))
  return { decided: rows.length }
})

/** A mistake: it waits again. */
export const restoreHeld = command('portal.restoreHeld', async (tx, { ids }: { ids: readonly string[] }) => {
  const rows = await lockIn(tx, ids, 'discarded')
  for (const held of rows) await decide(tx, held, { state: 'waiting', reason: null })
  await tx.record(HeldRestored, rows.map((held) => ({ subject: subjectOfHeld(held), payload: { heldId: held.id } })))
  return { decided: rows.length }
})
