import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/follow-up.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import { type OpenTransaction, type Reader, sql } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { findingsOf } from '#modules/investigation/queries.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import type { Lesson } from '#modules/precedent/commands.ts'
import { handlersOf } from './handlers.ts'
import { isUnreachable, whyNotClosed, whyNotRecord } from './rules.ts'

const rows = (read: Reader, organizationId: string) => read.selectFrom('follow_up.follow_up as f')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'f.organization_id').onRef('c.id', '=', 'f.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .selectAll('f').select(['c.number', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name')]).where('f.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const show = async (read: Reader, actor: Actor, found: readonly Row[], now: Instant): Promise<contract.FollowUp[]> => {
  const tried = found.length ? await read.selectFrom('follow_up.attempt').select(['follow_up_id', (eb) => eb.fn.countAll<number>().as('n')]).where('organization_id', '=', actor.organizationId).where('follow_up_id', 'in', found.map((f) => f.id)).groupBy('follow_up_id').execute() : []
  const name = await namesOf(read, actor.organizationId, found.map((f) => f.by_id))
  const handlers = await handlersOf(read, actor.organizationId, found.map((f) => f.complaint_id))
  return found.map((f) => {
    const refusal = whyNotRecord(f, handlers(f.complaint_id), actor.id, now, true)
    return {
      id: f.id, complaintId: f.complaint_id, number: f.number, customerName: f.customer_name, earliestAt: iso(f.earliest_at), dueAt: iso(f.due_at), state: f.state as contract.FollowUp['state'], satisfied: f.satisfied, score: f.score,
      answers: f.answers as Record<string, string>, comment: f.comment, via: f.via, by: name(f.by_id), doneAt: isoOrNull(f.done_at), attempts: tried.find((t) => t.follow_up_id === f.id)?.n ?? 0, whyNot: refusal ? refusalWords(refusal, actor.locale) : null,
    }
  })
}

export const followUpsOf = async (read: Reader, actor: Actor, complaintId: string, now: Instant): Promise<contract.FollowUp[]> =>
  show(read, actor, await rows(read, actor.organizationId).where('f.complaint_id', '=', complaintId).orderBy('f.id').execute(), now)

/** Follow-ups that are due, soonest first; with `complaintId` all of a case. */
export const followUps = listing('follow-up.read', async (read, actor, input: z.output<typeof contract.followUps.input>, now) => {
  if (input.complaintId) return { items: await followUpsOf(read, actor, input.complaintId, now), next: null }
  return { items: await show(read, actor, await rows(read, actor.organizationId).where('f.state', '=', 'due').orderBy('f.due_at').limit(200).execute(), now), next: null }
})

export const followUp = query('follow-up.read', async (read, actor, { id }: { id: string }, now) => {
  const [shown] = await show(read, actor, await rows(read, actor.organizationId).where('f.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
})

/** What a closed case teaches: categories, liability, what was given, whether it pleased. Null when nothing was classified. */
export const lessonOf = async (read: Reader, organizationId: string, complaintId: string): Promise<Lesson | null> => {
  const complaint = await read.selectFrom('complaint.complaint').select('number').where('organization_id', '=', organizationId).where('id', '=', complaintId).executeTakeFirstOrThrow()
  const points = await read.selectFrom('complaint.point').select(['id', 'category_code', 'severity']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).execute()
  const findings = (await findingsOf(read, organizationId, complaintId)).filter((f) => !f.superseded)
  const { body } = await currentPack(read, organizationId)
  const categories = points.flatMap((p) => (p.category_code ? [{ code: p.category_code, above: withAncestors(body, p.category_code).slice(1), severity: p.severity, liability: findings.find((f) => f.pointId === p.id)?.liability ?? null }] : []))
  if (!categories.length) return null
  const agreed = await read.selectFrom('remedy.item as i').innerJoin('remedy.proposal as p', (j) => j.onRef('p.organization_id', '=', 'i.organization_id').onRef('p.id', '=', 'i.proposal_id'))
    .select(['i.kind', 'i.amount_fen', 'p.complaint_id', 'p.deviation_reason']).where('i.organization_id', '=', organizationId).where(sql<boolean>`p.complaint_id in (select complaint.with_merged(${complaintId}::uuid))`).where('p.state', 'in', ['agreed', 'fulfilled']).execute()
  // What was given where nothing is carried out any more (under agreements that fell away, in cases that went into this one) stays given, as it was when the case was weighed.
  const { rows: stayed } = await sql<{ kind: string; amount_fen: number }>`select kind, amount_fen from complaint.with_merged(${complaintId}::uuid) c(id) cross join lateral remedy.given_by_books(c.id)`.execute(read.raw)
  const own = agreed.filter((i) => i.complaint_id === complaintId)
  const latest = await read.selectFrom('follow_up.follow_up').select('satisfied').where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return { complaintId, number: complaint.number, categories, givenFen: [...own, ...stayed].reduce((sum, i) => sum + i.amount_fen, 0), kinds: [...new Set([...own, ...stayed].map((i) => i.kind))], deviated: agreed.some((i) => i.deviation_reason !== null), satisfied: latest?.satisfied ?? null }
}

/** Each try to reach the customer since they last spoke to us, in the days of the unit. */
const triesSince = async (db: OpenTransaction, complaintId: string, since: Instant) => {
  const [unit, messages, attempts] = await Promise.all([
    db.selectFrom('complaint.complaint as c').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id')).select('u.time_zone').where('c.id', '=', complaintId).executeTakeFirst(),
    db.selectFrom('communication.message').select(['kind', 'reached', 'at']).where('complaint_id', '=', complaintId).where('kind', 'in', ['call', 'reply', 'fromCustomer']).where('at', '>=', since).orderBy('id').execute(),
    db.selectFrom('follow_up.attempt').select(['via', 'at']).where('complaint_id', '=', complaintId).where('at', '>=', since).execute(),
  ])
  const heard = messages.findLastIndex((m) => m.kind === 'fromCustomer' || (m.kind === 'call' && m.reached !== false))
  const day = (at: Instant) => localDay(unit?.time_zone ?? 'UTC', at)
  return [...messages.slice(heard + 1).map((m) => ({ via: m.kind === 'call' ? 'phone' : 'message', day: day(m.at) })), ...attempts.map((a) => ({ via: a.via, day: day(a.at) }))]
}

/** After an agreement the customer has been asked, by someone else, and is satisfied; or could not be reached, however often we tried. */
export const guards = [guard('complaint.close', async (db, complaintId) => {
  const [complaint, agreement, latest] = await Promise.all([
    db.selectFrom('complaint.complaint').select(['registered_at', 'last_reopened_at']).where('id', '=', complaintId).executeTakeFirstOrThrow(),
    db.selectFrom('settlement.agreement').select('agreed_at').where('complaint_id', '=', complaintId).where('cancelled_at', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirst(),
    db.selectFrom('follow_up.follow_up').select(['state', 'satisfied', 'done_at as at']).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst(),
  ])
  const tries = await triesSince(db, complaintId, complaint.last_reopened_at ?? complaint.registered_at)
  return gates({
    followUp: whyNotClosed({ agreedAt: agreement?.agreed_at ?? null, latest: latest ?? null }),
    attempts: latest?.state === 'unreached' || isUnreachable(tries) ? null : contract.attemptsMissing,
  })
})]
