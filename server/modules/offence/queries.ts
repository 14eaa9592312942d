import { notFound } from '#contract/common.ts'
import type { Offence } from '#contract/offence.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { currentPack } from '#modules/packs/queries.ts'

const rows = (read: Reader, organizationId: string) => read.selectFrom('offence.report').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const show = async (read: Reader, actor: Actor, found: readonly Row[]): Promise<Offence[]> => {
  if (!found.length) return []
  const { body } = await currentPack(read, actor.organizationId)
  const done = (r: Row) => r.steps as unknown as readonly { code: string; by: string | null; at: string }[]
  const name = await namesOf(read, actor.organizationId, found.flatMap((r) => [r.flagged_by, r.lifted_by, ...done(r).map((step) => step.by)]))
  return found.map((r) => ({
    id: r.id, complaintId: r.complaint_id, kind: r.kind as Offence['kind'], what: r.what, happenedAt: isoOrNull(r.happened_at), restricted: r.restricted, flaggedBy: name(r.flagged_by), flaggedAt: iso(r.flagged_at),
    police: r.police_number && r.police_station && r.police_at ? { number: r.police_number, station: r.police_station, at: iso(r.police_at) } : null,
    steps: body.protection.map(({ code, label }) => { const step = done(r).find((one) => one.code === code); return { code, label: label[actor.locale], done: step ? { by: name(step.by), at: step.at } : null } }),
    lifted: r.lifted_at && { by: name(r.lifted_by), at: iso(r.lifted_at), reason: r.lift_reason ?? '' },
  }))
}

export const offencesOf = async (read: Reader, actor: Actor, complaintId: string): Promise<Offence[]> => show(read, actor, await rows(read, actor.organizationId).where('complaint_id', '=', complaintId).orderBy('id').execute())

export const offence = query('offence.read', async (read, actor, { id }: { id: string }): Promise<Offence> => {
  const [shown] = await show(read, actor, await rows(read, actor.organizationId).where('id', '=', id).execute())
  if (!shown) throw new Problem(notFound)
  return shown
})
