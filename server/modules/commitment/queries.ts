import type { z } from 'zod'
import type * as contract from '#contract/commitment.ts'
import { notWaiting } from '#contract/commitment.ts'
import type { Facts } from '#contract/table-shape.ts'
import { replyWaits } from '#contract/links.ts'
import { MOST_FEN, notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { type OpenTransaction, type Reader, sql } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { approvalsOf, postsOf, standingOf } from '#modules/authority/queries.ts'
import { limitOf, whyNotByRank } from '#modules/authority/rules.ts'
import { reachOf } from '#modules/complaint/queries/reach.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { flagsOf } from '#modules/knowledge/queries.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type OfCase, WITHOUT_LIMIT, waits, weighWords } from './weigh.ts'

const rows = (read: Reader, organizationId: string) => read.selectFrom('commitment.held as h')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'h.organization_id').onRef('c.id', '=', 'h.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .selectAll('h').select(['c.number', 'c.unit_id', 'c.accused', 'c.urgency', 'c.state as case_state', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'n.name as unit_name', 'n.time_zone']).where('h.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const show = async (read: Reader, actor: Actor, found: readonly Row[], now: Instant): Promise<contract.Held[]> => {
  const approvals = (await approvalsOf(read, actor.organizationId, found.map((r) => r.id))).filter((one) => one.verdict === 'approved')
  const [name, posts] = await Promise.all([namesOf(read, actor.organizationId, [...found.flatMap((r) => [r.asked_by, r.decided_by]), ...approvals.map((one) => one.by_id)]), postsOf(read, actor.organizationId, actor.id)])
  return found.map((r) => {
    const totalFen = Number((r.facts as Facts).totalFen)
    const endorsed = [...new Set(approvals.filter((one) => one.subject_id === r.id && one.by_id !== r.decided_by).map((one) => one.by_id))]
    const refusal = whyNotByRank(posts, { unitId: r.unit_id, neededRank: r.needed_rank, proposedBy: r.asked_by, about: r.accused ?? [] }, now) ?? (r.state === 'waiting' ? null : notWaiting)
    return {
      id: r.id, complaintId: r.complaint_id, text: r.body, promised: r.promised as contract.Promised[], mostFen: r.most_fen, totalFen: totalFen < WITHOUT_LIMIT ? totalFen : null, limitFen: r.limit_fen, positionCode: r.position_code, decidedBy: { table: 'authority', version: r.table_version, rule: r.rule_id },
      state: r.state as contract.Held['state'], version: r.version, askedBy: name(r.asked_by) ?? { id: r.asked_by, name: '' }, askedAt: iso(r.asked_at), by: name(r.decided_by), at: isoOrNull(r.decided_at), comment: r.comment, messageId: r.message_id,
      whyNot: refusal && refusalWords(refusal, actor.locale), own: r.asked_by === actor.id, endorsedBy: endorsed.map((id) => name(id) ?? { id, name: '' }), number: r.number, customerName: r.customer_name, unitName: r.unit_name, timeZone: r.time_zone, urgency: r.urgency,
    }
  })
}

export const held = query('commitment.read', async (read, actor, { id }: { id: string }, now) => {
  const [shown] = await show(read, actor, await rows(read, actor.organizationId).where('h.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
})

export const heldMessages = listing('commitment.read', async (read, actor, { complaintId }: z.output<typeof contract.heldMessages.input>, now) => {
  const all = rows(read, actor.organizationId)
  if (complaintId) return { items: await show(read, actor, await all.where('h.complaint_id', '=', complaintId).orderBy('h.id').execute(), now), next: null }
  const waiting = await show(read, actor, await all.where('h.state', '=', 'waiting').where('c.state', '=', 'open').orderBy('h.id').limit(200).execute(), now)
  return { items: waiting.filter((one) => one.whyNot === null || one.own || one.endorsedBy.some(({ id }) => id === actor.id)), next: null }
})

/** Who may promise what a letter promises in all its parts, by the table as the case stands: null where it promises nothing that was not agreed to already. */
export const whoMaySay = async (read: Reader, actor: Pick<Actor, 'organizationId' | 'id'>, complaint: OfCase, parts: readonly string[], now: Instant): Promise<{ readonly rank: number; readonly positionCode: string } | null> => {
  const weighed = await weighWords(read, actor, { complaint, unitId: complaint.unit_id }, parts, now)
  return weighed && !weighed.covered ? { rank: weighed.releaseRank, positionCode: weighed.needed.positionCode } : null
}

/** Everything there is to say of a text before it goes out. */
export const checkWords = query('commitment.read', async (read, actor, { complaintId, text }: z.output<typeof contract.checkWords.input>, now): Promise<contract.WordsCheck> => {
  const complaint = await findComplaint(read, actor.organizationId, complaintId)
  if (!complaint) throw new Problem(notFound)
  const flags = await flagsOf(read, actor.organizationId, text, await reachOf(read, actor.organizationId, complaintId))
  const weighed = await weighWords(read, actor, { complaint, unitId: complaint.unit_id }, [text], now)
  if (!weighed) {
    const [{ body, policy }, { own }] = await Promise.all([currentPack(read, actor.organizationId), standingOf(read, actor.organizationId, actor.id, complaint.unit_id, now)])
    return { flags, promised: [], mostFen: 0, limitFen: Math.min(MOST_FEN, limitOf(await policy('authority'), { rank: own, posts: body.positions })), covered: false, approver: null }
  }
  return { flags, promised: weighed.promised.map(({ from, to, found, kinds, mostFen, named }) => ({ from, to, found, kinds: [...kinds], mostFen, named })), mostFen: weighed.mostFen, limitFen: weighed.limitFen, covered: weighed.covered, approver: waits(weighed) ? { positionCode: weighed.needed.positionCode, why: weighed.needed.why } : null }
})

const waiting = async (db: OpenTransaction, complaintId: string): Promise<boolean> =>
  await db.selectFrom('commitment.held').select('id').where('complaint_id', '=', complaintId).where('state', '=', 'waiting').limit(1).executeTakeFirst() !== undefined

/** What somebody wrote does not get lost in another case. */
export const guards = [
  guard('merging.merge', async (db, complaintId) => gates({ replies: await waiting(db, complaintId) ? replyWaits : null })),
]
