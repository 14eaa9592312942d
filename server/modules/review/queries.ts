import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { type Review, reviewWaits } from '#contract/review.ts'
import type { Reader } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('review.review').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const shown = async (read: Reader, organizationId: string, rows: readonly Row[]): Promise<z.input<typeof Review>[]> => {
  const name = await namesOf(read, organizationId, rows.flatMap((r) => [r.wanted_by, r.noted_by]))
  return rows.map((r) => ({
    id: r.id, complaintId: r.complaint_id, rule: r.rule, why: r.why, wantedBy: name(r.wanted_by), wantedAt: iso(r.wanted_at), state: r.state as Review['state'],
    heldOn: r.held_on, finding: r.finding, notedBy: name(r.noted_by), notedAt: isoOrNull(r.noted_at),
  }))
}

/** What a case was or is to be looked at together for, oldest first. */
export const reviewsOf = async (read: Reader, organizationId: string, complaintId: string) =>
  shown(read, organizationId, await rowsOf(read, organizationId).where('complaint_id', '=', complaintId).where('state', '!=', 'dropped').orderBy('id').execute())

export const review = query('complaint.read', async (read, actor, { id }: { id: string }) => {
  const [found] = await shown(read, actor.organizationId, await rowsOf(read, actor.organizationId).where('id', '=', id).execute())
  if (!found) throw new Problem(notFound)
  return found
})

/** What is to be looked at together is not put away before. */
export const guards = [guard('complaint.close', async (db, complaintId) => {
  const waiting = await db.selectFrom('review.review').select('id').where('complaint_id', '=', complaintId).where('state', '=', 'wanted').executeTakeFirst()
  return gates({ review: waiting ? reviewWaits : null })
})]
