import type { z } from 'zod'
import type { Words } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type * as contract from '#contract/remedy.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { listing } from '#kernel/query.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { type Instant, iso } from '#kernel/time.ts'
import type { Posts } from '#modules/authority/rules.ts'
import { asKept, postsOf, shownSteps, stepRows } from '#modules/authority/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { shownException, shownItem, whyNotDecide } from './remedies.ts'

type Input = z.output<typeof contract.approvals.input>

/** Everything in sight that waits, without what weighs much: however many wait, each is looked at. */
const waitingRows = (read: Reader, organizationId: string) => read.selectFrom('remedy.proposal as p')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .select(['p.id', 'p.version', 'p.complaint_id', 'p.state', 'p.expires_at', 'p.total_fen', 'p.reason', 'p.proposed_by', 'p.proposed_at', 'p.position_code', 'p.table_version', 'p.rule_id', 'p.why', 'p.principle', 'p.exception_why', 'p.drafted_at'])
  .select(['c.number', 'c.unit_id', 'c.accused', 'c.urgency', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'n.name as unit_name', 'n.time_zone'])
  .where('p.organization_id', '=', organizationId).where('p.state', '=', 'awaitingApproval').where('c.state', '=', 'open').orderBy('p.id').execute()

type Row = Awaited<ReturnType<typeof waitingRows>>[number]
/** `own`: 1 where it is the reader's own proposal, which somebody else decides; these come last. */
interface Mine { readonly row: Row; readonly steps: Awaited<ReturnType<typeof stepRows>>; readonly own: number; readonly refusal: Refusal | null }

const mineOf = async (read: Reader, actor: Actor, posts: Posts, now: Instant): Promise<Mine[]> => {
  const waiting = await waitingRows(read, actor.organizationId)
  const stepsOf = groupBy(await stepRows(read, actor.organizationId, waiting.map(({ id }) => id)), ({ subject_id }) => subject_id)
  return waiting.flatMap((row): Mine[] => {
    const steps = stepsOf.get(row.id) ?? []
    const refusal = whyNotDecide(posts, row, steps.map(asKept), row, now)
    return refusal && row.proposed_by !== actor.id ? [] : [{ row, steps, own: Number(refusal !== null), refusal }]
  }).sort((a, b) => a.own - b.own || (a.row.id < b.row.id ? -1 : 1))
}

const after = (mine: readonly Mine[], cursor: string | undefined): readonly Mine[] => {
  if (!cursor) return mine
  const [own, id] = readCursor(cursor)
  return mine.filter((one) => one.own > Number(own) || (one.own === Number(own) && one.row.id > String(id)))
}

/** Proposals as they are decided on. */
const showing = async (read: Reader, actor: Actor, posts: Posts, mine: readonly Mine[]) => {
  const ids = mine.map(({ row }) => row.id)
  const items = groupBy(ids.length ? await read.selectFrom('remedy.item').selectAll().where('organization_id', '=', actor.organizationId).where('proposal_id', 'in', ids).orderBy('no').execute() : [], (i) => i.proposal_id)
  const name = await namesOf(read, actor.organizationId, mine.flatMap(({ row, steps }) => [row.proposed_by, ...steps.map((s) => s.done_by)]))
  return ({ row: r, steps, refusal }: Mine): contract.Approval => {
    const asked = shownSteps(posts, name, { unitId: r.unit_id, proposedBy: r.proposed_by, about: r.accused ?? [] }, steps)
    return {
      remedyId: r.id, version: r.version, complaintId: r.complaint_id, number: r.number, customerName: r.customer_name, unitName: r.unit_name, timeZone: r.time_zone, urgency: r.urgency, totalFen: r.total_fen,
      items: (items.get(r.id) ?? []).map(shownItem), reason: r.reason, proposedBy: name(r.proposed_by) ?? { id: r.proposed_by, name: '' }, proposedAt: iso(r.proposed_at), positionCode: asked.find((s) => s.state === 'open')?.positions[0] ?? r.position_code, steps: asked, exception: shownException(r),
      decidedBy: { table: 'authority', version: r.table_version, rule: r.rule_id, ...(r.why ? { why: r.why as Words } : {}) }, whyNot: refusal ? refusalWords(refusal, actor.locale) : null,
    }
  }
}

/** What waits for the reader's decision: everything in sight that they have the rank for, the longest waiting first; then their own proposals, with the reason why not. */
export const approvals = listing('remedy.read', async (read, actor, { limit = 100, cursor }: Input, now) => {
  const posts = await postsOf(read, actor.organizationId, actor.id)
  const mine = await mineOf(read, actor, posts, now)
  const left = after(mine, cursor).slice(0, limit + 1)
  return { ...pageOf(left, limit, ({ own, row }) => [own, row.id], await showing(read, actor, posts, left)), count: cursor ? null : mine.length }
})
