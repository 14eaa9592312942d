import type { z } from 'zod'
import type { Answers, Question, Reply } from '#contract/campaign.ts'
import type * as contract from '#contract/campaign.ts'
import { notFound } from '#contract/common.ts'
import { isFew } from '#contract/asking.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { listing, query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { isDissatisfied } from '../rules.ts'
import { findCampaign } from './campaigns.ts'

/** What was said counts and is read whoever said it. Who it was, and where it led, is told only where every case about it is open to the reader and its complainant known to everybody. */
const MAY_TELL = sql<boolean>`coalesce(not p.kept, true) and (p.complaint_id is null or coalesce(drawn.identity = 'open', false)) and (r.complaint_id is null or coalesce(made.identity = 'open', false))`.as('may_tell')

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('campaign.reply as r').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'r.organization_id').onRef('u.id', '=', 'r.unit_id'))
  .leftJoin('campaign.person as p', (j) => j.onRef('p.organization_id', '=', 'r.organization_id').onRef('p.id', '=', 'r.person_id'))
  .leftJoin('customer.customer as k', (j) => j.onRef('k.organization_id', '=', 'p.organization_id').onRef('k.id', '=', 'p.customer_id'))
  .leftJoin('complaint.complaint as drawn', (j) => j.onRef('drawn.organization_id', '=', 'p.organization_id').onRef('drawn.id', '=', 'p.complaint_id'))
  .leftJoin('complaint.complaint as made', (j) => j.onRef('made.organization_id', '=', 'r.organization_id').onRef('made.id', '=', 'r.complaint_id'))
  .selectAll('r').select(['u.name as unit_name', 'u.time_zone', 'k.id as customer_id', 'k.name as customer_name', 'k.phone', MAY_TELL]).where('r.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const showing = async (read: Reader, actor: Actor, rows: readonly Row[]) => {
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.by_id))
  return (r: Row): Reply => ({
    id: r.id, campaignId: r.campaign_id, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone, at: iso(r.at), way: r.way as Reply['way'], by: name(r.by_id), customer: r.may_tell && r.customer_id && r.customer_name !== null ? { id: r.customer_id, name: r.customer_name, phone: r.phone } : null,
    answers: r.answers as Answers, improvement: r.improvement, dissatisfied: isDissatisfied(r.answers as Answers), aside: r.aside, feedbackId: r.may_tell ? r.feedback_id : null, complaintId: r.may_tell ? r.complaint_id : null,
  })
}

export const replies = listing('campaign.read', async (read, actor, { id, limit = 50, cursor }: z.output<typeof contract.replies.input>) => {
  await findCampaign(read, actor, id)
  const rows = rowsOf(read, actor).where('r.campaign_id', '=', id).orderBy('r.id', 'desc').limit(limit + 1)
  const found = await (cursor ? rows.where('r.id', '<', String(readCursor(cursor)[0])) : rows).execute()
  return pageOf(found, limit, (r) => [r.id], await showing(read, actor, found))
})

export const reply = query('campaign.read', async (read, actor, { id }: { id: string }): Promise<Reply> => {
  const row = await rowsOf(read, actor).where('r.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return (await showing(read, actor, [row]))(row)
}, ({ id }, output) => ({ type: 'opinion', id, unitId: output.unitId }))

interface Said { readonly no: number; readonly value: string; readonly count: number }
const SCALE = ['1', '2', '3', '4', '5'] as const
const LATEST = 5

/** Every answer to a scale or a choice is counted; of the others the latest are shown. */
const figuresFor = (question: Question, no: number, said: readonly Said[], latest: readonly Said[]): z.output<typeof contract.QuestionFigures> => {
  const own = said.filter((one) => one.no === no)
  const answered = own.reduce((sum, one) => sum + one.count, 0)
  const values = question.kind === 'scale' ? SCALE : question.choices
  return {
    no, kind: question.kind, text: question.text, answered, few: isFew(answered), average: question.kind === 'scale' && answered > 0 ? Math.round(own.reduce((sum, one) => sum + Number(one.value) * one.count, 0) / answered * 100) / 100 : null,
    counts: question.kind === 'text' ? [] : values.map((value) => ({ value, count: own.find((one) => one.value === value)?.count ?? 0 })), latest: latest.filter((one) => one.no === no).map((one) => one.value),
  }
}

export const figures = query('campaign.read', async (read, actor, { id, unitId }: z.output<typeof contract.figures.input>) => {
  const campaign = await findCampaign(read, actor, id)
  const questions = campaign.questions as Question[]
  const counted = sql`from campaign.reply r where r.organization_id = ${actor.organizationId} and r.campaign_id = ${id} and not r.aside and (${unitId ?? null}::uuid is null or r.unit_id = ${unitId ?? null}::uuid)`
  const isText = questions.flatMap(({ kind }, no) => (kind === 'text' ? [no] : []))
  const { rows: said } = await sql<Said>`select (e.n - 1)::int as no, case when (e.n - 1)::int = any (${isText}::int[]) then '' else e.answer #>> '{}' end as value, count(*) as count
    from (select r.answers ${counted}) as told cross join lateral jsonb_array_elements(told.answers) with ordinality as e (answer, n) where e.answer <> 'null'::jsonb group by 1, 2`.execute(read.raw)
  const { rows: latest } = await sql<Said>`select no, value, 1 as count from (select (e.n - 1)::int as no, e.answer #>> '{}' as value, row_number() over (partition by e.n order by told.id desc) as place
    from (select r.id, r.answers ${counted}) as told cross join lateral jsonb_array_elements(told.answers) with ordinality as e (answer, n) where e.answer <> 'null'::jsonb and (e.n - 1)::int = any (${isText}::int[])) as each where place <= ${LATEST}`.execute(read.raw)
  const { rows: [sums] } = await sql<{ replies: number; all: number; open: number; improved: number }>`select count(*) as replies, count(f.id) as all, count(f.id) filter (where f.answered_at is null and f.complaint_id is null) as open, count(f.id) filter (where f.improved_at is not null) as improved
    from (select r.organization_id, r.feedback_id ${counted}) as told left join feedback.feedback f on f.organization_id = told.organization_id and f.id = told.feedback_id`.execute(read.raw)
  const count = sums?.replies ?? 0
  return { replies: count, few: isFew(count), questions: questions.map((question, no) => figuresFor(question, no, said, latest)), improvements: { all: sums?.all ?? 0, open: sums?.open ?? 0, improved: sums?.improved ?? 0 } }
})
