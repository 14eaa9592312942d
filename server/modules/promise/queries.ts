import { notFound } from '#contract/common.ts'
import { openPromises } from '#contract/identity.ts'
import { promiseOpen, type PromiseView } from '#contract/promise.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const rows = (read: Reader, organizationId: string) => read.selectFrom('promise.promise').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const show = async (read: Reader, organizationId: string, found: readonly Row[]): Promise<PromiseView[]> => {
  const name = await namesOf(read, organizationId, found.map((r) => r.owner_id))
  return found.map((r) => ({
    id: r.id, complaintId: r.complaint_id, text: r.body, dueAt: iso(r.due_at), owner: name(r.owner_id) ?? { id: r.owner_id, name: '' }, state: r.state as PromiseView['state'], result: r.result, keptAt: isoOrNull(r.kept_at), madeAt: iso(r.made_at),
  }))
}

export const promisesOf = async (read: Reader, organizationId: string, complaintIds: readonly string[]): Promise<PromiseView[]> =>
  (complaintIds.length ? show(read, organizationId, await rows(read, organizationId).where('complaint_id', 'in', [...complaintIds]).orderBy('due_at').execute()) : [])

export const promise = query('promise.read', async (read, actor, { id }: { id: string }) => {
  const [shown] = await show(read, actor.organizationId, await rows(read, actor.organizationId).where('id', '=', id).execute())
  if (!shown) throw new Problem(notFound)
  return shown
})

/** A case does not close over an open promise; who made one to a customer keeps it, or somebody takes it back, before they leave. */
export const guards = [
  guard('complaint.close', async (db, complaintId) => {
    const open = await db.selectFrom('promise.promise').select('id').where('complaint_id', '=', complaintId).where('state', 'in', ['open', 'broken']).limit(1).executeTakeFirst()
    return gates({ promises: open ? promiseOpen : null })
  }),
  guard('identity.retirePerson', async (db, personId) => {
    const { rows: [left] } = await sql<{ open: number; number: string }>`select * from promise.open_with(${personId}::uuid)`.execute(db)
    return left?.open ? [{ name: 'openPromises', refusal: openPromises, params: { count: left.open, number: left.number } }] : []
  }),
]
