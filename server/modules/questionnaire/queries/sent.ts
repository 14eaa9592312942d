import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import { notFound } from '#contract/common.ts'
import type { Sent, answeredOf as answeredContract } from '#contract/questionnaire.ts'
import type { Answers, Questions } from '#contract/questions.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { shownLink } from '#kernel/secret-link.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { recipientOf } from '../commands/lock.ts'
import { stateOf } from '../rules.ts'

/** What was typed or signed by a customer tells who complains. */
const MAY_TELL = sql<boolean>`s.recipient <> 'customer' or (select kernel.nobody()) or complaint.looked(s.organization_id, s.complaint_id)`.as('may_tell')

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('questionnaire.sent as s').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.complaint_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .innerJoin('questionnaire.edition as e', (j) => j.onRef('e.organization_id', '=', 's.organization_id').onRef('e.template_id', '=', 's.template_id').onRef('e.no', '=', 's.edition'))
  .selectAll('s').select(['n.name as unit_name', 'n.time_zone', 'e.body', MAY_TELL]).where('s.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const partsOf = async (read: Reader, organizationId: string, rows: readonly Row[]) => {
  const ids = rows.map((r) => r.id)
  const [links, filed] = ids.length ? await Promise.all([
    read.selectFrom('questionnaire.link').selectAll().where('organization_id', '=', organizationId).where('sent_id', 'in', ids).orderBy('made_at', 'desc').orderBy('id', 'desc').execute(),
    read.selectFrom('questionnaire.file').select(['sent_id', 'file_id']).where('organization_id', '=', organizationId).where('sent_id', 'in', ids).orderBy('file_id').execute(),
  ]) : [[], []]
  const [files, name] = await Promise.all([filesById(read, organizationId, filed.map((f) => f.file_id)), namesOf(read, organizationId, [...links.map((l) => l.made_by), ...rows.flatMap((r) => [r.person_id, r.asked_by, r.ended_by])])])
  return { links: groupBy(links, (l) => l.sent_id), filed: groupBy(filed, (f) => f.sent_id), files, name }
}

const show = async (read: Reader, organizationId: string, rows: readonly Row[], now: Instant): Promise<Sent[]> => {
  const { links, filed, files, name } = await partsOf(read, organizationId, rows)
  return rows.map((r) => ({
    id: r.id, number: r.number, version: r.version, complaintId: r.complaint_id, templateId: r.template_id, edition: r.edition, title: (r.body as Questions).title, to: recipientOf(r), person: name(r.person_id), name: r.name, email: r.may_tell ? r.email : null, emailKept: !r.may_tell && r.email !== null, locale: r.locale as Locale, note: r.note,
    state: stateOf(r, now), until: iso(r.until), remindAt: isoOrNull(r.remind_at), timeZone: r.time_zone, asked: { at: iso(r.asked_at), by: name(r.asked_by) },
    links: (links.get(r.id) ?? []).map((l) => ({ ...shownLink(l, name(l.made_by)?.name ?? '', now), way: l.way as Sent['links'][number]['way'] })),
    withdrawn: r.ended_at && { at: iso(r.ended_at), by: name(r.ended_by), why: r.end_why ?? '' }, answered: r.answered_at && { at: iso(r.answered_at), by: (r.may_tell ? r.signed_name : null) ?? '' },
    questions: (r.body as Questions).questions, answers: r.answers as Answers | null, files: refsOf(files, (filed.get(r.id) ?? []).map(({ file_id }) => file_id)),
  }))
}

/** What was asked about a case, in its order. */
export const sentAbout = async (read: Reader, organizationId: string, complaintId: string, now: Instant): Promise<Sent[]> => show(read, organizationId, await rowsOf(read, organizationId).where('s.complaint_id', '=', complaintId).orderBy('s.id').execute(), now)

export const sentOfCase = query('questionnaire.read', async (read, actor, { complaintId }: { complaintId: string }, now) => ({ items: await sentAbout(read, actor.organizationId, complaintId, now), next: null }), ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

const readSent = async (read: Reader, actor: Actor, id: string, now: Instant): Promise<Sent> => {
  const [shown] = await show(read, actor.organizationId, await rowsOf(read, actor.organizationId).where('s.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
}

export const oneSent = query('questionnaire.read', (read, actor, { id }: { id: string }, now) => readSent(read, actor, id, now), (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: null }))

/** As it is after a link was made, with the link where it is said. */
export const sentWithLink = query('questionnaire.read', async (read, actor, { id, url }: { id: string; url: string | null }, now) => ({ sent: await readSent(read, actor, id, now), url }), (_input, { sent }) => ({ type: 'complaint', id: sent.complaintId, unitId: null }))

/** Answered ones of a template, of cases in sight, the latest first. */
export const answeredOf = listing('questionnaire.read', async (read, actor, { id, limit = 50, cursor }: z.output<typeof answeredContract.input>) => {
  if (!await read.selectFrom('questionnaire.template').select('id').where('organization_id', '=', actor.organizationId).where('id', '=', id).executeTakeFirst()) throw new Problem(notFound)
  const rows = rowsOf(read, actor.organizationId).where('s.template_id', '=', id).where('s.answered_at', 'is not', null).orderBy('s.id', 'desc').limit(limit + 1)
  const found = await (cursor ? rows.where('s.id', '<', String(readCursor(cursor)[0])) : rows).execute()
  return pageOf(found, limit, (r) => [r.id], (r) => ({ id: r.id, number: r.number, complaintId: r.complaint_id, edition: r.edition, to: recipientOf(r), name: r.name, answered: r.answered_at && { at: iso(r.answered_at), by: (r.may_tell ? r.signed_name : null) ?? '' }, answers: r.answers as Answers | null, timeZone: r.time_zone, unitName: r.unit_name }))
})
