import { notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { remedyUnderWay } from '#contract/links.ts'
import * as contract from '#contract/remedy.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import type { OpenTransaction, Reader } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { approvalsOf, asKept, postsOf, shownSteps, stepRows } from '#modules/authority/queries.ts'
import { type Kept, type Posts, whyNotEntitled, whyNotOthers } from '#modules/authority/rules.ts'
import { representativeOf } from '#modules/complaint/queries/representative.ts'
import { whyNotSpeakFor } from '#modules/complaint/rules.ts'
import { filesById, refOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import * as rules from '../rules.ts'
import { lawGuard } from './owed-by-law.ts'

const proposals = (read: Reader, organizationId: string) => read.selectFrom('remedy.proposal').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof proposals>['execute']>>[number]

const partsOf = async (read: Reader, organizationId: string, ids: readonly string[]) => {
  const of = [...ids]
  const [items, answers, declined, approvals, steps] = await Promise.all([
    read.selectFrom('remedy.item').selectAll().where('organization_id', '=', organizationId).where('proposal_id', 'in', of).orderBy('no').execute(),
    read.selectFrom('remedy.answer').selectAll().where('organization_id', '=', organizationId).where('proposal_id', 'in', of).orderBy('id').execute(),
    read.selectFrom('remedy.declined_demand').selectAll().where('organization_id', '=', organizationId).where('proposal_id', 'in', of).execute(),
    approvalsOf(read, organizationId, of), stepRows(read, organizationId, of),
  ])
  return { items, answers, declined, approvals, steps }
}

interface OfCase { readonly unit_id: string; readonly accused: readonly string[] | null; readonly identity: string }

/** Why the reader may not decide a proposal now; null when they may. The command refuses by the same rules. */
export const whyNotDecide = (posts: Posts, p: Pick<Row, 'state' | 'expires_at' | 'total_fen' | 'proposed_by'>, steps: readonly Kept[], c: Omit<OfCase, 'identity'>, now: Instant): Refusal | null =>
  whyNotOthers(posts.personId, { proposedBy: p.proposed_by }) ?? rules.whyNotDecide(p) ?? whyNotEntitled(posts, { unitId: c.unit_id, totalFen: p.total_fen, proposedBy: p.proposed_by, about: c.accused ?? [], steps }, now)

const mayOf = (actor: Actor, posts: Posts, p: Row, c: OfCase, { latest, authority, steps }: { readonly latest: boolean; readonly authority: Refusal | null; readonly steps: readonly Kept[] }, now: Instant): Record<string, string | null> => {
  const say = (refusal: Refusal | null) => (refusal ? refusalWords(refusal, actor.locale) : null)
  const decide = say(whyNotDecide(posts, p, steps, c, now))
  return { approve: decide, return: decide, offer: say(rules.whyNotOffer(p) ?? authority), answer: say(rules.whyNotFor(c.identity, actor.kind) ?? rules.whyNotAnswer({ ...p, latest }, now)), declineCounter: say(rules.whyNotDeclineCounter(p)), withdraw: say(rules.whyNotWithdraw(p)) }
}

export const shownException = (p: { readonly principle: string | null; readonly exception_why: string | null; readonly drafted_at: Instant | null }) => (p.principle ? { principle: p.principle, why: p.exception_why ?? '', draftedAt: isoOrNull(p.drafted_at) } : null)

export const shownItem = (i: { id: string; kind: string; amount_fen: number; point_id: string; note: string | null }) => ({ id: i.id, kind: i.kind as RemedyKind, amountFen: i.amount_fen, pointId: i.point_id, note: i.note })

const show = async (read: Reader, actor: Actor, rows: readonly Row[], c: OfCase, now: Instant): Promise<contract.Remedy[]> => {
  if (!rows.length) return []
  const parts = await partsOf(read, actor.organizationId, rows.map((r) => r.id))
  const name = await namesOf(read, actor.organizationId, [...rows.map((r) => r.proposed_by), ...parts.approvals.flatMap((a) => [a.by_id, a.deputy_of]), ...parts.answers.map((a) => a.by_id), ...parts.declined.map((d) => d.by_id), ...parts.steps.map((s) => s.done_by)])
  const files = await filesById(read, actor.organizationId, parts.answers.flatMap((a) => a.proof_file ?? []))
  const fileOf = (id: string | null) => {
    const file = id ? files.get(id) : undefined
    return file ? refOf(file) : null
  }
  const known = (id: string) => name(id) ?? { id, name: '' }
  const posts = await postsOf(read, actor.organizationId, actor.id)
  const authority = whyNotSpeakFor(await representativeOf(read, actor, rows[0]?.complaint_id ?? '', now))
  return rows.map((p): contract.Remedy => {
    const waiting = p.state === 'awaitingApproval'
    const own = parts.steps.filter((s) => s.subject_id === p.id)
    const steps = shownSteps(posts, name, { unitId: c.unit_id, proposedBy: p.proposed_by, about: c.accused ?? [] }, own)
    const open = steps.filter((s) => s.state === 'open')
    const people = open.flatMap((s) => s.people).filter((one, i, all) => all.findIndex((other) => other.id === one.id) === i)
    const counter = parts.declined.find((d) => d.proposal_id === p.id)
    return {
      id: p.id, complaintId: p.complaint_id, no: p.no, version: p.version, state: p.state as contract.RemedyState, items: parts.items.filter((i) => i.proposal_id === p.id).map(shownItem), totalFen: p.total_fen, reason: p.reason,
      decidedBy: { table: 'authority', version: p.table_version, rule: p.rule_id, ...(p.why ? { why: p.why as never } : {}) }, approver: waiting ? { positionCode: open[0]?.positions[0] ?? p.position_code, people } : null, steps, exception: shownException(p), opinions: (p.opinions ?? []) as contract.Remedy['opinions'],
      proposedBy: known(p.proposed_by), proposedAt: iso(p.proposed_at),
      approvals: parts.approvals.filter((a) => a.subject_id === p.id).map((a) => ({ by: known(a.by_id), verdict: a.verdict as 'approved', comment: a.comment, at: iso(a.at), asDeputyOf: name(a.deputy_of), delegated: a.delegated, via: a.via as 'page' })),
      offeredAt: isoOrNull(p.offered_at), expiresAt: isoOrNull(p.expires_at),
      answers: parts.answers.filter((a) => a.proposal_id === p.id).map((a) => ({ answer: a.answer as 'accept', counterFen: a.counter_fen, text: a.body, proof: a.proof, note: a.proof_note, file: fileOf(a.proof_file), at: iso(a.at), by: name(a.by_id) })),
      declinedCounter: counter ? { grounds: counter.grounds, furtherWays: counter.further_ways, at: iso(counter.at), by: known(counter.by_id ?? counter.id) } : null,
      may: mayOf(actor, posts, p, c, { latest: rules.isLatest(p, rows), authority, steps: own.map(asKept) }, now),
    }
  })
}

export const remediesOf = async (read: Reader, actor: Actor, complaint: OfCase & { readonly id: string }, now: Instant): Promise<contract.Remedy[]> =>
  show(read, actor, await proposals(read, actor.organizationId).where('complaint_id', '=', complaint.id).orderBy('no').execute(), complaint, now)

export const remedy = query('remedy.read', async (read, actor, { id }: { id: string }, now) => {
  const row = await proposals(read, actor.organizationId).where('id', '=', id).executeTakeFirst()
  const complaint = row && await read.selectFrom('complaint.complaint').select(['id', 'unit_id', 'accused', 'identity']).where('organization_id', '=', actor.organizationId).where('id', '=', row.complaint_id).executeTakeFirst()
  const shown = complaint && (await remediesOf(read, actor, complaint, now)).find((r) => r.id === id)
  if (!shown) throw new Problem(notFound)
  return shown
})

const PENDING = ['awaitingApproval', 'approved', 'offered', 'countered']
const inState = async (db: OpenTransaction, complaintId: string, states: readonly string[]): Promise<boolean> =>
  await db.selectFrom('remedy.proposal').select('id').where('complaint_id', '=', complaintId).where('state', 'in', [...states]).limit(1).executeTakeFirst() !== undefined

/** An offer that hangs in the air keeps the case open. What is offered, agreed or may still be taken belongs to its case: that one goes on, and the other into it. */
export const guards = [
  lawGuard,
  guard('complaint.close', async (db, complaintId) => gates({ offers: await inState(db, complaintId, PENDING) ? contract.offerUnanswered : null })),
  guard('merging.merge', async (db, complaintId) => gates({ offers: await inState(db, complaintId, [...PENDING, 'counterDeclined', 'agreed']) ? remedyUnderWay : null })),
]
