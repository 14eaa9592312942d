import type { z } from 'zod'
import { type Locale, notFound } from '#contract/common.ts'
import type * as contract from '#contract/feedback.ts'
import type { Channel } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { ruleOf } from './rule.ts'
import { stateOf } from './rules.ts'

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('feedback.feedback as f')
  .innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'f.organization_id').onRef('u.id', '=', 'f.unit_id'))
  .leftJoin('comment_card.card as c', (j) => j.onRef('c.organization_id', '=', 'f.organization_id').onRef('c.id', '=', 'f.card_id'))
  .leftJoin('identity.unit as i', (j) => j.onRef('i.organization_id', '=', 'f.organization_id').onRef('i.id', '=', 'f.improving_unit_id'))
  .selectAll('f').select(['u.name as unit_name', 'u.time_zone', 'i.name as improving_name', 'i.time_zone as improving_zone', 'c.title as card_title']).where('f.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

type Names = Awaited<ReturnType<typeof namesOf>>

/** Of suggestions: whose they are to answer, and what came of them. */
const workOf = (r: Row, name: Names, now: Instant): Pick<contract.Feedback, 'improving' | 'owner' | 'dueAt' | 'timeZone' | 'late' | 'answer' | 'improvement'> => ({
  improving: r.improving_unit_id && r.improving_name ? { unitId: r.improving_unit_id, unitName: r.improving_name } : null, owner: name(r.owner_id), dueAt: isoOrNull(r.due_at), timeZone: r.improving_zone ?? r.time_zone,
  late: r.due_at !== null && !r.complaint_id && r.due_at < (r.answered_at ?? now),
  answer: r.answered_at && { at: iso(r.answered_at), by: name(r.answered_by), way: r.answer_way as contract.AnswerWay, text: r.answer ?? '', inTime: r.due_at === null || r.answered_at <= r.due_at },
  improvement: r.improved_at && { at: iso(r.improved_at), by: name(r.improved_by), note: r.improvement ?? '' },
})

const showing = async (read: Reader, actor: Actor, rows: readonly Row[], now: Instant) => {
  const name = await namesOf(read, actor.organizationId, rows.flatMap((r) => [r.entered_by, r.passed_by, r.passed_to, r.owner_id, r.answered_by, r.improved_by]))
  return (r: Row): contract.Feedback => ({
    id: r.id, version: r.version, number: r.number, answerBy: r.answer_by as contract.AnswerBy | null, kind: r.kind as contract.FeedbackKind, state: stateOf(r), unitId: r.unit_id, unitName: r.unit_name, text: r.words, praised: r.praised, place: r.place, name: r.name, phone: r.phone, email: r.email,
    channel: r.channel as Channel, card: r.card_title, receivedAt: iso(r.received_at), enteredBy: name(r.entered_by),
    passed: r.passed_at && { at: iso(r.passed_at), by: name(r.passed_by), to: name(r.passed_to), note: r.passed_note ?? '' }, complaintId: r.complaint_id, ...workOf(r, name, now),
  })
}

const holding = (q: string) => sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', f.number, f.words, f.praised, f.place, f.name, f.phone, f.email, f.answer, f.improvement, c.title, u.name, i.name))) > 0`

const IN_STATE = { new: sql<boolean>`f.passed_at is null and f.answered_at is null and f.complaint_id is null`, passed: sql<boolean>`f.passed_at is not null and f.answered_at is null and f.complaint_id is null`, answered: sql<boolean>`f.answered_at is not null and f.complaint_id is null`, complaint: sql<boolean>`f.complaint_id is not null` } as const

type Filter = Omit<z.output<typeof contract.feedback.input>, 'limit' | 'cursor'>

const WAITING = sql<boolean>`f.due_at is not null and f.answered_at is null and f.complaint_id is null`

const narrowed = (read: Reader, actor: Actor, { kind, state, unitId, q, since, mine, late }: Filter, now: Instant) => {
  let rows = rowsOf(read, actor)
  if (kind) rows = rows.where('f.kind', '=', kind)
  if (state) rows = rows.where(IN_STATE[state])
  if (unitId) rows = rows.where((eb) => eb.or([eb('f.unit_id', '=', unitId), eb('f.improving_unit_id', '=', unitId)]))
  if (mine) rows = rows.where(WAITING).where('f.owner_id', '=', actor.id ?? actor.organizationId)
  if (late) rows = rows.where(WAITING).where('f.due_at', '<=', now)
  if (since) rows = rows.where('f.received_at', '>=', instant(since))
  return q ? rows.where(holding(q)) : rows
}

export const feedback = listing('feedback.read', async (read, actor, { limit = 50, cursor, ...filter }: z.output<typeof contract.feedback.input>, now) => {
  const rows = narrowed(read, actor, filter, now).orderBy('f.id', 'desc').limit(limit + 1)
  const found = await (cursor ? rows.where('f.id', '<', String(readCursor(cursor)[0])) : rows).execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, actor, found, now))
})

export const oneFeedback = query('feedback.read', async (read, actor, { id }: { id: string }, now): Promise<contract.Feedback> => {
  const row = await rowsOf(read, actor).where('f.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await showing(read, actor, [row], now))(row)
}, ({ id }, output) => ({ type: 'feedback', id, unitId: output.unitId }))

/** What was just entered, with the code that is told to who made it. */
export const enteredFeedback = query('feedback.read', async (read, actor, { id, code }: { id: string; code: string | null }, now) => ({ ...await oneFeedback.answer(read, actor, { id }, now), code }), ({ id }, output) => ({ type: 'feedback', id, unitId: output.unitId }))

/** What a person has to answer: their own, and what is nobody's in their sight. For the desk. */
export const suggestionsToAnswer = async (read: Reader, actor: Actor) => {
  const rows = await rowsOf(read, actor).where(WAITING).where((eb) => eb.or([eb('f.owner_id', '=', actor.id ?? actor.organizationId), eb('f.owner_id', 'is', null)])).orderBy('f.due_at').limit(100).execute()
  return rows.flatMap((r) => (r.due_at ? [{ id: r.id, words: r.words, name: r.name ?? '', unitName: r.improving_name ?? r.unit_name, timeZone: r.improving_zone ?? r.time_zone, dueAt: r.due_at, receivedAt: r.received_at }] : []))
}

export const feedbackSums = query('feedback.read', async (read, actor, { since }: z.output<typeof contract.feedbackSums.input>, now) => {
  const { rows } = await sql<{ unit_id: string; name: string; open: number; late: number; answered: number; in_time: number; improved: number }>`select u.id as unit_id, u.name,
      count(*) filter (where f.answered_at is null) as open, count(*) filter (where f.answered_at is null and f.due_at <= ${now}) as late, count(*) filter (where f.answered_at is not null) as answered,
      count(*) filter (where f.answered_at <= f.due_at) as in_time, count(*) filter (where f.improved_at is not null) as improved
    from feedback.feedback f join identity.unit u on u.organization_id = f.organization_id and u.id = coalesce(f.improving_unit_id, f.unit_id)
    where f.organization_id = ${actor.organizationId} and f.kind = 'suggestion' and f.complaint_id is null and f.received_at >= ${since ? instant(since) : instant('1970-01-01T00:00:00Z')} group by 1, 2 order by 2`.execute(read.raw)
  return { items: rows.map((r) => ({ unitId: r.unit_id, unitName: r.name, open: r.open, late: r.late, answered: r.answered, inTime: r.in_time, improved: r.improved })), next: null }
})

export const suggestionRule = query('feedback.read', (read, actor, _input: Record<string, never>) => ruleOf(read, actor.organizationId))

/** The answer as it goes out to who made the suggestion; null where no mail is to reach them. */
export const answerLetter = query('feedback.readLetter', async (read, actor, { id }: { id: string }) => {
  const row = await rowsOf(read, actor).innerJoin('identity.organization as o', 'o.organization_id', 'f.organization_id').select(['o.name as organization', 'o.locale as house']).where('f.id', '=', id).executeTakeFirst()
  if (!row?.email || row.answer_way !== 'mail') return null
  const locale = (row.locale ?? row.house) as Locale
  const params = { organization: row.organization, unit: row.improving_name ?? row.unit_name, name: row.name ?? words(locale, ['feedback', 'letters', 'nameless']), words: row.words, answer: row.answer ?? '', number: row.number ?? '' }
  const said = (key: string) => words(locale, ['feedback', 'letters', key], params) ?? ''
  return { to: row.email, subject: said('subject'), text: row.number ? `${said('text')}\n\n${said('lookUp')}` : said('text'), byPerson: true }
})
