import type { Urging } from '#contract/attention.ts'
import { notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { whyNotAnswer } from './rules.ts'

const rows = (read: Reader, organizationId: string) => read.selectFrom('routing.urging as g').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'g.organization_id').onRef('c.id', '=', 'g.complaint_id')).selectAll('g').select('c.owner_id').where('g.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const show = async (read: Reader, actor: Actor, found: readonly Row[], now: Instant): Promise<Urging[]> => {
  const name = await namesOf(read, actor.organizationId, found.flatMap((r) => [r.by_id, r.to_id, r.answered_by]))
  return found.map((r) => {
    const refusal = whyNotAnswer(r, { id: actor.id, ownerId: r.owner_id, leads: actor.may('routing.takeOver') })
    return {
      id: r.id, complaintId: r.complaint_id, kind: r.kind as Urging['kind'], words: r.words, by: name(r.by_id), to: name(r.to_id) ?? { id: r.to_id, name: '' }, at: iso(r.at), dueAt: iso(r.due_at), answer: r.answer, answeredBy: name(r.answered_by), answeredAt: isoOrNull(r.answered_at),
      late: (r.answered_at ?? now) > r.due_at, whyNot: refusal && refusalWords(refusal, actor.locale),
    }
  })
}

/** How often and by whom a case was pressed, oldest first. */
export const urgingsOf = async (read: Reader, actor: Actor, complaintId: string, now: Instant): Promise<Urging[]> => show(read, actor, await rows(read, actor.organizationId).where('g.complaint_id', '=', complaintId).orderBy('g.id').execute(), now)

export const urging = query('routing.read', async (read, actor, { id }: { id: string }, now): Promise<Urging> => {
  const [shown] = await show(read, actor, await rows(read, actor.organizationId).where('g.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
})
