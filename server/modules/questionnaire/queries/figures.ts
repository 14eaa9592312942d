import type { z } from 'zod'
import type { QuestionFigures, figures as figuresContract } from '#contract/questionnaire.ts'
import { SCALE, isFew } from '#contract/asking.ts'
import type { Question, Questions } from '#contract/questions.ts'
import { sql } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import { editionsOf } from './templates.ts'

interface Answered { readonly code: string; readonly answered: number; readonly average: number | null }
interface Said { readonly code: string; readonly value: string; readonly count: number }
interface Sums { readonly asked: number; readonly answered: number; readonly over: number }

const COUNTED: readonly string[] = ['scale', 'choice', 'choices']
const SPOKEN: readonly string[] = ['text']
const LATEST = 5

/** Questions of all editions, each as it stands in the last that has it; those of the last edition first. */
export const questionsOf = (bodies: readonly Questions[]): Question[] => [...new Map(bodies.toReversed().flatMap(({ questions }) => questions).toReversed().map((one) => [one.code, one])).values()].toSorted((a, b) => placeIn(bodies, a) - placeIn(bodies, b))

const placeIn = (bodies: readonly Questions[], { code }: Question): number => {
  const at = bodies.at(-1)?.questions.findIndex((one) => one.code === code) ?? -1
  return at < 0 ? Number.MAX_SAFE_INTEGER : at
}

const HUNDRED = 100
const rounded = (average: number) => Math.round(average * HUNDRED) / HUNDRED

const countsOf = ({ kind, choices }: Question, said: readonly Said[]): QuestionFigures['counts'] => {
  const count = (value: string) => said.find((one) => one.value === value)?.count ?? 0
  if (kind === 'scale') return SCALE.map((n) => ({ value: String(n), label: null, count: count(String(n)) }))
  const known = choices.map(({ code, label }) => ({ value: code, label, count: count(code) }))
  // What could be chosen in an earlier edition.
  return COUNTED.includes(kind) ? [...known, ...said.filter(({ value }) => !choices.some(({ code }) => code === value)).map(({ value, count: n }) => ({ value, label: null, count: n }))] : []
}

export const figures = query('questionnaire.read', async (read, actor, { id }: z.output<typeof figuresContract.input>) => {
  const questions = questionsOf((await editionsOf(read, actor, id)).map((e) => e.body as Questions))
  const codesOf = (kinds: readonly string[]) => questions.filter(({ kind }) => kinds.includes(kind)).map(({ code }) => code)
  const each = sql`from questionnaire.sent s cross join lateral jsonb_each(s.answers) as e (code, answer) where s.organization_id = ${actor.organizationId} and s.template_id = ${id} and s.answers is not null`
  const [{ rows: [sums] }, { rows: answered }, { rows: said }, { rows: latest }] = await Promise.all([
    sql<Sums>`select count(*)::int as asked, count(answered_at)::int as answered, count(*) filter (where state = 'over')::int as over from questionnaire.sent where organization_id = ${actor.organizationId} and template_id = ${id}`.execute(read.raw),
    sql<Answered>`select e.code, count(*)::int as answered, avg(case when jsonb_typeof(e.answer) = 'number' then (e.answer #>> '{}')::numeric end)::float8 as average ${each} group by 1`.execute(read.raw),
    sql<Said>`select told.code, v.value, count(*)::int as count from (select e.code, case when jsonb_typeof(e.answer) = 'array' then e.answer else jsonb_build_array(e.answer) end as answer ${each} and e.code = any (${codesOf(COUNTED)}::text[])) as told cross join lateral jsonb_array_elements_text(told.answer) as v (value) group by 1, 2 order by 1, 2`.execute(read.raw),
    sql<Said>`select code, value, 1 as count from (select e.code, e.answer #>> '{}' as value, row_number() over (partition by e.code order by s.answered_at desc, s.id desc) as place ${each} and e.code = any (${codesOf(SPOKEN)}::text[])) as each where place <= ${LATEST} order by code, place`.execute(read.raw),
  ])
  const figuresFor = (question: Question): QuestionFigures => {
    const own = answered.find((one) => one.code === question.code)
    const average = question.kind === 'scale' || question.kind === 'number' ? own?.average ?? null : null
    return { code: question.code, kind: question.kind, text: question.text, answered: own?.answered ?? 0, few: isFew(own?.answered ?? 0), average: average === null ? null : rounded(average), counts: countsOf(question, said.filter((one) => one.code === question.code)), latest: latest.filter((one) => one.code === question.code).map((one) => one.value) }
  }
  return { asked: sums?.asked ?? 0, answered: sums?.answered ?? 0, over: sums?.over ?? 0, few: isFew(sums?.answered ?? 0), questions: questions.map(figuresFor) }
})

/** What a table of all answers has as columns. */
export const columnsOf = query('questionnaire.read', async (read, actor, { id }: { id: string }) => questionsOf((await editionsOf(read, actor, id)).map((e) => e.body as Questions)))
