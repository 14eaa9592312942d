import { sql } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { dropAnswers } from '#modules/forms/commands.ts'
import { ComplaintTakenBack } from '../events.ts'
import { subjectOf } from './lock.ts'

/**
 * Takes cases back that were brought by mistake, with everything that hangs on them; those that somebody has worked on stay.
 * @returns the ids of those that are gone.
 */
export const removeUntouched = async (tx: Tx, ids: readonly string[]): Promise<string[]> => {
  const { rows: untouched } = await sql<{ id: string }>`select complaint.untouched(${[...ids]}::uuid[]) as id`.execute(tx.db)
  if (!untouched.length) return []
  // Held from here on: whoever works on one waits, and finds it gone.
  const cases = await tx.db.selectFrom('complaint.complaint').select(['id', 'number', 'unit_id', 'confidential', 'accused']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', untouched.map((u) => u.id)).orderBy('id').forUpdate().execute()
  const { rows: still } = await sql<{ id: string }>`select complaint.untouched(${cases.map((c) => c.id)}::uuid[]) as id`.execute(tx.db)
  const going = cases.filter((c) => still.some((s) => s.id === c.id))
  if (!going.length) return []
  await tx.record(ComplaintTakenBack, going.map((c) => ({ subject: subjectOf(c), payload: { complaintId: c.id, number: c.number } })))
  await dropAnswers(tx, going.map((c) => c.id))
  const { rows: gone } = await sql<{ id: string }>`select complaint.take_back(${going.map((c) => c.id)}::uuid[]) as id`.execute(tx.db)
  return gone.map((g) => g.id)
}
