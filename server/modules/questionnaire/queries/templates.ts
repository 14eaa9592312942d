import { notFound } from '#contract/common.ts'
import type { Template, TemplateWhole } from '#contract/questionnaire.ts'
import type { Questions, Said } from '#contract/questions.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('questionnaire.template as t').leftJoin('questionnaire.edition as e', (j) => j.onRef('e.organization_id', '=', 't.organization_id').onRef('e.template_id', '=', 't.id').onRef('e.no', '=', 't.edition'))
  .selectAll('t').select('e.by_pack').where('t.organization_id', '=', actor.organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

interface Counts { readonly template_id: string; readonly asked: number; readonly answered: number }

const showing = async (read: Reader, actor: Actor, rows: readonly Row[]) => {
  const [name, { rows: counts }] = await Promise.all([
    namesOf(read, actor.organizationId, rows.map((r) => r.changed_by)),
    sql<Counts>`select template_id, count(*)::int as asked, count(answered_at)::int as answered from questionnaire.sent where organization_id = ${actor.organizationId} and template_id = any (${rows.map((r) => r.id)}::uuid[]) group by 1`.execute(read.raw),
  ])
  return (r: Row): Template => {
    const count = counts.find((one) => one.template_id === r.id)
    return {
      id: r.id, version: r.version, title: r.title as Said, state: r.retired_at ? 'retired' : r.edition === 0 ? 'draft' : 'live', edition: r.edition, ofPack: r.by_pack ?? false, hasDraft: r.draft !== null, questions: r.questions,
      asked: count?.asked ?? 0, answered: count?.answered ?? 0, changed: { at: iso(r.changed_at), by: name(r.changed_by) },
    }
  }
}

/** Those in use, the latest changed first; retired ones when asked for. */
export const templates = query('questionnaire.read', async (read, actor, { retired }: { retired?: '1' | undefined }) => {
  const rows = await rowsOf(read, actor).where('t.retired_at', retired ? 'is not' : 'is', null).orderBy('t.changed_at', 'desc').orderBy('t.id').execute()
  return { items: rows.map(await showing(read, actor, rows)), next: null }
})

const findTemplate = async (read: Reader, actor: Actor, id: string): Promise<Row> => {
  const row = await rowsOf(read, actor).where('t.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

/** Every edition there was, the first one first. */
export const editionsOf = async (read: Reader, actor: Actor, id: string) => {
  await findTemplate(read, actor, id)
  return read.selectFrom('questionnaire.edition').selectAll().where('organization_id', '=', actor.organizationId).where('template_id', '=', id).orderBy('no').execute()
}

export const template = query('questionnaire.read', async (read, actor, { id }: { id: string }): Promise<TemplateWhole> => {
  const row = await findTemplate(read, actor, id)
  const [show, editions] = await Promise.all([showing(read, actor, [row]), editionsOf(read, actor, id)])
  const name = await namesOf(read, actor.organizationId, editions.map((e) => e.by_id))
  const current = editions.find((e) => e.no === row.edition)
  return { ...show(row), current: current ? current.body as Questions : null, draft: row.draft as Questions | null, editions: editions.map((e) => ({ no: e.no, at: iso(e.at), by: name(e.by_id), ofPack: e.by_pack })) }
})

export const edition = query('questionnaire.read', async (read, actor, { id, no }: { id: string; no: number }): Promise<Questions> => {
  const found = (await editionsOf(read, actor, id)).find((e) => e.no === no)
  if (!found) throw new Problem(notFound)
  return found.body as Questions
})
