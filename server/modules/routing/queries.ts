import { notFound } from '#contract/common.ts'
import { handoverUnderWay } from '#contract/links.ts'
import { handoverUnaccepted, type Handover } from '#contract/routing.ts'
import type { OpenTransaction, Reader } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const rows = (read: Reader, organizationId: string) => read.selectFrom('routing.handover').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

/** Hand-over rows as they are shown. */
export const show = async (read: Reader, organizationId: string, found: readonly Row[]): Promise<Handover[]> => {
  const name = await namesOf(read, organizationId, found.flatMap((r) => [r.from_id, r.to_id]))
  const known = (id: string) => name(id) ?? { id, name: '' }
  return found.map((r) => ({ id: r.id, complaintId: r.complaint_id, from: known(r.from_id), to: known(r.to_id), story: r.story, state: r.state as Handover['state'], at: iso(r.at), answer: r.answer, customerTold: r.told === 'message' }))
}

export const handoversOf = async (read: Reader, organizationId: string, complaintId: string): Promise<Handover[]> =>
  show(read, organizationId, await rows(read, organizationId).where('complaint_id', '=', complaintId).orderBy('id').execute())

export const handover = query('routing.read', async (read, actor, { id }: { id: string }) => {
  const [shown] = await show(read, actor.organizationId, await rows(read, actor.organizationId).where('id', '=', id).execute())
  if (!shown) throw new Problem(notFound)
  return shown
})

const inMidAir = async (db: OpenTransaction, complaintId: string): Promise<boolean> =>
  await db.selectFrom('routing.handover').select('id').where('complaint_id', '=', complaintId).where('state', '=', 'pending').executeTakeFirst() !== undefined

/** A case in mid-air neither closes nor goes into another. */
export const guards = [
  guard('complaint.close', async (db, complaintId) => gates({ handover: await inMidAir(db, complaintId) ? handoverUnaccepted : null })),
  guard('merging.merge', async (db, complaintId) => gates({ handover: await inMidAir(db, complaintId) ? handoverUnderWay : null })),
]
