import { retiredCategory, unknownCategory } from '#contract/complaint.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { currentPack } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { PointAdded } from '../events.ts'
import { type LockedComplaint, subjectOf, touch } from './lock.ts'
import { searchAnew } from './search-anew.ts'

export interface NewPoint { readonly text: string; readonly wants?: string | null | undefined; readonly categoryCode?: string | null | undefined }

/** A category of today's tree. */
const categoryOf = (body: PackBody, code: string | null | undefined, at: number) => {
  if (!code) return undefined
  const category = body.categories.find((c) => c.code === code)
  const refusal = category ? (category.retired ? retiredCategory : null) : unknownCategory
  if (refusal) throw new Problem(refusal, {}, `points/${at}/categoryCode`)
  return category
}

/** A15: another problem in an open case is a point of its own, in the customer's words. */
export const addPoints = async (tx: Tx, complaint: LockedComplaint, points: readonly NewPoint[]): Promise<void> => {
  const { body, versionId } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const categories = points.map((p, at) => categoryOf(body, p.categoryCode, at))
  const { last } = await tx.db.selectFrom('complaint.point').select((eb) => eb.fn.max('no').as('last')).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).executeTakeFirstOrThrow()
  const rows = points.map((p, i) => ({
    organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, no: (last ?? 0) + 1 + i, words: p.text, wants: p.wants || null, category_code: categories[i]?.code ?? null, category_version: categories[i] ? versionId : null, reading: null, severity: null,
    matter: categories[i]?.matter ?? null, service_stage: null, service_fault: null,
  }))
  await tx.db.insertInto('complaint.point').values(rows).execute()
  await searchAnew(tx, complaint)
  await touch(tx, complaint, {})
  await tx.record(PointAdded, rows.map((r) => ({ subject: subjectOf(complaint), payload: { complaintId: complaint.id, pointId: r.id, no: r.no, categoryCode: r.category_code } })))
}
