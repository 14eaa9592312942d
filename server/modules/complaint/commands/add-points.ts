import { unknownCategory } from '#contract/complaint.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { gramVector } from '#kernel/grams.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { PointAdded } from '../events.ts'
import { type LockedComplaint, subjectOf, touch } from './lock.ts'

export interface NewPoint { readonly text: string; readonly wants?: string | null | undefined; readonly categoryCode?: string | null | undefined }

/** What was added is found like what was there from the beginning. */
const widenSearch = async (tx: Tx, complaint: LockedComplaint, added: string) => {
  const row = await tx.db.selectFrom('complaint.search').select('body').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).executeTakeFirst()
  if (!row) return
  const body = `${row.body}\n${added}`
  await tx.db.updateTable('complaint.search').set({ body, grams: sql<string>`${gramVector(body)}::tsvector` }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()
}

/** A15: another problem in an open case is a point of its own, in the customer's words. */
export const addPoints = async (tx: Tx, complaint: LockedComplaint, points: readonly NewPoint[]): Promise<void> => {
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const stray = points.findIndex((p) => p.categoryCode && !body.categories.some((c) => c.code === p.categoryCode))
  if (stray >= 0) throw new Problem(unknownCategory, {}, `points/${stray}/categoryCode`)
  const { last } = await tx.db.selectFrom('complaint.point').select((eb) => eb.fn.max('no').as('last')).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).executeTakeFirstOrThrow()
  const rows = points.map((p, i) => ({
    organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, no: (last ?? 0) + 1 + i, words: p.text, wants: p.wants || null, category_code: p.categoryCode ?? null, reading: null, severity: null,
    matter: body.categories.find((c) => c.code === p.categoryCode)?.matter ?? null, service_stage: null, service_fault: null,
  }))
  await tx.db.insertInto('complaint.point').values(rows).execute()
  await widenSearch(tx, complaint, points.flatMap((p) => [p.text, p.wants ?? '']).filter(Boolean).join('\n'))
  await touch(tx, complaint, {})
  await tx.record(PointAdded, rows.map((r) => ({ subject: subjectOf(complaint), payload: { complaintId: complaint.id, pointId: r.id, no: r.no, categoryCode: r.category_code } })))
}
