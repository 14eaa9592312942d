import { notAllowed, notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Leading, LeadingOfCase } from '#contract/precedent.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { type Standing, whyNotMark, whyNotWithdraw } from './rules.ts'

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('precedent.leading').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const shown = async (read: Reader, organizationId: string, rows: readonly Row[]): Promise<Leading[]> => {
  const name = await namesOf(read, organizationId, rows.flatMap((r) => [r.by_id, r.ended_by]))
  return rows.map((r) => ({
    id: r.id, complaintId: r.complaint_id, reason: r.reason, by: name(r.by_id), at: iso(r.at),
    ended: r.ended_at && { reason: r.end_reason ?? '', by: name(r.ended_by), at: iso(r.ended_at) },
  }))
}

/** Whether it is a precedent at all, and whether it leads. */
export const standingOf = async (read: Reader, organizationId: string, complaintId: string): Promise<Standing> => {
  const [lesson, current] = await Promise.all([
    read.selectFrom('precedent.lesson').select('complaint_id').where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).executeTakeFirst(),
    rowsOf(read, organizationId).where('complaint_id', '=', complaintId).where('ended_at', 'is', null).executeTakeFirst(),
  ])
  return { remembered: lesson !== undefined, leads: current !== undefined }
}

/** The leading cases of these categories that the reader sees: few, because somebody chose each. */
export const leadingIn = async (read: Reader, organizationId: string, codes: readonly string[]): Promise<ReadonlyMap<string, Leading>> => {
  if (!codes.length) return new Map()
  const rows = await rowsOf(read, organizationId).where('ended_at', 'is', null)
    .where((eb) => eb.exists(eb.selectFrom('precedent.precedent as p').select('p.complaint_id').whereRef('p.organization_id', '=', 'precedent.leading.organization_id').whereRef('p.complaint_id', '=', 'precedent.leading.complaint_id').where('p.category_code', 'in', [...codes])))
    .orderBy('at', 'desc').limit(MOST_LEADING).execute()
  return new Map((await shown(read, organizationId, rows)).map((one) => [one.complaintId, one]))
}

const MOST_LEADING = 20

const mayOf = (actor: Actor, complaint: Parameters<typeof whyNotMark>[0], standing: Standing): LeadingOfCase['may'] => {
  const say = (name: string, refusal: Refusal | null) => {
    const why = actor.may(name) ? refusal : notAllowed
    return why && refusalWords(why, actor.locale)
  }
  return { 'precedent.mark': say('precedent.mark', whyNotMark(complaint, standing)), 'precedent.withdraw': say('precedent.withdraw', whyNotWithdraw(standing)) }
}

/** Whether a case leads, and the history of it. */
export const leading = query('precedent.read', async (read, actor, { complaintId }: { complaintId: string }) => {
  const complaint = await findComplaint(read, actor.organizationId, complaintId)
  if (!complaint) throw new Problem(notFound)
  const [standing, rows] = await Promise.all([standingOf(read, actor.organizationId, complaintId), rowsOf(read, actor.organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').execute()])
  const all = await shown(read, actor.organizationId, rows)
  return { complaintId, current: all.find((one) => !one.ended) ?? null, earlier: all.filter((one) => one.ended), may: mayOf(actor, complaint, standing) }
})
